import { expect } from '@jest/globals';
import { type Json, type JsonObject } from '../../core/values';
import { lengthOf, type Snapshot } from './knobs.fixture';

/* What of a workload's pods somebody may set, and everything that differs afterwards. */

interface Workload {
  readonly key: string;
  /** Name of the component, as in labels and names. */
  readonly id: string;
  readonly before: Snapshot;
}

type Expected = { readonly [place: string]: unknown };

export interface Knob {
  /** What is set. */
  readonly to: Json;
  /** Values of the same workload without which the knob means nothing. */
  readonly given?: JsonObject;
  readonly changes: (workload: Workload) => Expected;
}

const checksum = expect.stringMatching(/^[0-9a-f]{64}$/);
export const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

export const at = (kind: string, pointer: string, value: unknown) => (workload: Workload) => ({
  [`${kind} ${workload.id} ${pointer}`]: value,
});
export const deployment = (pointer: string, value: unknown) => at('Deployment', `/spec${pointer}`, value);
export const pod = (pointer: string, value: unknown) => deployment(`/template/spec${pointer}`, value);
export const container = (pointer: string, value: unknown) => pod(`/containers/0${pointer}`, value);
export const all =
  (...parts: ((workload: Workload) => Expected)[]) =>
  (workload: Workload): Expected =>
    Object.assign({}, ...parts.map((part) => part(workload))) as Expected;

/** A field of the container that is no longer there, where it was. */
export const gone =
  (pointer: string) =>
  (workload: Workload): Expected =>
    workload.before.get(`Deployment ${workload.id}`)?.has(`/spec/template/spec/containers/0${pointer}`)
      ? container(pointer, null)(workload)
      : {};

/** The fields of an element that comes after those that a list has. */
export const appended =
  (kind: string, list: string, fields: JsonObject) =>
  (workload: Workload): Expected => {
    const object = `${kind} ${workload.id}`;
    const index = lengthOf(workload.before, object, list);
    return Object.fromEntries(
      Object.entries(fields).map(([field, value]) => [`${object} ${list}/${index}/${field}`, value]),
    );
  };

/** The image of the backend is that of the migration too, and of what waits for it. */
export const image =
  (field: 'image' | 'imagePullPolicy', value: (repository: string) => string) =>
  (workload: Workload): Expected => {
    const expected = value(`sovd-${workload.id}`);
    const own = container(`/${field}`, expected)(workload);
    if (workload.id !== 'backend') return own;
    const job = 'Job migration /spec/template/spec';
    return {
      ...own,
      [`Deployment backend /spec/template/spec/initContainers/0/${field}`]: expected,
      [`${job}/initContainers/0/${field}`]: expected,
      [`${job}/containers/0/${field}`]: expected,
    };
  };

/** Who asks a service by its port follows it. */
export const followers = (workload: Workload): Expected => {
  const url = (test: string, path: string) => ({
    [`Pod test-${test} /spec/containers/0/env/0/value`]: `http://sovd-webapp-${workload.id}:1234${path}`,
  });
  if (workload.id === 'frontend') return { ...url('frontend-page', '/'), ...url('frontend-root', '/') };
  if (workload.id !== 'backend') return {};
  return {
    ...url('backend-live', '/health/live'),
    ...url('backend-ready', '/health/ready'),
    ...url('backend-docs', '/docs'),
    ...url('backend-openapi', '/openapi.json'),
    ...url('backend-metrics', '/metrics'),
    ...url('cors-preflight', '/api/v1/vehicles'),
    'ConfigMap frontend-config /data/VITE_API_BASE_URL': 'http://sovd-webapp-backend:1234',
    'Deployment frontend /spec/template/metadata/annotations/checksum~1config': checksum,
  };
};

export const scaled = { autoscaling: { enabled: true } };
export const autoscaler = (pointer: string, value: unknown) => at('HorizontalPodAutoscaler', `/spec${pointer}`, value);

/** What any workload lets a user say about its pods, their identity and whom they reach, by the kind of the object that has them. */
export const podKnobs = (kind: 'Deployment' | 'Job'): { readonly [knob: string]: Knob } => {
  const template = (pointer: string, value: unknown) => at(kind, `/spec/template${pointer}`, value);
  const spec = (pointer: string, value: unknown) => template(`/spec${pointer}`, value);
  const main = (pointer: string, value: unknown) => spec(`/containers/0${pointer}`, value);
  const more = (list: string, fields: JsonObject) => appended(kind, `/spec/template/spec${list}`, fields);
  const hasInitContainer = ({ id }: Workload) => id === 'migration' || id === 'backend';
  /** Init containers have the same mounts, resources and rights as the main one. */
  const everywhere = (change: (place: string) => (workload: Workload) => Expected) => (workload: Workload) =>
    hasInitContainer(workload)
      ? all(change('/containers/0'), change('/initContainers/0'))(workload)
      : change('/containers/0')(workload);
  /** What waits for the migration reads the settings that users add to the backend. */
  const whereSettingsAre = (change: (place: string) => (workload: Workload) => Expected) => (workload: Workload) =>
    workload.id === 'backend' ? everywhere(change)(workload) : change('/containers/0')(workload);
  return {
    resources: {
      to: { limits: { memory: '1Gi' } },
      changes: everywhere((place) => spec(`${place}/resources/limits/memory`, '1Gi')),
    },
    podAnnotations: {
      to: { 'example.com/team': 'diagnostics' },
      changes: template('/metadata/annotations/example.com~1team', 'diagnostics'),
    },
    podLabels: {
      to: { 'example.com/team': 'diagnostics' },
      changes: template('/metadata/labels/example.com~1team', 'diagnostics'),
    },
    nodeSelector: {
      to: { 'kubernetes.io/arch': 'arm64' },
      changes: spec('/nodeSelector/kubernetes.io~1arch', 'arm64'),
    },
    tolerations: {
      to: [{ key: 'spot', operator: 'Exists' }],
      changes: more('/tolerations', { key: 'spot', operator: 'Exists' }),
    },
    affinity: {
      to: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'gpu', operator: 'DoesNotExist' }] }],
          },
        },
      },
      changes: all(
        ...Object.entries({ key: 'gpu', operator: 'DoesNotExist' }).map(([field, value]) =>
          spec(
            `/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions/0/${field}`,
            value,
          ),
        ),
      ),
    },
    topologySpreadConstraints: {
      to: [{ maxSkew: 2, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }],
      changes: (workload) =>
        more('/topologySpreadConstraints', {
          maxSkew: 2,
          topologyKey: 'zone',
          whenUnsatisfiable: 'DoNotSchedule',
          'labelSelector/matchLabels/app.kubernetes.io~1name': 'sovd-webapp',
          'labelSelector/matchLabels/app.kubernetes.io~1instance': 'sovd-webapp',
          'labelSelector/matchLabels/app.kubernetes.io~1component': workload.id,
        })(workload),
    },
    priorityClassName: { to: 'high', changes: spec('/priorityClassName', 'high') },
    runtimeClassName: { to: 'gvisor', changes: spec('/runtimeClassName', 'gvisor') },
    schedulerName: { to: 'volcano', changes: spec('/schedulerName', 'volcano') },
    shareProcessNamespace: { to: true, changes: spec('/shareProcessNamespace', true) },
    hostname: { to: 'node-a', changes: spec('/hostname', 'node-a') },
    dnsPolicy: { to: 'Default', changes: spec('/dnsPolicy', 'Default') },
    dnsConfig: {
      to: { options: [{ name: 'ndots', value: '2' }] },
      changes: all(spec('/dnsConfig/options/0/name', 'ndots'), spec('/dnsConfig/options/0/value', '2')),
    },
    terminationGracePeriodSeconds: { to: 90, changes: spec('/terminationGracePeriodSeconds', 90) },
    podSecurityContext: { to: { runAsUser: 1000 }, changes: spec('/securityContext/runAsUser', 1000) },
    extraVolumes: {
      to: [{ name: 'ca', configMap: { name: 'ca' } }],
      changes: more('/volumes', { name: 'ca', 'configMap/name': 'ca' }),
    },
    hostAliases: {
      to: [{ ip: '10.0.0.1', hostnames: ['db.internal'] }],
      changes: more('/hostAliases', { ip: '10.0.0.1', 'hostnames/0': 'db.internal' }),
    },
    securityContext: {
      to: { readOnlyRootFilesystem: false },
      changes: everywhere((place) => spec(`${place}/securityContext/readOnlyRootFilesystem`, false)),
    },
    lifecycle: {
      to: { postStart: { exec: { command: ['true'] } } },
      changes: main('/lifecycle/postStart/exec/command/0', 'true'),
    },
    env: {
      to: { LOG_FORMAT: 'json' },
      changes: whereSettingsAre((place) => more(`${place}/env`, { name: 'LOG_FORMAT', value: 'json' })),
    },
    extraEnv: {
      to: [{ name: 'TZ', value: 'UTC' }],
      changes: whereSettingsAre((place) => more(`${place}/env`, { name: 'TZ', value: 'UTC' })),
    },
    extraEnvFrom: {
      to: [{ secretRef: { name: 'more' } }],
      changes: whereSettingsAre((place) => more(`${place}/envFrom`, { 'secretRef/name': 'more' })),
    },
    extraVolumeMounts: {
      to: [{ name: 'tmp', mountPath: '/ca', subPath: 'ca' }],
      changes: everywhere((place) => more(`${place}/volumeMounts`, { name: 'tmp', mountPath: '/ca', subPath: 'ca' })),
    },
    extraContainers: {
      to: [{ name: 'shipper', image: 'ghcr.io/sovd/shipper:1.2.0' }],
      changes: more('/containers', { name: 'shipper', image: 'ghcr.io/sovd/shipper:1.2.0' }),
    },
    extraInitContainers: {
      to: [{ name: 'seed', image: 'ghcr.io/sovd/seed:1.2.0' }],
      changes: more('/initContainers', { name: 'seed', image: 'ghcr.io/sovd/seed:1.2.0' }),
    },
    'serviceAccount.create': {
      to: false,
      changes: all(spec('/serviceAccountName', 'default'), (workload) => ({ [`ServiceAccount ${workload.id}`]: null })),
    },
    'serviceAccount.name': {
      to: 'ours',
      changes: all(spec('/serviceAccountName', 'ours'), (workload) => ({
        [`ServiceAccount ${workload.id}`]: null,
        'ServiceAccount ours': true,
      })),
    },
    'serviceAccount.annotations': {
      to: { 'eks.amazonaws.com/role-arn': 'arn' },
      changes: at('ServiceAccount', '/metadata/annotations/eks.amazonaws.com~1role-arn', 'arn'),
    },
    'serviceAccount.automount': {
      to: true,
      changes: all(
        at('ServiceAccount', '/automountServiceAccountToken', true),
        spec('/automountServiceAccountToken', true),
      ),
    },
    'networkPolicy.enabled': {
      to: true,
      given: { networkPolicy: { enabled: false } },
      changes: (workload) => ({ [`NetworkPolicy ${workload.id}`]: true }),
    },
    'networkPolicy.extraIngress': {
      to: [{ from: [{ podSelector: {} }] }],
      given: { networkPolicy: { enabled: true } },
      changes: appended('NetworkPolicy', '/spec/ingress', { 'from/0/podSelector': {} }),
    },
    'networkPolicy.extraEgress': {
      to: [{ ports: [{ port: 8200 }] }],
      given: { networkPolicy: { enabled: true } },
      changes: appended('NetworkPolicy', '/spec/egress', { 'ports/0/port': 8200 }),
    },
  };
};
