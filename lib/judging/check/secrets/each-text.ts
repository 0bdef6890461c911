import type { Json } from '../../../core/values';
import { isMap, pointerTo } from '../../../core/references/objects';

/** A string of an object. */
export interface Text {
  readonly text: string;
  /** What it is the value of: its key, the name of a variable rather than `value`, that of the list for an element. */
  readonly name: string;
  /** The key that it stands under, be it in a list or not. */
  readonly field: string;
}

/**
 * Calls back with each string of an object. The pointer is made when it is asked for, which must be at once: there are many
 * strings, and few are found fault with.
 */
export function eachText(object: Json, visit: (text: Text, pointer: () => string) => void): void {
  const keys: (string | number)[] = [];
  const descend = (value: Json | undefined, name: string, field: string, depth: number): void => {
    if (typeof value === 'string') {
      visit({ text: value, name, field }, () => pointerTo('', ...keys.slice(0, depth)));
    } else if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) {
        keys[depth] = i;
        descend((value as readonly Json[])[i], name, field, depth + 1);
      }
    } else if (isMap(value)) {
      for (const key in value) {
        keys[depth] = key;
        const isNamed = key === 'value' && typeof value['name'] === 'string';
        descend(value[key], isNamed ? (value['name'] as string) : key, key, depth + 1);
      }
    }
  };
  descend(object, '', '', 0);
}
