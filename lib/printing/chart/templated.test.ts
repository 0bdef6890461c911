import { describe, expect, test } from '@jest/globals';
import {
  DefinitionError,
  defaults,
  integer,
  list,
  literalTemplates,
  oneOf,
  overlay,
  string,
  stringMap,
  templated,
  validateValues,
  values,
  verbatim,
} from '../../core/values';
import { Site, refused, taken } from './templated.fixture';

const { schema } = new Site();
const problemsOf = (values: object) => validateValues(schema, overlay(defaults(schema), values as never), 'a user');

describe('a value in which users may write templates', () => {
  test.each(taken)('takes %s', (text) => {
    expect(problemsOf({ web: { host: text }, notes: { url: text } })).toEqual([]);
  });

  test.each(refused)('refuses %s, and says what may stand there', (text) => {
    const found = problemsOf({ web: { host: text }, notes: { url: text } });
    expect(found.map(({ path }) => path)).toEqual(['web.host', 'notes.url']);
    for (const { message } of found) {
      expect(message).toContain('between {{ and }} may stand .Release.Name, .Release.Namespace');
      expect(message).toContain('include "site.fullname" .');
    }
  });

  test('says so in its description', () => {
    const { web } = schema.properties as unknown as { readonly web: typeof schema };
    expect(web.properties['host']?.description).toBe('Host; may hold templates, such as {{ .Release.Name }}');
  });

  test('is a free text or a map of such', () => {
    for (const other of [
      integer(1, 'A number'),
      oneOf(['a'], 'a', 'A word'),
      list<string>(string('', 'An element'), [], 'A list'),
    ])
      expect(() => templated(other)).toThrow(DefinitionError);
  });
});

test('a template in any other value is told by its path', () => {
  const values = {
    web: { host: '{{ .Release.Name }}' },
    note: 'https://{{ .Release.Namespace }}.x',
    notes: { url: '{{ .Chart.Name }}' },
    extraObjects: { rule: { spec: ['{{ $labels.pod }}'] } },
  };
  expect(literalTemplates(schema, values)).toEqual(['note', 'extraObjects.rule.spec']);
});

test("braces of another program are nobody's mistake where the author says so", () => {
  const own = values({ rules: verbatim(stringMap({}, 'Rules')), text: string('', 'Text') });
  expect(literalTemplates(own, { rules: { a: '{{ $value }}' }, text: '{{ $value }}' })).toEqual(['text']);
});
