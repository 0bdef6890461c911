import type { Environment } from './library';
import { goPattern } from '../go-pattern';

/** A regular expression that this program cannot read, although Go may. */
export class UnreadablePattern extends Error {}

function expression(pattern: string): RegExp {
  const found = goPattern(pattern);
  if (!found) throw new UnreadablePattern(`the regular expression ${pattern} cannot be read here`);
  return found;
}

const matches = (text: string, pattern: string): boolean => expression(pattern).test(text);

function findAll(text: string, pattern: string, most: bigint): string[] {
  const all = text.match(new RegExp(expression(pattern), `g${expression(pattern).flags}`)) ?? [];
  return most < 0n ? all : all.slice(0, Number(most));
}

function replace(text: string, old: string, by: string, most: bigint): string {
  const parts = text.split(old);
  if (most < 0n || parts.length - 1 <= most) return parts.join(by);
  const count = Number(most);
  return [parts.slice(0, count + 1).join(by), ...parts.slice(count + 1)].join(old);
}

/** A value as `%s` writes it. */
function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (value instanceof Map)
    return `{${Array.from(value, ([key, each]) => `${written(key)}: ${written(each)}`).join(', ')}}`;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** Go writes an exponent with two digits at least. */
const exponential = (value: number, digits: number): string =>
  value.toExponential(digits).replace(/(?<=e[-+])\d$/, '0$&');

function format(pattern: string, values: readonly unknown[]): string {
  let next = 0;
  return pattern.replace(
    /%(%|(?:\.(\d+))?([sdfexXob]))/g,
    (_, whole: string, digits: string | undefined, verb: string) => {
      if (whole === '%') return '%';
      const value = values[next++];
      if (verb === 'f') return Number(value).toFixed(Number(digits ?? 6));
      if (verb === 'e') return exponential(Number(value), Number(digits ?? 6));
      const base = { x: 16, X: 16, o: 8, b: 2 }[verb];
      if (base === undefined || typeof value !== 'bigint') return written(value);
      return verb === 'X' ? value.toString(base).toUpperCase() : value.toString(base);
    },
  );
}

/** The word `strings` before a dot: `strings.quote(...)`. */
class StringFunctions {}

/**
 * The functions of texts that the library lacks. `matches` is called `matchesGo` here, since the library's own reads patterns as
 * JavaScript does. Source: cel-go/ext/strings.go (version 2) and apiserver/pkg/cel/library/regex.go.
 */
export const withTexts = (environment: Environment): Environment =>
  environment
    .registerType('StringFunctions', StringFunctions)
    .registerConstant('strings', 'StringFunctions', new StringFunctions())
    .registerFunction('StringFunctions.quote(string): string', (_: unknown, text: string) => JSON.stringify(text))
    .registerFunction('string.matchesGo(string): bool', matches)
    .registerFunction('matches(string, string): bool', matches)
    .registerFunction(
      'string.find(string): string',
      (text: string, pattern: string) => expression(pattern).exec(text)?.[0] ?? '',
    )
    .registerFunction('string.findAll(string): list<string>', (text: string, pattern: string) =>
      findAll(text, pattern, -1n),
    )
    .registerFunction('string.findAll(string, int): list<string>', findAll)
    .registerFunction('string.charAt(int): string', (text: string, at: bigint) => [...text][Number(at)] ?? '')
    .registerFunction('string.replace(string, string): string', (a: string, b: string, c: string) =>
      replace(a, b, c, -1n),
    )
    .registerFunction('string.replace(string, string, int): string', replace)
    .registerFunction('string.reverse(): string', (text: string) => [...text].reverse().join(''))
    .registerFunction('string.format(list): string', format)
    .registerFunction('string(google.protobuf.Timestamp): string', (time: Date) =>
      time.toISOString().replace('.000Z', 'Z'),
    )
    .registerFunction(
      'string(google.protobuf.Duration): string',
      (duration: object) => `${Number(duration.valueOf()) / 1000}s`,
    );
