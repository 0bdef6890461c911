import { App } from 'cdk8s';
import { HelmChart, commonValues } from '../../core/manifest';
import { values, type JsonObject } from '../../core/values';
import { exec, http } from './probes';
import { WebService, webServiceValues } from './presets/web-service';

export const Values = values({
  ...commonValues,
  web: webServiceValues(
    {
      image: { repository: 'web', tag: '1.0.0' },
      replicaCount: 1,
      resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } },
      probes: { liveness: http('/live', { periodSeconds: 20 }), readiness: exec(['ready']) },
      lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
      service: { port: 80 },
    },
    'The web application',
  ),
});

/** A chart with a probe, a lifecycle and a strategy by default. */
export function mergingApp(): App {
  const app = new App();
  const chart = new HelmChart(app, 'shop', {
    values: Values,
    environments: {
      local: { values: {} },
      production: {
        values: { web: { updateStrategy: { type: 'Recreate' }, livenessProbe: { tcpSocket: { port: 80 } } } },
      },
    },
    version: '1.0.0',
    appVersion: '1.0.0',
    description: 'A shop',
  });
  new WebService(chart, 'web', { values: chart.values.web, port: 8080 });
  return app;
}

/** What somebody chooses of the workload `web`, and what the pods then have. */
export interface Choice {
  readonly title: string;
  readonly values: JsonObject;
  readonly container?: JsonObject;
  readonly strategy?: JsonObject;
  /** Fields that the container does not have. */
  readonly without?: readonly string[];
}

const httpGet = { path: '/other', port: 'http' };

export const choices: readonly Choice[] = [
  {
    title: 'another handler of a probe',
    values: { livenessProbe: { exec: { command: ['true'] } } },
    container: { livenessProbe: { exec: { command: ['true'] }, periodSeconds: 20 } },
  },
  {
    title: 'a field of the handler that is there',
    values: { livenessProbe: { httpGet: { path: '/other' } } },
    container: { livenessProbe: { httpGet, periodSeconds: 20 } },
  },
  {
    title: 'one of two other handlers',
    values: { livenessProbe: { type: 'grpc', grpc: { port: 90 }, tcpSocket: { port: 80 } } },
    container: { livenessProbe: { grpc: { port: 90 }, periodSeconds: 20 } },
  },
  {
    title: 'no probe',
    values: { livenessProbe: { enabled: false }, readinessProbe: { enabled: false } },
    without: ['livenessProbe', 'readinessProbe'],
  },
  {
    title: 'a probe that the chart does not have',
    values: { startupProbe: { httpGet } },
    container: { startupProbe: { httpGet } },
  },
  {
    title: 'another handler of a lifecycle',
    values: { lifecycle: { preStop: { httpGet } } },
    container: { lifecycle: { preStop: { httpGet } } },
  },
  {
    title: 'a command that ends in a line break',
    values: { lifecycle: { preStop: { exec: { command: ['a\n'] } } } },
    container: { lifecycle: { preStop: { exec: { command: ['a\n'] } } } },
  },
  { title: 'no lifecycle', values: { lifecycle: { preStop: { enabled: false } } }, without: ['lifecycle'] },
  {
    title: 'a strategy without numbers',
    values: { updateStrategy: { type: 'Recreate' } },
    strategy: { type: 'Recreate' },
  },
  {
    title: 'other numbers of a strategy',
    values: { updateStrategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '25%' } } },
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: '25%' } },
  },
];

type Refused = readonly [web: JsonObject, path: string, sentence: string];

/** What the oldest Kubernetes does not have that values are held to, with the sentence about it. */
export const later: readonly Refused[] = [
  [
    { lifecycle: { preStop: { sleep: { seconds: 5 } } } },
    'web.lifecycle.preStop.sleep',
    'is in Kubernetes 1.29 and later; values may have what 1.28 has',
  ],
  [
    { podSecurityContext: { supplementalGroupsPolicy: 'Strict' } },
    'web.podSecurityContext.supplementalGroupsPolicy',
    'is in Kubernetes 1.31 and later; values may have what 1.28 has',
  ],
  [
    { autoscaling: { behavior: { scaleUp: { tolerance: '5%' } } } },
    'web.autoscaling.behavior.scaleUp.tolerance',
    'is in Kubernetes 1.33 and later; values may have what 1.28 has',
  ],
];

/** What the schema refuses of the workload `web`, with the sentence about it. */
export const refused: readonly Refused[] = [
  [
    { livenessProbe: { exec: { command: ['true'] }, tcpSocket: { port: 80 } } },
    'web.livenessProbe',
    'has several handlers; type says which counts',
  ],
  [{ livenessProbe: { type: 'grpc' } }, 'web.livenessProbe.grpc', 'this value has no default and must be supplied'],
  [{ startupProbe: { periodSeconds: 5 } }, 'web.startupProbe', 'needs one of exec, grpc, httpGet, tcpSocket'],
  [
    { livenessProbe: { type: 'http' } },
    'web.livenessProbe.type',
    'must be one of "exec", "grpc", "httpGet", "tcpSocket", not "http"',
  ],
  [{ livenessProbe: { successThreshold: 2 } }, 'web.livenessProbe.successThreshold', 'must be <= 1, but is 2'],
  [
    { lifecycle: { preStop: { tcpSocket: { port: 1 }, httpGet } } },
    'web.lifecycle.preStop',
    'has several handlers; type says which counts',
  ],
  [
    { updateStrategy: { type: 'recreate' } },
    'web.updateStrategy.type',
    'must be one of "RollingUpdate", "Recreate", not "recreate"',
  ],
  [
    { updateStrategy: { rollingUpdate: { maxSurge: 0 } } },
    'web.updateStrategy.rollingUpdate',
    'cannot have 0 for both maxSurge and maxUnavailable: nothing would move',
  ],
  [{ service: { nodePort: 80 } }, 'web.service.nodePort', 'must be 0, or from 30000 to 32767'],
  [{ priorityClassName: 'High!' }, 'web.priorityClassName', 'must match pattern'],
  [{ podLabels: { 'a/b/c': 'd' } }, 'web.podLabels', 'must match pattern'],
  [{ podAnnotations: { 'a/': 'd' } }, 'web.podAnnotations', 'must match pattern'],
  [{ nodeSelector: { disk: 'not a label' } }, 'web.nodeSelector.disk', 'must match pattern'],
  [{ serviceAccount: { name: 'a..b' } }, 'web.serviceAccount.name', 'must match pattern'],
  [{ terminationGracePeriodSeconds: 2 ** 31 }, 'web.terminationGracePeriodSeconds', 'must be <= 2147483647'],
  [{ livenessProbe: { initialDelaySeconds: -1 } }, 'web.livenessProbe.initialDelaySeconds', 'must be >= 0, but is -1'],
  [{ readinessProbe: { timeoutSeconds: 2 ** 31 } }, 'web.readinessProbe.timeoutSeconds', 'must be <= 2147483647'],
  [{ resources: { requests: { cpu: -1 } } }, 'web.resources.requests.cpu', 'must be >= 0, but is -1'],
  [{ resources: { limits: { memory: '-1Gi' } } }, 'web.resources.limits.memory', 'must match pattern'],
  [{ podLabels: { team: 'two words' } }, 'web.podLabels.team', 'must match pattern'],
  [{ nodeSelector: { 'a/b/c': 'd' } }, 'web.nodeSelector', 'must match pattern'],
  [
    { podSecurityContext: { seccompProfile: { type: 'runtimeDefault' } } },
    'web.podSecurityContext.seccompProfile.type',
    'must be one of "RuntimeDefault", "Localhost", "Unconfined"',
  ],
  [
    { extraVolumes: [{ name: 'a', configMap: { name: 'a', defaultMode: 644 } }] },
    'web.extraVolumes[0].configMap.defaultMode',
    'must be <= 511, but is 644',
  ],
  [
    { extraVolumes: [{ name: 'a', emptyDir: {}, secret: { secretName: 'a' } }] },
    'web.extraVolumes[0]',
    'must have at most one type',
  ],
  [
    { extraEnv: [{ name: 'A', value: 'b', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] },
    'web.extraEnv[0]',
    'must have a value or takes it from somewhere, not both',
  ],
  [
    { extraContainers: [{ name: 'a', image: 'Nginx:1' }] },
    'web.extraContainers[0].image',
    'must be the name of an image',
  ],
];
