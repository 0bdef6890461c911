/*
 * What is used of `@marcbachmann/cel-js`. The package is a module, so that its own types cannot be imported here. Node.js loads it
 * with `require` from 20.19 on; it is loaded only when a rule is to be evaluated.
 */

/** A rule that has been read; its result is that of CEL. */
export interface Expression {
  (variables: { readonly [name: string]: unknown }): unknown;
  /** The tree that it was read into. */
  readonly ast: Node;
}

/** A piece of a rule: what it does, and to what, which may be pieces, lists of them, or values. */
export interface Node {
  readonly op: string;
  readonly args: unknown;
}

/** What can be told of a rule before there are values. */
export interface Checked {
  readonly valid: boolean;
  readonly type?: string;
  readonly error?: { readonly code: string; readonly message: string };
}

/** The functions, types and variables that rules know. */
export interface Environment {
  registerVariable(name: string, type: string): this;
  registerConstant(name: string, type: string, value: unknown): this;
  // The arguments of a constructor or function depend on the signature, which is a text.
  registerType(name: string, type: abstract new (...values: never[]) => object): this;
  registerFunction(signature: string, handler: (...values: never[]) => unknown): this;
  registerOperator(signature: string, handler: (a: never, b: never) => unknown): this;
  parse(rule: string): Expression;
  check(rule: string): Checked;
  evaluate(rule: string): unknown;
}

/** A value of CEL that may not be there. */
export interface Optional {
  hasValue(): boolean;
  value(): unknown;
}

/** What the package exports. */
export interface Library {
  readonly Environment: new (options: {
    readonly unlistedVariablesAreDyn: boolean;
    readonly homogeneousAggregateLiterals: boolean;
    readonly enableOptionalTypes: boolean;
  }) => Environment;
  readonly Optional: { of(value: unknown): Optional; none(): Optional };
}

/** @throws where this Node.js cannot load modules with `require` */
export const loadLibrary = (): Library => require('@marcbachmann/cel-js') as Library;
