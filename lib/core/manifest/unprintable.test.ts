import { expect, test } from '@jest/globals';
import { ApiObject, App, Chart, Size } from 'cdk8s';
import { systemsOf } from '../../program/app';
import { DefinitionError, type Problem } from '../values';

/** What is wrong with an object whose specification holds something. */
function problemsWith(strange: unknown): readonly Problem[] {
  const app = new App();
  const object = { apiVersion: 'example.com/v1', kind: 'Thing', spec: { list: ['a', { strange }] } };
  new ApiObject(new Chart(app, 'web'), 'thing', object);
  try {
    systemsOf(app);
  } catch (error) {
    if (error instanceof DefinitionError) return error.problems;
    throw error;
  }
  return [];
}

const place = { code: 'failed-object', construct: 'web/thing', path: '/spec/list/1/strange' };

test.each<[string, unknown, RegExp]>([
  ['Buffer', Buffer.from('hi'), /toString\('base64'\)/],
  ['Uint8Array', new Uint8Array([1]), /plain object or a list/],
  ['Date', new Date(0), /toISOString\(\)/],
  ['Map', new Map([['a', 'b']]), /Object\.fromEntries/],
  ['Set', new Set(['a']), /\[\.\.\.set\]/],
  ['Promise', Promise.resolve('a'), /await/],
  ['String', Object('boxed'), /plain object or a list/],
  ['Size', Size.gibibytes(1), /plain object or a list/],
])('an object of the class %s is named with its place, and what to write', (name, strange, remedy) => {
  const message = `an object of the class ${name} stands where only plain data may`;
  expect(problemsWith(strange)).toEqual([{ ...place, message, remedy: expect.stringMatching(remedy) }]);
});

test('an object without a prototype is named with its place', () => {
  const message = 'cdk8s cannot print an object without a prototype, such as a namespace of imports';
  const bare: unknown = Object.assign(Object.create(null), { a: 'b' });
  expect(problemsWith(bare)).toEqual([{ ...place, message, remedy: 'Copy it into a plain one: { ...object }.' }]);
});

test.each([NaN, Infinity, -Infinity])('%d is called what it is', (strange) => {
  const [{ message, path } = { message: '' }] = problemsWith(strange);
  expect([path, message]).toEqual([
    place.path,
    expect.stringMatching(new RegExp(`^this is not a number: .*, in ${strange}$`)),
  ]);
});
