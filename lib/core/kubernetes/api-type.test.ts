import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parseStruct, printField, structIn } from './api-type';
import type { Definitions } from './definitions';
import { formats, partsOfQuantity } from './formats';

test('the notation of every field of the definitions is read and printed again as it was', () => {
  const folder = join(__dirname, 'definitions');
  const structs = readdirSync(folder).flatMap((file) =>
    Object.values((JSON.parse(readFileSync(join(folder, file), 'utf8')) as Definitions).structs),
  );
  const differing = structs.flatMap((struct) => {
    const { '*': others, ...fields } = struct ?? {};
    const { fields: read, isOpen } = parseStruct(struct ?? {});
    const printed = Object.fromEntries(Array.from(read, ([name, field]) => [name, printField(field)]));
    return JSON.stringify(printed) === JSON.stringify(fields) && isOpen === (others !== undefined) ? [] : [struct];
  });
  expect(structs.length).toBeGreaterThan(600);
  expect(differing).toEqual([]);
});

test('a type is a primitive, an enum, a list, a map or a struct, in any depth', () => {
  const { fields } = parseStruct({
    a: 'quantity!',
    b: '=A|B',
    c: '[]{}io.k8s.api.core.v1.Probe',
    d: '{}string',
  });
  expect(Object.fromEntries(fields)).toEqual({
    a: { type: { kind: 'primitive', name: 'quantity' }, isRequired: true },
    b: { type: { kind: 'enum', values: ['A', 'B'] }, isRequired: false },
    c: {
      type: { kind: 'list', of: { kind: 'map', of: { kind: 'struct', id: 'io.k8s.api.core.v1.Probe' } } },
      isRequired: false,
    },
    d: { type: { kind: 'map', of: { kind: 'primitive', name: 'string' } }, isRequired: false },
  });
  expect(Array.from(fields.values(), ({ type }) => structIn(type))).toEqual([
    undefined,
    undefined,
    'io.k8s.api.core.v1.Probe',
    undefined,
  ]);
});

// What kubectl decodes, but for numbers without digits, which it takes for 0.
test.each(['1', '1.', '.5', '00', '-1', '+1Gi', '1e3', '1E', '1E+3', '1Ei', '1.5Gi', '250m', '100u', '1n', '1k'])(
  '%s is a quantity',
  (text) => expect(new RegExp(formats.quantity).test(text)).toBe(true),
);

test.each([
  '1..2',
  '1.5.5',
  '',
  '.',
  '+',
  'Mi',
  '1e',
  '1e1.5',
  '1eE',
  '1ki',
  '1mm',
  '1_0',
  '0x1',
  '1Gi.',
  '1 Gi',
  '1\n',
])('%j is not a quantity', (text) => expect(new RegExp(formats.quantity).test(text)).toBe(false));

test.each([
  ['-1.5Gi', { isNegative: true, digits: '1.5', suffix: 'Gi' }],
  ['.5', { isNegative: false, digits: '.5', suffix: '' }],
  ['1E+3', { isNegative: false, digits: '1', suffix: 'E+3' }],
])('%s has a sign, digits and a suffix', (text, parts) => expect(partsOfQuantity(text)).toEqual(parts));

test.each([
  ['2006-01-02T15:04:05Z', true],
  ['2006-01-02T15:04:05.000000+01:00', true],
  ['2006-01-02t15:04:05Z', false],
  ['2006-01-02T15:04:05z', false],
  ['2006-01-02', false],
])('as Go reads it, %s is a time: %s', (text, isTime) => expect(new RegExp(formats.time).test(text)).toBe(isTime));
