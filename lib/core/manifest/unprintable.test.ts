import { expect, test } from '@jest/globals';
import { ApiObject, App, Chart, Size } from 'cdk8s';
import { systemsOf } from '../../program/app';
import { DefinitionError, stringMap, values, type Problem } from '../values';
import { HelmChart } from './helm-chart';

/** What is wrong with an object whose specification holds something. */
function problemsWith(strange: unknown): readonly Problem[] {
  const app = new App();
  const object = { apiVersion: 'example.com/v1', kind: 'Thing', spec: { list: ['a', { strange }] } };
  new ApiObject(new Chart(app, 'web'), 'thing', object);
  return problemsOf(app);
}

function problemsOf(app: App): readonly Problem[] {
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

test('a reference that was copied field by field is told with what to write', () => {
  const chart = new HelmChart(new App(), 'web', {
    ...{ values: values({ labels: stringMap({ a: 'b' }, 'Labels') }), environments: { test: { values: {} } } },
    ...{ version: '1.0.0', appVersion: '1', description: 'A shop' },
  });
  const { labels } = chart.values as unknown as { readonly labels: { readonly [key: string]: string } };
  new ApiObject(chart, 'whole', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { labels } });
  new ApiObject(chart, 'spread', { apiVersion: 'v1', kind: 'ConfigMap', data: { ...labels } });
  const problems = problemsOf(chart.node.root as App);
  expect(problems.map(({ construct, path }) => [construct, path])).toEqual([
    ['web/whole', '/metadata/labels'],
    ['web/spread', '/data'],
  ]);
  for (const { message, remedy } of problems) {
    expect(message).toContain('a reference was copied field by field');
    expect(remedy).toContain('...entries(values.labels)');
  }
});
