import { describe, expect, test } from '@jest/globals';
import { object } from '../../../core/order/release.fixture';
import type { ClusterObject } from '../../../core/references/cluster-object';
import { engineRules } from './engines';

/** What is found in a definition. */
const breaches = (...objects: readonly ClusterObject[]) =>
  engineRules.flatMap((rule) => rule.check({ objects }).map((breach) => ({ code: rule.code, ...breach })));

/** The same, a line each. */
const found = (...objects: readonly ClusterObject[]): string[] =>
  breaches(...objects).map(({ code, at, message }) => `${code}: ${at.construct ?? ''} ${message}`);

const remedies = (...objects: readonly ClusterObject[]) => breaches(...objects).map(({ remedy }) => remedy);

describe('engine-waits-for-ever', () => {
  test('names what pods wait for, the engines that hang, and when', () => {
    const web = object('Deployment web', { waitsFor: ['Job migration'] });
    const migration = object('Job migration', { hook: 'post-install,post-upgrade' });
    expect(found(web, migration)).toEqual([
      'engine-waits-for-ever: Deployment web waits for batch/v1 Job shop/migration, a hook of post-install, post-upgrade: ' +
        'helm --wait would wait for ever (install, upgrade)',
    ]);
    expect(remedies(web, migration)).toEqual([
      'Make it an object of the release, for which pods wait, instead of a hook that runs after them.',
    ]);
  });

  test('names what a hook before the installation waits for; of what it names, hook-needs-later-object speaks', () => {
    expect(found(object('Job seed', { hook: 'pre-install', uses: ['ConfigMap a'] }), object('ConfigMap a'))).toEqual(
      [],
    );
    const [line] = found(
      object('Job seed', { hook: 'pre-install', waitsFor: ['StatefulSet a'] }),
      object('StatefulSet a'),
    );
    expect(line).toBe(
      'engine-waits-for-ever: Job seed waits for apps/v1 StatefulSet shop/a, which comes only after pre-install 0: ' +
        'helm, helm --wait, Argo CD would wait for ever (install)',
    );
  });

  test('names the pods that a claim waits for, where it is a hook', () => {
    const claim = object('PersistentVolumeClaim data', { hook: 'pre-install' });
    const web = object('Deployment web', { uses: ['PersistentVolumeClaim data'] });
    expect(found(claim, web)).toEqual([
      'engine-waits-for-ever: PersistentVolumeClaim data may be bound only once apps/v1 Deployment shop/web mounts it, which ' +
        'comes later: chartwright apply, Argo CD, Flux would wait for ever (install, upgrade, rollback)',
    ]);
    expect(remedies(claim, web)[0]).toContain('it comes with the pods that mount it');
    expect(breaches(claim, web)[0]?.severity).toBe('warning');
  });

  test('says nothing of a claim that nobody mounts at once, of which another rule speaks', () => {
    const mounting = { uses: ['PersistentVolumeClaim data'] };
    const claim = object('PersistentVolumeClaim data');
    expect(found(claim, object('CronJob backup', mounting))).toEqual([]);
    expect(found(claim, object('Job backup', { ...mounting, hook: 'post-install' }))).toEqual([]);
  });

  test('tells pods that wait for each other with every engine', () => {
    const [a, b] = [object('Pod a', { waitsFor: ['Pod b'] }), object('Pod b', { waitsFor: ['Pod a'] })];
    expect(found(a, b)).toHaveLength(2);
    expect(found(a, b)[0]).toContain(
      'kubectl apply -k, chartwright apply, helm, helm --wait, Argo CD, Flux would wait',
    );
  });
});

describe('order-not-kept', () => {
  test('names the engines that go on too early, and when', () => {
    const web = object('Deployment web', { after: ['StatefulSet database'] });
    expect(found(web, object('StatefulSet database'))).toEqual([
      'order-not-kept: Deployment web must come after apps/v1 StatefulSet shop/database, and kubectl apply -k, helm, helm --wait ' +
        'would not wait until that is ready (install)',
    ]);
  });

  test('speaks of upgrades where a Job must have run', () => {
    const found0 = found(object('Deployment web', { after: ['Job migration'] }), object('Job migration'));
    expect(found0).toEqual([expect.stringContaining('(install, upgrade)')]);
  });

  test('says nothing where the pods wait', () => {
    const web = object('Deployment web', { waitsFor: ['Job migration'], after: ['Job migration'] });
    expect(found(web, object('Job migration', { place: 30 }))).toEqual([]);
  });
});

test('nothing is known of objects without a place, as in a folder', () => {
  const inFolder = (each: ClusterObject): ClusterObject => ({ object: each.object });
  expect(found(inFolder(object('Job seed', { hook: 'pre-install' })), inFolder(object('ConfigMap a')))).toEqual([]);
});
