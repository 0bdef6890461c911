import { overlay, type Json, type JsonObject } from '../../core/values';
import { setEntry } from '../../core/values/own-entry';

/** Ways in which Helm is given values. `parent` is a chart that depends on the subject under an alias. */
export const channels = ['file', '--set', '--set-string', '--set-json', 'parent'] as const;
export type Channel = (typeof channels)[number];

/** Values as a channel gives them. */
export interface Given {
  /** Arguments of Helm beside those of the file. */
  readonly args: readonly string[];
  /** What stands in the file. */
  readonly file: JsonObject;
  /** What Helm makes of both, which is not always what was meant: `--set-string` knows no numbers. */
  readonly values: JsonObject;
}

/** Gives values through a channel. What its notation cannot say goes through `--set-json`. */
export function giveThrough(channel: Channel, values: JsonObject): Given {
  if (channel === 'file' || channel === 'parent') return { args: [], file: values, values };
  const isString = channel === '--set-string';
  const made: JsonObject = {};
  const args = assignmentsOf(values, channel === '--set-json').flatMap(({ path, value }) => {
    const isText = channel !== '--set-json' && isScalar(value) && !(isString && value === null);
    const meant = isText && value !== null ? read(String(value), isString) : value;
    layIn(made, path, meant);
    return isText
      ? [channel, `${keyOf(path)}=${escaped(String(value))}`]
      : ['--set-json', `${keyOf(path)}=${JSON.stringify(value)}`];
  });
  return { args, file: {}, values: made };
}

interface Assignment {
  readonly path: readonly (string | number)[];
  readonly value: Json;
}

const isScalar = (value: Json): boolean => typeof value !== 'object' || value === null;

/** The assignments that make values: one for each scalar, or for each key of a value that is given as JSON. */
function assignmentsOf(values: JsonObject, isJson: boolean): Assignment[] {
  const open = (value: Json, path: readonly (string | number)[]): Assignment[] => {
    if (isScalar(value) || isHollow(value) || (isJson && path.length > 1)) return [{ path, value }];
    const below: readonly (readonly [string | number, Json])[] = Array.isArray(value)
      ? (value as readonly Json[]).map((each, i) => [i, each] as const)
      : Object.entries(value as JsonObject);
    return below.flatMap(([key, each]) => open(each, [...path, key]));
  };
  return Object.entries(values).flatMap(([key, value]) => open(value, [key]));
}

/** Whether something in a list or map is null, or a list or map without anything in it, for which there is no notation but JSON. */
function isHollow(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const below: readonly Json[] = Object.values(value);
  if (below.length === 0 || Object.keys(value).includes('')) return true;
  return Array.isArray(value) && below.some((each) => each === null || isHollow(each));
}

const escaped = (text: string): string => text.replace(/[\\,]/g, '\\$&').replace(/^\{/, '\\{');

const keyOf = (path: readonly (string | number)[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part.replace(/[\\,.=[\]]/g, '\\$&')}`))
    .join('')
    .slice(1);

/** What Helm reads in a text behind `--set`. */
function read(text: string, isString: boolean): Json {
  if (isString) return text;
  const word = text.toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null') return null;
  if (text === '0') return 0;
  if (/^[-+]?[0-9]+$/.test(text) && !text.startsWith('0')) {
    const number = BigInt(text.replace(/^\+/, ''));
    if (number === BigInt.asIntN(64, number)) return Number(number);
  }
  return text;
}

/** Puts a value at a path of values that are being made. */
function layIn(made: JsonObject, path: readonly (string | number)[], value: Json): void {
  let at: Record<string, Json> | Json[] = made;
  path.forEach((key, i) => {
    const next = path[i + 1];
    const known = Array.isArray(at) ? at[key as number] : Object.hasOwn(at, key) ? at[key as string] : undefined;
    const below = next === undefined ? value : (known ?? (typeof next === 'number' ? [] : {}));
    if (Array.isArray(at)) at[key as number] = below;
    else setEntry(at, key, below);
    at = below as Record<string, Json> | Json[];
  });
}

/** The values of a parent that has nothing but a part. */
export const ofParent = (alias: string, values: JsonObject): JsonObject => overlay({}, { [alias]: values });
