import { describe } from '@jest/globals';
import fc from 'fast-check';
import {
  block,
  distinct,
  each,
  greaterOrEqual,
  integer,
  isUnique,
  lessOrEqual,
  list,
  matches,
  not,
  number,
  object,
  quantityAtMost,
  string,
  text,
  values as makeValues,
} from '../../core/values';
import { bothPrinters } from './both.fixture';

/* What guards ask of amounts, numbers, texts and lists: the same in both outputs, whatever they hold. */

const suffixes = [
  '',
  'n',
  'u',
  'm',
  'k',
  'M',
  'G',
  'T',
  'P',
  'E',
  'Ki',
  'Mi',
  'Gi',
  'Ti',
  'Pi',
  'Ei',
  'e3',
  'E-3',
  'e+06',
];
const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 25 });
const amount = fc
  .record({ whole: digits, fraction: fc.option(digits), suffix: fc.constantFrom(...suffixes) })
  .filter(({ whole, fraction }) => `${whole}${fraction ?? ''}` !== '')
  .map(({ whole, fraction, suffix }) => `${whole}${fraction === null ? '' : `.${fraction}`}${suffix}`);

const alike = [
  ...['1', '1000m', '1.0', '1e0', '1000000u', '0.001k', '+1', '01.', '1000e-3', '0.99999999999999999999'],
  ...[
    '1Ki',
    '1024',
    '1023.9999999999999999999999',
    '1.024k',
    '1048576m',
    '0.0009765625Mi',
    '1Ei',
    '1152921504606846976',
  ],
  ...[
    '1152921504606846977',
    '9.3Ei',
    '0',
    '0Mi',
    '0.0',
    '00',
    '1n',
    '.5',
    '500m',
    '5e-1',
    '1e99999999999999999999',
    '1e-99999999999999999999',
  ],
];
const pairs = [
  ...alike.flatMap((a) => alike.map((b) => ({ a, b }))),
  ...fc.sample(fc.record({ a: amount, b: amount }), { seed: 16, numRuns: 400 }),
];

const both = bothPrinters(
  makeValues({
    pairs: list(object({ a: string('', 'One'), b: string('', 'Other') }, 'A pair'), pairs, 'Amounts'),
    share: block<string | number>({ type: ['number', 'string'] }, 0.5, 'An amount as YAML has it'),
    few: integer(3, 'Few'),
    ratio: number(0.5, 'Share'),
    texts: list<string>(
      string('', 'Text'),
      ['', 'a', 'A', 'a\nb', 'é', '😀', 'a b', 'a\tb', '"', '\\', '`', '{{', 'x$'],
      'Texts',
    ),
    ports: list<{ readonly port: number; readonly protocol?: string }>(
      block({ type: 'object' }, {}, 'A port'),
      [{ port: 80, protocol: 'TCP' }, { port: 80 }, { port: 1e21 }],
      'Ports',
    ),
    more: list<{ readonly port: number; readonly protocol?: string }>(
      block({ type: 'object' }, {}, 'A port'),
      [{ port: 80 }],
      'More',
    ),
    none: list<string>(string('', 'Text'), [], 'None'),
  }),
  [
    { share: 1, few: 4, ratio: 0.50001, ports: [{ port: 80 }, { port: 80, protocol: 'TCP' }, { port: 80 }], more: [] },
    { share: 1000000, few: 2, ratio: 1e-7, ports: [], more: [], texts: ['a', 'a'] },
    {
      share: '1500m',
      few: 3,
      ratio: 1e21,
      ports: [{ port: 80, protocol: 'TCP' }],
      more: [{ port: 80, protocol: 'TCP' }, { port: 81 }],
    },
    { share: 1e21 },
    { share: 1e-7 },
  ],
);

describe('what guards ask is the same in both outputs', () => {
  both('of amounts', ({ pairs: given, share }) => ({
    tree: {
      atMost: [...each(given, 'pair', (pair) => quantityAtMost(pair.field('a'), pair.field('b')))],
      share: [quantityAtMost(share, '1'), quantityAtMost('1', share), not(quantityAtMost(share, '999999'))],
    },
  }));

  both('of numbers', ({ few, ratio }) => ({
    tree: {
      few: [lessOrEqual(few, 3), greaterOrEqual(few, 3), not(lessOrEqual(few, 3)), not(greaterOrEqual(few, 3))],
      ratio: [lessOrEqual(ratio, 0.5), greaterOrEqual(ratio, few), not(lessOrEqual(few, ratio)), lessOrEqual(3, few)],
    },
  }));

  both('of texts', ({ texts }) => ({
    tree: {
      found: [
        ...each(texts, 'each', (it) => ({
          patterns: [
            ...['^$', '^[a-z]+$', 'a.b', '^a\\s', '[`"\\\\]', '^\\{\\{', '\\x24$', '^.$', '(?:a|é){1,2}'].map(
              (pattern) => matches(it, pattern),
            ),
            matches(text`${it}x`, 'x$'),
          ],
        })),
      ],
    },
  }));

  both('of lists', ({ texts, ports, more, none }) => ({
    tree: {
      unique: [
        isUnique(texts),
        isUnique(ports),
        isUnique(ports, 'port'),
        isUnique(ports, 'port', 'protocol'),
        isUnique(none),
      ],
      distinct: distinct(ports, more),
      nothing: distinct(none, none),
      all: isUnique(distinct(ports, more)),
    },
  }));
});
