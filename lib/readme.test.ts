import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { codeBelow, readme, root } from './readme.fixture';

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

test('each of its workloads is said in fewer than 25 lines beside its values', () => {
  const code = codeBelow('example: workloads');
  const definitions = [
    ...code.matchAll(/^ {4}const \w+ = new (\w+)\(this, [^]*?^ {4}\}\);\n(?: {4}\w+\.allow\w+\(.*\n)*/gm),
  ];
  expect(definitions.map((match) => match[1])).toEqual(['StatefulCluster', 'QueueWorker', 'CronTask']);
  expect(definitions.filter(([text]) => text.split('\n').length >= 25)).toEqual([]);
});
