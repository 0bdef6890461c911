import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anchorsOf, linksOf } from './markdown.fixture';

const root = join(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'chartwright-reference-'));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (page: string) => readFileSync(join(folder, page), 'utf8');
const groups = () => [...read('README.md').matchAll(/^## (.+)$/gm)].map(([, title]) => title!);

let said: string;
beforeAll(() => {
  // It fails where a link leads nowhere.
  const typedoc = join(root, 'node_modules/typedoc/bin/typedoc');
  said = execFileSync('node', [typedoc, '--out', folder], { cwd: root, encoding: 'utf8', stdio: 'pipe' });
}, 240_000);

test('the reference has no link that TypeDoc cannot resolve', () => {
  expect(said).toContain('markdown generated');
});

test('the reference is grouped as lib/index.ts is', () => {
  const index = readFileSync(join(root, 'lib/index.ts'), 'utf8');
  const comments = [...index.matchAll(/^\/\/ (.+)\.$/gm)].map(([, comment]) => comment!);
  const ofAuthoring = ['Workloads', 'Integrations', 'Values in constructs of cdk8s-plus'];
  const named = comments.flatMap((comment) => (comment === 'What systems are made of' ? ofAuthoring : [comment]));
  expect([...groups()].sort()).toEqual(['The program', ...named].sort());
});

test('what a workload takes is shown with each of its properties', () => {
  const properties = anchorsOf(read('interfaces/WebServiceProps.md'));
  expect([...properties]).toEqual(expect.arrayContaining(['values', 'port', 'env', 'configuration', 'sidecars']));
});

test('the index leads to each page', () => {
  const links = linksOf(read('README.md'));
  expect(links.length).toBeGreaterThan(300);
  expect(() => links.forEach((link) => read(link.split('#')[0]!))).not.toThrow();
});
