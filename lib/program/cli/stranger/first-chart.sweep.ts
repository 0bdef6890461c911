import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { helmVersions, kubectl } from '../../../judging/verify/tools';
import { Cluster } from '../../apply/cluster.fixture';
import { scaledObjects } from './keda-crd.fixture';
import { packedPackage } from './packed.fixture';
import { edited, missingIn, stepsOf, type Step } from './page.fixture';
import { Shell } from './shell.fixture';
import { folderWith, removeFolders } from './stranger.fixture';

/*
 * Somebody reads "Your first chart", in a folder outside of this repository, with the package as it is published: every command and every
 * change of the page, as they are written there. Her cluster is a small API server, which the real kubectl and the real Helm ask.
 */

const root = join(__dirname, '../../../..');
const steps = stepsOf(readFileSync(join(root, 'docs/first-chart.md'), 'utf8'));

interface Reader {
  readonly manager: 'npm' | 'pnpm';
  readonly format: 'esm' | 'cjs';
  /** What she types where the page says this. */
  readonly types: (text: string) => string;
}

const readers: readonly Reader[] = [
  { manager: 'npm', format: 'esm', types: (text) => text },
  {
    manager: 'pnpm',
    format: 'cjs',
    // As the page says it of pnpm and CommonJS.
    types: (text) =>
      text
        .replace(/^(npx chartwright init .*)$/m, '$1 --package-manager pnpm --type commonjs')
        .replace(/^npx (?!chartwright init)/gm, 'pnpm exec ')
        .replace(/^npm (.*?)(?: --)?( --\S+)?$/gm, 'pnpm $1$2'),
  },
];

let tarball: string;
beforeAll(async () => {
  tarball = (await packedPackage()).path;
}, 600_000);
afterAll(removeFolders);

describe.each(readers)('a reader with $manager, $format', ({ manager, format, types }) => {
  const cluster = new Cluster();
  let shell: Shell;

  beforeAll(async () => {
    await cluster.start();
    // KEDA is installed there.
    cluster.put(scaledObjects);
    const tools = folderWith({
      kubeconfig: JSON.stringify({ ...(JSON.parse(cluster.kubeconfig()) as object), 'current-context': 'test' }),
    });
    chmodSync(join(tools, 'kubeconfig'), 0o600);
    const home = folderWith({
      'package.json': JSON.stringify({
        private: true,
        dependencies: { chartwright: `file:${tarball}`, cdk8s: '2.70.106', constructs: '10.8.1' },
      }),
    });
    mkdirSync(join(tools, 'bin'));
    symlinkSync(helmVersions(root).at(-1)!.path, join(tools, 'bin/helm'));
    symlinkSync(kubectl(root).path, join(tools, 'bin/kubectl'));
    symlinkSync(join(root, 'node_modules/pnpm/bin/pnpm.cjs'), join(tools, 'bin/pnpm'));
    shell = new Shell(home, join(tools, 'place'), environment(tools));
    // `npx` finds it there, as it finds it in the registry once it is published.
    expect(await shell.run('npm install')).toMatchObject({ code: 0 });
  }, 120_000);

  afterAll(async () => {
    await shell.end();
    await cluster.stop();
  });

  test('comes from nothing to a release that is rolled back', async () => {
    for (const [i, step] of steps.entries()) expect([i, await complaint(step)]).toEqual([i, undefined]);
  }, 580_000);

  test('has a project of the kind that was asked for', () => {
    const { type } = JSON.parse(shell.read('package.json')) as { readonly type: string };
    expect(type).toBe(format === 'esm' ? 'module' : 'commonjs');
    expect(existsSync(join(shell.at, manager === 'npm' ? 'package-lock.json' : 'pnpm-lock.yaml'))).toBe(true);
    expect(shell.read('dist/shop/production/50-operation/50-night-shift-scaledobject.k8s.yaml')).toContain(
      '  scaleTargetRef:\n    name: shop-worker\n  minReplicaCount: 1\n  maxReplicaCount: 3\n',
    );
    expect(existsSync(join(shell.at, 'charts/shop/values-staging.yaml'))).toBe(true);
  });

  test('has had a cluster that did what was asked', () => {
    expect(cluster.changes).toEqual(
      expect.arrayContaining([
        'create Deployment shop/shop-web',
        'delete Namespace shop',
        'apply Deployment shop/shop-web',
      ]),
    );
    expect(cluster.get('Deployment shop/shop-web')).toMatchObject({ spec: { replicas: 1 } });
    const releases = cluster.targets().filter((target) => target.includes('sh.helm.release'));
    expect(releases).toEqual([1, 2, 3].map((revision) => `Secret shop/sh.helm.release.v1.shop.v${revision}`));
  });

  /** What is wrong with a step; undefined where it does what the page says. */
  async function complaint(step: Step): Promise<unknown> {
    switch (step.kind) {
      case 'run': {
        const { code, output } = await shell.run(types(step.text));
        const missing = missingIn(output, step.prints);
        return code === 0 && missing.length === 0 ? undefined : { step, code, missing, output };
      }
      case 'fails': {
        // What the tests refuse does not depend on who has installed them.
        if (manager === 'pnpm') return undefined;
        const { code, output } = await shell.run(types(step.text));
        return code === 0 ? { step, output } : undefined;
      }
      case 'watch':
        await shell.watch(types(step.text), /Ctrl-C ends\n/);
        return undefined;
      case 'shows': {
        const said = await shell.until((all) => missingIn(all, step.lines).length === 0);
        await shell.end();
        const missing = missingIn(said, step.lines);
        return missing.length === 0 ? undefined : { step, missing, said };
      }
      case 'edit':
        shell.change(step.path, (text) => edited(text, step.text));
        return undefined;
      case 'excerpt': {
        const plain = (text: string) => text.replace(/^[ \t]+/gm, '');
        return plain(shell.read(step.path)).includes(plain(step.text)) ? undefined : step;
      }
    }
  }
});

/** What a user's shell has: nothing of the package manager that runs this test, and no Helm but that on the PATH. */
function environment(tools: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^npm_|^(CI|HELM|KUBECTL|NO_COLOR|FORCE_COLOR)$/i.test(name),
  );
  const who = { NAME: 'A Reader', EMAIL: 'reader@example.com' };
  return {
    ...Object.fromEntries(own),
    PATH: `${join(tools, 'bin')}:${process.env['PATH']}`,
    KUBECONFIG: join(tools, 'kubeconfig'),
    KUBECACHEDIR: join(tools, 'kube'),
    HELM_CACHE_HOME: join(tools, 'helm'),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: who.NAME,
    GIT_AUTHOR_EMAIL: who.EMAIL,
    GIT_COMMITTER_NAME: who.NAME,
    GIT_COMMITTER_EMAIL: who.EMAIL,
    npm_config_prefer_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
  };
}
