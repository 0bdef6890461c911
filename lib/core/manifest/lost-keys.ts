import { pointerTo } from '../values';
import { setEntry } from '../values/own-entry';
import { somePlain } from '../values/plain';

/** Keys that cdk8s loses, or by which it takes a map for an object of a class. */
const lost: readonly string[] = ['__proto__', 'constructor'];

/** A field whose key cdk8s cannot print, and where it belongs. */
export interface SetApart {
  readonly pointer: string;
  readonly value: unknown;
}

/**
 * The fields of an object without those that cdk8s cannot print, which are set when it has printed the others. What holds none of them is
 * given back as it is.
 */
export function withoutLostKeys(fields: object, apart: SetApart[]): object {
  const hasLost = (node: object) => !Array.isArray(node) && lost.some((key) => Object.hasOwn(node, key));
  return somePlain(fields, hasLost) ? setApart(fields, apart, '', []) : fields;
}

function setApart(fields: object, apart: SetApart[], pointer: string, around: readonly object[]): object {
  if (around.includes(fields)) return fields;
  const below = [...around, fields];
  const entries = Object.entries(fields) as readonly [string, unknown][];
  const kept = entries.flatMap(([key, value]): [string, unknown][] => {
    const place = pointerTo(pointer, key);
    if (lost.includes(key) && !Array.isArray(fields)) {
      apart.push({ pointer: place, value });
      return [];
    }
    return [[key, isPlain(value) ? setApart(value, apart, place, below) : value]];
  });
  if (kept.length === entries.length && kept.every(([, value], i) => value === entries[i]![1])) return fields;
  const copy = Array.isArray(fields) ? [] : {};
  for (const [key, value] of kept) setEntry(copy, key, value);
  return copy;
}

/** A list, or an object that is of no class. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}
