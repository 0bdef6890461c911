import { AssertionError } from 'node:assert';

/** What the kit needs of a runner's `expect`. */
export interface Expect {
  (actual: unknown): {
    toBe(expected: unknown): unknown;
    toMatchSnapshot?(hint?: string): unknown;
  };
}

/** Which runner a test is told of by; nothing where it is found without. */
export interface RunnerOptions {
  /** The runner's `expect`, where it is not the global one: that of a concurrent test in Vitest. @default the one that is found */
  readonly expect?: Expect | undefined;
}

/** Where Vitest keeps its `expect`, with or without `globals` (`@vitest/expect`). */
const ofVitest = Symbol.for('expect-global');

/**
 * The `expect` of the runner that runs this test. Jest has a global one, and with `injectGlobals: false` a module; Vitest keeps its own
 * in either case; node:test has none.
 */
export function expectOf({ expect }: RunnerOptions): Expect | undefined {
  const globals = globalThis as { readonly [ofVitest]?: unknown; readonly expect?: unknown };
  return [() => expect, () => globals[ofVitest], () => globals.expect, expectOfJest]
    .map((found) => found())
    .find(isExpect);
}

const isExpect = (value: unknown): value is Expect => typeof value === 'function';

/** Jest answers to this name wherever it loads modules; elsewhere the package throws, if it is there at all. */
function expectOfJest(): unknown {
  if (process.env['JEST_WORKER_ID'] === undefined) return undefined;
  try {
    return (require('@jest/globals') as { readonly expect?: unknown }).expect;
  } catch {
    return undefined;
  }
}

/** Counts as one assertion of the test that runs, for `expect.hasAssertions()` and `expect.assertions(n)`; no more than that. */
const counts = (options: RunnerOptions): unknown => expectOf(options)?.(true).toBe(true);

/** An assertion of the kit that holds. */
export const holds = (options: RunnerOptions): void => void counts(options);

/**
 * An assertion of the kit that does not hold.
 *
 * @param asserted the function of the kit, which the trace leaves out
 */
export function fails(message: string, options: RunnerOptions, asserted: (...given: never[]) => unknown): never {
  counts(options);
  // What is thrown has been told in words; a runner would print two values beside it.
  throw new AssertionError({ message, stackStartFn: asserted });
}
