import { numberToken } from '../values';
import { configMap, problemsOf, type Example } from './example.fixture';
import { randomText } from './operations.fixture';

/** What is wrong with a chart of tokens, of eight encoded texts at random, and of numbers: nothing that is literal is a token. */
export function takenForTokens(encoding: 'base64' | 'hex', bytes: number): ReturnType<typeof problemsOf> {
  const texts = Object.fromEntries(
    Array.from({ length: 8 }, (_, i) => [`k${i}`, `${i}${randomText(bytes, encoding)}`]),
  );
  const literals = {
    key: 'AAAAQZx12AAA',
    numbers: Array.from({ length: 10_000 }, (_, i) => 4_000_000 + i * 879_190_747),
  };
  return problemsOf((chart: Example, { name, port }: Example['values']) => {
    configMap(chart, 'tokens', { name: String(name), port: numberToken(port) });
    configMap(chart, 'config', { ...texts, ...literals });
  });
}
