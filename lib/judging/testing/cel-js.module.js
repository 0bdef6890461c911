// What `require('@marcbachmann/cel-js')` gives in tests: Node.js loads the module with `require`, which Jest does not. The transform of
// tests makes one file of it.
export * from '@marcbachmann/cel-js';
