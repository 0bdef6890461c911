import { schemaOfField, type StructuralSchema } from '../structural-schema';
import type { Node } from './library';
import { nameInRules } from './value';

/*
 * Lists of the types `set` and `map` have no order for the API server: two of them are equal whatever comes first, and the sum of two
 * has nothing twice. The library compares and joins all lists in their order, so that what it says of such a rule is not known to be so.
 */

type Scope = ReadonlyMap<string, StructuralSchema>;

const comparing: ReadonlySet<string> = new Set(['==', '!=', '+']);
const macros: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'existsOne', 'filter', 'map']);

/** Whether a rule compares or joins lists without an order, as far as its schema tells. */
export const comparesUnordered = (rule: Node, self: StructuralSchema): boolean =>
  isUnordered(self) && compares(rule, new Map([['self', self]]));

function compares(piece: unknown, scope: Scope): boolean {
  if (Array.isArray(piece)) return piece.some((each) => compares(each, scope));
  if (!isNode(piece)) return false;
  if (comparing.has(piece.op) && partsOf(piece).some((part) => isUnordered(schemaOf(part, scope)))) return true;
  return compares(piece.args, scopeWithin(piece, scope));
}

/** What names stand for within a macro. */
function scopeWithin(piece: Node, scope: Scope): Scope {
  const [name, receiver, given] = partsOf(piece);
  if (piece.op !== 'rcall' || !macros.has(String(name)) || !Array.isArray(given)) return scope;
  const [first] = given as readonly unknown[];
  const of = schemaOf(receiver, scope)?.items;
  return of && isNode(first) && first.op === 'id' ? new Map([...scope, [String(first.args), of]]) : scope;
}

/** The schema of what a piece of a rule gives; undefined where it cannot be told. */
function schemaOf(piece: unknown, scope: Scope): StructuralSchema | undefined {
  if (!isNode(piece)) return undefined;
  if (piece.op === 'id') return scope.get(String(piece.args));
  const [holder, what] = partsOf(piece);
  const of = schemaOf(holder, scope);
  if (piece.op === '+' && of && isUnordered(of)) return of;
  if (piece.op === '[]') return of?.items ?? (of && schemaOfField(of, ''));
  if (piece.op !== '.' || of === undefined) return undefined;
  const field = [...of.properties].find(([name]) => nameInRules(name) === what);
  return field ? field[1] : schemaOfField(of, '');
}

const known = new WeakMap<StructuralSchema, boolean>();

/** Whether a value is, or holds, a list without an order. */
function isUnordered(schema: StructuralSchema | undefined): boolean {
  if (schema === undefined) return false;
  let is = known.get(schema);
  if (is === undefined) {
    const { listType, items, properties, additionalProperties: others } = schema;
    is =
      listType === 'set' ||
      listType === 'map' ||
      [items, others === 'any' ? undefined : others, ...properties.values()].some(isUnordered);
    known.set(schema, is);
  }
  return is;
}

const partsOf = ({ args }: Node): readonly unknown[] => (Array.isArray(args) ? args : []);

const isNode = (piece: unknown): piece is Node =>
  typeof piece === 'object' && piece !== null && 'op' in piece && 'args' in piece;
