import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { Json, JsonObject } from '../../../core/values';
import { checkRules } from './check-rules';
import { structuralSchema } from './read-schema';
import { celRules, schemaOf } from './rules.fixture';

const errorsOf = (self: Json, schema: JsonObject, rule: JsonObject) =>
  checkRules(
    { spec: self },
    structuralSchema({ type: 'object', properties: { spec: { ...schema, 'x-kubernetes-validations': [rule] } } }),
  );

describe('a rule of a definition', () => {
  const table = celRules.map(({ rule, valid, invalid, schema }) => {
    const [good, bad] = [parse(valid) as Json, parse(invalid) as Json];
    return {
      rule,
      valid,
      invalid,
      good,
      bad,
      schema: schema === undefined ? schemaOf(good, bad) : (parse(schema) as JsonObject),
    };
  });

  test.each(table)('$rule takes $valid', ({ rule, good, schema }) => {
    expect(errorsOf(good, schema, { rule })).toEqual([]);
  });

  test.each(table)('$rule refuses $invalid', ({ rule, bad, schema }) => {
    const found = errorsOf(bad, schema, { rule });
    expect(found.map(({ pointer, isBroken }) => `${pointer} ${isBroken}`)).toEqual(['/spec true']);
  });

  test('without a message is told itself', () => {
    expect(errorsOf(1, { type: 'integer' }, { rule: 'self >\n  1' })[0]!.message).toBe('breaks the rule self > 1');
  });

  test('has its author’s message', () => {
    expect(errorsOf(1, { type: 'integer' }, { rule: 'self > 1', message: 'too few' })[0]!.message).toBe('too few');
  });

  test('has a message that is made of the value', () => {
    const rule = { rule: 'self > 1', message: 'no', messageExpression: '"%d is too few".format([self])' };
    expect(errorsOf(1, { type: 'integer' }, rule)[0]!.message).toBe('1 is too few');
  });

  test('has its plain message where the other one cannot be made', () => {
    const rule = { rule: 'self > 1', message: 'too few', messageExpression: 'self.nothing' };
    expect(errorsOf(1, { type: 'integer' }, rule)[0]!.message).toBe('too few');
  });

  test('points at the field that it names', () => {
    const rule = { rule: 'self.a > 1', fieldPath: ".b['c/d'].e" };
    expect(errorsOf({ a: 1 }, { type: 'object', properties: { a: { type: 'integer' } } }, rule)[0]!.pointer).toBe(
      '/spec/b/c~1d/e',
    );
  });

  test('about a change says nothing of a new object', () => {
    expect(errorsOf(1, { type: 'integer' }, { rule: 'self == oldSelf' })).toEqual([]);
  });

  test('with the word oldSelf in a text is not about a change', () => {
    expect(errorsOf('a', { type: 'string' }, { rule: "self == 'oldSelf'" })).toHaveLength(1);
  });

  test('about a change that may be no change is held against a new object', () => {
    const rule = { rule: 'oldSelf.hasValue() || self == 2', optionalOldSelf: true };
    expect(errorsOf(1, { type: 'integer' }, rule)).toHaveLength(1);
    expect(errorsOf(2, { type: 'integer' }, rule)).toEqual([]);
  });

  test.each(['self.nothing(1)', 'self ==', 'unheardOf(self)', 'self.matches("a(?i)b")'])(
    'that cannot be evaluated, %s, breaks nothing and is told',
    (rule) => {
      expect(errorsOf('a', { type: 'string' }, { rule }).map(({ isBroken }) => isBroken)).toEqual([false]);
    },
  );

  const set = { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' };
  const byKey = {
    type: 'array',
    items: { type: 'object', properties: { k: { type: 'string' }, tags: set } },
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['k'],
  };
  const lists = {
    type: 'object',
    properties: { a: set, b: set, m: byKey, 'x-y': set, plain: { ...set, 'x-kubernetes-list-type': 'atomic' } },
  };
  const values = { a: ['x', 'y'], b: ['y', 'x'], m: [{ k: 'i', tags: ['x'] }], 'x-y': ['y', 'x'], plain: ['y', 'x'] };

  test.each([
    'self.a == self.b',
    "self.b == ['x', 'y']",
    "self.a + self.b == ['x', 'y']",
    'self.a == self.x__dash__y',
    "self.m == [{'k': 'j'}]",
    "self.m.all(each, each.tags == ['y', 'x'])",
    'size(self.a + self.b) == 2',
  ])('that compares or joins lists without an order, %s, is not told to be broken', (rule) => {
    expect(errorsOf(values, lists, { rule }).map(({ isBroken }) => isBroken)).toEqual([false]);
  });

  test.each([
    'self.plain == self.a',
    "self.m.all(each, each.k == 'j')",
    'size(self.a) == 3',
    "'z' in self.a",
    "self.a[0] == 'y'",
  ])('that compares other things beside them, %s, is broken', (rule) => {
    const found = errorsOf(
      values,
      { ...lists, properties: { ...lists.properties, a: lists.properties.plain } },
      { rule },
    );
    expect(found.map(({ isBroken }) => isBroken)).toEqual([true]);
  });

  test('at an element of a list is about the element', () => {
    const schema = { type: 'array', items: { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self > 1' }] } };
    const found = checkRules({ spec: [2, 1] }, structuralSchema({ type: 'object', properties: { spec: schema } }));
    expect(found.map(({ pointer }) => pointer)).toEqual(['/spec/1']);
  });

  test('at a value of a map is about the value', () => {
    const of = { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self > 1' }] };
    const schema = { type: 'object', additionalProperties: of };
    const found = checkRules(
      { spec: { a: 2, 'b/c': 1 } },
      structuralSchema({ type: 'object', properties: { spec: schema } }),
    );
    expect(found.map(({ pointer }) => pointer)).toEqual(['/spec/b~1c']);
  });

  test('below allOf is about the value of the whole', () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'integer' } },
      allOf: [{ 'x-kubernetes-validations': [{ rule: 'self.a > 1' }] }],
    };
    expect(checkRules({ a: 1 }, structuralSchema(schema))).toHaveLength(1);
    expect(checkRules({ a: 2 }, structuralSchema(schema))).toEqual([]);
  });

  test('at the top sees the name of the object, and no other metadata', () => {
    const schemaWith = (rule: string) => structuralSchema({ type: 'object', 'x-kubernetes-validations': [{ rule }] });
    const object = { apiVersion: 'a/v1', kind: 'A', metadata: { name: 'one', labels: { a: 'b' } } };
    expect(checkRules(object, schemaWith("self.metadata.name == 'one' && self.kind == 'A'"))).toEqual([]);
    expect(checkRules(object, schemaWith('!has(self.metadata.labels)'))).toEqual([]);
  });

  test('at a null says nothing', () => {
    const field = { type: 'integer', nullable: true, 'x-kubernetes-validations': [{ rule: 'self > 1' }] };
    expect(checkRules({ a: null }, structuralSchema({ type: 'object', properties: { a: field } }))).toEqual([]);
  });
});
