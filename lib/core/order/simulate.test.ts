import { describe, expect, test } from '@jest/globals';
import type { ClusterObject } from '../references/cluster-object';
import { isAlwaysAwaited } from './awaited';
import { engines, stepsOf, type Engine, type Ordered, type Scenario } from './engines';
import { object, printed, verdicts } from './release.fixture';
import { simulate } from './simulate';

const find = ({ graph }: Ordered, called: string): ClusterObject =>
  graph.objects.find(({ construct }) => construct === called)!;

/** What starts, and where the engine gets stuck, where some objects never become ready. */
function outcome(ordered: Ordered, engine: Engine, scenario: Scenario, ...never: readonly string[]): string {
  const failed = new Set(never.map((called) => find(ordered, called)));
  const { started, stuckAt } = simulate(ordered.graph, stepsOf(engine, scenario, ordered), { scenario, never: failed });
  const names = [...started].map(({ construct }) => construct?.split(' ')[1]).sort();
  return `${names.join(' ')}; ${stuckAt ? `stuck at ${stuckAt.name}` : 'done'}`;
}

const before = 'pre-install,pre-upgrade';

describe('a migration that fails', () => {
  const hook = printed([object('Job migration', { hook: before }), object('Deployment web')]);

  test.each([
    ['apply', 'migration; stuck at 30-pre-deploy'],
    ['flux', 'migration; stuck at 30-pre-deploy'],
    ['argocd', 'migration; stuck at PreSync wave 30'],
    ['helm', 'migration; stuck at pre-upgrade 0'],
    ['helm-wait', 'migration; stuck at pre-upgrade 0'],
    ['kubectl', 'migration web; done'],
  ] as const)('as a hook stops %s before the new version: %s', (engine, expected) => {
    expect(outcome(hook, engine, 'upgrade', 'Job migration')).toBe(expected);
  });

  test('for which pods wait lets none of them start, whatever the engine does', () => {
    const job = printed([
      object('Job migration', { place: 30 }),
      object('Deployment web', { waitsFor: ['Job migration'] }),
    ]);
    for (const engine of engines) expect(outcome(job, engine, 'upgrade', 'Job migration')).toMatch(/^migration; /);
  });
});

describe('a rollback', () => {
  const hook = printed([object('Job migration', { hook: before }), object('Deployment web')]);

  test('runs no hook of an upgrade with Helm', () => {
    expect(outcome(hook, 'helm', 'rollback')).toBe('web; done');
  });

  test.each(['argocd', 'flux', 'apply', 'kubectl'] as const)(
    'runs the older migration again with %s, which knows no rollback but only what is to be there',
    (engine) => {
      expect(outcome(hook, engine, 'rollback')).toBe('migration web; done');
    },
  );

  test.each([
    ['argocd', 'migration; stuck at PreSync wave 30'],
    ['flux', 'migration; stuck at 30-pre-deploy'],
    ['apply', 'migration; stuck at 30-pre-deploy'],
    ['helm', 'web; done'],
  ] as const)(
    'to a migration that does not know a newer schema does not come to its end with %s: %s',
    (engine, expected) => {
      expect(outcome(hook, engine, 'rollback', 'Job migration')).toBe(expected);
    },
  );

  test('starts pods that wait for a migration: the schema is theirs or newer', () => {
    const job = printed([
      object('Job migration', { place: 30 }),
      object('Deployment web', { waitsFor: ['Job migration'] }),
    ]);
    for (const engine of engines) expect(outcome(job, engine, 'rollback')).toMatch(/web; done$/);
  });
});

describe('a hook of Helm', () => {
  const settings = (policy: 'before-hook-creation' | 'hook-succeeded') =>
    object('ConfigMap settings', { hook: `${before} -5`, deletePolicies: [policy] });
  const migration = object('Job migration', { hook: `${before} 5`, uses: ['ConfigMap settings'] });

  test.each(['before-hook-creation', 'hook-succeeded'] as const)(
    'with %s is there for the later hooks of its event',
    (policy) => {
      expect(outcome(printed([settings(policy), migration]), 'helm', 'install')).toBe('migration; done');
    },
  );

  test('that is removed once it has succeeded is not there for hooks of a later event', () => {
    const later = object('Job check', { hook: 'post-install', uses: ['ConfigMap settings'] });
    expect(outcome(printed([settings('hook-succeeded'), later]), 'helm', 'install')).toBe('; stuck at post-install 0');
    expect(outcome(printed([settings('before-hook-creation'), later]), 'helm', 'install')).toBe('check; done');
  });

  test('that is removed leaves behind what it has done', () => {
    const done = object('Job migration', { hook: before, deletePolicies: ['hook-succeeded'] });
    const web = object('Deployment web', { waitsFor: ['Job migration'] });
    expect(outcome(printed([done, web]), 'helm', 'install')).toBe('migration web; done');
  });

  test('that does not run at an upgrade has done its work at the installation', () => {
    const web = object('Deployment web', { waitsFor: ['Job seed'] });
    expect(outcome(printed([object('Job seed', { hook: 'pre-install' }), web]), 'helm-wait', 'upgrade')).toBe(
      'web; done',
    );
    expect(outcome(printed([object('Job seed', { hook: 'pre-upgrade' }), web]), 'helm-wait', 'install')).toBe(
      '; stuck at the release',
    );
  });
});

describe('a claim', () => {
  const mounting = (spec = {}) => [
    object('PersistentVolumeClaim data'),
    object('Deployment web', { uses: ['PersistentVolumeClaim data', 'ServiceAccount web'], spec }),
  ];

  test('is bound once a pod that mounts it has found its node', () => {
    expect(outcome(printed([...mounting(), object('ServiceAccount web')]), 'helm-wait', 'install')).toBe('web; done');
  });

  test('is not bound for a pod that cannot be made, or that is not to run', () => {
    const later = object('ServiceAccount web', { hook: 'post-install' });
    expect(verdicts(printed([...mounting(), later]))['helm-wait']).toBe('hangs');
    expect(verdicts(printed(mounting({ replicas: 0 }))).flux).toBe('hangs');
  });

  test('that is never bound keeps its pods from starting', () => {
    expect(outcome(printed(mounting()), 'kubectl', 'install', 'PersistentVolumeClaim data')).toBe('; done');
  });
});

test('a workload without pods is ready as it is', () => {
  const web = object('Deployment web', { spec: { replicas: 0 }, waitsFor: ['Job migration'] });
  expect(verdicts(printed([web, object('Job migration', { hook: 'post-install' })]))['helm-wait']).toBe('works');
});

describe('an engine surely waits for', () => {
  test.each([
    ['Deployment web', { helm: true, others: true }],
    ['PersistentVolumeClaim data', { helm: true, others: true }],
    ['Job migration', { helm: false, others: true }],
    ['ExternalSecret keys', { helm: false, others: true }],
    ['Certificate web', { helm: false, others: true }],
    ['ServiceMonitor web', { helm: false, others: false }],
  ])('%s: %j', (called, { helm, others }) => {
    expect(isAlwaysAwaited('helm-wait', object(called))).toBe(helm);
    for (const engine of ['argocd', 'flux', 'apply'] as const)
      expect(isAlwaysAwaited(engine, object(called))).toBe(others);
  });

  test('no Job of a release with helm --wait: Helm 3 passes them over without --wait-for-jobs', () => {
    const seed = object('Job seed', { place: 30 });
    const later = object('Job report', { hook: 'post-install', after: ['Job seed'] });
    expect(verdicts(printed([seed, later]))).toMatchObject({
      'helm-wait': 'too early',
      flux: 'works',
      argocd: 'works',
    });
  });
});
