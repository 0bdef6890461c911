import { isSet } from './algebra';
import { Expression } from './expression';
import { DefinitionError, type Problem } from './problem';
import {
  isGroup,
  mapFields,
  mapLeaves,
  mayBeMissing,
  readThrough,
  type Fields,
  type Group,
  type TSchema,
} from './schema';

/*
 * Values that several groups have alike are said once, in a group of their own. Each of the others may say them too: what is not empty there
 * counts in its place.
 */

/** Marks a value for which another group may speak; kept by a copy of the schema. */
const inheriting = Symbol('inheriting');
/** Marks a group that speaks for others. */
const shared = Symbol('shared');

/** The same value, which takes that of its name in a group of `sharedValues` where it is empty itself. */
export const inherits = <S extends TSchema>(schema: S): S => Object.assign(schema, { [inheriting]: true });

const mayInherit = (schema: TSchema): boolean => inheriting in schema;

/** A group whose values count wherever a value of the same name that `inherits` is empty. It stands at the top of the values of a chart. */
export const sharedValues = <F extends Fields>(group: Group<F>): Group<F> => Object.assign(group, { [shared]: true });

const isShared = (schema: TSchema): schema is Group => isGroup(schema) && shared in schema;

/**
 * The values of a chart, each of which that inherits reads as what counts: itself, or where it is empty what is shared. One that is empty
 * by default need not be there at all, so that `values.yaml` does not repeat it for each group.
 *
 * @param owner the chart
 * @throws DefinitionError where two groups speak for the others
 */
export function withInherited(schema: Group, owner: object): Group {
  const groups = Object.entries(schema.properties as Fields).filter(([, field]) => isShared(field));
  const [first] = groups;
  if (!first) return schema;
  if (groups.length > 1) throw new DefinitionError([twoGroups(groups.map(([key]) => key))]);
  const [key, from] = first;
  const known = (from as Group).properties as Fields;
  return mapFields(schema, (field) => {
    if (!isGroup(field) || isShared(field)) return field;
    return mapLeaves(field, (leaf, name) => {
      const source = Object.hasOwn(known, name) ? known[name] : undefined;
      return source && mayInherit(leaf) ? inherited(leaf, source, [key, name], owner) : leaf;
    });
  });
}

function inherited(leaf: TSchema, source: TSchema, path: readonly string[], owner: object): TSchema {
  const description = `${String(leaf.description).split(';')[0]!}; empty means ${path.join('.')}`;
  const isEmpty = Object.keys((leaf.default ?? '') as object | string).length === 0;
  const own = { ...leaf, description, ...(isEmpty && { [mayBeMissing]: true }) };
  return readThrough(own, (value) => {
    const operand = value as Expression<string>;
    const otherwise = new Expression({ kind: 'reference', path, owner }, source);
    return new Expression({ kind: 'choose', condition: isSet(operand), then: operand, otherwise }, source);
  });
}

const twoGroups = (keys: readonly string[]): Problem => ({
  code: 'invalid-schema',
  path: keys.join(', '),
  message: `${keys.length} groups speak for the same values of workloads: ${keys.join(' and ')}`,
  remedy: 'Keep one of them.',
});
