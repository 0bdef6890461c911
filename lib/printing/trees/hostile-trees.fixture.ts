import { blockText, string, validateValues, values as valuesSchema, type Json, type TSchema } from '../../core/values';
import { hostileKeys, hostileStrings } from '../../judging/verify/hostile.fixture';

/** What the schema of blocks, and so of maps and lists of strings, accepts. */
export const blockStrings = hostileStrings.filter((value) => accepts(blockText(), value));
/** What the schema of strings accepts. */
export const scalarStrings = hostileStrings.filter((value) => accepts(string('', 'A text'), value));

function accepts(schema: TSchema, value: Json): boolean {
  return validateValues(valuesSchema({ value: schema }), { value }, 'here').length === 0;
}

/** `{ prefix0: strings[0], prefix1: strings[1], ... }`. */
export const numbered = <T>(prefix: string, all: readonly T[]): { [key: string]: T } =>
  Object.fromEntries(all.map((each, i) => [`${prefix}${i}`, each]));

/** Every position of a literal: value, key, list element, inside a text. */
export const everywhere = {
  values: numbered('s', hostileStrings),
  keys: Object.fromEntries([...hostileStrings, ...hostileKeys].map((key, i) => [key, `v${i}`])),
  elements: hostileStrings,
  blocks: hostileStrings.map((value) => `first\n${value}\nlast\n`),
};
