import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

interface Test {
  readonly path: string;
  readonly duration?: number;
  readonly context: object;
}
const ProofsFirst = require('./proofs-first') as new (options: object) => { sort(tests: readonly Test[]): Test[] };
const weights = require('./weights.json') as { readonly [path: string]: number };

const library = join(__dirname, '../..');
const [longest, next] = Object.keys(weights).filter((path) => path.endsWith('.proof.ts'));
const longestUnit = Object.keys(weights).find((path) => path.endsWith('.test.ts'));

/** The order in which files of lib begin on a machine that has never run them. */
function orderOf(...paths: string[]): string[] {
  const config = { cacheDirectory: join(library, 'no-such-folder'), id: 'none', haste: {} };
  const tests = paths.map((path) => ({
    path: join(library, path),
    context: { config, hasteFS: { getSize: () => 1 } },
  }));
  return new ProofsFirst({ contexts: [], globalConfig: {} })
    .sort(tests)
    .map(({ path }) => path.slice(library.length + 1));
}

test('a clean clone begins with the proofs that take longest, and then with the longest units', () => {
  expect(
    orderOf('core/yaml/comment-lines.test.ts', longestUnit!, 'judging/verify/tools.proof.ts', next!, longest!),
  ).toEqual([longest, next, 'judging/verify/tools.proof.ts', longestUnit, 'core/yaml/comment-lines.test.ts']);
});

test('each file whose seconds are known is there, under that name', () => {
  expect(Object.keys(weights).filter((path) => !existsSync(join(library, path)))).toEqual([]);
});
