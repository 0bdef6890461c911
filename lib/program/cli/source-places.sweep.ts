import { mkdirSync, symlinkSync } from 'node:fs';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { Project, removeProjects, shop, type RunOptions } from './project.fixture';

/* An app runs as one file that lies elsewhere, and must not notice. */

jest.setTimeout(180_000);
afterAll(removeProjects);

/** A main.ts with a function that is called in the chart's constructor. */
const withData = (before: string, data: string) =>
  `${before}\n${shop({ more: `new KubeConfigMap(this, 'data', { data: ${data} });` })}`;

/** What the plain output has in the ConfigMap, or what went wrong. */
async function outcome(project: Project, options: RunOptions = {}): Promise<string> {
  const { code, stderr } = await project.chartwright(['synth', '--quiet'], options);
  if (code !== 0 || stderr !== '') return stderr;
  return project.read('dist/shop/local/10-configuration/10-data-configmap.k8s.yaml');
}

const reads = `{ it: read('note.txt') }`;

describe('a file beside a source file is found', () => {
  test.each<[string, string, string]>([
    [
      '__dirname',
      `import { readFileSync } from 'node:fs';
       export const read = (name: string) => readFileSync(\`\${__dirname}/\${name}\`, 'utf8');`,
      '{}',
    ],
    [
      '__filename',
      `import { readFileSync } from 'node:fs';
       import { dirname } from 'node:path';
       export const read = (name: string) => readFileSync(dirname(__filename) + '/' + name, 'utf8');`,
      '{}',
    ],
    [
      'import.meta.url',
      `import { readFileSync } from 'node:fs';
       import { dirname } from 'node:path';
       import { fileURLToPath } from 'node:url';
       const __dirname = dirname(fileURLToPath(import.meta.url));
       if (!fileURLToPath(import.meta.url).endsWith('files.ts')) throw new Error(import.meta.url);
       export const read = (name: string) => readFileSync(__dirname + '/' + name, 'utf8');`,
      '{ "type": "module" }',
    ],
    [
      'import.meta.dirname',
      `import { readFileSync } from 'node:fs';
       export const read = (name: string) => readFileSync(import.meta.dirname + '/' + name, 'utf8');`,
      '{ "type": "module" }',
    ],
    [
      'require.resolve',
      `import { readFileSync } from 'node:fs';
       export const read = (_: string) => readFileSync(require.resolve('./note.txt'), 'utf8');`,
      '{}',
    ],
    [
      'require.resolve in a file without imports',
      `exports.read = () => require('fs').readFileSync(require.resolve('./note.txt'), 'utf8');`,
      '{}',
    ],
    [
      'require.resolve after waiting',
      `import { readFileSync } from 'node:fs';
       const name = await Promise.resolve('note.txt');
       export const read = (_: string) => readFileSync(require.resolve('./' + name), 'utf8');`,
      '{ "type": "module" }',
    ],
    [
      'import.meta.url after waiting',
      `import { readFile } from 'node:fs/promises';
       const text = await readFile(new URL('note.txt', import.meta.url), 'utf8');
       export const read = (_: string) => text;`,
      '{ "type": "module" }',
    ],
  ])('by %s', async (_, files, settings) => {
    const project = new Project(withData(`import { read } from './deep/er/files';`, reads));
    project.write('deep/er/files.ts', files);
    project.write('deep/er/note.txt', 'found');
    project.write('package.json', settings);
    expect(await outcome(project)).toContain('it: found\n');
  });
});

test.each([
  ['a file', '"main": "src/index.ts"'],
  ['a name without an ending', '"main": "src/index"'],
  ['exports', '"exports": { ".": { "types": "./none.d.ts", "default": "./src/index.ts" } }'],
])('a package of the same workspace may begin with TypeScript: %s', async (_, entry) => {
  const project = new Project(withData(`import { read } from '@own/common';`, reads), 'apps/web');
  const source = `export const read = (name: string) => readFileSync(\`\${__dirname}/\${name}\`, 'utf8') + Word.End;`;
  project.write('../../common/package.json', `{ "name": "@own/common", ${entry} }`);
  project.write(
    '../../common/src/index.ts',
    `import { readFileSync } from 'node:fs';\nenum Word { End = '.' }\n${source}`,
  );
  project.write('../../common/src/note.txt', 'found');
  mkdirSync(project.at('../../node_modules/@own'), { recursive: true });
  symlinkSync('../../common', project.at('../../node_modules/@own/common'));
  expect(await outcome(project)).toContain('it: found.\n');
});

test('a mistake is shown at its line, in a file that says where it lies', async () => {
  const project = new Project(`import './broken';\n${shop()}`);
  project.write(
    'broken.ts',
    `interface Unused {\n  a: string;\n}\nexport const here = __dirname;\nthrow new Error(here);\n`,
  );
  const { code, stderr } = await project.chartwright(['synth']);
  expect(code).not.toBe(0);
  expect(stderr).toContain(`chartwright: broken.ts:5:7: ${project.folder} [failed-app]\n`);
});

test('an app may ask whether it is the main module', async () => {
  const main = withData('', `{ it: 'found' }`).replace('void run(app);', 'if (require.main === module) void run(app);');
  expect(await outcome(new Project(main))).toContain('it: found\n');
});

describe('an app may be written as a module', () => {
  test('that waits at its top level, and calls require', async () => {
    const main = withData(
      `import { createRequire } from 'node:module';
       const settings = await Promise.resolve(require('./settings.json'));
       const own = createRequire(import.meta.url)('node:path').basename('/a/b');`,
      `{ ...settings, own }`,
    );
    const project = new Project(main.replace('void run(app)', 'await run(app)'));
    project.write('package.json', '{ "type": "module" }');
    project.write('settings.json', '{ "key": "of a file" }');
    expect(await outcome(project)).toContain('key: of a file\n  own: b\n');
  });

  test('with a require of its own', async () => {
    const before = `import { createRequire } from 'node:module';
      const require = createRequire(import.meta.url);
      const { key } = await Promise.resolve(require('./settings.json'));`;
    const project = new Project(withData(before, '{ key }'));
    project.write('package.json', '{ "type": "module" }');
    project.write('settings.json', '{ "key": "of a file" }');
    expect(await outcome(project)).toContain('key: of a file\n');
  });

  test('in a file main.mts', async () => {
    const project = new Project('');
    project.write('main.mts', withData('const key = await Promise.resolve(import.meta.url);', '{ key }'));
    expect(await outcome(project, { env: { CHARTWRIGHT_APP: 'main.mts' } })).toContain(`/main.mts\n`);
  });

  test('that uses cdk8s-plus and a package that is only a module', async () => {
    const before = `import { Cpu } from 'cdk8s-plus-28'; import { key } from './node_modules.mjs'; const cpu = Cpu.millis(5);
      import * as k8s from 'cdk8s-plus-28/lib/imports/k8s.js'; await null; const kind = k8s.KubePod.GVK.kind;`;
    const project = new Project(withData(before, '{ key, kind, cpu: String(cpu.amount) }'));
    project.write('node_modules.mjs', 'export const key = await Promise.resolve("of a module");');
    expect(await outcome(project)).toContain('key: of a module\n  kind: Pod\n  cpu: 5m\n');
  });
});

describe('whatever its folder is called, an app is told where its constructs were made', () => {
  const parts = `import { App, Chart } from 'cdk8s';
import { KubePod } from './k8s';

export class Web extends Chart {
  constructor(app: App) {
    super(app, 'web');
    if (process.env.FAILS) throw new Error('no web');
    /* 8 */ new KubePod(this, 'pod', { metadata: { labels: { team: '!!' } } });
  }
}
`;
  const main = `import { App } from 'cdk8s';
import { Rules, run } from 'chartwright';
import { Web } from './src/web';
const app = new App();
Rules.of(app).use('recommended');
    const web = () => new Web(app);
web();
void run(app);
`;
  const k8s = `import { k8s } from 'chartwright';\nexport const KubePod = k8s.KubePod;\n`;
  const folders = ['.', 'my app (1)', 'äpp %20 #1'];

  test.each(folders.flatMap((folder) => [[folder, '{}'] as const, [folder, '{ "type": "module" }'] as const]))(
    '%s, %s',
    async (folder, settings) => {
      const project = new Project(main, folder);
      project.write('src/web.ts', parts);
      project.write('src/k8s.ts', k8s);
      project.write('package.json', settings);

      const [found, failed] = await Promise.all([
        project.chartwright(['synth']),
        project.chartwright(['synth'], { env: { FAILS: '1' } }),
      ]);

      expect([found.code, found.stderr]).toEqual([
        1,
        expect.stringMatching(/not a value of a label[^]*\n    at src\/web\.ts:8:13\n/),
      ]);
      expect([failed.code, failed.stderr]).toEqual([
        1,
        expect.stringMatching(/no web \[failed-construct\]\n[^]*\n    at src\/web\.ts:7:34\n/),
      ]);
    },
  );
});

test.each([
  ['cdk8s', '2.60.0', 'the package cdk8s is 2.60.0, and must be 2.68.0 or newer within 2 [old-peer]'],
  ['constructs', '10.2.70', 'the package constructs is 10.2.70, and must be 10.3.0 or newer within 10 [old-peer]'],
  ['constructs', '11.0.0', 'the package constructs is 11.0.0, and must be 10.3.0 or newer within 10 [old-peer]'],
])('an app with %s %s is refused before it is read', async (name, version, message) => {
  const project = new Project('');
  project.write('app/main.ts', 'throw new Error("was read");');
  project.write(`app/node_modules/${name}/package.json`, JSON.stringify({ name, version }));
  const { code, stderr } = await project.chartwright(['synth'], { env: { CHARTWRIGHT_APP: 'app/main.ts' } });
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(message) });
  expect(stderr).not.toContain('was read');
});

test('an app that has another copy of constructs than chartwright is refused, with both places', async () => {
  const project = new Project('');
  project.write('app/main.ts', 'throw new Error("was read");');
  project.write('app/node_modules/constructs/package.json', '{ "name": "constructs", "version": "10.8.1" }');
  const { code, stderr } = await project.chartwright(['synth'], { env: { CHARTWRIGHT_APP: 'app/main.ts' } });
  expect(code).toBe(1);
  expect(stderr).toContain(
    'there are two copies of constructs, of which neither knows the objects of the other [two-peers]',
  );
  expect(stderr).toContain(`That of the app: ${project.at('app/node_modules/constructs')}\n`);
  expect(stderr).not.toContain('was read');
});

test.each([
  ['pnpm-lock.yaml', 'pnpm add'],
  ['yarn.lock', 'yarn add'],
  ['package-lock.json', 'npm install'],
])('an app beside a %s that lacks constructs is told to use %s', async (lock, command) => {
  const project = new Project('');
  project.write('app/main.ts', '');
  project.write(lock, '');
  project.write('app/node_modules/constructs/package.json', '{ "name": "constructs", "version": "10.2.0" }');
  const { stderr } = await project.chartwright(['synth'], { env: { CHARTWRIGHT_APP: 'app/main.ts' } });
  expect(stderr).toContain(`    Install it: ${command} constructs@^10.3.0\n`);
});
