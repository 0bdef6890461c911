import type { TSchema } from '@sinclair/typebox';
import { DefinitionError } from './problem';

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
 * Looks at all patterns in the schema of a value.
 *
 * @throws DefinitionError for those that Helm could not read in values.schema.json
 */
export function refusePatterns(schema: TSchema, path: string): void {
  const problems = [...new Set(patternsIn(schema))].flatMap((pattern) => {
    const piece = refusedByGo(pattern);
    if (piece === undefined) return [];
    const message = `Helm cannot read the pattern ${JSON.stringify(pattern)}: Go's regular expressions do not have ${piece}`;
    const remedy = 'Say it with classes, groups and counts, or with minLength, maxLength, enum and not.';
    return [{ code: 'invalid-pattern', path, message, remedy }];
  });
  if (problems.length > 0) throw new DefinitionError(problems);
}

function* patternsIn(schema: unknown): Generator<string> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [keyword, inner] of Object.entries(schema)) {
    if (ofValues.includes(keyword)) continue;
    if (keyword === 'pattern' && typeof inner === 'string') yield inner;
    if (keyword === 'patternProperties') yield* Object.keys(inner as object);
    yield* patternsIn(inner);
  }
}
