import { aText, takes } from './argument';
import type { Json, JsonObject } from './expression';

/** A value that whoever deploys must supply; until then something obvious stands in its place. */
export interface Placeholder {
  /** The path of the value, as `backend.image.repository`. */
  readonly path: string;
  /** The same path, key by key; the place in a list is a number. */
  readonly keys: readonly (string | number)[];
  /** What stands there now. */
  readonly value: string;
  /** What to put there instead. */
  readonly description: string;
}

/** What `placeholder` gives, and `takePlaceholders` finds: whoever writes an environment sees the text that it stands for. */
class PlaceholderValue {
  constructor(
    readonly value: string,
    readonly description: string,
  ) {}
}

const placeholderTakes = takes('placeholder(value, description)', aText, aText);

/** Marks a value of an environment as one that an operator must supply. `description` says what belongs there. */
export function placeholder(value: string, description: string): string;
export function placeholder(value: string, description: string): unknown {
  placeholderTakes(value, description);
  return new PlaceholderValue(value, description);
}

/** The overrides as plain values, and the placeholders that were among them. */
export function takePlaceholders(overrides: object): { values: JsonObject; placeholders: Placeholder[] } {
  const placeholders: Placeholder[] = [];
  const plain = (node: unknown, keys: readonly (string | number)[]): Json => {
    if (node instanceof PlaceholderValue) {
      placeholders.push({ path: pathOf(keys), keys, value: node.value, description: node.description });
      return node.value;
    }
    if (Array.isArray(node)) return node.map((element, i) => plain(element, [...keys, i]));
    if (typeof node !== 'object' || node === null) return node as Json;
    const entries = Object.entries(node).filter(([, value]) => value !== undefined);
    return Object.fromEntries(entries.map(([key, value]) => [key, plain(value, [...keys, key])]));
  };
  return { values: plain(overrides, []) as JsonObject, placeholders };
}

const pathOf = (keys: readonly (string | number)[]): string =>
  keys.map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? key : `.${key}`)).join('');
