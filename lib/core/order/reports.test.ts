import { describe, expect, test } from '@jest/globals';
import type { ClusterObject } from '../references/cluster-object';
import type { Engine, Ordered } from './engines';
import { asWritten, object, printed, verdicts, type Verdict } from './release.fixture';

/*
 * Definitions of which people have reported that they hang, or run new code on an old schema. Each does so here with the engines
 * concerned, and with no other.
 */

const everywhere: { readonly [engine in Engine]: Verdict } = {
  kubectl: 'works',
  apply: 'works',
  helm: 'works',
  'helm-wait': 'works',
  argocd: 'works',
  flux: 'works',
};

const before = 'pre-install,pre-upgrade';
const afterwards = 'post-install,post-upgrade';
const database = object('StatefulSet database');
const claim = (place?: number) => object('PersistentVolumeClaim data', { ...(place !== undefined && { place }) });

interface Report {
  readonly title: string;
  /** Where people say so. */
  readonly source: string;
  readonly objects: readonly ClusterObject[];
  /** How the objects are ordered. @default as we print them */
  readonly order?: (objects: readonly ClusterObject[]) => Ordered;
  /** What comes of it, where it does not work. */
  readonly fails: { readonly [engine in Engine]?: Verdict };
}

const reports: readonly Report[] = [
  {
    title: 'a hook before the installation needs a ConfigMap of the release',
    source: 'https://github.com/formbricks/hub/pull/27',
    objects: [object('Job migration', { hook: before, uses: ['ConfigMap settings'] }), object('ConfigMap settings')],
    fails: { helm: 'hangs', 'helm-wait': 'hangs', argocd: 'hangs' },
  },
  {
    title: 'a migration before the installation waits for a database of the release',
    source: 'https://github.com/helm/charts/pull/7362',
    objects: [object('Job migration', { hook: before, waitsFor: ['StatefulSet database'] }), database],
    fails: { helm: 'hangs', 'helm-wait': 'hangs', argocd: 'hangs' },
  },
  {
    title: 'a hook before the installation runs under an account of the release',
    source: 'https://github.com/airbytehq/airbyte/issues/10336',
    objects: [
      object('Job bootloader', { hook: before, uses: ['ServiceAccount admin'] }),
      object('ServiceAccount admin'),
    ],
    fails: { helm: 'hangs', 'helm-wait': 'hangs', argocd: 'hangs' },
  },
  {
    title: 'a hook runs under an account that is a hook of a higher weight',
    source: 'https://github.com/helm/helm/issues/7447',
    objects: [
      object('Job cleanup', { hook: `${before} 0`, uses: ['ServiceAccount cleanup'], place: 30 }),
      object('ServiceAccount cleanup', { hook: `${before} 5`, place: 31 }),
    ],
    order: asWritten,
    fails: { helm: 'hangs', 'helm-wait': 'hangs', argocd: 'hangs' },
  },
  {
    title: 'pods become ready only after a Job that Helm runs once they are ready',
    source: 'https://github.com/helm/charts/pull/6964',
    objects: [object('StatefulSet cluster', { waitsFor: ['Job init'] }), object('Job init', { hook: 'post-install' })],
    fails: { 'helm-wait': 'hangs' },
  },
  {
    title: 'pods wait for a migration that runs after the installation and after each upgrade',
    source: 'https://github.com/grafana-cold-storage/oncall/pull/1789',
    objects: [
      database,
      object('Deployment engine', { waitsFor: ['Job migrate'] }),
      object('Job migrate', { hook: afterwards, waitsFor: ['StatefulSet database'] }),
    ],
    fails: { 'helm-wait': 'hangs' },
  },
  {
    title: 'pods mount the Secret of a certificate that is a hook after the installation',
    source: 'https://github.com/openchoreo/openchoreo/issues/1055',
    objects: [
      object('Deployment manager', { uses: ['Secret webhook'] }),
      object('Certificate webhook', { hook: 'post-install' }),
    ],
    fails: { 'helm-wait': 'hangs' },
  },
  {
    title: 'a claim is a hook before the installation, and its storage waits for the first pod',
    source: 'https://github.com/stackrox/stackrox/issues/5191',
    objects: [
      object('PersistentVolumeClaim data', { hook: before }),
      object('Deployment central', { uses: ['PersistentVolumeClaim data'] }),
    ],
    order: asWritten,
    fails: { argocd: 'hangs', flux: 'hangs', apply: 'hangs' },
  },
  {
    title: 'a claim is in an earlier wave than the pods that mount it',
    source: 'https://github.com/argoproj/argo-cd/issues/12840',
    objects: [claim(20), object('Deployment web', { uses: ['PersistentVolumeClaim data'] })],
    order: asWritten,
    fails: { argocd: 'hangs', flux: 'hangs', apply: 'hangs' },
  },
  {
    title: 'only a CronJob mounts a claim',
    source: 'https://github.com/argoproj/argo-cd/issues/29201 and https://github.com/helm/helm/issues/10196',
    objects: [claim(), object('CronJob backup', { uses: ['PersistentVolumeClaim data'] })],
    fails: { 'helm-wait': 'hangs', argocd: 'hangs', flux: 'hangs', apply: 'hangs' },
  },
  {
    title: 'a ConfigMap is in a later wave than the pods that read it',
    source: 'https://github.com/treeverse/charts/issues/85',
    objects: [object('Deployment web', { uses: ['ConfigMap settings'] }), object('ConfigMap settings', { place: 50 })],
    order: asWritten,
    fails: { argocd: 'hangs', flux: 'hangs', apply: 'hangs' },
  },
  {
    title: 'an ExternalSecret is in a later stage than the pods that read its Secret',
    source: 'https://github.com/wiz-sec/charts/issues/331',
    objects: [object('Deployment web', { uses: ['Secret keys'] }), object('ExternalSecret keys', { place: 50 })],
    order: asWritten,
    fails: { argocd: 'hangs', flux: 'hangs', apply: 'hangs' },
  },
  {
    title: 'a hook before the installation reads a Secret of the release',
    source: 'https://github.com/blockscout/helm-charts/issues/66',
    objects: [object('Job migration', { hook: before, uses: ['Secret env'] }), object('Secret env')],
    fails: { helm: 'hangs', 'helm-wait': 'hangs', argocd: 'hangs' },
  },
  {
    title: 'pods read a ConfigMap that is a hook and is removed once the hooks have succeeded',
    source: 'https://github.com/agentarea/agentarea/issues/49',
    objects: [
      object('ConfigMap env', { hook: before, deletePolicies: ['before-hook-creation', 'hook-succeeded'] }),
      object('Deployment web', { uses: ['ConfigMap env'] }),
    ],
    fails: { helm: 'hangs', 'helm-wait': 'hangs' },
  },
  {
    title: 'a migration and the pods of the new version are objects of one release and one Kustomization',
    source: 'https://github.com/BerriAI/litellm/issues/36938 and https://fluxcd.io/flux/use-cases/running-jobs/',
    objects: [object('Job migration', { place: 40 }), object('Deployment web', { after: ['Job migration'] })],
    order: (objects) => ({ ...asWritten(objects), stages: [{ name: 'all', objects }] }),
    fails: {
      kubectl: 'too early',
      apply: 'too early',
      helm: 'too early',
      'helm-wait': 'too early',
      argocd: 'too early',
      flux: 'too early',
    },
  },
  {
    title: 'a migration runs after the upgrade, when the pods of the new version serve already',
    source: 'https://github.com/hatchet-dev/hatchet-charts/issues/50',
    objects: [
      object('Job migration', { hook: 'post-install,post-upgrade' }),
      object('Deployment api', { after: ['Job migration'] }),
    ],
    fails: { kubectl: 'too early', helm: 'too early', 'helm-wait': 'too early' },
  },
  {
    title: 'pods wait for each other',
    source: 'https://github.com/helm/charts/pull/6964',
    objects: [
      object('Deployment api', { waitsFor: ['Deployment worker'] }),
      object('Deployment worker', { waitsFor: ['Deployment api'] }),
    ],
    fails: {
      kubectl: 'hangs',
      apply: 'hangs',
      helm: 'hangs',
      'helm-wait': 'hangs',
      argocd: 'hangs',
      flux: 'hangs',
    },
  },
];

describe('reports of the public', () => {
  test.each(reports)('$title ($source)', ({ objects, order = printed, fails }) => {
    expect(verdicts(order(objects))).toEqual({ ...everywhere, ...fails });
  });

  const places = reports.filter(({ order, objects }) => order === asWritten && !objects.some(({ hook }) => hook));
  test.each(places)(
    '$title: not where we order them, since what pods name comes with them or before',
    ({ objects }) => {
      expect(places).toHaveLength(3);
      expect(verdicts(printed(objects))).toEqual(everywhere);
    },
  );

  test('objects that must each be ready before the other are refused, with their names', () => {
    const circle = [
      object('Deployment api', { after: ['Job migration'] }),
      object('Job migration', { after: ['ConfigMap settings'] }),
      object('ConfigMap settings', { dependsOn: ['Deployment api'] }),
    ];
    expect(() => printed(circle)).toThrow(
      'these need each other in a circle: ConfigMap settings -> Deployment api -> Job migration -> ConfigMap settings',
    );
  });
});
