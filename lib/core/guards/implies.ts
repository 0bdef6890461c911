import type { Json } from '../values';
import { isWhole, isWithin } from '../values/pattern-inclusion';
import { fits } from '../values/fits';
import { sameJson } from '../values/same-json';
import { isSchema, type JsonSchema } from './json-schema';

/*
 * Whether a schema says already what another one asks, so that it need not be said again. Where that is not easily told, it does not.
 */

/** Whether all values that a schema accepts are accepted by another one, as far as that shows. */
export function implies(schema: JsonSchema, wanted: JsonSchema): boolean {
  const parts = partsOf(schema);
  const types = parts.flatMap(({ type }) => (type === undefined ? [] : [[type].flat().map(String)]));
  return (
    parts.some((part) => isSame(part, wanted)) ||
    types.some((each) => each.every((type) => scalars.has(type) && impliesOfType(type, parts, wanted))) ||
    Object.entries(wanted).every(([keyword, value]) => silent.has(keyword) || isSaid(parts, keyword, value, wanted))
  );
}

/**
 * What a schema does not say already of another one.
 *
 * @returns undefined where it says all of it
 */
export function remaining(schema: JsonSchema, wanted: JsonSchema): JsonSchema | undefined {
  if (implies(schema, wanted)) return undefined;
  const { properties, ...others } = wanted;
  if (!isSchema(properties)) return wanted;
  const left = Object.entries(properties).flatMap(([key, each]) => {
    const rest = isSchema(each) ? remaining(fieldOf(schema, key), each) : each;
    return rest === undefined ? [] : [[key, rest] as const];
  });
  return left.length === 0 && implies(schema, others) ? undefined : { ...others, properties: Object.fromEntries(left) };
}

/** A schema and all parts of it that hold for the same value. */
const partsOf = (schema: JsonSchema): JsonSchema[] => [
  schema,
  ...((schema['allOf'] ?? []) as readonly unknown[]).filter(isSchema).flatMap(partsOf),
];

/** What says nothing by itself. */
const silent = new Set([
  ...['title', 'description', 'default', 'examples', 'errorMessage', 'patternErrorMessage', 'then', 'else'],
]);

function isSaid(parts: readonly JsonSchema[], keyword: string, value: unknown, wanted: JsonSchema): boolean {
  if (parts.some((part) => isSame(part[keyword], value)) && keyword !== 'if' && keyword !== 'additionalProperties')
    return true;
  switch (keyword) {
    case 'type':
      return parts.some(({ type }) => type !== undefined && [type].flat().every((each) => isOfType(each, value)));
    case 'required':
      return (value as readonly string[]).every((key) =>
        parts.some(({ required }) => ((required ?? []) as readonly string[]).includes(key)),
      );
    case 'minimum':
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return parts.some((part) => ((part[keyword] as number | undefined) ?? -Infinity) >= (value as number));
    case 'maximum':
    case 'maxLength':
    case 'maxItems':
    case 'maxProperties':
      return parts.some((part) => ((part[keyword] as number | undefined) ?? Infinity) <= (value as number));
    case 'pattern':
      return parts.some(({ pattern }) => typeof pattern === 'string' && isWithin(pattern, value as string) === true);
    case 'not':
      return isTooLong(value, parts);
    case 'items':
    case 'propertyNames':
    case 'additionalProperties': {
      // What is asked of other fields than those that are named here is asked of those that the value has.
      if (keyword === 'additionalProperties' && (wanted['properties'] !== undefined || hasFields(parts))) return false;
      return isSchema(value) && parts.some((part) => isSchema(part[keyword]) && implies(part[keyword], value));
    }
    case 'properties':
      return Object.entries(value as JsonSchema).every(
        ([key, each]) => isSchema(each) && parts.some((part) => implies(fieldOf(part, key), each)),
      );
    case 'anyOf':
      return isNothingOr(parts, value as readonly JsonSchema[]);
    case 'allOf':
      return (value as readonly JsonSchema[]).every((each) => parts.some((part) => implies(part, each)));
    case 'if':
      return isAsked(parts, wanted);
    default:
      return false;
  }
}

/** What is asked under a condition, or by a condition beside which nothing is right. */
function isAsked(parts: readonly JsonSchema[], { if: condition, then: asked, else: other }: JsonSchema): boolean {
  if (isSchema(asked) && other === undefined) return parts.some((part) => implies(part, asked));
  const isRefused = isSchema(other) && Array.isArray(other['const']) && asked === undefined;
  return isRefused && isSchema(condition) && implies({ allOf: parts }, condition);
}

/** Whether a text is empty, or as long and of such a pattern as is asked. */
function isNothingOr(parts: readonly JsonSchema[], [nothing, asked = {}, ...more]: readonly JsonSchema[]): boolean {
  const { pattern, maxLength, ...others } = asked;
  const isAll = more.length === 0 && Object.keys(others).every((keyword) => silent.has(keyword));
  if (nothing?.['const'] !== '' || !isAll || typeof pattern !== 'string') return false;
  if (maxLength !== undefined && !isSaid(parts, 'maxLength', maxLength, asked)) return false;
  const optional = isGroup(pattern) ? `${pattern.slice(0, -1)}?$` : unionOf(['^$', pattern]);
  return isSaid(parts, 'pattern', optional, {});
}

/** Whether a pattern is one group, from its beginning to its end. */
function isGroup(pattern: string): boolean {
  if (!/^\^\(.*\)\$$/.test(pattern) || !isWhole(pattern)) return false;
  const inner = pattern.slice(2, -2).replace(/\\.|\[(?:\\.|[^\]\\])*\]/g, '');
  let depth = 0;
  return Array.from(inner).every((each) => (depth += each === '(' ? 1 : each === ')' ? -1 : 0) >= 0);
}

const hasFields = (parts: readonly JsonSchema[]): boolean => parts.some(({ properties }) => properties !== undefined);

/** What is asked of a field. */
function fieldOf({ properties, additionalProperties }: JsonSchema, key: string): JsonSchema {
  const own = isSchema(properties) && Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
  return isSchema(own) ? own : {};
}

/** Whether a text would have to be longer than it may be, to begin with so many characters. */
function isTooLong(refused: unknown, parts: readonly JsonSchema[]): boolean {
  const pattern = isSchema(refused) ? refused['pattern'] : undefined;
  const least = /^\^\[\^\/\]\{(\d+)\}$/.exec(String(pattern))?.[1];
  if (least === undefined) return false;
  return parts.some(({ maxLength }) => typeof maxLength === 'number' && maxLength < Number(least));
}

const isOfType = (type: unknown, wanted: unknown): boolean => {
  const all = [wanted].flat();
  return all.includes(type) || (type === 'integer' && all.includes('number'));
};

const scalars = new Set(['integer', 'string', 'boolean']);

/** The same for the values of one type, of which all that tell a difference can be tried. */
function impliesOfType(type: string, parts: readonly JsonSchema[], wanted: JsonSchema): boolean {
  if (type === 'string') {
    const outer = patternOf(wanted);
    return (
      outer !== undefined &&
      parts.some(({ pattern }) => typeof pattern === 'string' && isWithin(pattern, outer) === true)
    );
  }
  const all = [...parts, wanted];
  if (!all.every((each) => isPlain(each))) return false;
  const values: readonly Json[] = type === 'boolean' ? [true, false] : numbersIn(all);
  return values.every((value) => !parts.every((part) => fits(part, value)) || fits(wanted, value));
}

/** Keywords by which numbers differ only at bounds and at single values. */
const plain = new Set([
  ...silent,
  ...['type', 'enum', 'const', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['pattern', 'minLength', 'maxLength', 'not', 'anyOf', 'allOf', 'if'],
]);

const isPlain = (schema: unknown): boolean =>
  isSchema(schema) &&
  Object.entries(schema).every(([keyword, value]) => {
    if (!plain.has(keyword)) return false;
    if (keyword === 'anyOf' || keyword === 'allOf') return (value as readonly unknown[]).every(isPlain);
    return ['not', 'if', 'then', 'else'].includes(keyword) ? isPlain(value) : true;
  });

/** Of each range of whole numbers that schemas do not tell apart, one. */
function numbersIn(schemas: readonly JsonSchema[]): number[] {
  const named = (value: unknown): number[] => {
    if (typeof value === 'number') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(named) : [];
  };
  const bounds = [0, ...schemas.flatMap(named)].filter((each) => Math.abs(each) < 2 ** 53).map(Math.trunc);
  return [...new Set(bounds.flatMap((each) => [each - 1, each, each + 1]))];
}

/** A pattern that matches just the texts that a schema accepts; undefined where there is none at hand. */
function patternOf(schema: JsonSchema): string | undefined {
  const { type, pattern, const: only, anyOf, ...others } = schema;
  if (type !== undefined && ![type].flat().includes('string')) return undefined;
  const ofNumbers = new Set([...silent, 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']);
  if (!Object.keys(others).every((keyword) => ofNumbers.has(keyword))) return undefined;
  const all = [
    ...(pattern === undefined ? [] : [String(pattern)]),
    ...(only === '' ? ['^$'] : only === undefined ? [] : [undefined]),
    ...(anyOf === undefined ? [] : [unionOf((anyOf as readonly JsonSchema[]).map(patternOf))]),
  ];
  return all.length === 1 ? all[0] : undefined;
}

const unionOf = (patterns: readonly (string | undefined)[]): string | undefined =>
  patterns.every((each) => each !== undefined && isWhole(each))
    ? `^(${patterns.map((each) => each!.slice(1, -1)).join('|')})$`
    : undefined;

const isSame = (a: unknown, b: unknown): boolean => a !== undefined && sameJson(a, b);
