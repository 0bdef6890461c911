import type { TSchema } from '@sinclair/typebox';
import { DefinitionError, type Problem } from './problem';

/** Go repeats nothing more often: https://pkg.go.dev/regexp/syntax */
const mostRepeats = 1000;

const lookaround = /^\(\?<?[=!]/;
const pieces = /\[(?:\\.|[^\]\\])*\]|\\c?.|\(\?<?[=!]|\{(\d+)(?:,(\d*))?\}/gsu;

/** What a regular expression of JavaScript has that Go, and so Helm, refuses; undefined where Go takes all of it. */
export function refusedByGo(pattern: string): string | undefined {
  for (const [piece, least = '', most = ''] of pattern.matchAll(pieces)) {
    if (piece === '[]' || piece === '[^]') return `the empty class ${piece}`;
    const escape = piece.startsWith('(') ? undefined : /(?<!\\)(?:\\\\)*(\\[ukc1-9])/.exec(piece)?.[1];
    if (escape !== undefined) return `the escape ${escape}`;
    if (lookaround.test(piece)) return `the lookaround ${piece}`;
    if (Math.max(Number(least), Number(most)) > mostRepeats) return `the count ${piece}, above ${mostRepeats}`;
  }
  return undefined;
}

/** Keywords that hold values, not schemas. */
const ofValues = ['default', 'enum', 'const', 'examples'];

/**
 * Looks at all that is said of texts in the schema of a value.
 *
 * @throws DefinitionError for patterns that Helm could not read in values.schema.json, and for formats, which each reader of
 * schemas checks in its own way
 */
export function refuseUnportable(schema: TSchema, path: string): void {
  const problems = [...keywordsIn(schema)].flatMap(([keyword, text]): Problem[] => {
    if (keyword === 'format') {
      const message = `the format "${text}" means something else to each reader of values.schema.json, Helm 3 and Helm 4 among them`;
      return [{ code: 'unsteady-format', path, message, remedy: 'Say it with a pattern.' }];
    }
    const piece = refusedByGo(text);
    if (piece === undefined) return [];
    const message = `Helm cannot read the pattern ${JSON.stringify(text)}: Go's regular expressions do not have ${piece}`;
    const remedy = 'Say it with classes, groups and counts, or with minLength, maxLength, enum and not.';
    return [{ code: 'invalid-pattern', path, message, remedy }];
  });
  if (problems.length > 0)
    throw new DefinitionError([...new Map(problems.map((each) => [each.message, each])).values()]);
}

function* keywordsIn(schema: unknown): Generator<readonly ['pattern' | 'format', string]> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [keyword, inner] of Object.entries(schema)) {
    if (ofValues.includes(keyword)) continue;
    if ((keyword === 'pattern' || keyword === 'format') && typeof inner === 'string') yield [keyword, inner];
    if (keyword === 'patternProperties') for (const pattern of Object.keys(inner as object)) yield ['pattern', pattern];
    yield* keywordsIn(inner);
  }
}
