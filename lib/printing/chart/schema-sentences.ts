import { fits } from '../../core/values/fits';
import { isSchema, type JsonSchema } from '../../core/guards/json-schema';
import type { Json } from '../../core/values';
import { sentenceOfPattern } from './pattern-sentences';

/*
 * How a schema is written so that editors, and Helm, say the sentence of a rule that is broken. Editors read `errorMessage` beside `type`,
 * `enum`, `const`, `pattern`, `contains` and `required`; beside all else they say something of their own, and of alternatives they show
 * what the first one lacks. What they do not read stands in an `if`, whose `else` has the sentence.
 */

/** A schema that accepts the same values, with each sentence where it is shown. */
export const withSentences = (schema: JsonSchema): JsonSchema => told(schema, {});

/** What is known of a value from the schema around one of its parts. */
interface Around {
  /** The sentence of a rule of which this is a part. */
  readonly sentence?: string | undefined;
  /** What is asked of the same value as well. */
  readonly beside?: JsonSchema;
}

const read = ['type', 'enum', 'const', 'pattern', 'contains', 'required'];
const unread = new Set([
  ...['not', 'anyOf', 'oneOf', 'uniqueItems', 'multipleOf'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
]);
/** Where an author has written a type and a count, the sentence beside them is about something else. */
const counts = new Set(['minItems', 'maxItems', 'minProperties', 'maxProperties']);

function told(schema: JsonSchema, around: Around): JsonSchema {
  if (schema['$ref'] !== undefined) return schema;
  const form = sentenceOfPattern(schema['pattern']);
  const said = textIn(schema['errorMessage']) ?? around.sentence ?? sentenceOfWays(schema);
  const sentence = said ?? (schema['not'] === undefined ? undefined : form);
  const isRule = schema['type'] === undefined;
  const isUnread = (keyword: string) =>
    said === undefined ? keyword === 'not' : unread.has(keyword) || (isRule && counts.has(keyword));
  const kept: Record<string, unknown> = {};
  const aside: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (sentence !== undefined && isUnread(keyword)) aside[keyword] = value;
    else if (keyword !== 'errorMessage') kept[keyword] = inside(keyword, value, schema, sentence);
  }
  if (sentence !== undefined && read.some((keyword) => kept[keyword] !== undefined)) kept['errorMessage'] = sentence;
  else if (form !== undefined) kept['patternErrorMessage'] = form;
  if (sentence === undefined || Object.keys(aside).length === 0) return kept;
  const otherwise = never(sentence, aside, { ...around.beside, ...kept });
  if (!otherwise) return { ...kept, ...aside, errorMessage: sentence };
  const rule = { if: withoutSentences(aside), else: otherwise };
  return kept['if'] === undefined ? { ...kept, ...rule } : { ...kept, allOf: [...listIn(kept['allOf']), rule] };
}

/** What a keyword holds, with the sentence of the whole where it is about a part. */
function inside(keyword: string, value: unknown, schema: JsonSchema, sentence: string | undefined): unknown {
  const isRule = schema['type'] === undefined;
  const ofPart = { sentence: isRule ? sentence : undefined };
  const same = { sentence, beside: schema };
  switch (keyword) {
    case 'properties':
    case 'patternProperties':
      return eachOf(value, (each) => told(each, ofPart));
    case 'items':
      return toldPart(value, ofPart);
    case 'additionalProperties':
      return toldPart(value, schema['propertyNames'] === undefined ? ofPart : { sentence });
    case 'propertyNames':
      return toldPart(value, { sentence, beside: { type: 'string' } });
    case 'allOf':
      return listIn(value).map((each) => told(each, same));
    case 'then':
    case 'else':
      return toldPart(value, same);
    case 'anyOf':
    case 'oneOf':
      return listIn(value).map((each) => told(each, { beside: schema }));
    case 'if':
    case 'not':
    case 'contains':
      return withoutSentences(value);
    default:
      return value;
  }
}

const toldPart = (part: unknown, around: Around): unknown => (isSchema(part) ? told(part, around) : part);
const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const listIn = (value: unknown): readonly JsonSchema[] => (value ?? []) as readonly JsonSchema[];

const eachOf = (schemas: unknown, change: (schema: JsonSchema) => unknown): unknown =>
  Object.fromEntries(
    Object.entries(schemas as JsonSchema).map(([key, each]) => [key, isSchema(each) ? change(each) : each]),
  );

/** The sentence of the one way to fulfil a rule that is more than to leave the value empty. */
function sentenceOfWays({ anyOf, oneOf }: JsonSchema): string | undefined {
  const ways = listIn(anyOf ?? oneOf).filter((each) => !isNothing(each));
  return ways.length === 1 ? textIn(ways[0]!['errorMessage']) : undefined;
}

const isNothing = (schema: JsonSchema): boolean =>
  ['', 0].includes(schema['const'] as string) ||
  ['maxLength', 'maxItems', 'maxProperties'].some((keyword) => schema[keyword] === 0);

/**
 * A schema that accepts nothing of what rules refuse, and says a sentence where it is broken, which Helm shows as what the value should have
 * been.
 *
 * @param rules what is broken where this is asked
 * @param beside what is asked of the value as well
 * @returns undefined where no such schema was found
 */
function never(sentence: string, rules: JsonSchema, beside: JsonSchema): JsonSchema | undefined {
  if (JSON.stringify(rules).includes('"$ref"')) return undefined;
  const others = Object.fromEntries(
    ['type', 'pattern', 'enum'].flatMap((key) => (beside[key] === undefined ? [] : [[key, beside[key]]])),
  );
  const candidates: readonly Json[] = [sentence, [sentence], { [sentence]: true }];
  const value = candidates.find((each) => fits(rules, each) || !fits(others, each));
  return value === undefined ? undefined : { const: value, errorMessage: sentence };
}

/** A part that no sentence of is shown. */
function withoutSentences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSentences);
  if (!isSchema(value)) return value;
  const { errorMessage: _sentence, ...others } = value;
  return Object.fromEntries(
    Object.entries(others).map(([keyword, each]) => [keyword, ofValues.has(keyword) ? each : withoutSentences(each)]),
  );
}

const ofValues = new Set(['const', 'enum', 'default', 'examples', 'required']);
