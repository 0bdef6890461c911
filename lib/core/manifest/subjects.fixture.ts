import {
  block,
  boolean,
  integer,
  nameToken,
  number,
  numberToken,
  oneOf,
  string,
  token,
  validateValues,
  values,
  type Expression,
  type Json,
} from '../values';
import { hostileStrings } from '../../judging/verify/hostile.fixture';
import type { Subject } from './judge-operations.fixture';

/* How programs get at values of every type, and which they may be. */

export type NamedSubject<T> = readonly [string, Subject<T>];

const label = '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$';
const free = string('', 'Any text');
const name = string('a', 'A name', { pattern: label });
const share = block<string | number>({ type: ['integer', 'string'] }, '', 'A number or a percentage');

const accepted = [...hostileStrings, 'e\u0301', 'Stra\u00dfe', '\u0130', 'a--b', '../x', 'a.b.c'].filter(
  (value) => validateValues(values({ value: free }), { value }, 'here').length === 0,
);
const numbers = [0, 1, 7, 80, 255, 1024, 8080, 65_535, 12_345_678];
const fractions = [0, 0.5, 0.1, 1, 2.25, 1e21, 80, 1e-7];

const asText = (reference: Expression) => String(reference);
const asToken = (reference: Expression) => token(reference as Expression<string>);
const text = (value: Json) => String(value);

export const stringSubjects: readonly NamedSubject<string>[] = [
  ['any text', { leaf: free, take: asText, values: accepted, given: text }],
  ['any text, as a token', { leaf: free, take: asToken, values: accepted, given: text }],
  ['a name', { leaf: name, take: asText, values: ['a', 'a1-b', '0', '1e3', 'x'.repeat(70)], given: text }],
  ['a name, as a token', { leaf: name, take: asToken, values: ['a', 'a1-b', '1e3'], given: text }],
  [
    'a name, as a name',
    { leaf: name, take: (r) => nameToken(r as Expression<string>), values: ['a', 'a1-b', '1e3'], given: text },
  ],
  ['a whole number', { leaf: integer(0, 'A number'), take: asText, values: numbers, given: text }],
  ['a fraction', { leaf: number(0, 'A number'), take: asText, values: fractions, given: text }],
  ['a boolean', { leaf: boolean(true, 'On'), take: asText, values: [true, false], given: text }],
  [
    'a word',
    { leaf: oneOf(['Info', 'de.bug'], 'Info', 'A word'), take: asText, values: ['Info', 'de.bug'], given: text },
  ],
  ['a share', { leaf: share, take: asText, values: ['50%', 5, '', '"', 12_345_678], given: text }],
];

export const numberSubjects: readonly NamedSubject<number>[] = [
  [
    'a whole number',
    { leaf: integer(0, 'A number'), take: (r) => numberToken(r as Expression<number>), values: numbers, given: Number },
  ],
  [
    'one that may be negative',
    {
      leaf: integer(0, 'A number', { minimum: -100 }),
      take: (r) => numberToken(r as Expression<number>),
      values: [...numbers, -1, -100],
      given: Number,
    },
  ],
  [
    'a fraction',
    {
      leaf: number(0, 'A number'),
      take: (r) => numberToken(r as Expression<number>),
      values: [...fractions, -0.5, -1, -12_345],
      given: Number,
    },
  ],
];
