import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { annotationsOf, type KubernetesObject } from '../../judging/verify/kubernetes-object';
import { eventsOf, gainsOf, missingAtAll, needsOf } from '../hooks.fixture';
import { at, chartFolder, environmentNames, renderedFor } from './output.fixture';

/*
 * On a first install nothing of the release exists when the migration runs: only hooks of lower weight do, and what somebody
 * made beforehand. This is evaluated on what the real Helm renders.
 */

/** The Secret that the README tells people to make, or that they name themselves. */
const madeBeforehand = (name: string) => [`Secret ${name}/database-url`];

describe('what the migration needs is there when it runs', () => {
  test.each(environmentNames)('in %s, with External Secrets on', async (environment) => {
    const objects = await renderedFor(environment, { set: ['externalSecrets.enabled=true'] });
    expect(needsOf(objects.migration)).toEqual([
      'ServiceAccount sovd-webapp-migration',
      'Secret sovd-webapp-migration-secrets/database-url',
    ]);
    expect(missingAtAll(objects)).toEqual([]);
  });

  test.each(environmentNames)(
    'in %s, with External Secrets off: the Secret was made beforehand',
    async (environment) => {
      const objects = await renderedFor(environment, { set: ['externalSecrets.enabled=false'] });
      expect(needsOf(objects.migration)).toEqual([
        'ServiceAccount sovd-webapp-migration',
        'Secret sovd-webapp-secrets/database-url',
      ]);
      expect(missingAtAll(objects, madeBeforehand('sovd-webapp-secrets'))).toEqual([]);
      expect(missingAtAll(objects)).toHaveLength(2);
    },
  );

  test.each(environmentNames)('in %s, with a Secret that is named', async (environment) => {
    for (const enabled of [true, false]) {
      const objects = await renderedFor(environment, {
        set: ['existingSecret=ours', `externalSecrets.enabled=${enabled}`],
      });
      expect(missingAtAll(objects, madeBeforehand('ours'))).toEqual([]);
      expect(missingAtAll(objects)).toHaveLength(2);
    }
  });

  test('under another release name, beside a first release', async () => {
    const objects = await renderedFor('production', { release: 'second' });
    expect(missingAtAll(objects)).toEqual([]);
    expect(needsOf(objects.migration)).toContain('Secret second-sovd-webapp-migration-secrets/database-url');
  });

  test('and it cannot wait for ever: its deadline bounds the wait for the database and for the Secret', async () => {
    for (const environment of environmentNames) {
      const { migration, all } = await renderedFor(environment);
      expect(at(migration, 'spec', 'activeDeadlineSeconds')).toBe(600);
      // Helm waits for Jobs and Pods among the hooks only; whatever else is a hook is ready once it is applied.
      const waitedFor = all.filter(
        (object) => eventsOf(object).includes('pre-install') && /^(Job|Pod)$/.test(object.kind),
      );
      expect(waitedFor).toEqual([migration]);
    }
  });

  test('and no hook is deleted and made anew that anything outside the hooks reads', async () => {
    const { all } = await renderedFor('production');
    const isHook = (object: KubernetesObject) => annotationsOf(object)['helm.sh/hook'] !== undefined;
    const hooks = new Set(all.filter((object) => isHook(object)).flatMap(gainsOf));
    const readers = all.filter((object) => !isHook(object)).flatMap(needsOf);
    expect(readers.length).toBeGreaterThan(5);
    expect(readers.filter((need) => hooks.has(need))).toEqual([]);
  });
});

describe('a chart that somebody has broken is found out', () => {
  const root = mkdtempSync(join(tmpdir(), 'chartwright-install-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** The chart with one template changed. */
  function variant(template: string, pattern: RegExp, replacement: string): string {
    const chart = mkdtempSync(join(root, 'chart-'));
    cpSync(chartFolder, chart, { recursive: true });
    const file = join(chart, 'templates', template);
    const text = readFileSync(file, 'utf8');
    const changed = text.replace(pattern, replacement);
    if (changed === text) throw new Error(`${template} does not match ${String(pattern)}`);
    writeFileSync(file, changed);
    return chart;
  }

  const secret = 'sovd-webapp-migration-secrets';
  const account = 'Job sovd-webapp-migration needs ServiceAccount sovd-webapp-migration';
  const database = `Job sovd-webapp-migration needs Secret ${secret}/database-url`;
  const store = `ExternalSecret ${secret} needs SecretStore ${secret}`;
  const storeAccount = `SecretStore ${secret} needs ServiceAccount ${secret}`;

  const anyHook = / {4}helm\.sh\/hook: .*\n/;
  const anyWeight = /helm\.sh\/hook-weight: .*/;
  const equalWeight = 'helm.sh/hook-weight: "-5"';

  test.each<[string, string, RegExp, string, string]>([
    ['the account is not a hook', 'migration-serviceaccount.yaml', anyHook, '', account],
    ['the account has the weight of the Job', 'migration-serviceaccount.yaml', anyWeight, equalWeight, account],
    ['the ExternalSecret is not a hook', 'migration-secrets-externalsecret.yaml', anyHook, '', database],
    [
      'the ExternalSecret has the weight of the Job',
      'migration-secrets-externalsecret.yaml',
      anyWeight,
      equalWeight,
      database,
    ],
    [
      'the ExternalSecret fills another key',
      'migration-secrets-externalsecret.yaml',
      /secretKey: .*/,
      'secretKey: url',
      database,
    ],
    ['the SecretStore is not a hook', 'migration-secrets-secretstore.yaml', anyHook, '', store],
    [
      'the SecretStore comes after the ExternalSecret',
      'migration-secrets-secretstore.yaml',
      anyWeight,
      equalWeight,
      store,
    ],
    ['the account of the store is not a hook', 'migration-secrets-serviceaccount.yaml', anyHook, '', storeAccount],
    [
      'the account of the store comes after it',
      'migration-secrets-serviceaccount.yaml',
      anyWeight,
      equalWeight,
      storeAccount,
    ],
    [
      'the migration reads the Secret of the workloads',
      'migration-job.yaml',
      /sovd-webapp\.migration\.secretName/,
      'sovd-webapp.secrets.name',
      'Job sovd-webapp-migration needs Secret sovd-webapp-secrets/database-url',
    ],
  ])('when %s', async (_, template, pattern, replacement, expected) => {
    const objects = await renderedFor('production', { chart: variant(template, pattern, replacement) });
    expect(missingAtAll(objects)).toEqual([`pre-install: ${expected}`, `pre-upgrade: ${expected}`]);
  });

  test('when a hook is one of upgrades only', async () => {
    const chart = variant('migration-serviceaccount.yaml', /helm\.sh\/hook: .*/, 'helm.sh/hook: pre-upgrade');
    expect(missingAtAll(await renderedFor('production', { chart }))).toEqual([`pre-install: ${account}`]);
  });
});
