import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { App, Chart, Include } from 'cdk8s';
import { includeReadings } from './include-readings';

const folder = mkdtempSync(join(tmpdir(), 'include-readings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function readings(text: string): string[] {
  const file = join(folder, 'all.yaml');
  writeFileSync(file, text);
  const app = new App();
  new Include(new Chart(app, 'web'), 'upstream', { url: file });
  return includeReadings(app).map((line) => line.replace(file, 'all.yaml'));
}

const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n';

test('what cdk8s reads in another way than kubectl is told with construct, file, line and both readings', () => {
  const text = `# a comment alone\n---\n{}\n---\n${head}data:\n  at: 12:30\n  day: 2020-01-02\n  mode: 0o17\n  list: [a, 1:00]\n`;
  const told = (line: number, pointer: string, theirs: string, kubectl: string) =>
    `web/upstream: all.yaml:${line} ${pointer}: cdk8s reads ${theirs}, and kubectl would read ${kubectl}; quotes make it a text to both`;
  expect(readings(text)).toEqual([
    told(9, '/data/at', '750', '"12:30"'),
    told(10, '/data/day', '"2020-01-02T00:00:00.000Z"', '"2020-01-02"'),
    told(11, '/data/mode', '"0o17"', '15'),
    told(12, '/data/list/1', '60', '"1:00"'),
  ]);
});

test('nothing is told of what both read alike', () => {
  const data =
    'a: 0644\n  b: yes\n  c: "12:30"\n  d: 1_000\n  e: http://a:80\n  f: ~\n  g: |\n    12:30\n  h: 9007199254740991\n';
  expect(readings(`${head}data:\n  ${data}`)).toEqual([]);
});

test('more than ten places are counted', () => {
  const data = Array.from({ length: 12 }, (_, i) => `  k${i}: 1:0${i % 6}\n`).join('');
  const lines = readings(`${head}data:\n${data}`);
  expect([lines.length, lines.at(-1)]).toEqual([11, 'and 2 more places of included files are read in two ways']);
});
