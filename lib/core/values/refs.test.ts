import { describe, expect, test } from '@jest/globals';
import { defaults } from './overrides';
import { refs } from './refs';
import { integer, object, required, string, values } from './schema';
import { validateValues } from './validate';

const schema = values({ web: object({ port: integer(80, 'Port'), host: string('a', 'Host') }, 'Web') });

describe('a group of values', () => {
  test.each<[string, (group: object) => unknown]>([
    ['a template', (group) => `${group as never}`],
    ['String()', (group) => String(group)],
    ['an addition', (group) => `x${[group].join()}`],
    ['a number', (group) => Number(group)],
  ])('has no text that %s could take', (_, take) => {
    expect(() => take(refs(schema, {}).web)).toThrow(
      'the group of values web was put into a text or computed with [group-as-text]\n    Use one of its values',
    );
    expect(() => take(refs(schema, {}))).toThrow('the values of the chart were put into a text');
  });

  test('can be spread and looped over', () => {
    const { web } = refs(schema, {});
    expect(Object.keys({ ...web })).toEqual(['port', 'host']);
    expect(Reflect.ownKeys({ ...web })).toEqual(['port', 'host']);
  });

  test('that is required has a reference for each value, and each must be supplied, however deep it is', () => {
    const inner = object({ deep: string('x', 'Deep') }, 'Inner');
    const made = values({ web: required(object({ port: integer(80, 'Port'), inner }, 'Web')) });
    expect(refs(made, {}).web.inner.deep.node).toMatchObject({ kind: 'reference', path: ['web', 'inner', 'deep'] });
    expect(defaults(made)).toEqual({ web: { inner: {} } });
    const missing = validateValues(made, defaults(made), 'here').map(({ path }) => path);
    expect(missing.sort()).toEqual(['web.inner.deep', 'web.port']);
  });
});
