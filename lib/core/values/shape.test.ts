import { describe, expect, test } from '@jest/globals';
import {
  DefinitionError,
  block,
  choicesOf,
  choose,
  concat,
  each,
  entries,
  decode,
  Expression,
  Merged,
  integer,
  items,
  list,
  named,
  object,
  oneOf,
  optional,
  orElse,
  overlaid,
  refs,
  required,
  string,
  stringMap,
  validateValues,
  values,
  when,
  boolean,
  type Json,
} from '.';

const schema = values({
  flag: boolean(true, 'On'),
  level: oneOf(['info', 'debug'], 'info', 'A level'),
  count: integer(3, 'A count', { minimum: 1 }),
  share: block<string | number>({ type: ['integer', 'string'] }, '50%', 'A number or a percentage'),
  words: list<'a' | 'b'>(oneOf(['a', 'b'], 'a', 'A word'), [], 'Words'),
  labels: stringMap({}, 'Labels', { propertyNames: { pattern: '^a' } }),
  notes: stringMap({}, 'Notes', { propertyNames: { pattern: '^b' } }),
  hosts: list<{ name: string; share: string | number }>(
    object({ name: string('', 'Name'), share: block({ type: ['integer', 'string'] }, '', 'Share') }, 'A host'),
    [],
    'Hosts',
  ),
});
const { flag, level, count, share, words, labels, notes, hosts } = refs(schema, {});

describe('what a value may be is known of what is made of it', () => {
  const first = ([only]: readonly unknown[]) => only as Expression;
  const item = (source: Expression<readonly unknown[]>) => {
    let taken: Expression | undefined;
    each(source, 'x', (element) => (taken = element) as Expression<string>);
    return taken!;
  };

  test.each<[string, Expression]>([
    ['itself', share],
    ['a fallback', orElse(share, 1)],
    ['a fallback of a fallback', orElse(orElse(share, 1), '25%')],
    ['a choice', choose<string | number>(flag, count, '1%')],
    ['under a condition', when(flag, share)],
    ['an optional one', optional(share)],
    ['a named one', named('share', 'A share.', share)],
    ['under a name and a condition', named('share', 'A share.', when(flag, optional(share)))],
  ])('a string or a number: %s', (_, expression) => {
    expect(expression.valueType).toBe('scalar');
  });

  test('a field of an element', () => {
    let field: Expression | undefined;
    each(hosts, 'host', (host) => (field = host.field('share')) as Expression<string>);
    expect(field!.valueType).toBe('scalar');
  });

  test.each<[string, Expression, readonly string[] | undefined]>([
    ['a choice of them', choose<string>(flag, level, 'trace'), ['info', 'debug', 'trace']],
    ['an optional one', optional(level), ['info', 'debug']],
    ['an element', item(words), ['a', 'b']],
    ['an element of several lists', item(concat(words, words)), ['a', 'b']],
    ['an element of a list under a condition', item(when(flag, words)), ['a', 'b']],
    ['one of any', choose<string>(flag, level, optional(refs(values({ any: string('', 'Any') }), {}).any)), undefined],
  ])('one of a few words: %s', (_, expression, choices) => {
    expect(choicesOf(expression.shape)).toEqual(choices);
  });

  test('which elements a spliced list has', () => {
    expect(choicesOf(first(items(words)).shape.items!)).toEqual(['a', 'b']);
    expect(choicesOf(first(each(words, 'w', (word) => word)).shape.items!)).toEqual(['a', 'b']);
  });

  test.each<[string, Expression<{ readonly [key: string]: string }>, readonly string[]]>([
    ['a map', labels, ['ax']],
    ['one of two maps', overlaid(labels, notes), ['ax', 'bx']],
    ['one under a condition', when(flag, overlaid(labels, notes)), ['ax', 'bx']],
  ])('which keys %s takes: those that the author gives are left out of it', (_, map, expected) => {
    const tree = decode(
      { ax: '1', bx: '2', cx: '3', ...entries(map) },
      { found: () => undefined, mangled: (value) => expect(value).toBe(''), strange: () => undefined },
    );
    const without: Json[] = [];
    const visit = (expression: Expression): void => {
      const { node } = expression;
      if (node.kind === 'when' && node.tree instanceof Expression) visit(node.tree);
      if (node.kind === 'without') without.push(...node.keys);
    };
    for (const part of (tree as Merged).parts) if (part instanceof Expression) visit(part);
    expect(without).toEqual(expected);
  });
});

test('a value whose schema has no type, or a list or string, is refused with its path', () => {
  const untyped = values({ group: object({ a: block({}, 1, 'No type') }, 'A group') });
  expect(() => refs(untyped, {})).toThrow(/group\.a: a value needs a JSON Schema type/);
  const mixed = values({ b: block({ type: ['array', 'string'] }, [], 'A list or a string') });
  expect(() => refs(mixed, {})).toThrow(DefinitionError);
});

describe('a required group', () => {
  const group = required(
    object({ host: string('x', 'Host'), tls: object({ mode: string('y', 'Mode') }, 'TLS') }, 'Database'),
  );
  const schema = values({ database: group });

  test('has a reference for each of its values', () => {
    const { database } = refs(schema, {});
    expect(database.host.node).toMatchObject({ path: ['database', 'host'] });
    expect(database.tls.mode.node).toMatchObject({ path: ['database', 'tls', 'mode'] });
  });

  test('must be supplied, value by value', () => {
    const given = (database: Json) => validateValues(schema, { database }, 'here').map(({ path }) => path);
    expect(given({ host: 'a', tls: { mode: 'b' } })).toEqual([]);
    expect(given({ tls: {} })).toEqual(['database.tls.mode', 'database.host'].reverse());
  });
});

test('a copy of a value with other constraints is checked by its own', () => {
  const port = integer(1, 'Port', { maximum: 5 });
  expect(validateValues(values({ port }), { port: 9 }, 'here')).toHaveLength(1);
  expect(validateValues(values({ port: { ...port, maximum: 10 } }), { port: 9 }, 'here')).toEqual([]);
});
