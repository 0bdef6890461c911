import { describe, expect, test } from '@jest/globals';
import { chartName, choose, entries, items, numberToken, token } from './algebra';
import { decode } from './decode-tree';
import { evaluate } from './evaluate';
import type { Expression, Json, JsonObject } from './expression';
import { mergeFiles, overlay, withoutDefaults } from './overrides';
import { DefinitionError } from './problem';
import { refs } from './refs';
import { block, boolean, integer, list, number, object, string, stringMap, values, type Fields } from './schema';

/* Keys that JavaScript has a use of its own for, arguments of another type, and objects that are inside themselves. */

const strangeKeys = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '10', '2'];
const strange = (value: Json): JsonObject => Object.fromEntries(strangeKeys.map((key) => [key, value]));
const sorted = (value: object | undefined) => Object.entries(value ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
const release = (given: JsonObject) => ({
  values: given,
  release: { name: 'demo', namespace: 'space' },
  chart: { name: 'chart', version: '1.0.0', appVersion: '1' },
});

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof DefinitionError) return error.message;
    throw error;
  }
  return '';
}

describe('an entry is there whatever its key', () => {
  const report = { found: () => undefined, mangled: () => undefined, strange: () => undefined };
  const map = block<{ readonly [key: string]: string }>({ type: 'object' }, {}, 'M');
  const { m, o } = refs(values({ m: map, o: map }), {});

  test('of an object', () => {
    expect(sorted(evaluate(decode(strange('x'), report), release({})) as JsonObject)).toEqual(sorted(strange('x')));
  });

  test('of a map of users, alone and beside others', () => {
    const given = release({ m: strange('x'), o: { a: 'b' } });
    expect(sorted(evaluate(m, given) as JsonObject)).toEqual(sorted(strange('x')));
    const both = decode({ ...entries(m), ...entries(o), c: 'd' }, report);
    expect(sorted(evaluate(both, given) as JsonObject)).toEqual(sorted({ ...strange('x'), a: 'b', c: 'd' }));
  });

  test('of a values file, over others', () => {
    expect(sorted(overlay({ a: 'b' }, strange('x')))).toEqual(sorted({ ...strange('x'), a: 'b' }));
    expect(sorted(overlay(strange('x'), strange({ a: 'b' })))).toEqual(sorted(strange({ a: 'b' })));
    expect(sorted(mergeFiles({ a: 'b' }, strange('x')))).toEqual(sorted({ ...strange('x'), a: 'b' }));
    expect(sorted(withoutDefaults({ a: 'b' }, strange('x')))).toEqual(sorted(strange('x')));
  });

  test('and is not where nobody gave it', () => {
    const { l } = refs(
      values({ l: block<{ readonly constructor: string }>({ type: 'object' }, { constructor: '' }, 'L') }),
      {},
    );
    expect(evaluate(l, release({}))).toBeUndefined();
    const { constructor } = refs(values({ constructor: string('', 'C') }), {});
    expect(evaluate(constructor as unknown as Expression, release({}))).not.toBeInstanceOf(Function);
  });
});

test('a value cannot be called __proto__, which would be lost', () => {
  const lost =
    '"__proto__" cannot be the key of a value: JavaScript takes it for something else, and the value is lost';
  expect(refusal(() => values({ __proto__: string('', 'P') }))).toContain(lost);
  expect(refusal(() => object({ __proto__: { a: 'b' }, a: string('', 'P') } as unknown as Fields, 'O'))).toContain(
    lost,
  );
  expect(refusal(() => values({ ['__proto__']: string('', 'P') }))).toContain('"__proto__" cannot be the key');
});

describe('what has another type than its token is refused', () => {
  const schema = values({
    s: string('5', 'S'),
    f: boolean(true, 'F'),
    l: list<string>(string('', 'E'), [], 'L'),
    m: stringMap({}, 'M'),
    i: integer(1, 'I'),
    d: number(1.5, 'D'),
    share: block<string | number>({ type: ['integer', 'string'] }, 1, 'A number or a percentage'),
  });
  const { s, f, l, m, i, d, share } = refs(schema, {}) as unknown as { readonly [key: string]: Expression<never> };

  test.each([
    ['a string', s, 'string'],
    ['a boolean', f, 'boolean'],
    ['a list', l, 'list'],
    ['a map', m, 'map'],
    ['a number or a percentage', share, 'scalar'],
    ['a choice of words', choose(f as Expression<boolean>, 'a', 'b'), 'string'],
    ['the name of the chart', chartName, 'string'],
  ])('numberToken() of %s', (_, value, type) => {
    expect(refusal(() => numberToken(value as Expression<never>))).toBe(
      `value of numberToken() is a ${type}, and no number [invalid-argument]\n    Use token(value), which has its own type.`,
    );
  });

  test('numberToken() of a number is one', () => {
    for (const value of [i, d]) expect(typeof numberToken(value!)).toBe('number');
    expect(typeof token(share!)).toBe('string');
  });

  test('entries() of a list names what takes its elements', () => {
    expect(refusal(() => entries(l!))).toBe(
      'map of entries() is a list, which has no entries [invalid-argument]\n' +
        '    The elements of a list are items(list): [first, ...items(list)].',
    );
    expect(refusal(() => entries(s!))).toContain('map of entries() is a string, which has no entries');
    expect(items(l!)).toHaveLength(1);
    expect(Object.keys(entries(m!))).toHaveLength(1);
  });
});

describe('what is inside itself is refused with its path', () => {
  const cyclic: { [key: string]: Json } = { a: 'b' };
  cyclic['list'] = ['x', { cyclic }];

  test('as a default', () => {
    expect(refusal(() => block({ type: 'object' }, cyclic, 'M'))).toContain(
      'value.list[1].cyclic of block() is value itself, which it is inside of',
    );
    expect(refusal(() => list(string('', 'E'), [cyclic], 'L'))).toContain(
      'value[0].list[1].cyclic of list() is value[0] itself, which it is inside of',
    );
  });

  test('as a schema', () => {
    const schema: { [key: string]: unknown } = { type: 'object' };
    schema['properties'] = { again: schema };
    expect(refusal(() => block(schema, {}, 'M'))).toContain('schema.properties.again of block() is schema itself');
  });

  test('what is there twice, side by side, is not', () => {
    const shared = { a: 'b' };
    expect(refusal(() => block({ type: 'object' }, { one: shared, two: [shared, shared] }, 'M'))).toBe('');
  });
});
