import { App } from 'cdk8s';
import { HelmChart } from '../../../core/manifest';
import { values, type JsonObject } from '../../../core/values';
import { WebService, webServiceValues } from '../presets/web-service';

const http = (path: string) => ({ httpGet: { path, port: 'http' } });

const web = webServiceValues(
  {
    image: { repository: 'ghcr.io/shop/web', tag: '1' },
    replicaCount: 1,
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
    probes: { liveness: http('/'), readiness: http('/') },
    service: { port: 80 },
  },
  'The web server',
);
const shopValues = values({ web });

/** A chart of one web server. */
export function shopWith(environment: JsonObject = {}): App {
  const app = new App();
  const chart = new HelmChart(app, 'shop', {
    values: shopValues,
    environments: { test: { values: environment } },
    version: '1.0.0',
    appVersion: '1.0.0',
    description: 'A shop',
  });
  new WebService(chart, 'web', { values: chart.values.web, port: 8080, env: { LEVEL: 'info' } });
  return app;
}

/** Values that fit the schema and not the objects, each with what is told of it. */
export const broken: { readonly [title: string]: readonly [JsonObject, string] } = {
  'fewest pods above most': [
    { web: { autoscaling: { enabled: true, minReplicas: 10 } } },
    'web.autoscaling.minReplicas may not exceed web.autoscaling.maxReplicas (10 and 5)',
  ],
  'a request above its limit': [
    { web: { resources: { requests: { memory: '1Gi' } } } },
    'web.resources.requests.memory: 1Gi is more than the limit, 256Mi',
  ],
  'a device asked for without a limit': [
    { web: { resources: { requests: { 'nvidia.com/gpu': 1 } } } },
    'web.resources.requests.nvidia.com/gpu: there must be a limit of 1',
  ],
  'a mount whose volume has a name that is not printed': [
    { web: { extraVolumeMounts: [{ name: '\u00ad', mountPath: '/a' }] } },
    'web.extraVolumeMounts[0].name: the pods have no volume "\u00ad"',
  ],
  'a variable twice': [
    {
      web: {
        extraEnv: [
          { name: 'A', value: '1' },
          { name: 'A', value: '2' },
        ],
      },
    },
    'web.extraEnv[1].name: there is "A" already',
  ],
  'a variable of the chart': [
    { web: { extraEnv: [{ name: 'LEVEL', value: 'debug' }] } },
    'web.extraEnv[0].name: "LEVEL" is set by the chart',
  ],
  'a mount where the chart has one': [
    {
      web: { extraVolumes: [{ name: 'more', emptyDir: {} }], extraVolumeMounts: [{ name: 'more', mountPath: '/tmp' }] },
    },
    'web.extraVolumeMounts[0].mountPath: "/tmp" is set by the chart',
  ],
  'a mount of no volume': [
    { web: { extraVolumeMounts: [{ name: 'none', mountPath: '/data' }] } },
    'web.extraVolumeMounts[0].name: the pods have no volume "none"',
  ],
  'a volume of the chart': [
    { web: { extraVolumes: [{ name: 'tmp', emptyDir: {} }] } },
    'web.extraVolumes[0].name: "tmp" is set by the chart',
  ],
  'an address twice in the hosts': [
    {
      web: {
        hostAliases: [
          { ip: '10.0.0.1', hostnames: ['a'] },
          { ip: '10.0.0.1', hostnames: ['b'] },
        ],
      },
    },
    'web.hostAliases[1].ip: there is "10.0.0.1" already',
  ],
};

/** Values that are as near, and fine. */
export const fine: { readonly [title: string]: JsonObject } = {
  'as few pods as most': { web: { autoscaling: { enabled: true, minReplicas: 5 } } },
  'no autoscaler': { web: { autoscaling: { minReplicas: 10 } } },
  'a request that is its limit': { web: { resources: { requests: { memory: '0.25Gi' } } } },
  'other variables': {
    web: {
      extraEnv: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
    },
  },
  'mounts of volumes': {
    web: {
      extraVolumes: [{ name: 'more', emptyDir: {} }],
      extraVolumeMounts: [
        { name: 'more', mountPath: '/data' },
        { name: 'tmp', mountPath: '/cache', subPath: 'cache' },
      ],
    },
  },
  'a pull secret here and in the parent': {
    global: { imagePullSecrets: [{ name: 'a' }] },
    imagePullSecrets: [{ name: 'a' }, { name: 'b' }],
  },
};
