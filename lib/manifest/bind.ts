import { Expression, Merged, isEntries, keysOfPointer, type Problem, type Tree } from '../values';

type Entries = { [key: string]: Tree | undefined };

/** The object with each binding set at its JSON pointer. Maps on the way are made where they are missing. */
export function bind(
  object: Record<string, Tree>,
  bindings: ReadonlyMap<string, Expression | Tree>,
  construct: string,
  problems: Problem[],
): Record<string, Tree> {
  for (const [pointer, value] of bindings) {
    const keys = keysOfPointer(pointer);
    const last = keys.pop();
    const parent = !pointer.startsWith('/') || last === undefined ? undefined : descend(object, keys);
    if (!parent || (Array.isArray(parent) && !isElement(parent, last!))) {
      problems.push({
        code: 'unreachable-binding',
        construct,
        path: pointer,
        message: 'there is no such place in this object to set a value at',
        remedy:
          'A pointer begins with "/"; list elements on the way must exist, as in /spec/template/spec/containers/0/resources.',
      });
    } else if (Array.isArray(parent)) {
      (parent as Tree[])[last === '-' ? parent.length : Number(last)] = value;
    } else {
      (parent as Entries)[last!] = value;
    }
  }
  return object;
}

/** Whether a list has an element of this number; `-` is the one after the last. */
const isElement = (list: readonly Tree[], key: string) =>
  key === '-' || (/^\d+$/.test(key) && Number(key) < list.length);

function descend(object: Record<string, Tree>, keys: readonly string[]): Entries | readonly Tree[] | undefined {
  let node: Entries | readonly Tree[] = object;
  for (const key of keys) {
    const next: Tree | undefined = isList(node) ? node[Number(key)] : (node[key] ??= {});
    if (isList(next) || isEntries(next)) node = next;
    else if (next instanceof Merged) node = literalPart(next);
    else return undefined;
  }
  return node;
}

const isList = (tree: Tree | undefined): tree is readonly Tree[] => Array.isArray(tree);

const literalPart = (merged: Merged): Entries => merged.parts.find((part) => isEntries(part)) ?? {};
