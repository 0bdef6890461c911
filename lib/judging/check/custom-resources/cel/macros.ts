import type { Environment, Library, Optional } from './library';

/*
 * Macros that the library lacks: those that bind names of their own. A macro is first checked, where it makes a context for each name,
 * and then evaluated in these contexts.
 */

/** A piece of a rule; of a name, `args` is the name. */
interface Piece {
  readonly op: string;
  readonly args: unknown;
}

interface Context {
  forkWithVariable(name: string, type: unknown): Context;
  /** The same context within another one. */
  reuse(outer: Context): Context;
  setIterValue(value: unknown, evaluator: Evaluator): Context;
}

interface Checker {
  check(piece: Piece, context: Context): unknown;
  getType(name: string): unknown;
}

interface Evaluator {
  run(piece: Piece, context: Context): unknown;
}

interface Call {
  readonly ast: unknown;
  readonly args: readonly Piece[];
  readonly receiver: Piece;
}

/** What a macro makes of what stands before the dot, and of its last argument, which gives a result for each set of values. */
type Meaning = (receiver: unknown, body: (...values: unknown[]) => unknown) => unknown;

/** A macro whose first arguments are names and whose last one uses them. */
const binding =
  (type: string, meaning: Meaning) =>
  ({ ast, args, receiver }: Call) => {
    const names = args.slice(0, -1).map(({ op, args: name }) => {
      if (op !== 'id') throw new SyntaxError('the first arguments of this macro are names');
      return String(name);
    });
    const body = args.at(-1)!;
    const contexts: Context[] = [];
    return {
      ast,
      async: false,
      typeCheck(checker: Checker, _: unknown, outer: Context) {
        checker.check(receiver, outer);
        contexts.length = 0;
        for (const name of names)
          contexts.push((contexts.at(-1) ?? outer).forkWithVariable(name, checker.getType('dyn')));
        checker.check(body, contexts.at(-1)!);
        return checker.getType(type);
      },
      evaluate(evaluator: Evaluator, _: unknown, outer: Context) {
        return meaning(evaluator.run(receiver, outer), (...values) => {
          const inner = contexts.reduce(
            (context, each, i) => each.reuse(context).setIterValue(values[i], evaluator),
            outer,
          );
          return evaluator.run(body, inner);
        });
      },
    };
  };

/** The index and the element of a list, or the key and the value of a map. */
function pairsOf(value: unknown): [unknown, unknown][] {
  if (Array.isArray(value)) return value.map((each, i) => [BigInt(i), each]);
  return [...(value instanceof Map ? value : Object.entries(value as object))] as [unknown, unknown][];
}

const isTrue = (value: unknown) => value === true;

/**
 * `optMap`, `optFlatMap`, and the comprehensions with two names (Kubernetes 1.33). Source: cel-go/ext/comprehensions.go.
 */
export const withMacros = (environment: Environment, { Optional }: Library): Environment =>
  environment
    .registerFunction(
      'optional.optMap(ast, ast): optional<dyn>',
      binding('optional', (found, body) => {
        const optional = found as Optional;
        return optional.hasValue() ? Optional.of(body(optional.value())) : Optional.none();
      }),
    )
    .registerFunction(
      'optional.optFlatMap(ast, ast): optional<dyn>',
      binding('optional', (found, body) => {
        const optional = found as Optional;
        return optional.hasValue() ? body(optional.value()) : Optional.none();
      }),
    )
    .registerFunction(
      'list.all(ast, ast, ast): bool',
      binding('bool', (value, body) => pairsOf(value).every((pair) => isTrue(body(...pair)))),
    )
    .registerFunction(
      'list.exists(ast, ast, ast): bool',
      binding('bool', (value, body) => pairsOf(value).some((pair) => isTrue(body(...pair)))),
    )
    .registerFunction(
      'list.existsOne(ast, ast, ast): bool',
      binding('bool', (value, body) => pairsOf(value).filter((pair) => isTrue(body(...pair))).length === 1),
    )
    .registerFunction(
      'list.transformList(ast, ast, ast): list<dyn>',
      binding('list', (value, body) => pairsOf(value).map((pair) => body(...pair))),
    )
    .registerFunction(
      'list.transformMap(ast, ast, ast): map<dyn, dyn>',
      binding('map', (value, body) => new Map(pairsOf(value).map(([key, each]) => [key, body(key, each)]))),
    );
