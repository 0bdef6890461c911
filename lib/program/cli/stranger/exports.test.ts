import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

/* What the package offers by name: where users find it, and that the report of what is public knows of it. */

const root = join(__dirname, '../../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const { subpaths } = require('../../../judging/testing/subpaths') as {
  readonly subpaths: { readonly [name: string]: string };
};
const { exports: paths, typesVersions } = JSON.parse(read('package.json')) as {
  readonly exports: { readonly [path: string]: string | { readonly types: string; readonly default: string } };
  readonly typesVersions: { readonly '*': { readonly [path: string]: readonly string[] } };
};
const report = read('lib/api.report.md');

/** The file of a subpath: by its own name, or by the pattern that has it. */
const named = (name: string) => (name.startsWith('integrations/') ? 'integrations/*' : name);

test.each(Object.keys(subpaths))('%s has its code and its types at one name', (name) => {
  const file = named(name);
  const path = name === 'index' ? '.' : `./${file}`;
  expect(paths[path]).toEqual({ types: `./.build/${file}.d.ts`, default: `./.build/${file}.js` });
  if (name !== 'index') expect(typesVersions['*'][file]).toEqual([`.build/${file}.d.ts`]);
});

test('each name that only older TypeScript asks for is one that Node.js knows', () => {
  expect(Object.keys(typesVersions['*']).map((name) => `./${name}`)).toEqual(
    // What is named in a configuration alone has no types.
    Object.keys(paths).filter((path) => path !== '.' && typeof paths[path] !== 'string'),
  );
});

test.each(Object.entries(subpaths))('the report has every name that %s gives to code; npm run api', (name, source) => {
  const title = name === 'index' ? 'chartwright' : `chartwright/${name}`;
  const part = report.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? '';
  const reported = [...part.matchAll(/^- (\w+)$/gm)].map(([, each]) => each!);
  const given = Object.keys(require(join(root, source)) as object);
  expect(given.length).toBeGreaterThan(0);
  expect(given.filter((each) => !reported.includes(each))).toEqual([]);
});
