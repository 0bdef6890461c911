import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { KubeDeployment, KubeJob } from '../../../imports/k8s';
import { HelmChart, Hook, Order, type HookEvent } from '../../core/manifest';
import { releaseOf, systemsOf } from '../../program/app';
import { values } from '../../core/values';
import { argoInChart } from './argo-in-chart';

const pod = { metadata: { labels: { app: 'x' } }, spec: { containers: [{ name: 'x', image: 'x:1' }] } };
const wave = 'argocd.argoproj.io/sync-wave';

/** What the objects of a chart with a hook and a Deployment say to Argo CD; the pods may wait for the hook. */
function said(events: readonly HookEvent[], isAwaited: boolean): { readonly [kind: string]: unknown } {
  const app = new App();
  const metadata = { version: '1.0.0', appVersion: '1', description: 'A shop.' };
  const chart = new HelmChart(app, 'shop', {
    ...metadata,
    values: values({}),
    environments: { local: { values: {} } },
  });
  const migration = new KubeJob(chart, 'migration', { spec: { template: pod } });
  const selector = { matchLabels: { app: 'x' } };
  const web = new KubeDeployment(chart, 'web', { spec: { selector, template: pod } });
  if (events.length > 0) Hook.of(migration).on(...events);
  if (isAwaited) Order.of(web).waitsFor(migration);
  const [system] = systemsOf(app);
  const annotations = argoInChart(system!.manifests, releaseOf(system!, system!.definition.environments[0]!));
  return Object.fromEntries(system!.manifests.map((manifest) => [manifest.kind, annotations(manifest)]));
}

const hook = (phase: string, place: string) => ({
  'argocd.argoproj.io/hook': phase,
  'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation,HookSucceeded',
  [wave]: place,
});

describe('a chart says to Argo CD', () => {
  test.each<[string, readonly HookEvent[], boolean]>([
    ['runs before the installation and upgrades', ['pre-install', 'pre-upgrade'], false],
    ['runs after the installation and upgrades', ['post-install', 'post-upgrade'], false],
    ['is a test', ['test'], false],
    ['is not a hook at all', [], true],
  ])('nothing of a Job that %s, which Argo CD reads as Helm does', (_, events, isAwaited) => {
    expect(said(events, isAwaited)).toEqual({ Job: {}, Deployment: {} });
  });

  test('when a hook runs that must not run before the first sync', () => {
    expect(said(['post-install', 'pre-upgrade'], true)).toEqual({
      Job: hook('Sync', '30'),
      Deployment: { [wave]: '40' },
    });
    expect(said(['pre-upgrade'], false)).toEqual({ Job: hook('Sync', '30'), Deployment: { [wave]: '40' } });
  });

  test('when a hook runs for which pods wait, so that it cannot run once they are ready', () => {
    expect(said(['post-install', 'post-upgrade'], true)).toEqual({
      Job: hook('Sync', '60'),
      Deployment: { [wave]: '60' },
    });
  });
});
