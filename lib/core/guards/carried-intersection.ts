import type { Json } from '../values';
import { isWithin, longest } from '../values/pattern-inclusion';
import { fits } from '../values/fits';
import { sameJson } from '../values/same-json';
import { implies } from './implies';
import { isSchema, type JsonSchema } from './json-schema';

/*
 * Two schemas as one that accepts what both accept, as somebody would write it by hand: one bound, one pattern, one list of choices; what
 * cannot be said so stands behind the others in `allOf`.
 */

/** The schema of what both accept; undefined where no type is common to both, so that whoever wrote them meant different things. */
export function intersection(left: JsonSchema, right: JsonSchema): JsonSchema | undefined {
  const type = commonType(left['type'], right['type']);
  if (type === 'none') return undefined;
  const choices = choicesOf(left, right);
  if (choices) {
    return choices.length === 0 ? undefined : { ...(left['enum'] ? left : withoutForms(left)), enum: choices };
  }
  const joined: Record<string, unknown> = { ...left, ...(type !== undefined && { type }) };
  const properties = bothProperties(left, right);
  const sentence = right['errorMessage'];
  for (const [keyword, value] of Object.entries(right)) {
    if (keyword === 'type' || keyword === 'properties' || ofDocumentation.has(keyword)) continue;
    if (isSaid(joined, keyword, value)) continue;
    const own = joined[keyword];
    if (own === undefined && keyword !== 'allOf') {
      joined[keyword] = value;
      // A sentence is about what stands beside it.
      if (sentence !== undefined) joined['errorMessage'] ??= sentence;
    } else if (!sameJson(own, value)) join(joined, keyword, value, sentence);
  }
  return properties ? { ...joined, properties } : joined;
}

/** Whether a pattern says already what a bound of a text's length says. */
function isSaid({ pattern }: JsonSchema, keyword: string, value: unknown): boolean {
  if (typeof pattern !== 'string') return false;
  if (keyword === 'maxLength') return longest(pattern) <= (value as number);
  return keyword === 'minLength' && value === 1 && !fits({ pattern }, '');
}

function join(joined: Record<string, unknown>, keyword: string, value: unknown, sentence: unknown): void {
  const own = joined[keyword];
  if (greatest.has(keyword)) joined[keyword] = Math.max(own as number, value as number);
  else if (least.has(keyword)) joined[keyword] = Math.min(own as number, value as number);
  else if (keyword === 'required') joined[keyword] = [...new Set([...(own as string[]), ...(value as string[])])];
  else if (keyword === 'uniqueItems') joined[keyword] = own === true || value === true;
  else if (keyword === 'allOf') for (const each of value as JsonSchema[]) add(joined, each);
  else if (ofParts.has(keyword)) joined[keyword] = both(own, value);
  else if (keyword === 'pattern') addPattern(joined, String(own), String(value), sentence);
  else append(joined, { [keyword]: value }, sentence);
}

/** One pattern where one of them says all that the other does. */
function addPattern(joined: Record<string, unknown>, own: string, other: string, sentence: unknown): void {
  if (isWithin(own, other)) return;
  if (!isWithin(other, own)) return append(joined, { pattern: other }, sentence);
  joined['pattern'] = other;
  delete joined['errorMessage'];
  if (sentence !== undefined) joined['errorMessage'] = sentence;
}

/** Adds one schema of several that must all hold: beside the others where each of its keywords can stand there. */
function add(joined: Record<string, unknown>, schema: JsonSchema): void {
  const isPlain = Object.keys(schema).every((keyword) => plain.has(keyword));
  const both = isPlain ? intersection(joined, schema) : undefined;
  if (both) Object.assign(joined, both);
  else append(joined, schema, undefined);
}

const plain = new Set([
  ...['pattern', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'enum', 'errorMessage'],
  ...['required', 'items', 'additionalProperties', 'propertyNames', 'uniqueItems'],
]);

function append(joined: Record<string, unknown>, schema: JsonSchema, sentence: unknown): void {
  if (implies(joined, schema)) return;
  const others = (joined['allOf'] ?? []) as readonly JsonSchema[];
  const { pattern } = schema;
  const isKnown = others.some(
    (other) =>
      sameJson(withoutSentence(other), withoutSentence(schema)) ||
      (typeof pattern === 'string' && typeof other['pattern'] === 'string' && isWithin(other['pattern'], pattern)),
  );
  if (!isKnown) joined['allOf'] = [...others, sentence === undefined ? schema : { ...schema, errorMessage: sentence }];
}

const withoutSentence = ({ errorMessage: _sentence, ...others }: JsonSchema): JsonSchema => others;

/** The choices of either of two schemas that the other one accepts; undefined where neither has any. */
function choicesOf(left: JsonSchema, right: JsonSchema): readonly Json[] | undefined {
  const [ours, theirs] = [left['enum'], right['enum']] as readonly (readonly Json[] | undefined)[];
  if (ours) return ours.filter((each) => fits(right, each));
  return theirs?.filter((each) => fits(left, each));
}

/** A schema without what its choices say already. */
const withoutForms = (schema: JsonSchema): JsonSchema =>
  Object.fromEntries(Object.entries(schema).filter(([keyword]) => !formal.has(keyword)));

const formal = new Set(['pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'not', 'allOf', 'anyOf']);

const ofDocumentation = new Set([
  'errorMessage',
  'title',
  'description',
  'default',
  'examples',
  'definitions',
  '$schema',
]);

const greatest = new Set(['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties']);
const least = new Set(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties']);
const ofParts = new Set(['items', 'additionalProperties', 'propertyNames', 'contains']);

function both(own: unknown, value: unknown): unknown {
  if (own === false || value === false) return false;
  if (!isSchema(own)) return value;
  if (!isSchema(value)) return own;
  return intersection(own, value) ?? { allOf: [own, value] };
}

/** The fields of two maps; a field that only one of them names is to the other as those that it does not name. */
function bothProperties(left: JsonSchema, right: JsonSchema): JsonSchema | undefined {
  const [ours, theirs] = [left['properties'], right['properties']].map((each) => (isSchema(each) ? each : {})) as [
    JsonSchema,
    JsonSchema,
  ];
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  if (keys.length === 0) return undefined;
  const fields = keys.flatMap((key) => {
    const own = ours[key] ?? left['additionalProperties'] ?? true;
    const other = theirs[key] ?? right['additionalProperties'] ?? true;
    // What is refused anyway need not be named.
    return own === false && ours[key] === undefined ? [] : [[key, both(own, other)]];
  });
  return Object.fromEntries(fields) as JsonSchema;
}

/** The types that both allow: one, several, undefined where neither says any, or none. */
function commonType(left: unknown, right: unknown): unknown {
  if (left === undefined) return right;
  if (right === undefined) return left;
  const [ours, theirs] = [typesOf(left), typesOf(right)];
  const common = ours.flatMap((type) => {
    if (theirs.includes(type) || (type === 'integer' && theirs.includes('number'))) return [type];
    return type === 'number' && theirs.includes('integer') ? ['integer'] : [];
  });
  if (common.length === 0) return 'none';
  return common.length === ours.length && common.every((type, i) => type === ours[i])
    ? left
    : common.length === 1
      ? common[0]
      : common;
}

const typesOf = (type: unknown): readonly string[] =>
  Array.isArray(type) ? (type as readonly string[]) : [String(type)];
