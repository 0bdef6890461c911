import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { parse } from 'yaml';
import { run, type Outcome } from '../../../judging/testing/run-program.fixture';
import { hovered, quickInfoOf } from './quick-info.fixture';
import { packedPackage, type Packed } from './packed.fixture';
import { problemsIn } from './problems-in.fixture';
import { filesOf, folderWith, places, published, removeFolders, type Format } from './stranger.fixture';

/* The package as it is published, in folders of people who have nothing of this repository. */

const root = join(__dirname, '../../../..');
const own = join(root, 'node_modules');
const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly dependencies: { readonly [name: string]: string };
  readonly peerDependencies: { readonly [name: string]: string };
};

let packed: Packed;

afterAll(removeFolders);

const succeeded = (outcome: Outcome): string => {
  expect(outcome).toMatchObject({ code: 0 });
  return outcome.stdout;
};

beforeAll(async () => {
  packed = await packedPackage();
}, 600_000);

describe('the package', () => {
  test('offers what the report says', () => {
    // `npm run api` writes it anew.
    expect(readFileSync(join(root, 'lib/api.report.md'), 'utf8')).toBe(readFileSync(packed.report, 'utf8'));
  });

  test('holds what its users need, and nothing that only this repository does', () => {
    const paths = packed.files.map(({ path }) => path);
    expect(paths.filter((path) => !/^(?:\.build|lib\/program\/cli)\//.test(path)).sort()).toEqual(
      ['LICENSE', 'README.md', 'lib/eslint.d.mts', 'lib/eslint.mjs', 'lib/jest-transform.cjs', 'package.json'].sort(),
    );
    expect(paths.filter((path) => !/\.(?:js|mjs|cjs|d\.ts|d\.mts|md|json)$|LICENSES?$/.test(path))).toEqual([]);
    expect(paths.filter((path) => /systems|fixture|testing|with-/.test(path))).toEqual([]);
    // Of 976 kB, 262 are types with the documentation of Kubernetes, and 123 the packages that it brings along.
    expect(packed.size).toBeLessThan(980_000);
  });

  test("tells an editor what each name means: what presets take, the values that they have, and the author's own", () => {
    const told = quickInfoOf(hovered);
    expect(told.length).toBeGreaterThan(25);
    expect(told.filter(([, documentation]) => !/\w+ \w+/.test(documentation))).toEqual([]);
    expect(told).toContainEqual(['level', 'How much is logged.']);
    expect(told.filter(([name]) => name === 'replicaCount').map(([, documentation]) => documentation)).toEqual(
      Array(3).fill('Number of pods while autoscaling is off.'),
    );
  });

  test('asks for no package that it does not name', () => {
    const code = readFileSync(join(root, '.build/library.js'), 'utf8');
    const asked = [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name!);
    // Jest itself gives the last to tests that it runs; the kit asks for it there only.
    const known = new Set([
      ...Object.keys(about.dependencies),
      ...Object.keys(about.peerDependencies),
      '@jest/globals',
    ]);
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((name) => !isBuiltin(name) && !name.startsWith('./bundled/') && !known.has(name))).toEqual([]);
  });
});

interface Stranger {
  readonly manager: 'npm' | 'pnpm';
  readonly format: Format;
  readonly install: readonly string[];
  readonly execute: readonly string[];
}

const pnpm = [process.execPath, join(own, 'pnpm/bin/pnpm.cjs')];
const strangers: readonly Stranger[] = [
  {
    manager: 'npm',
    format: 'esm',
    install: ['npm', 'install', '--prefer-offline', '--no-audit', '--no-fund'],
    execute: ['npm', 'exec', '--'],
  },
  {
    manager: 'pnpm',
    format: 'cjs',
    install: [...pnpm, 'install', '--prefer-offline', '--reporter=append-only'],
    execute: [...pnpm, 'exec'],
  },
];

describe.each(strangers)('with $manager, $format', ({ manager, format, install, execute }) => {
  let folder: string;
  /** What package managers say of this repository, in which the test runs, is nothing to those of the stranger. */
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  const inFolder = async (command: readonly string[]) => run(command, { cwd: folder, env, timeout: 280_000 });

  beforeAll(async () => {
    folder = folderWith(filesOf(format, packed.path));
    const said = await inFolder(install);
    succeeded(said);
    expect(said.output).not.toMatch(/EBADENGINE|peer dep|unmet/i);
  }, 300_000);

  test('installs a handful of packages', () => {
    const modules = join(folder, 'node_modules', manager === 'pnpm' ? '.pnpm' : '.');
    const names = readdirSync(modules).filter((name) => !/^\.|^lock\.yaml$|^node_modules$/.test(name));
    expect(names.map((name) => name.replace(/@[\d.]+.*$|@file.*$/, '')).sort()).toEqual(
      manager === 'pnpm'
        ? ['@esbuild+linux-x64', 'cdk8s', 'chartwright', 'constructs', 'esbuild']
        : ['@esbuild', 'cdk8s', 'chartwright', 'constructs', 'esbuild'],
    );
  });

  test('synth writes an app that reads files beside its sources', async () => {
    const said = succeeded(await inFolder([...execute, 'chartwright', 'synth']));
    expect(said).toContain('shop chart 0.1.0');
    const file = 'dist/shop/local/10-configuration/10-places-configmap.k8s.yaml';
    expect(parse(readFileSync(join(folder, file), 'utf8'))).toMatchObject({ data: places });
    expect(existsSync(join(folder, 'charts/shop/Chart.yaml'))).toBe(true);
  });

  test('check looks at the app, and says where', async () => {
    const { code, output } = await inFolder([...execute, 'chartwright', 'check', 'shop', '--environment', 'local']);
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('made at systems/shop.ts:') });
  });

  test('Node.js finds each name in modules of both kinds, of one library', async () => {
    const body = `const is = (a, b) => { if (a === undefined || a !== b) throw new Error('not one'); };
      is(all.KubeDeployment, main.k8s.KubeDeployment); is(redis.RedisDatabase, main.RedisDatabase); is(keda.ScaledObject, main.keda.ScaledObject);`;
    writeFileSync(
      join(folder, 'names.mjs'),
      `import * as main from 'chartwright'; import * as all from 'chartwright/k8s'; import * as keda from 'chartwright/keda';
      import { RedisDatabase } from 'chartwright/integrations/redis'; import about from 'chartwright/package.json' with { type: 'json' };
      const redis = { RedisDatabase }; ${body} console.log(about.name);`,
    );
    writeFileSync(
      join(folder, 'names.cjs'),
      `const main = require('chartwright'), all = require('chartwright/k8s'), keda = require('chartwright/keda');
      const redis = require('chartwright/integrations/redis'); ${body} console.log(require('chartwright/package.json').name);`,
    );
    for (const file of ['names.mjs', 'names.cjs'])
      expect(succeeded(await inFolder([process.execPath, file]))).toBe('chartwright\n');
  });

  const { Bundler, Node10, Node16, NodeNext } = ts.ModuleResolutionKind;
  const isModule = format === 'esm';
  const resolutions: readonly (readonly [string, ts.CompilerOptions, readonly string[]])[] = [
    [
      'node10',
      { module: ts.ModuleKind.CommonJS, moduleResolution: Node10 },
      isModule ? ['all.ts'] : ['main.ts', 'all.ts'],
    ],
    [
      'node16',
      { module: ts.ModuleKind.Node16, moduleResolution: Node16 },
      isModule ? ['all.ts'] : ['main.ts', 'all.ts'],
    ],
    ['nodenext', { module: ts.ModuleKind.NodeNext, moduleResolution: NodeNext }, ['main.ts', 'all.ts']],
    [
      'bundler',
      { module: ts.ModuleKind.ESNext, moduleResolution: Bundler },
      isModule ? ['main.ts', 'all.ts'] : ['all.ts'],
    ],
  ];

  // How modules are found depends on the project and not on what has installed it; that links lead to types does.
  const asked = resolutions.filter(([name]) => manager === 'npm' || name === 'node16');
  test.each(asked)(
    'strict types compile, with those of the package, as %s finds modules',
    (_, options, names) => {
      expect(problemsIn(folder, names, options)).toEqual([]);
    },
    240_000,
  );

  test('a project that publishes types of its own workloads compiles against the packed types', () => {
    writeFileSync(join(folder, 'workloads.ts'), published);
    const options = {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: NodeNext,
      declaration: true,
      skipLibCheck: true,
    };
    expect(problemsIn(folder, ['workloads.ts'], options)).toEqual([]);
  }, 240_000);
});
