import type { YamlValue } from './yaml-value';

/** What a judge makes of a text: `refuses`, or what it reads. */
export type Judgement = { readonly refuses: true } | { readonly reads: YamlValue };

/** A text that is read, or that has a fault. */
export interface ReadCase {
  readonly text: string;
  /** What the reader gives; absent where it finds a fault. */
  readonly value?: YamlValue;
  /** The first fault: `line:column code: message`. */
  readonly fault?: string;
}

/** A text, and what Helm 3 and Helm 4 make of it as a values file. */
export interface YamlCase extends ReadCase {
  readonly helm3: Judgement;
  readonly helm4: Judgement;
}

export const refuses: Judgement = { refuses: true };
export const reads = (value: YamlValue): Judgement => ({ reads: value });

/** A text that all read alike. */
export const same = (text: string, value: YamlValue): YamlCase => ({
  text,
  value,
  helm3: reads(value),
  helm4: reads(value),
});

/** A text in which the reader finds a fault: what Helm 3 and Helm 4 make of it. */
export const faulty = (text: string, fault: string, helm3: Judgement, helm4 = helm3): YamlCase => ({
  text,
  fault,
  helm3,
  helm4,
});

const v = (value: YamlValue) => ({ v: value });

const scalar = (text: string, value: YamlValue): YamlCase => same(`v: ${text}\n`, v(value));
const lost = (text: string, fault: string, value: YamlValue): YamlCase =>
  faulty(`v: ${text}\n`, `1:4 lossy: ${fault}`, reads(v(value)));
const refused = (text: string, fault: string, column = 4): YamlCase =>
  faulty(`v: ${text}\n`, `1:${column} syntax: ${fault}`, refuses);

/** Each of some words, which mean the same. */
const words = (texts: readonly string[], value: YamlValue) => texts.map((text) => scalar(text, value));
/** Texts that stay what they are. */
const texts = (all: readonly string[]) => all.map((text) => scalar(text, text));

const digits = (number: string, read: string) => `the number ${number} is read with fewer digits, as ${read}`;

/** What may stand behind a key, one case each. */
export const scalarCases: readonly YamlCase[] = [
  ...words(['', '~', 'null', 'Null', 'NULL', '&a', '#a', '!!null ""', '!!null ~'], null),
  ...words(
    ['true', 'True', 'TRUE', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'y', 'Y', '!!bool yes', '!!bool "true"'],
    true,
  ),
  ...words(['false', 'False', 'FALSE', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'n', 'N', '!!bool off'], false),
  ...texts(['nUll', 'tRue', 'yEs', 'oN', 'inf', 'NaN', 'Infinity', '=', '<<', 'é', '😀', '\ufffd', 'a#b', 'a:b']),
  ...texts(['12:30', '1:2:3', '190:20:30.15', '2024-01-05', '2024-1-5', '2024-13-45', '2024-01-05 10:00:00']),
  ...texts(['2024-01-05T10:00:00Z', '2024-01-05t10:00:00.5+02:00', 'http://a:80/?b=1&c', '1.5.2', '1,000', '1 000']),
  ...texts(['++1', '_1', '._5', '.', '-.', '0o8', '0b2', '0x', '0xG', '1e', '1e400', '-1e400', '0b', '0o']),

  ...words(['0', '-0', '+0', '00', '0x0', '0e0'], 0),
  ...words(['1', '+1', '1_', '1.', '1.0', '0x_1', '!!int "1"', '!!float 1'], 1),
  ...words(['12', '014', '0o14', '0O14', '0xC', '0Xc', '0b1100', '0B1100', '1_2', '1__2', '1.2e1'], 12),
  ...words(['-12', '-014', '-0o14', '-0xC', '-0b1100'], -12),
  ...words(['.5', '+.5', '.5_0', '0.50', '5e-1', '!!float "0.5"'], 0.5),
  ...words(['1e3', '1E3', '1e+3', '1.e3', '1_000', '1000.0'], 1000),
  scalar('0644', 420),
  scalar('0o644', 420),
  scalar('08', 8),
  scalar('09', 9),
  scalar('1.10', 1.1),
  scalar('-.5', -0.5),
  scalar('12345678', 12345678),
  scalar('1e-7', 1e-7),
  scalar('1e22', 1e22),
  scalar('1.5e300', 1.5e300),
  scalar('0.30000000000000004', 0.30000000000000004),
  scalar('9007199254740991', 9007199254740991),
  scalar('-9007199254740991', -9007199254740991),
  scalar('9007199254740992', 9007199254740992),
  scalar('9223372036854775808', 9223372036854775808),
  scalar('100000000000000000000', 1e20),
  lost('9007199254740993', digits('9007199254740993', '9007199254740992'), 9007199254740992),
  lost('0x20000000000001', digits('0x20000000000001', '9007199254740992'), 9007199254740992),
  lost('9223372036854775807', digits('9223372036854775807', '9223372036854776000'), 2 ** 63),
  lost('18446744073709551615', digits('18446744073709551615', '18446744073709552000'), 2 ** 64),
  lost('18446744073709551617', digits('18446744073709551617', '18446744073709552000'), 2 ** 64),
  lost('9007199254740993.0', digits('9007199254740993.0', '9007199254740992'), 9007199254740992),
  lost('3.141592653589793238', digits('3.141592653589793238', '3.141592653589793'), Math.PI),
  lost('1e-400', 'the number 1e-400 is read as zero', 0),
  lost('-0.0', 'the number -0.0 is read as zero', -0),
  ...['.inf', '.Inf', '.INF', '+.inf', '-.inf', '.nan', '.NaN', '.NAN'].map((text) =>
    refused(text, `JSON, and so Kubernetes, has no number ${text}`),
  ),

  ...words(['"yes"', "'yes'", '!!str yes', '! yes', '!<tag:yaml.org,2002:str> yes', '&a "yes"'], 'yes'),
  ...words(['"1"', "'1'", '!!str 1', '! 1'], '1'),
  ...words(['""', "''", '!!str', '!!str ""'], ''),
  scalar('!!binary aGk=', 'hi'),
  scalar("'it''s'", "it's"),
  scalar('"\\x41\\u00e9\\U0001F600"', 'Aé😀'),
  scalar('"\\t\\n\\e\\0\\a\\b\\v\\f\\r\\"\\\\"', '\t\n\x1b\0\x07\b\v\f\r"\\'),
  scalar('"\\N\\_\\L\\P"', '\x85\xa0\u2028\u2029'),
  refused('"\\ud83d\\ude00"', 'Helm and kubectl refuse the escape \\ud83d'),
  refused('"\\U00110000"', 'Helm and kubectl refuse the escape \\U00110000'),
  refused('"\\/"', 'Helm and kubectl refuse the escape \\/'),
  refused('"\\q"', 'Invalid escape sequence \\q', 5),
  refused('!!int 1.5', '"1.5" is not a value of the tag !!int', 10),
  refused('!!int 08', '"08" is not a value of the tag !!int', 10),
  refused('!!float 18446744073709551615', '"18446744073709551615" is not a value of the tag !!float', 12),
  refused('!!bool 1', '"1" is not a value of the tag !!bool', 11),
  refused('!!null x', '"x" is not a value of the tag !!null', 11),
  refused('!!binary a', '"a" is not a value of the tag !!binary', 13),
  faulty(
    'v: !!binary /w==\n',
    '1:13 lossy: the bytes of !!binary are not a text, and JSON has no others',
    reads(v('\ufffd')),
  ),
  ...(
    [
      ['!foo 1', '!foo', '1'],
      ['!foo yes', '!foo', 'yes'],
      ['!!timestamp 2024-01-05', '!!timestamp', '2024-01-05'],
      ['!foo {a: 1}', '!foo', { a: 1 }],
      ['!!set {a}', '!!set', { a: null }],
      ['!!omap [a: 1]', '!!omap', [{ a: 1 }]],
      ['!!pairs [a: 1]', '!!pairs', [{ a: 1 }]],
      ['!!map [1]', '!!map', [1]],
    ] as const
  ).map(([text, tag, value]) =>
    faulty(
      `v: ${text}\n`,
      `1:${4 + text.indexOf(' ') + 1} lossy: Helm and kubectl take no notice of the tag ${tag}`,
      reads(v(value)),
    ),
  ),
  refused('@a', 'Plain value cannot start with reserved character @'),
  refused('`a', 'Plain value cannot start with reserved character `'),
  refused('%a', 'Plain value cannot start with directive indicator character %'),
  refused('a: b', 'Nested mappings are not allowed in compact mappings'),
  refused('- a', 'Unexpected block-seq-ind on same line with key, and 1 more mistake in this document'),
];

const key = (written: string, read: string): YamlCase => same(`${written}: 1\n`, { [read]: 1 });
const lostKey = (written: string, read: string, what: string): YamlCase =>
  faulty(`${written}: 1\n`, `1:1 lossy: the key ${written} is read as ${what}`, reads({ [read]: 1 }));

/** Keys, one case each. */
export const keyCases: readonly YamlCase[] = [
  ...[
    'a',
    'a b',
    'a.b/c',
    '-a',
    '=',
    '1',
    '-1',
    '1.5',
    '0.1',
    'true',
    'false',
    '2024-01-05',
    '12:30',
    '1e400',
    'é',
  ].map((name) => key(name, name)),
  ...['yes', 'n', '0x1F', '1e3', '.inf', '~', '<<', '__proto__', 'constructor'].map((name) => key(`"${name}"`, name)),
  key('!!str on', 'on'),
  ...['y', 'Y', 'yes', 'on', 'True', 'TRUE'].map((name) => lostKey(name, 'true', 'the boolean true')),
  ...['n', 'N', 'no', 'off', 'False'].map((name) => lostKey(name, 'false', 'the boolean false')),
  lostKey('0x1F', '31', 'a number'),
  lostKey('012', '10', 'a number'),
  lostKey('1_000', '1000', 'a number'),
  lostKey('1e3', '1000', 'a number'),
  lostKey('1e-7', '1e-07', 'a number'),
  lostKey('1.50', '1.5', 'a number'),
  lostKey('123456.789', '123456.79', 'a number'),
  faulty('.inf: 1\n', '1:1 syntax: JSON, and so Kubernetes, has no number .inf', reads({ '.inf': 1 })),
  faulty('~: 1\n', '1:1 syntax: a key is null', refuses),
  faulty(': 1\n', '1:1 syntax: a key is null', refuses),
  faulty('[a]: 1\n', '1:1 syntax: a key is not a scalar', refuses),
  faulty('{a: 1}: 1\n', '1:1 syntax: a key is not a scalar', refuses),
  faulty('a: {{ .Values.a }}\n', '1:5 syntax: a key is not a scalar', refuses),
];
