import { App } from 'cdk8s';
import { HelmChart } from '../../core/manifest';
import { values, type JsonObject } from '../../core/values';
import { podDefaults } from './pod-defaults';
import { WebService, webServiceValues } from './presets/web-service';
import { http } from './probes';
import { Worker, workerValues } from './presets/worker';

const pods = {
  image: { repository: 'shop', tag: '1.0.0' },
  replicaCount: 1,
  resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } },
};

export const Values = values({
  web: webServiceValues(
    { ...pods, probes: { liveness: http('/live'), readiness: http('/ready') }, service: { port: 80 } },
    'The web application',
  ),
  worker: workerValues(pods, 'Works'),
  defaults: podDefaults(),
});

/** A chart with two workloads that have values in common. */
export function sharingApp(): App {
  const app = new App();
  const chart = new HelmChart(app, 'shop', {
    values: Values,
    environments: { local: { values: {} } },
    version: '1.0.0',
    appVersion: '1.0.0',
    description: 'A shop',
  });
  new WebService(chart, 'web', { values: chart.values.web, port: 8080 });
  new Worker(chart, 'worker', { values: chart.values.worker });
  return app;
}

const toleration = { key: 'spot', operator: 'Exists' };
const spread = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' };
const hostAlias = { ip: '10.0.0.1', hostnames: ['db.internal'] };
const affinity = { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } };

/** A value that workloads have in common. */
export interface SharedCase {
  readonly name: string;
  readonly shared: JsonObject[string];
  /** What one workload says itself. */
  readonly own: JsonObject[string];
  /** What its pods then have, where that is not `own`. */
  readonly both?: JsonObject[string];
}

export const sharedCases: readonly SharedCase[] = [
  { name: 'nodeSelector', shared: { disk: 'fast' }, own: { disk: 'slow' } },
  { name: 'nodeSelector', shared: { disk: 'fast' }, own: { arch: 'arm64' } },
  { name: 'tolerations', shared: [toleration], own: [{ ...toleration, key: 'gpu' }] },
  { name: 'affinity', shared: affinity, own: { podAffinity: affinity.nodeAffinity } },
  { name: 'topologySpreadConstraints', shared: [spread], own: [{ ...spread, maxSkew: 2 }] },
  { name: 'priorityClassName', shared: 'high', own: 'low' },
  { name: 'runtimeClassName', shared: 'gvisor', own: 'kata' },
  { name: 'schedulerName', shared: 'packing', own: 'spreading' },
  { name: 'dnsPolicy', shared: 'Default', own: 'ClusterFirstWithHostNet' },
  { name: 'dnsConfig', shared: { searches: ['a.example'] }, own: { nameservers: ['10.0.0.10'] } },
  { name: 'hostAliases', shared: [hostAlias], own: [{ ...hostAlias, ip: '10.0.0.2' }] },
  { name: 'podLabels', shared: { a: '1', b: '2' }, own: { b: '', c: '4' }, both: { a: '1', b: '', c: '4' } },
  { name: 'podAnnotations', shared: { a: '1', b: '2' }, own: { b: '3' }, both: { a: '1', b: '3' } },
];

/** What is refused of values that workloads have in common, and the line that says so. */
export const refusedShared: readonly (readonly [values: JsonObject, line: string])[] = [
  [{ defaults: { dnsPolicy: 'None' } }, 'web.dnsPolicy None needs nameservers in web.dnsConfig ("None")'],
  [
    {
      defaults: { dnsConfig: { nameservers: ['10.0.0.10'] } },
      worker: { dnsPolicy: 'None', dnsConfig: { searches: ['a'] } },
    },
    'worker.dnsPolicy None needs nameservers in worker.dnsConfig ("None")',
  ],
  [
    { defaults: { topologySpreadConstraints: [spread, spread] } },
    'defaults.topologySpreadConstraints[1].topologyKey: there is an entry with topologyKey "zone" and whenUnsatisfiable "ScheduleAnyway" already',
  ],
  [{ defaults: { hostAliases: [hostAlias, hostAlias] } }, 'defaults.hostAliases[1].ip: there is "10.0.0.1" already'],
  [{ worker: { hostAliases: [hostAlias, hostAlias] } }, 'worker.hostAliases[1].ip: there is "10.0.0.1" already'],
];
