import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';

const root = join(__dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'readme-'));

/** The TypeScript below a mark such as `<!-- example: hello -->`. */
function codeBelow(mark: string): string {
  const code = readme.split(`<!-- ${mark} -->`)[1]?.match(/```ts\n([\s\S]*?)```/)?.[1];
  if (code === undefined) throw new Error(`README.md has no code below "${mark}"`);
  return code;
}

beforeAll(() => {
  buildSync({
    entryPoints: [join(root, 'lib/index.ts')],
    outfile: join(root, '.build/index.js'),
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
  });
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  symlinkSync(root, join(modules, 'chartwright'));
  for (const name of ['cdk8s', '@aws-cdk']) symlinkSync(join(root, 'node_modules', name), join(modules, name));
  writeFileSync(join(folder, 'main.ts'), codeBelow('example: hello'));
});

afterAll(() => rmSync(folder, { recursive: true }));

test('the excerpt of a system is what stands in its file', () => {
  const excerpt = codeBelow('excerpt: lib/systems/sovd-webapp/sovd-webapp.ts');
  const definition = readFileSync(join(root, 'lib/systems/sovd-webapp/sovd-webapp.ts'), 'utf8');
  // The excerpt stands at the margin, the code in its constructor.
  expect(definition.replace(/^ {4}/gm, '')).toContain(excerpt);
});

test('the scripts and documents that it names exist', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
  const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map((match) => match[1]!);
  expect(named.length).toBeGreaterThan(4);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  const documents = [...readme.matchAll(/\]\((docs\/[^)]*)\)/g)].map((match) => match[1]!);
  expect(documents.filter((document) => !existsSync(join(root, document)))).toEqual([]);
});
