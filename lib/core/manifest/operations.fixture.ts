import { createHash } from 'node:crypto';
import * as querystring from 'node:querystring';

/** Something that a program may do with a string or number. */
export interface Operation<T> {
  readonly name: string;
  readonly apply: (value: T) => unknown;
}

/** What authors pass to methods that take positions and lengths. */
const positions: readonly (readonly unknown[])[] = [
  [],
  ...[0, 1, 2, 5, 12, 30, 63, -1, -4].map((position) => [position]),
  ...[
    [0, 1],
    [0, 5],
    [0, 20],
    [0, 63],
    [3, 40],
    [-12, -2],
    [2, '0'],
    [5, '0'],
    [10, ' '],
    [100, '-'],
  ],
];

/** What they pass to others: letters and separators, patterns, replacements. */
const texts: readonly (readonly unknown[])[] = [
  ...['a', '.', '-', ',', ' ', '/', ':', '"', '\n', '', 'x', 'NFC', 'NFKD'].map((text) => [text]),
  ...[
    ['.', '-'],
    [' ', ''],
    ['a', 'b'],
    ['"', '\\"'],
    ['-', '_'],
    ['\n', '\n  '],
  ],
  ...[
    [/[^a-z0-9]/g, ''],
    [/[^A-Za-z0-9]+/g, '-'],
    [/\s+/g, ' '],
    [/[A-Z]/g, (c: string) => `_${c.toLowerCase()}`],
  ],
  ...[[/[./]/g], [/^(.)/, '<$1>'], [/\W/g, '\\$&'], [/(.{20})/g, '$1\n'], [/a/i, 'e'], [/\d/g, '#']],
];

/** Methods that take none of these, or do the same with any of them. */
const isTag = /^(anchor|big|blink|bold|fixed|font|italics|link|small|strike|su[bp]$|trim|to[A-Z]|valueOf|isWell)/;
const takesPosition = /^(at|char|codePointAt|pad|repeat|slice|subst)/;

function stringArguments(method: string): readonly (readonly unknown[])[] {
  if (isTag.test(method)) return [[], ['x']];
  return takesPosition.test(method) ? positions : texts;
}

const show = (argument: unknown) => (typeof argument === 'string' ? JSON.stringify(argument) : String(argument));

/** Every method of a prototype, with each of its arguments. */
function methodsOf<T>(
  prototype: object,
  argumentsOf: (method: string) => readonly (readonly unknown[])[],
): Operation<T>[] {
  const names = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
  return names.flatMap((name) =>
    argumentsOf(name).map((list) => ({
      name: `${name}(${list.map(show).join(', ')})`,
      apply: (value: T) =>
        (value as { readonly [name: string]: (...args: readonly unknown[]) => unknown })[name]!(...list),
    })),
  );
}

/** Codecs, and other programs that take a string and give one. */
const codecs: { readonly [name: string]: (value: string) => unknown } = {
  base64: (value) => Buffer.from(value).toString('base64'),
  'base64 after one byte': (value) => Buffer.from(`a${value}`).toString('base64'),
  'base64 after two bytes': (value) => Buffer.from(`ab${value}cd`).toString('base64'),
  'base64 of JSON': (value) => Buffer.from(JSON.stringify({ auth: { user: value } })).toString('base64'),
  base64url: (value) => Buffer.from(`x:${value}`).toString('base64url'),
  hex: (value) => Buffer.from(value).toString('hex'),
  latin1: (value) => Buffer.from(value, 'latin1').toString('latin1'),
  ascii: (value) => Buffer.from(value).toString('ascii'),
  'UTF-16 as base64': (value) => Buffer.from(value, 'utf16le').toString('base64'),
  'UTF-16 as latin1': (value) => Buffer.from(value, 'utf16le').toString('latin1'),
  btoa: (value) => btoa(value),
  'decoded base64': (value) => Buffer.from(value, 'base64').toString('latin1'),
  encodeURIComponent,
  encodeURI,
  decodeURIComponent,
  escape: (value) => querystring.escape(value),
  unescape: (value) => querystring.unescape(value),
  'a query': (value) => querystring.stringify({ a: value, b: 'x' }),
  URLSearchParams: (value) => new URLSearchParams({ a: value }).toString(),
  'a URL': (value) => new URL(`http://example.org/${value}`).href,
  'a host': (value) => new URL(`http://${value}:80/`).hostname,
  JSON: (value) => JSON.stringify(value),
  'JSON of an object': (value) => JSON.stringify({ a: value, b: [`http://${value}/`, 1], [value]: true }),
  'JSON, indented': (value) => JSON.stringify({ a: { b: value } }, null, 2),
  'JSON of JSON': (value) => JSON.stringify({ a: JSON.stringify({ b: value }) }),
  'JSON of JSON of JSON': (value) => JSON.stringify([JSON.stringify([JSON.stringify([`x${value}`])])]),
  'JSON in a text': (value) => `const x = ${JSON.stringify({ a: value })};\nconst y = "${'"'.length}";`,
  'parsed JSON': (value) => (JSON.parse(JSON.stringify({ a: value })) as { a: string }).a,
  'a shell word': (value) => `'${value.replace(/'/g, `'\\''`)}'`,
  'an XML text': (value) => value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'),
  'an HTML attribute': (value) => value.replace(/&/g, '&amp;').replace(/"/g, '&quot;'),
  'a pattern': (value) => value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  reversed: (value) => [...value].reverse().join(''),
  'letters apart': (value) => [...value].join('-'),
  'case swapped': (value) =>
    [...value].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join(''),
  'camel case': (value) => value.replace(/[^A-Za-z0-9]+([A-Za-z0-9])/g, (_, c: string) => c.toUpperCase()),
  'kebab case': (value) => value.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase(),
  capitalized: (value) => value.charAt(0).toUpperCase() + value.slice(1),
  'sorted letters': (value) => [...value].sort().join(''),
  'split and joined': (value) => value.split('.').join('.'),
  'the first part': (value) => value.split('.')[0],
  'the last part': (value) => value.split('/').at(-1),
  'lines indented': (value) =>
    `a\n${value}\nb`
      .split('\n')
      .map((line) => `  ${line}`)
      .join('\n'),
  'words sorted': (value) => ['m', value, 'b'].sort().join(' '),
  'a default': (value) => value || 'none',
  'a text around it': (value) => `http://${value}:8080/${value}`,
  added: (value) => 'a' + value + 'b',
  joined: (value) => ['a', value, value].join(','),
  'in a list': (value) => ['a', value],
  'in a map': (value) => ({ a: value, b: { c: [value] } }),
};

/** All that a program may do with a string. */
export const stringOperations: readonly Operation<string>[] = [
  ...methodsOf<string>(String.prototype, stringArguments),
  ...Object.entries(codecs).map(([name, apply]) => ({ name, apply })),
];

const numberArguments: readonly (readonly unknown[])[] = [
  [],
  [0],
  [2],
  [3],
  [8],
  [10],
  [16],
  [20],
  [36],
  ['de-DE'],
  ['en-US'],
];

const arithmetic: { readonly [name: string]: (n: number) => unknown } = {
  '+ 1': (n) => n + 1,
  '+ 0.5': (n) => n + 0.5,
  '+ 0.01': (n) => n + 0.01,
  '- 1': (n) => n - 1,
  '1000 -': (n) => 1000 - n,
  '-': (n) => -n,
  '+': (n) => +n,
  ...Object.fromEntries(
    [2, 3, 7, 10, 60, 100, 1000, 1024, 3600, 86400, 1024 ** 2, 1024 ** 3, 1.1, 1.5, 0.1, 0.8].flatMap((by) => [
      [`* ${by}`, (n: number) => n * by],
      [`/ ${by}`, (n: number) => n / by],
      [`% ${by}`, (n: number) => n % by],
      [`rounded / ${by}`, (n: number) => Math.round(n / by)],
      [`up * ${by}`, (n: number) => Math.ceil(n * by)],
    ]),
  ),
  '* itself': (n) => n * n,
  '/ itself': (n) => n / n,
  '- itself': (n) => n - n,
  '** 2': (n) => n ** 2,
  '| 0': (n) => n | 0,
  '& 1': (n) => n & 1,
  '& 255': (n) => n & 255,
  '^ 5': (n) => n ^ 5,
  '~': (n) => ~n,
  '<< 1': (n) => n << 1,
  '>> 1': (n) => n >> 1,
  '>>> 0': (n) => n >>> 0,
  'at least 5': (n) => Math.max(n, 5),
  'at most 5': (n) => Math.min(n, 5),
  'at most 1e9': (n) => Math.min(n, 1e9),
  clamped: (n) => Math.min(Math.max(n, 1), 100),
  'times and plus': (n) => n * 2 + 1,
  'a negative or zero': (n) => (n > 0 ? n : 0),
  '++': (n) => ++n,
  'in m': (n) => `${n}m`,
  'in a text': (n) => `a-${n}-b, ${n}`,
  '* 2 in Gi': (n) => `${n * 2}Gi`,
  '+ 1 in a text': (n) => `x${n + 1}`,
  '- in a text': (n) => `${-n}`,
  'PT M': (n) => `PT${n}M`,
  'of an hour': (n) => `PT${Math.floor(n / 60)}H${n % 60}M`,
  'digits added': (n) => `${n}0`,
  'digits before': (n) => `1${n}`,
  'in groups': (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ','),
  padded: (n) => String(n).padStart(5, '0'),
  'padded to two': (n) => String(n).padStart(2, '0'),
  cut: (n) => String(n).slice(0, 2),
  'last digits': (n) => String(n).slice(-2),
  'first digit parsed': (n) => parseInt(String(n).slice(0, 1), 10),
  parsed: (n) => parseInt(String(n), 10),
  'parsed of a part': (n) => parseInt(String(n).slice(0, 7), 10),
  hexadecimal: (n) => `0x${n.toString(16).toUpperCase()}`,
  base64: (n) => Buffer.from(String(n)).toString('base64'),
  JSON: (n) => JSON.stringify({ n, list: [n] }),
  date: (n) => new Date(n).toISOString(),
  BigInt: (n) => String(BigInt(n) * 2n),
  'in a list': (n) => [1, n],
};

/** All that a program may do with a number. */
export const numberOperations: readonly Operation<number>[] = [
  ...methodsOf<number>(Number.prototype, () => numberArguments),
  ...Object.getOwnPropertyNames(Math)
    .filter((name) => name !== 'random')
    .map((name) => [name, (Math as unknown as Record<string, unknown>)[name]] as const)
    .filter((entry): entry is readonly [string, (n: number) => number] => typeof entry[1] === 'function')
    .map(([name, apply]) => ({ name: `Math.${name}`, apply: (n: number) => apply(n) })),
  ...Object.entries(arithmetic).map(([name, apply]) => ({ name, apply })),
];

/** Text as random as base64 or hexadecimal can be, and the same in every run. */
export const randomText = (bytes: number, encoding: 'base64' | 'hex'): string =>
  Buffer.concat(
    Array.from({ length: Math.ceil(bytes / 32) }, (_, i) => createHash('sha256').update(String(i)).digest()),
  ).toString(encoding);
