import { aFunction, aName, aTree, anExpression, eitherOf, listOf, takes, type Kind } from './argument';
import { Expression, type Templated, type Tree } from './expression';
import { entryOf, itemOf, keyOf } from './refs';
import { shapeOf, type ValueType } from './shape';
import { withTree } from './with-tree';

const aPair: Kind = {
  inside: listOf(aName).inside!,
  words: "the names of key and value: ['name', 'value']",
  holds: (value) => Array.isArray(value) && value.length === 2,
};
const names = eitherOf(aName, aPair);
const eachTakes = takes('each(list, name, body)', anExpression, names, aFunction);
const ofMapTakes = takes('each(map, [key, value], body)', anExpression, names, aFunction);
const elementTakes = takes("each's body(element)", aTree);

/** One list element for each element of a list in the values. `variable` names the element in the template. */
export function each<T, U>(
  source: Expression<readonly T[]>,
  variable: string,
  body: (item: ItemRefs<T>) => Templated<U>,
): [Expression<U>];
/**
 * One list element for each entry of a map in the values, sorted by the bytes of its keys, as Helm sorts them. `variables` name key and
 * value in the template: `each(values.env, ['name', 'value'], (name, value) => ({ name, value }))`.
 */
export function each<T, U>(
  source: Expression<{ readonly [key: string]: T }>,
  variables: readonly [key: string, value: string],
  body: (key: Expression<string>, value: ItemRefs<T>) => Templated<U>,
): [Expression<U>];
export function each<U>(
  source: Expression,
  variables: string | readonly [key: string, value: string],
  body: (...items: never[]) => Templated<U>,
): [Expression<U>] {
  const isPair = typeof variables !== 'string';
  (isPair ? ofMapTakes : eachTakes)(source, variables, body);
  const [key, variable] = isPair ? variables : [undefined, variables];
  const items: readonly Expression[] =
    key === undefined
      ? [refsOf((field, type) => itemOf(source, variable, field, type))]
      : [keyOf(source, key), refsOf((field, type) => entryOf(source, variable, field, type))];
  const element = body(...(items as never[]));
  elementTakes(element);
  const { node, shape } = withTree<U>(element as Tree, (decoded) => ({
    kind: 'each',
    source,
    variable,
    ...(key !== undefined && { key }),
    body: decoded,
  }));
  return [new Expression(node, { ...shapeOf('list'), items: shape })];
}

/**
 * The fields of a loop's element, each as an expression; a scalar element is itself the expression. Types come from the
 * schema of the list or map; a type must be said where that refers to a definition.
 */
export type ItemRefs<T> = Expression<T> & ItemFields<T>;

interface ItemFields<T> {
  readonly field: <K extends FieldOf<T>>(name: K, type?: ValueType) => Expression<NonNullable<T[K]>>;
}

type FieldOf<T> = T extends object ? keyof T & string : never;

function refsOf(of: (field?: string, type?: ValueType) => Expression): ItemRefs<never> {
  const fields = { field: (name: string, type?: ValueType) => of(name, type) };
  return Object.assign(of(), fields) as ItemRefs<never>;
}
