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
/** Marks a map that is laid over the other. */
const joining = Symbol('joining');
/** Marks a group that speaks for others. */
const shared = Symbol('shared');

/** The same value, which takes that of its name in a group of `sharedValues` where it is empty itself. */
export const inherits = <S extends TSchema>(schema: S): S => Object.assign(schema, { [inheriting]: true });

/** The same map, whose entries stand beside those of its name in such a group; where both have a key, its own counts. */
export const joins = <S extends TSchema>(schema: S): S =>
  Object.assign(schema, { [inheriting]: true, [joining]: true });

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
  const groups = Object.entries(schema.properties).filter(([, field]) => isShared(field));
  const [first] = groups;
  if (!first) return schema;
  if (groups.length > 1) throw new DefinitionError([twoGroups(groups.map(([key]) => key))]);
  const [key, from] = first;
  const known = (from as Group).properties;
  return mapFields(schema, (field) => {
    if (!isGroup(field) || isShared(field)) return field;
    return mapLeaves(field, (leaf, name) => {
      const source = Object.hasOwn(known, name) ? known[name] : undefined;
      return source && mayInherit(leaf) ? inherited(leaf, source, [key, name], owner) : leaf;
    });
  });
}

function inherited(leaf: TSchema, source: TSchema, path: readonly string[], owner: object): TSchema {
  const what = String(leaf.description).split(';')[0]!;
  const isJoined = joining in leaf;
  const description = `${what}; ${isJoined ? `beside those of ${path.join('.')}, over which they win` : `empty means ${path.join('.')}`}`;
  const open = withNothing(leaf, source);
  const isEmpty = Object.keys(open.default as object | string).length === 0;
  const own = { ...open, description, ...(isEmpty && { [mayBeMissing]: true }) };
  return readThrough(own, (value) => {
    const then = value as Expression<string>;
    const otherwise = new Expression({ kind: 'reference', path, owner }, source);
    if (isJoined) return new Expression({ kind: 'overlay', maps: [otherwise, then] }, source);
    return new Expression({ kind: 'choose', condition: isSet(then), then, otherwise }, source);
  });
}

/** The two values of which one counts, where an expression is such a value. */
export function sidesOfInherited({
  node,
}: Expression): { readonly own: Expression; readonly otherwise: Expression } | undefined {
  if (node.kind !== 'choose' || node.condition.node.kind !== 'isSet') return undefined;
  const { then: own, otherwise } = node;
  const isOne = [own, otherwise].every((side) => side instanceof Expression && side.node.kind === 'reference');
  if (!isOne || node.condition.node.operand !== own) return undefined;
  return { own, otherwise: otherwise as Expression };
}

/** One of a few words may be none of them, and is where it says by default what is shared by default. */
function withNothing(leaf: TSchema, source: TSchema): TSchema {
  if (!Array.isArray(leaf.enum) || leaf.default !== source.default) return leaf;
  return { ...leaf, enum: ['', ...(leaf.enum as string[])], default: '' };
}

const twoGroups = (keys: readonly string[]): Problem => ({
  code: 'invalid-schema',
  path: keys.join(', '),
  message: `${keys.length} groups speak for the same values of workloads: ${keys.join(' and ')}`,
  remedy: 'Keep one of them.',
});
