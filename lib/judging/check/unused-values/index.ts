import type { ChartDefinition, Manifest, Note } from '../../../core/manifest';
import {
  Expression,
  expressionsIn,
  isGroup,
  type Helper,
  type Problem,
  type Tree,
  type TSchema,
} from '../../../core/values';

/**
 * The values of a chart that change nothing: no object, condition or note refers to them. A user who sets one believes to
 * have said something.
 */
export function unusedValues(definition: ChartDefinition, manifests: readonly Manifest[]): Problem[] {
  const used = usedPaths(definition.notes, manifests);
  const { construct, schema } = definition;
  return unusedPlaces(schema, used).map(({ path, values }) => ({
    code: 'unused-value',
    construct,
    path: path.join('.'),
    message:
      values > 1
        ? `no object, condition or note of the chart uses any of the ${values} values of this group`
        : `no object, condition or note of the chart uses this value${isBoolean(schema, path) ? decided : ''}`,
    remedy: values > 1 ? 'Use them, or remove the group from the schema.' : 'Use it, or remove it from the schema.',
  }));
}

/** Values that are not used, with how many they are; a group of several of which none is used stands for all of them. */
function unusedPlaces(
  schema: TSchema,
  used: ReadonlySet<string>,
  path: readonly string[] = [],
): { readonly path: readonly string[]; readonly values: number }[] {
  if (!isGroup(schema)) return isAmong(path, used) ? [] : [{ path, values: 1 }];
  const fields = Object.entries(schema.properties as Record<string, TSchema>);
  const found = fields.flatMap(([key, field]) => unusedPlaces(field, used, [...path, key]));
  const values = found.reduce((sum, each) => sum + each.values, 0);
  const isWhole = path.length > 0 && values > 1 && values === leavesOf(schema).length;
  return isWhole ? [{ path, values }] : found;
}

const decided =
  '; what JavaScript decides, as in if (values.flag), is not a use of it: Condition.of(construct).when(flag), when() and choose() are';

const isBoolean = (schema: TSchema, [key, ...rest]: readonly string[]): boolean =>
  key === undefined ? schema.type === 'boolean' : isBoolean((schema.properties as Record<string, TSchema>)[key]!, rest);

/** The paths of all values that are not groups. */
export function leavesOf(schema: TSchema, path: readonly string[] = []): (readonly string[])[] {
  if (!isGroup(schema)) return [path];
  return Object.entries(schema.properties as Record<string, TSchema>).flatMap(([key, field]) =>
    leavesOf(field, [...path, key]),
  );
}

/** Whether a path, or that of a group around it, is among others. */
export const isAmong = (path: readonly string[], others: ReadonlySet<string>): boolean =>
  path.some((_, i) => others.has(path.slice(0, i + 1).join('.')));

/** Whole objects that users add; both printers print them beside those of the constructs. */
const printed = 'extraObjects';

/** The paths that something of a chart refers to; that of a group where it is referred to as a whole. */
export function usedPaths(notes: readonly Note[], manifests: readonly Manifest[]): Set<string> {
  const trees: Tree[] = [
    ...manifests.flatMap(({ object, condition }) => [object, ...(condition ? [condition] : [])]),
    ...notes.flatMap(({ text, condition }) => [text, ...(condition ? [condition] : [])]),
  ];
  return pathsIn(trees).add(printed);
}

/** The paths of the values that trees refer to, also by way of named templates. */
export function pathsIn(trees: readonly Tree[]): Set<string> {
  const expressions = expressionsIn(trees);
  const used = new Set<string>();
  const inHelpers = new Set<Expression>();
  for (const { node } of expressions) {
    if (node.kind !== 'helper') continue;
    valuesOf(node.helper).forEach((path) => used.add(path));
    for (const [name, arg] of Object.entries(node.args)) {
      if (!(arg instanceof Expression) || arg.node.kind !== 'reference') continue;
      inHelpers.add(arg);
      const path = arg.node.path.join('.');
      const fields = node.helper.isPure ? [] : fieldsOf(node.helper, name);
      if (fields.length === 0) used.add(path);
      else fields.forEach((field) => used.add(`${path}.${field}`));
    }
  }
  for (const expression of expressions) {
    if (expression.node.kind === 'reference' && !inHelpers.has(expression)) used.add(expression.node.path.join('.'));
  }
  return used;
}

const ofHelpers = new WeakMap<Helper, readonly string[]>();

/** The values that a hand-written named template reads by itself or through those that it includes. */
function valuesOf(helper: Helper): readonly string[] {
  let found = ofHelpers.get(helper);
  if (!found) {
    const own = Array.from(
      helper.template('chart').matchAll(/\.Values\.([A-Za-z0-9_.]*[A-Za-z0-9_])/g),
      ([, path]) => path!,
    );
    found = [...own, ...(helper.uses ?? []).flatMap(valuesOf)];
    ofHelpers.set(helper, found);
  }
  return found;
}

/** The fields that a hand-written named template reads of one of its arguments; none where it takes the argument as it is. */
const fieldsOf = (helper: Helper, argument: string): string[] =>
  Array.from(
    helper.template('chart').matchAll(new RegExp(`[.$]${argument}\\.([A-Za-z0-9_.]*[A-Za-z0-9_])`, 'g')),
    ([, field]) => field!,
  );
