import { isMap, type Json, type JsonObject } from '../../core/values';
import type { Schema, ValueDrawing } from '../kit/draw-values';
import type { Random } from '../kit/random';
import { telling } from './telling-texts';

/** A place in a value, with all that its schema says there. */
interface Place {
  readonly path: readonly (string | number)[];
  readonly value: Json;
  readonly parts: readonly Schema[];
}

/**
 * A value that differs in one place from one that a schema accepts: at a bound, beyond it, in another form, with a member more or less. Some
 * of them are accepted as well, which is for the schema to say.
 */
export function spoilValue(drawing: ValueDrawing, schema: Schema, value: Json, random: Random): Json {
  const place = random.pick(placesIn(drawing, schema, value))!;
  const others = changesOf(drawing, place, random);
  const other = random.pick(others);
  return other === undefined ? value : laid(value, place.path, other);
}

function placesIn(drawing: ValueDrawing, schema: Schema, value: Json): Place[] {
  const visit = (parts: readonly Schema[], at: Json, path: readonly (string | number)[]): Place[] => {
    const own: Place = { path, value: at, parts };
    if (typeof at !== 'object' || at === null || path.length > 12) return [own];
    if (Array.isArray(at)) {
      const below = opened(drawing, parts, ({ items }) => items);
      return [own, ...(at as readonly Json[]).flatMap((each, i) => visit(below, each, [...path, i]))];
    }
    return [
      own,
      ...Object.entries(at).flatMap(([key, each]) => visit(opened(drawing, parts, fieldOf(key)), each, [...path, key])),
    ];
  };
  return visit(drawing.partsOf(schema), value, []);
}

const fieldOf =
  (key: string) =>
  ({ properties = {}, additionalProperties }: Schema): Schema | undefined =>
    Object.hasOwn(properties, key)
      ? properties[key]
      : typeof additionalProperties === 'object'
        ? additionalProperties
        : undefined;

const opened = (
  drawing: ValueDrawing,
  parts: readonly Schema[],
  below: (part: Schema) => Schema | undefined,
): Schema[] => parts.flatMap((part) => below(part) ?? []).flatMap((part) => drawing.partsOf(part));

/** What may take the place of a value. */
function changesOf(drawing: ValueDrawing, { value, parts }: Place, random: Random): Json[] {
  const ofType = Array.isArray(value)
    ? lists(value as readonly Json[])
    : typeof value === 'object' && value !== null
      ? maps(drawing, value as JsonObject, parts, random)
      : typeof value === 'number'
        ? numbers(value, parts)
        : typeof value === 'string'
          ? texts(value, parts)
          : typeof value === 'boolean'
            ? [!value]
            : [];
  return random.chance(0.9) && ofType.length > 0 ? ofType : [null, true, 0, '', 'a', [], {}, JSON.stringify(value)];
}

function numbers(value: number, parts: readonly Schema[]): number[] {
  const bounds = parts.flatMap(({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }) =>
    [minimum, maximum, exclusiveMinimum, exclusiveMaximum].filter((bound) => bound !== undefined),
  );
  return [
    ...bounds.flatMap((bound) => [bound - 1, bound, bound + 1]),
    ...[value + 1, value - 1, value * 10, -value, 0, -1, 1, 100, 101, 511, 512, 644, 65_535, 65_536, 80, 30_000],
    ...[2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, 2 ** 32, 2 ** 53 - 1],
  ];
}

function texts(value: string, parts: readonly Schema[]): string[] {
  const lengths = parts.flatMap(({ minLength, maxLength }) =>
    [minLength, maxLength].filter((length) => length !== undefined),
  );
  // JSON Schema counts characters, and half of one is no text.
  const letters = [...value];
  const letter = letters.at(-1) ?? 'a';
  const ofLength = (length: number) =>
    [...letters, ...Array<string>(Math.max(0, length - letters.length)).fill(letter)].slice(0, length).join('');
  const choices = parts.flatMap((part) => [...(part.enum ?? []), ...(part.examples ?? [])]);
  return [
    ...[...lengths.flatMap((length) => [length - 1, length, length + 1]), 63, 64, 253, 254].map(ofLength),
    ...[
      `${value}-`,
      `-${value}`,
      `${value}.`,
      `${value}/a`,
      `${value}:1`,
      `${value} `,
      `1${value}`,
      letters.slice(1).join(''),
    ],
    ...[value.toUpperCase(), value.toLowerCase(), letters.slice(0, -1).join(''), `${value}é`, `${value}${value}`, ''],
    ...choices.filter((each) => typeof each === 'string'),
    ...telling,
    ...telling,
  ].filter((text) => text !== value);
}

function lists(value: readonly Json[]): Json[] {
  // The same key with something else beside it, as lists that Kubernetes keys must not have it.
  const twins = value
    .filter((each): each is JsonObject => isMap(each))
    .flatMap((each) =>
      Object.keys(each).map((key): Json => {
        const { [key]: _, ...others } = each;
        return [...value, others];
      }),
    );
  const [first] = value;
  return [[], value.slice(1), ...(first === undefined ? [] : [[...value, first]]), [...value].reverse(), ...twins];
}

function maps(drawing: ValueDrawing, value: JsonObject, parts: readonly Schema[], random: Random): Json[] {
  const without = Object.keys(value).map((key) => {
    const { [key]: _, ...others } = value;
    return others;
  });
  const known = parts.flatMap(({ properties = {} }) => Object.entries(properties));
  const more = known.filter(([key]) => !Object.hasOwn(value, key));
  const grown = Array.from({ length: Math.min(6, more.length) }, () => random.pick(more)!).flatMap(([key, schema]) => {
    const drawn = drawing.drawPart(schema, random);
    return drawn === undefined ? [] : [{ ...value, [key]: drawn }];
  });
  const first = Object.values(value)[0] ?? 'a';
  const isOpen = parts.some(({ additionalProperties }) => typeof additionalProperties === 'object');
  const keyed = isOpen ? telling.map((key) => ({ ...value, [key]: first })) : [{ ...value, unheardOf: first }];
  return [{}, ...without, ...grown, ...grown, ...keyed];
}

/** A value with another in one of its places. */
function laid(value: Json, [key, ...below]: readonly (string | number)[], other: Json): Json {
  if (key === undefined) return other;
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    return list.with(key as number, laid(list[key as number]!, below, other));
  }
  return { ...(value as JsonObject), [key]: laid((value as JsonObject)[key]!, below, other) };
}
