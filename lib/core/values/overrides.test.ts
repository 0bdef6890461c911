import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defaults, overlay, withoutDefaults } from './overrides';
import { json, removing } from './overrides.fixture';
import { placeholder, takePlaceholders } from './placeholder';
import { block, integer, object, required, string, stringMap, values } from './schema';

describe('overlay', () => {
  test('leaves what it was given as it was', () => {
    const base = { a: { b: 1 } };
    overlay(base, { a: { b: 2, c: null } });
    expect(base).toEqual({ a: { b: 1 } });
  });
});

describe('withoutDefaults', () => {
  test('says only what differs, to any depth', () => {
    const base = { a: 1, b: { c: 2, d: { e: 'x' } }, f: [1, 2], g: {} };
    const over = { a: 1, b: { c: 3, d: { e: 'x' } }, f: [1, 2], g: {}, h: null };
    expect(withoutDefaults(base, over)).toEqual({ b: { c: 3 }, h: null });
  });

  test('keeps the removal of an entry', () => {
    expect(withoutDefaults({ a: { b: 1 } }, { a: { b: null } })).toEqual({ a: { b: null } });
  });

  test('comes to the same values as the overrides', () => {
    fc.assert(
      fc.property(json, json, (base, over) => {
        const given = removing(base, over);
        expect(overlay(base, withoutDefaults(base, given))).toEqual(overlay(base, given));
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('defaults', () => {
  const schema = values({
    backend: object({ replicas: integer(3, 'Number'), host: required(string('', 'Host')) }, 'The backend'),
    labels: stringMap({ a: 'b' }, 'Labels'),
    resources: block<object>({ type: 'object' }, {}, 'Resources'),
    token: required(string('', 'Token')),
  });

  test('are those of the schema, without values that must be supplied', () => {
    expect(defaults(schema)).toEqual({ backend: { replicas: 3 }, labels: { a: 'b' }, resources: {} });
  });

  test('of a required value are gone from the schema too', () => {
    expect(schema.properties.token).not.toHaveProperty('default');
    expect(schema.properties.token).toMatchObject({ type: 'string', description: 'Token' });
  });
});

describe('placeholders', () => {
  test('are taken out with their path, in maps and lists', () => {
    const taken = takePlaceholders({
      a: { host: placeholder('x.invalid', 'the host') },
      list: [{ name: placeholder('y', 'the name') }, placeholder('z', 'the last')],
      plain: 'p',
      absent: undefined,
    });
    expect(taken.values).toEqual({ a: { host: 'x.invalid' }, list: [{ name: 'y' }, 'z'], plain: 'p' });
    expect(taken.placeholders).toEqual([
      { path: 'a.host', keys: ['a', 'host'], value: 'x.invalid', description: 'the host' },
      { path: 'list[0].name', keys: ['list', 0, 'name'], value: 'y', description: 'the name' },
      { path: 'list[1]', keys: ['list', 1], value: 'z', description: 'the last' },
    ]);
  });
});

describe('keys of values', () => {
  test.each(['y', 'n', 'yes', 'No', 'on', 'OFF', 'true', 'false', 'a-b', 'a.b', 'Upper', '1st', '', 'a b', 'ünder'])(
    '"%s" is refused: Helm would read or address it otherwise',
    (key) => {
      expect(() => values({ [key]: string('', 'A text') })).toThrow(`"${key}" cannot be the key of a value`);
      expect(() => object({ [key]: string('', 'A text') }, 'A group')).toThrow(`"${key}" cannot be the key of a value`);
    },
  );

  test.each(['a', 'yesNo', 'onCall', 'null1', 'nullable', 'x1'])('"%s" is fine', (key) => {
    expect(() => values({ [key]: string('', 'A text') })).not.toThrow();
  });
});
