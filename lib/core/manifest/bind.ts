import {
  Merged,
  decode,
  isEntries,
  keysOfPointer,
  mangledToken,
  pointerTo,
  strangeValue,
  type Problem,
  type Tree,
} from '../values';
import { inReadingOrder } from '../values/decode-tree';
import { ownEntry, setEntry } from '../values/own-entry';
import type { Bound } from './traits';

type Entries = { readonly [key: string]: Tree | undefined };

/**
 * The object with each binding set at its JSON pointer. Maps on the way are made where they are missing. Tokens may stand in what
 * is set; a binding that takes the place of an earlier one is refused.
 */
export function bind(
  object: Record<string, Tree>,
  bindings: readonly Bound[],
  construct: string,
  problems: Problem[],
): Record<string, Tree> {
  const places: { readonly place: string; readonly bound: Bound }[] = [];
  for (const bound of bindings) {
    const { pointer } = bound;
    const keys = keysOfPointer(pointer);
    const last = keys.pop();
    const parent = !pointer.startsWith('/') || last === undefined ? undefined : descend(object, keys, last);
    if (!parent || (Array.isArray(parent) && !isElement(parent, last!))) {
      problems.push({
        code: 'unreachable-binding',
        construct,
        path: pointer,
        message: 'there is no such place in this object to set a value at',
        remedy:
          'A pointer begins with "/"; list elements on the way must exist, as in /spec/template/spec/containers/0/resources.',
      });
      continue;
    }
    const key = Array.isArray(parent) ? (last === '-' ? parent.length : Number(last)) : last!;
    const place = pointerTo('', ...keys, key);
    const earlier = places.find((each) => each.place === place || each.place.startsWith(`${place}/`));
    if (earlier) problems.push(twice(construct, pointer, earlier.bound, bound));
    places.push({ place, bound });
    setEntry(parent, key, decodeTree(bound, construct, problems));
  }
  return object;
}

function decodeTree({ tree, pointer }: Bound, construct: string, problems: Problem[]): Tree {
  const report = {
    found: () => undefined,
    mangled: (value: string | number, path: string, mangled: Parameters<typeof mangledToken>[2]) =>
      problems.push({ construct, ...mangledToken(value, path, mangled) }),
    strange: (value: unknown, path: string) => problems.push({ construct, ...strangeValue(value, path) }),
  };
  return decode(tree, report, pointer);
}

function twice(construct: string, path: string, earlier: Bound, later: Bound): Problem {
  const [first, second] = [earlier, later].map(({ at }) => at());
  const isSame = earlier.pointer === later.pointer;
  return {
    code: 'same-binding',
    construct,
    path,
    message: `a binding${second ? ` at ${second}` : ''} takes the place of ${isSame ? 'one' : `that of ${earlier.pointer}`}${first ? ` at ${first}` : ''}`,
    remedy: 'Set each place once: choose(condition, a, b) is one of two values.',
  };
}

/** Whether a list has an element of this number; `-` is the one after the last. */
const isElement = (list: readonly Tree[], key: string) =>
  key === '-' || (/^\d+$/.test(key) && Number(key) < list.length);

/** The map or list that these keys lead to; where a part of it is in the values, the map of its literal entries. */
function descend(object: Record<string, Tree>, keys: readonly string[], last: string) {
  let node: Entries | readonly Tree[] = object;
  for (const [i, key] of keys.entries()) {
    let next: Tree | undefined = ownEntry(node as Entries, key);
    if (next === undefined && !isList(node)) setEntry(node, key, (next = {}));
    if (isList(next) || isEntries(next)) node = next;
    else if (next instanceof Merged) {
      const merged = withLiteral(next, keys[i + 1] ?? last);
      setEntry(node, key, merged);
      node = literalPart(merged);
    } else return undefined;
  }
  return node;
}

const isList = (tree: Tree | undefined): tree is readonly Tree[] => Array.isArray(tree);

const literalPart = (merged: Merged): Entries => merged.parts.find((part) => isEntries(part))!;

/** A map that says this entry itself, so that no map of a user says it too. */
function withLiteral({ parts }: Merged, key: string): Merged {
  const literal = parts.find((part) => isEntries(part)) ?? {};
  const others = parts.filter((part) => !isEntries(part));
  return inReadingOrder([Object.hasOwn(literal, key) ? literal : { ...literal, [key]: '' }, ...others]);
}
