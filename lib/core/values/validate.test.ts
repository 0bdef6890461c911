import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from './expression';
import { defaults, overlay } from './overrides';
import { DefinitionError, formatProblem } from './problem';
import {
  blockText,
  boolean,
  integer,
  list,
  object,
  oneOf,
  openObject,
  required,
  string,
  stringMap,
  values,
} from './schema';
import { validateValues } from './validate';

const schema = values({
  backend: object(
    {
      replicaCount: integer(3, 'Number of pods', { maximum: 100 }),
      host: required(string('', 'Host name of the database', { minLength: 1 })),
      level: oneOf(['info', 'debug'], 'info', 'Log level'),
      enabled: boolean(true, 'Whether it is on'),
      name: string('web', 'A name', { pattern: '^[a-z]*$' }),
    },
    'The backend',
  ),
  hosts: list<{ name: string }>(object({ name: string('', 'Host name') }, 'A host'), [], 'Hosts'),
  labels: stringMap({}, 'Labels of the pods'),
  names: list<string>(blockText(), [], 'Names'),
  greeting: string('', 'A text'),
  global: openObject({}, 'Shared values'),
});

const problems = (over: JsonObject) =>
  validateValues(
    schema,
    overlay(defaults(schema), overlay({ backend: { host: 'db' } }, over)),
    'environment "staging" of shop',
  );

describe('a mistake in values is told with its place, its path and what would be right', () => {
  test.each<[string, JsonObject, string]>([
    [
      'a misspelt key',
      { backend: { replicaCout: 3 } },
      `environment "staging" of shop backend.replicaCout: no such value; did you mean "replicaCount"? [unknown-value]
    Remove it, or use one of: replicaCount, host, level, enabled, name.`,
    ],
    [
      'a misspelt group',
      { backed: {} },
      `environment "staging" of shop backed: no such value; did you mean "backend"? [unknown-value]
    Remove it, or use one of: backend, hosts, labels, names, greeting, global.`,
    ],
    [
      'a key like no other',
      { zzz: 1 },
      `environment "staging" of shop zzz: no such value [unknown-value]
    Remove it, or use one of: backend, hosts, labels, names, greeting, global.`,
    ],
    [
      'a wrong type',
      { backend: { replicaCount: 'abc' } },
      `environment "staging" of shop backend.replicaCount: must be integer, not "abc" [invalid-value]
    It means: Number of pods.`,
    ],
    [
      'a fraction',
      { backend: { replicaCount: 1.5 } },
      `environment "staging" of shop backend.replicaCount: must be integer, not 1.5 [invalid-value]
    It means: Number of pods.`,
    ],
    [
      'a string for a boolean',
      { backend: { enabled: 'true' } },
      `environment "staging" of shop backend.enabled: must be boolean, not "true" [invalid-value]
    It means: Whether it is on.`,
    ],
    [
      'none of the choices',
      { backend: { level: 'trace' } },
      `environment "staging" of shop backend.level: must be one of "info", "debug", not "trace" [invalid-value]
    It means: Log level.`,
    ],
    [
      'a number that is too large',
      { backend: { replicaCount: 101 } },
      `environment "staging" of shop backend.replicaCount: must be <= 100, but is 101 [invalid-value]
    It means: Number of pods.`,
    ],
    [
      'a value that must be supplied',
      { backend: { host: null } },
      `environment "staging" of shop backend.host: this value has no default and must be supplied [missing-value]
    It means: Host name of the database.`,
    ],
    [
      'a pattern',
      { backend: { name: 'A' } },
      `environment "staging" of shop backend.name: must match pattern "^[a-z]*$", but is "A" [invalid-value]
    It means: A name.`,
    ],
    [
      'a field of an element',
      { hosts: [{ name: 'a' }, { nmae: 'b', name: 'b' }] },
      `environment "staging" of shop hosts[1].nmae: no such value; did you mean "name"? [unknown-value]
    Remove it, or use one of: name.`,
    ],
    [
      'an element',
      { names: ['a', 1] },
      'environment "staging" of shop names[1]: must be string, not 1 [invalid-value]',
    ],
    [
      'a label that is not a string',
      { labels: { 'a.b/c': 1 } },
      'environment "staging" of shop labels.a.b/c: must be string, not 1 [invalid-value]',
    ],
  ])('%s', (_, over, expected) => {
    expect(problems(over).map(formatProblem)).toEqual([expected]);
  });

  test('all of them at once', () => {
    const codes = problems({ backend: { host: null, replicaCout: 1, level: 'x' }, greting: '', names: [1, 2] });
    expect(codes.map(({ path, code }) => `${path!} ${code}`).sort()).toEqual([
      'backend.host missing-value',
      'backend.level invalid-value',
      'backend.replicaCout unknown-value',
      'greting unknown-value',
      'names[0] invalid-value',
      'names[1] invalid-value',
    ]);
  });

  test('the key of a map', () => {
    const [problem, ...others] = problems({ labels: { 'a b': 'x' } });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ path: 'labels', code: 'invalid-value' });
    expect(problem!.message).toMatch(/pattern.*"a b"/);
  });

  test('what Helm could not print is refused: control characters, line breaks at the beginning', () => {
    for (const greeting of ['\u0000', '\u007f', '\ufeffx', '\nx', 'x\n\n'])
      expect(problems({ greeting })).toHaveLength(1);
    for (const greeting of ['', 'x\n', 'a\n\nb', 'é \u{1f600}', '\t', '{{']) expect(problems({ greeting })).toEqual([]);
  });
});

test('what is right has no problems, and global takes any key', () => {
  expect(problems({ global: { other: { chart: 1 } }, labels: { 'a.b/c': 'x' } })).toEqual([]);
});

test('an error of the definition shows all its problems', () => {
  const error = new DefinitionError(problems({ zzz: 1, backend: { enabled: 0 } }));
  expect(error.message.split('\n')).toHaveLength(4);
  expect(error.name).toBe('DefinitionError');
});

test('a pattern is told without the characters that a terminal would obey', () => {
  const named = values({ name: string('a', 'Name', { pattern: '^[^\u0007\u001b\u2028]*$' }) });
  const [problem] = validateValues(named, { name: '\u0007' }, 'here');
  expect(problem?.message).toContain('must match pattern "^[^\\u0007\\u001b\\u2028]*$"');
});
