import { hostileKeys, hostileStrings } from './hostile-texts';
import { drawPattern, readPattern } from './pattern';
import type { Random } from './random';
import type { Schema } from './draw-values';

/*
 * Numbers and texts that a schema accepts.
 */

/** Numbers are drawn up to this size, which no integer of 32 bits has. */
export const largest = 2 ** 31;
/** How often a value is drawn anew that its schema refuses. */
export const mostTries = 50;

export function integer(schema: Schema, random: Random): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf = 1 } = schema;
  const least = Math.ceil(
    Math.max(minimum ?? -largest, exclusiveMinimum === undefined ? -largest : exclusiveMinimum + 1),
  );
  const most = Math.floor(
    Math.min(maximum ?? largest, exclusiveMaximum === undefined ? largest : exclusiveMaximum - 1),
  );
  const edges = [least, most, 0, 1, 2, 1_000_000, 12_345_678, largest - 1, largest];
  const within = edges.filter((edge) => edge >= least && edge <= most);
  const drawn = random.chance(0.5) ? random.pick(within)! : random.integer(least, Math.max(least, most));
  return multipleOf === 1 ? drawn : Math.ceil(drawn / multipleOf) * multipleOf;
}

export function fraction({ minimum = -largest, maximum = largest }: Schema, random: Random): number {
  const known = [0.5, 0.1, 1e-7, 1.5e21, 123456.789, 1e15].filter((each) => each >= minimum && each <= maximum);
  const between = Number((minimum + random.next() * (Math.min(maximum, minimum + 1000) - minimum)).toFixed(3));
  return random.pick([between, ...known]);
}

export const keyOf = (schema: Schema, random: Random): string | undefined => {
  const keys = hostileKeys.filter((key) => accepts(schema, key));
  return keys.length > 0 && random.chance(0.8) ? random.pick(keys) : text(schema, random);
};

/** A text that a schema accepts: a hostile one, some of them put together, or one that its pattern describes. */
export function text(schema: Schema, random: Random): string | undefined {
  const pool = poolOf(schema);
  const isOpen = pool.length > hostileStrings.length / 2;
  if (isOpen || (pool.length > 0 && (schema.pattern === undefined || random.chance(0.3)))) {
    if (isOpen && random.chance(0.3)) {
      const pieces = Array.from({ length: random.integer(2, 3) }, () => random.pick(hostileStrings)!).join('');
      if (accepts(schema, pieces)) return pieces;
    }
    return random.pick(pool);
  }
  const pattern = schema.pattern ?? `^.{${schema.minLength ?? 0},${schema.maxLength ?? (schema.minLength ?? 0) + 20}}$`;
  const part = partOf(pattern);
  for (let tries = 0; part && tries < mostTries; tries += 1) {
    const drawn = drawPattern(part, random);
    if (accepts(schema, drawn)) return drawn;
  }
  return random.pick(pool);
}

const kept = <Key, Value>(make: (key: Key) => Value): ((key: Key) => Value) => {
  const known = new Map<Key, Value>();
  return (key) => {
    if (!known.has(key)) known.set(key, make(key));
    return known.get(key)!;
  };
};

const partOf = kept(readPattern);
const expressionOf = kept((pattern: string) => new RegExp(pattern, 'u'));
const poolOfText = kept((schema: string) =>
  hostileStrings.filter((candidate) => accepts(JSON.parse(schema) as Schema, candidate)),
);
const poolOf = ({ pattern, minLength, maxLength, not }: Schema) =>
  poolOfText(JSON.stringify({ pattern, minLength, maxLength, not }));

function accepts({ pattern, minLength = 0, maxLength = Infinity, not, enum: choices }: Schema, drawn: string): boolean {
  const length = [...drawn].length;
  if (length < minLength || length > maxLength) return false;
  if (choices && !choices.includes(drawn)) return false;
  if (pattern !== undefined && !expressionOf(pattern).test(drawn)) return false;
  return not === undefined || !accepts(not, drawn);
}
