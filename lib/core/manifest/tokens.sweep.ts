import { expect, test } from '@jest/globals';
import { numberToken } from '../values';
import { configMap, problemsOf, type Example } from './example.fixture';
import { randomText } from './operations.fixture';

test.each<['base64' | 'hex', number]>([
  ['base64', 2 ** 15],
  ['hex', 2 ** 12],
])('no %s text is taken for a token, though eight have %d bytes', (encoding, bytes) => {
  const texts = Object.fromEntries(
    Array.from({ length: 8 }, (_, i) => [`k${i}`, `${i}${randomText(bytes, encoding)}`]),
  );
  const literals = {
    key: 'AAAAQZx12AAA',
    numbers: Array.from({ length: 10_000 }, (_, i) => 4_000_000 + i * 879_190_747),
  };
  const build = (chart: Example, { name, port }: Example['values']) => {
    configMap(chart, 'tokens', { name: String(name), port: numberToken(port) });
    configMap(chart, 'config', { ...texts, ...literals });
  };
  expect(problemsOf(build)).toEqual([]);
});
