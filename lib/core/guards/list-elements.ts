import { Expression, and, call, isEntries, type Operand, type Tree } from '../values';
import { partsOfKey, type ListKey } from '../kubernetes/list-keys';
import { keysHelper } from './key-helpers';

/*
 * What a list is made of: elements that the chart sets itself, and whole lists of users.
 */

/** An element of the chart, by what its keys are. */
export interface OwnElement {
  readonly keys: readonly Operand[];
  readonly condition?: Expression<boolean> | undefined;
}

/** A list of the values whose elements are in the list. */
export interface UserList {
  readonly reference: Expression;
  /** The fields of its elements that become the keys. */
  readonly keys: readonly ListKey[];
  readonly condition?: Expression<boolean> | undefined;
}

/** A map of the values of which each entry is an element that has its key. */
export interface UserMap {
  readonly reference: Expression;
  readonly condition?: Expression<boolean> | undefined;
}

export interface ListParts {
  readonly own: readonly OwnElement[];
  readonly users: readonly UserList[];
  readonly maps: readonly UserMap[];
  /** Whether all that may be in the list is known. */
  readonly isWhole: boolean;
}

const nothing: ListParts = { own: [], users: [], maps: [], isWhole: false };

/** The parts of a list whose elements are told apart by keys. */
export function partsOfList(tree: Tree, keys: readonly ListKey[], condition?: Expression<boolean>): ListParts {
  if (Array.isArray(tree))
    return joined((tree as readonly Tree[]).map((each) => partsOfElement(each, keys, condition)));
  if (!(tree instanceof Expression)) return nothing;
  const { node } = tree;
  switch (node.kind) {
    case 'reference':
      return { own: [], users: [{ reference: tree, keys, condition }], maps: [], isWhole: true };
    case 'concat':
      // Of elements that are the same one alone stays.
      return joined(
        node.lists
          .map((list) => partsOfList(list, keys, condition))
          .map((part) => (node.isUnique ? { ...part, users: [] } : part)),
      );
    case 'when':
      return partsOfList(node.tree, keys, both(condition, node.condition));
    case 'optional':
      return partsOfList(node.operand, keys, condition);
    case 'choose':
      return joined([node.then, node.otherwise].map((side) => partsOfList(side, keys, condition)));
    case 'each':
      return partsOfElement(tree, keys, condition);
    default:
      return nothing;
  }
}

function partsOfElement(tree: Tree, keys: readonly ListKey[], condition: Expression<boolean> | undefined): ListParts {
  if (isEntries(tree)) {
    const given = keys.map((key) => keyIn(tree, key));
    return given.every((each) => each !== undefined)
      ? { own: [{ keys: given, condition }], users: [], maps: [], isWhole: true }
      : nothing;
  }
  if (!(tree instanceof Expression)) return nothing;
  const { node } = tree;
  if (node.kind === 'items') return partsOfList(node.list, keys, condition);
  if (node.kind === 'when') return partsOfElement(node.tree, keys, both(condition, node.condition));
  if (node.kind === 'named') return partsOfElement(node.body, keys, condition);
  if (node.kind === 'each' && node.key !== undefined) {
    return isKeyedBy(node.body, keys, node.key) ? partsOfMap(node.source, condition) : nothing;
  }
  if (node.kind !== 'each') return nothing;
  const fields = isEntries(node.body) ? keys.map((key) => fieldOfItem(node.body as never, key, node.variable)) : [];
  if (fields.length === 0 || !fields.every((field) => field !== undefined)) return nothing;
  return partsOfList(node.source, fields, condition);
}

/** Whether the elements of a loop over a map have its keys as they are. */
function isKeyedBy(body: Tree, [key, ...others]: readonly ListKey[], variable: string): boolean {
  const given = key !== undefined && others.length === 0 && isEntries(body) ? body[partsOfKey(key).field] : undefined;
  return given instanceof Expression && given.node.kind === 'item' && given.node.variable === variable;
}

/** The keys of each map as one expression, so that they are told once. */
const keysOfMaps = new WeakMap<Expression, Expression<string>>();

function keysOf(map: Expression): Expression<string> {
  const known = keysOfMaps.get(map) ?? call<string>(keysHelper, { map });
  keysOfMaps.set(map, known);
  return known;
}

/** Elements that are told apart by the keys of a map; one with templates has the keys that its users wrote. */
function partsOfMap({ node }: Expression, condition: Expression<boolean> | undefined): ListParts {
  const reference = node.kind === 'helper' ? node.args['map'] : undefined;
  if (!(reference instanceof Expression) || reference.node.kind !== 'reference') return nothing;
  return {
    own: [{ keys: [keysOf(reference)], condition }],
    users: [],
    maps: [{ reference, condition }],
    isWhole: true,
  };
}

/** What an element says of a key, where that is one literal or expression. */
export function keyIn(entries: { readonly [key: string]: Tree | undefined }, key: ListKey): Operand | undefined {
  const { field, otherwise } = partsOfKey(key);
  const given = entries[field];
  if (given === undefined) return otherwise === '' ? undefined : otherwise;
  if (given instanceof Expression) return given.valueType === 'list' || given.valueType === 'map' ? undefined : given;
  return typeof given === 'object' ? undefined : given;
}

/** The field of the element of a loop that becomes a key. */
function fieldOfItem(
  entries: { readonly [key: string]: Tree | undefined },
  key: ListKey,
  variable: string,
): ListKey | undefined {
  const { field: named } = partsOfKey(key);
  const given = entries[named];
  // What is the same in all elements is a field that those of users lack.
  if (typeof given === 'string') return `${named}=${given}`;
  if (!(given instanceof Expression) || given.node.kind !== 'item' || given.node.variable !== variable)
    return undefined;
  const [field, ...deeper] = given.node.path;
  return field !== undefined && deeper.length === 0 ? field : undefined;
}

const joined = (parts: readonly ListParts[]): ListParts => ({
  own: parts.flatMap(({ own }) => own),
  users: parts.flatMap(({ users }) => users),
  maps: parts.flatMap(({ maps }) => maps),
  isWhole: parts.every(({ isWhole }) => isWhole),
});

/** Both of two conditions, where there are two. */
export const both = (
  one: Expression<boolean> | undefined,
  other: Expression<boolean> | undefined,
): Expression<boolean> | undefined => (one && other ? and(one, other) : (one ?? other));
