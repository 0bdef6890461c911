/*
 * What many files cost an app that includes them: `chartwright synth`, the whole process, of 5,000 objects in 100 files against the
 * same objects in one. `npm run bench:include`. Times are the shortest of several rounds; the limit of the ratio is 1.3.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const rounds = 3;
const files = 100;
const objectsInFile = 50;

const object = (i: number) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings-${i}
  labels:
    app: app-${i % 7}
data:
  HOST: db-${i}.example.com
  PORT: "5432"
  text: |
    a text of ${i}
    in two lines
`;

const main = (includes: string) => `import { App, Chart, Include } from 'cdk8s';
import { run } from ${JSON.stringify(resolve('lib'))};
const app = new App();
const chart = new Chart(app, 'big');
${includes}
void run(app);
`;

const folder = mkdtempSync(join(tmpdir(), 'bench-include-'));
symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
const texts = Array.from({ length: files }, (_, file) =>
  Array.from({ length: objectsInFile }, (_each, i) => object(file * objectsInFile + i)).join('---\n'),
);
mkdirSync(join(folder, 'parts'));
texts.forEach((text, i) => writeFileSync(join(folder, `parts/${i}.yaml`), text));
writeFileSync(join(folder, 'all.yaml'), texts.join('---\n'));
writeFileSync(join(folder, 'one.ts'), main("new Include(chart, 'all', { url: 'all.yaml' });"));
writeFileSync(
  join(folder, 'many.ts'),
  main(`for (let i = 0; i < ${files}; i++) new Include(chart, 'part-' + i, { url: 'parts/' + i + '.yaml' });`),
);

function timeOf(app: string): number {
  for (const output of ['dist', 'charts']) rmSync(join(folder, output), { recursive: true, force: true });
  const before = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [resolve('lib/program/cli/chartwright.mjs'), 'synth', '--quiet'],
    { cwd: folder, env: { ...process.env, CHARTWRIGHT_APP: app }, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return performance.now() - before;
}

const times: { one: number; many: number }[] = [];
for (let round = 0; round < rounds; round++) times.push({ one: timeOf('one.ts'), many: timeOf('many.ts') });
rmSync(folder, { recursive: true });
const [one, many] = [Math.min(...times.map((each) => each.one)), Math.min(...times.map((each) => each.many))];
console.log(
  `${files * objectsInFile} objects: one Include ${(one / 1000).toFixed(1)} s, ${files} Includes ${(many / 1000).toFixed(1)} s, ratio ${(many / one).toFixed(2)}`,
);
