import {
  aCondition,
  aName,
  aScalar,
  aText,
  aTree,
  anExpression,
  anExpressionOfMap,
  anExpressionOfNumber,
  takes,
} from './argument';
import {
  Expression,
  shapeOfTree,
  type Builtin,
  type Operand,
  type Scalar,
  type Templated,
  type Tree,
} from './expression';
import { DefinitionError } from './problem';
import { allOf, unite, valueTypeOf } from './shape';
import { withoutTokens } from './text';
import { tokens } from './token';
import { withTree } from './with-tree';

const builtin = (name: Builtin) => new Expression<string>({ kind: 'builtin', name }, 'string');

/** The name that the user gave the release. */
export const releaseName = builtin('Release.Name');
/** The namespace that the release is installed in. */
export const releaseNamespace = builtin('Release.Namespace');
/** The chart's name, or its alias where it is a subchart. */
export const chartName = builtin('Chart.Name');
/** The chart's version. */
export const chartVersion = builtin('Chart.Version');
/** The version of the application that the chart installs. */
export const appVersion = builtin('Chart.AppVersion');

const chooseTakes = takes('choose(condition, then, otherwise)', aCondition, aScalar, aScalar);

/** `then` where the condition holds, else `otherwise`. Both are scalars. */
export function choose<T extends Scalar>(
  condition: Expression<boolean>,
  then: Templated<T>,
  otherwise: Templated<T>,
): Expression<T> {
  chooseTakes(condition, then, otherwise);
  const sides = { then: withoutTokens(then), otherwise: withoutTokens(otherwise) };
  const shape = unite(shapeOfTree(sides.then), shapeOfTree(sides.otherwise));
  const type = valueTypeOf(shape);
  if (type === 'list' || type === 'map') {
    const message = `both sides of a choice must be scalars, not a ${type}`;
    const remedy = 'Use when(condition, tree) and when(not(condition), other) for two fields or elements.';
    throw new DefinitionError([{ code: 'invalid-expression', message, remedy }]);
  }
  return new Expression({ kind: 'choose', condition, ...sides }, shape);
}

/**
 * What the type of a value must be for it to be empty: a string (`""`), a list or a map. A number or boolean never is, 0 and
 * false included; of a value that is a string or a number, only `""` is.
 */
export type CanBeEmpty<T> = [T] extends [number | boolean] ? 'a number or boolean is never empty' : unknown;

const orElseTakes = takes('orElse(value, fallback, ...others)', anExpression, aScalar, aScalar);

/** The value where it is not empty, else the fallback; of several the first that is not empty, else the last. */
export function orElse<T extends Scalar>(
  value: Expression<T> & CanBeEmpty<T>,
  fallback: Templated<T>,
  ...others: readonly Templated<T>[]
): Expression<T> {
  orElseTakes(value, fallback, ...others);
  const [next, ...rest] = others;
  if (next === undefined) return choose<T>(isSet<T>(value), value, fallback);
  const own = withoutTokens(fallback);
  if (!(own instanceof Expression)) {
    const message = `orElse() was given ${JSON.stringify(own)} before its last fallback, which is never used`;
    throw new DefinitionError([{ code: 'invalid-expression', message, remedy: 'A literal comes last.' }]);
  }
  return choose<T>(isSet<T>(value), value, orElse<T>(own as Expression<T> & CanBeEmpty<T>, next, ...rest));
}

const andTakes = takes('and(...conditions)', aCondition);

/** True where every condition holds. */
export function and(...operands: readonly Expression<boolean>[]): Expression<boolean> {
  andTakes(...operands);
  return operands.length === 1 ? operands[0]! : new Expression({ kind: 'and', operands }, 'boolean');
}

const orTakes = takes('or(...conditions)', aCondition);

/** True where at least one condition holds. */
export function or(...operands: readonly Expression<boolean>[]): Expression<boolean> {
  orTakes(...operands);
  return operands.length === 1 ? operands[0]! : new Expression({ kind: 'or', operands }, 'boolean');
}

const notTakes = takes('not(condition)', aCondition);

/** True where the condition does not hold. */
export function not(operand: Expression<boolean>): Expression<boolean> {
  notTakes(operand);
  return new Expression({ kind: 'not', operand }, 'boolean');
}

const equalsTakes = takes('equals(value, other)', anExpression, aScalar);

/** True where both sides are the same scalar. */
export function equals<T extends Scalar>(left: Expression<T>, right: Templated<NoInfer<T>>): Expression<boolean> {
  equalsTakes(left, right);
  return new Expression({ kind: 'equals', left, right: right as Operand }, 'boolean');
}

const isSetTakes = takes('isSet(value)', anExpression);

/**
 * True where the value is not empty: no empty string, list or map.
 *
 * @throws DefinitionError for a number or boolean, which is never empty
 */
export function isSet<T>(operand: Expression<T> & CanBeEmpty<T>): Expression<boolean> {
  isSetTakes(operand);
  refuseNeverEmpty('isSet', operand);
  return new Expression({ kind: 'isSet', operand }, 'boolean');
}

const whenTakes = takes('when(condition, tree)', aCondition, aTree);

/** The subtree where the condition holds; elsewhere the field or list element is left out. */
export function when<T>(condition: Expression<boolean>, tree: Templated<NoInfer<T>>): Expression<T> {
  whenTakes(condition, tree);
  return withTree(tree as Tree, (decoded) => ({ kind: 'when', condition, tree: decoded }));
}

const optionalTakes = takes('optional(value)', anExpression);

/**
 * The string where it is not empty; elsewhere the field is left out. Lists and maps are left out when empty anyway.
 *
 * @throws DefinitionError for a number or boolean, which is never empty
 */
export function optional<T>(operand: Expression<T> & CanBeEmpty<T>): Expression<T> {
  optionalTakes(operand);
  refuseNeverEmpty('optional', operand);
  return new Expression({ kind: 'optional', operand }, operand.shape);
}

/** Templates take 0 and false for empty, so that such a field would vanish. */
function refuseNeverEmpty(name: string, { valueType }: Expression): void {
  if (valueType !== 'integer' && valueType !== 'number' && valueType !== 'boolean') return;
  const what = valueType === 'integer' ? 'a whole number' : `a ${valueType}`;
  const message = `${name}() was given ${what}, which is never empty: ${valueType === 'boolean' ? 'false' : '0'} is a value`;
  const remedy =
    valueType === 'boolean'
      ? 'Use the boolean itself as the condition: when(flag, tree), choose(flag, a, b).'
      : 'Where 0 means none, say so: when(not(equals(value, 0)), value), choose(equals(value, 0), fallback, value).';
  throw new DefinitionError([{ code: 'never-empty', message, remedy }]);
}

const concatTakes = takes('concat(...lists)', anExpression);

/** The elements of the first list, then those of the next ones. */
export function concat<T>(...lists: readonly Expression<readonly T[]>[]): Expression<T[]> {
  concatTakes(...lists);
  return new Expression({ kind: 'concat', lists }, allOf(lists, 'list'));
}

/** The elements of several lists, of those that are the same the first alone. */
export const distinct = <T>(...lists: readonly Expression<readonly T[]>[]): Expression<T[]> =>
  new Expression({ kind: 'concat', lists, isUnique: true }, allOf(lists, 'list'));

const joinTakes = takes('join(list, separator)', anExpression, aText);

/** The strings of a list with a separator between them. */
export function join(list: Expression<readonly string[]>, separator: string): Expression<string> {
  joinTakes(list, separator);
  return new Expression({ kind: 'join', list, separator }, 'string');
}

const jsonTakes = takes('json(value)', anExpression);

/**
 * The value as JSON, for a place inside a document: a string stands in quotes on one line, so that no content of it can break
 * the document. JSON is YAML too.
 */
export function json(operand: Expression): Expression<string> {
  jsonTakes(operand);
  return new Expression({ kind: 'json', operand }, 'string');
}

const itemsTakes = takes('items(list)', anExpression);

/** The elements of a list among literal ones: `[first, ...items(values.extraEnv)]`. */
export function items<T>(list: Expression<readonly T[]>): [Expression<T>] {
  itemsTakes(list);
  return [new Expression({ kind: 'items', list }, list.shape)];
}

const entriesTakes = takes('entries(map)', anExpressionOfMap);

/** The entries of a map among literal ones: `{ ...entries(labels), component: 'backend' }`. */
export function entries<T>(map: Expression<{ readonly [key: string]: T }>): { [key: string]: T } {
  entriesTakes(map);
  const token = tokens.mintEntries(map);
  return { [token]: token } as { [key: string]: T };
}

const digestTakes = takes('digest(map)', anExpression);

/** SHA-256 of a map as JSON, in hexadecimal: changes when the data change and for no other reason. */
export function digest(data: Expression): Expression<string> {
  digestTakes(data);
  return new Expression({ kind: 'digest', data }, 'string');
}

const namedTakes = takes('named(name, description, tree)', aName, aText, aTree);

/** A subtree with a name of its own, printed once in `_helpers.tpl` and included wherever it is used. */
export function named<T>(name: string, description: string, body: Templated<T>): Expression<T> {
  namedTakes(name, description, body);
  return withTree(body as Tree, (decoded) => ({ kind: 'named', name, description, body: decoded }));
}

const fileTakes = takes('file(path, content)', aName, aText);

/** A text kept as a file of the chart, `files/<path>`, and read with `.Files.Get`. For large or brace-ridden documents. */
export function file(path: string, content: string): Expression<string> {
  fileTakes(path, content);
  return new Expression({ kind: 'file', path, content }, 'string');
}

const numberTokenTakes = takes('numberToken(value)', anExpressionOfNumber);

/** A reference as a number, for constructs that check or compare one. */
export function numberToken(ref: Expression<number>): number {
  numberTokenTakes(ref);
  return tokens.mintNumber(ref);
}

/** What stands for a list while no value is known: not a list, which has a length, elements and `join`. */
export interface ListToken<out T = unknown> {
  readonly [elementsOf]: T;
}
declare const elementsOf: unique symbol;

const tokenTakes = takes('token(value)', anExpression);

/**
 * A reference as a value of its own type, for constructs that only pass it on. A choice fits an enumeration that has all of its
 * words. A list can stand in an object as it is; for a construct that wants a list there are `items` and `Binding`.
 */
export function token<T extends string, E = T>(ref: Expression<T> & Expression<NoInfer<`${E & string}`>>): E;
export function token<T>(ref: Expression<readonly T[]>): ListToken<T>;
export function token<T>(ref: Expression<T>): T;
export function token(ref: Expression): unknown {
  tokenTakes(ref);
  return tokens.mintValue(ref);
}

const nameTokenTakes = takes('nameToken(value)', anExpression);

/**
 * A reference as a string of lower-case letters and digits, for constructs that check whether a string is a name. It must be
 * that of an object, so that whatever keeps such names as they are, as encoding for a URL does, keeps its value.
 */
export function nameToken(ref: Expression<string>): string {
  nameTokenTakes(ref);
  return tokens.mintName(ref);
}
