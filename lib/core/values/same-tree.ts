import { Expression, Merged } from './expression';

/** Whether two trees say the same in the same way. */
export function sameTree(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (a instanceof Expression || b instanceof Expression) {
    if (!(a instanceof Expression && b instanceof Expression) || a.valueType !== b.valueType) return false;
    return a.node === b.node || sameNode(a.node, b.node);
  }
  if (Array.isArray(a) !== Array.isArray(b) || a instanceof Merged !== b instanceof Merged) return false;
  return sameFields(a, b, sameTree);
}

/** The chart that a reference belongs to, and a template written by hand, are the same only where they are one. */
const sameNode = (a: object, b: object): boolean =>
  sameFields(a, b, (x, y, key) => (key === 'owner' || key === 'helper' ? x === y : sameTree(x, y)));

function sameFields(a: object, b: object, isSame: (x: unknown, y: unknown, key: string) => boolean): boolean {
  const [keys, others] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  return keys.length === others.size && keys.every(([key, x]) => others.has(key) && isSame(x, others.get(key), key));
}
