import { afterAll, expect, jest, test } from '@jest/globals';
import { Project, removeProjects, shop } from './project.fixture';

/* Mistakes with values in constructs of others, as the command line tells them: line, value and remedy. */

jest.setTimeout(120_000);
afterAll(removeProjects);

const app = (more: string) => `import { duration, port, quantity, size } from 'chartwright';\n${shop({ more })}`;

/** An object of a construct that takes a Size or a Duration, as those of cdk8s-plus do. */
const thing = (field: string) =>
  `new ApiObject(this, 'thing', { apiVersion: 'example.com/v1', kind: 'Thing', spec: { a: ${field} } });`;

test.each<[string, string, readonly string[]]>([
  [
    'a number that is no port',
    thing('port(values.replicaCount), b: port(values.limits.orders)'),
    [
      'value, which is the value limits.orders, of port() may be a number that is not a port: these go from 1 to 65535',
      "Declare it as a port: integer(8080, 'Port', { minimum: 1, maximum: 65535 }).",
    ],
  ],
  [
    'seconds of which a construct makes minutes',
    thing('duration(values.limits.orders).toMinutes()'),
    [
      'the value limits.orders is a number of seconds, and a construct asked for it in minutes',
      'Give the construct a literal Duration and set the field with Binding.of(object).set(pointer, value)',
    ],
  ],
  [
    'a text as a size',
    thing('size(values.host).asString()'),
    ['value, which is the value host, of size() may be a text that is not a quantity', "quantity('10Gi'"],
  ],
])('%s', async (_, more, said) => {
  const { code, stderr } = await new Project(app(more)).chartwright(['synth']);
  expect(code).toBe(1);
  for (const each of said) expect(stderr).toContain(each);
  expect(stderr).toMatch(/ {4}at main\.ts:\d+:\d+\n/);
});
