import { describe, expect, test } from '@jest/globals';
import { refs } from './refs';
import { integer, object, string, values } from './schema';

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
});
