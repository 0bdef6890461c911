import { HelmChart } from '../../../core/manifest';
import { type JsonObject } from '../../../core/values';
import { queueScaling } from '../../integrations/keda/queue-worker';
import { Configuration } from '../configuration';
import type { Controller } from '../controllers/controller';
import { cronJob } from '../controllers/cron-job';
import { daemonSet } from '../controllers/daemon-set';
import { job } from '../controllers/job';
import { statefulSet } from '../controllers/stateful-set';
import { http } from '../probes';
import { type AnyTrait } from '../trait';
import { access, clients, jobAccess, readers } from './access';
import { budget } from './budget';
import { containerSettings } from './container-settings';
import { identity, unneededIdentity } from './identity';
import { image } from './image';
import { jobLimits } from './job-limits';
import { members } from './members';
import { metrics, podMetrics } from './metrics';
import { namedPorts } from './named-ports';
import { hostAliases } from './host-aliases';
import { podSettings } from './pod-settings';
import { optionalProbes, probes } from './probes';
import { program } from './program';
import { resources } from './resources';
import { daemonRollout, rollout, statefulRollout } from './rollout';
import { replicas, scaling } from './scaling';
import { runs, schedule } from './schedule';
import { headlessService, service } from './service';
import { keptVolume, volumeOfEachPod } from './storage';
import { switchable } from './switchable';

/** Objects by their kind, each with the part that matters. */
type Expected = { readonly [kind: string]: object };

/** One trait, on a workload that has no other. */
export interface TraitCase {
  readonly trait: AnyTrait;
  /** What the trait cannot be without. @default nothing */
  readonly beside?: readonly AnyTrait[];
  /** @default none */
  readonly defaults?: object;
  /** @default none */
  readonly props?: (chart: HelmChart) => object;
  /** @default deployment */
  readonly controller?: Controller;
  /** Values under which the trait shows, and what it then comes to. */
  readonly on: readonly [JsonObject, Expected];
  /** Values under which it does not, or less so. */
  readonly off: readonly [JsonObject, Expected];
  /** What stands in the templates. */
  readonly helm: readonly string[];
}

/** The pods of a workload, as a part of the object that controls them. */
const pods = (spec: object) => ({ spec: { template: { spec } } });
const main = (container: object) => pods({ containers: [container] });
const small = { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } };
const scaled = { enabled: true, minReplicas: 2, maxReplicas: 4, targetCPUUtilizationPercentage: 70 };

/** Each trait, by the id of the workload that has it. */
export const traitCases: { readonly [id: string]: TraitCase } = {
  image: {
    trait: image,
    defaults: { image: { repository: 'web', tag: '1' } },
    on: [
      { image: { digest: `sha256:${'a'.repeat(64)}` } },
      { Deployment: main({ image: `web@sha256:${'a'.repeat(64)}` }) },
    ],
    off: [{}, { Deployment: main({ image: 'web:1', imagePullPolicy: 'IfNotPresent' }) }],
    helm: ['imagePullPolicy: {{ .Values.image.image.pullPolicy }}'],
  },
  resources: {
    trait: resources,
    defaults: { resources: small },
    on: [
      { resources: { limits: { cpu: '1' } } },
      { Deployment: main({ resources: { limits: { cpu: '1', memory: '32Mi' } } }) },
    ],
    off: [{}, { Deployment: main({ resources: small }) }],
    helm: ['{{- with .Values.resources.resources }}'],
  },
  scaling: {
    trait: scaling,
    defaults: { replicaCount: 3 },
    on: [
      { autoscaling: scaled },
      { Deployment: { spec: { selector: {} } }, HorizontalPodAutoscaler: { spec: { minReplicas: 2, maxReplicas: 4 } } },
    ],
    off: [{}, { Deployment: { spec: { replicas: 3 } } }],
    helm: [
      '{{- if not (or .Values.scaling.autoscaling.enabled .Values.scaling.autoscaling.external) }}',
      '{{- if and .Values.scaling.autoscaling.enabled (not .Values.scaling.autoscaling.external) -}}',
    ],
  },
  replicas: {
    trait: replicas,
    defaults: { replicaCount: 3 },
    on: [{ replicaCount: 5 }, { Deployment: { spec: { replicas: 5 } } }],
    off: [{ replicaCount: 0 }, { Deployment: { spec: { replicas: 0 } } }],
    helm: ['replicas: {{ .Values.replicas.replicaCount | int64 }}'],
  },
  probes: {
    trait: probes,
    defaults: { probes: { liveness: http('/live'), readiness: http('/ready') } },
    on: [
      { startupProbe: { httpGet: { path: '/start', port: 8080 } } },
      { Deployment: main({ startupProbe: { httpGet: { path: '/start' } } }) },
    ],
    off: [{}, { Deployment: main({ livenessProbe: { httpGet: { path: '/live' } }, readinessProbe: {} }) }],
    helm: [
      '{{- with include "traits.handler" (dict "handler" .Values.probes.startupProbe) }}',
      '(dict "handler" .Values.probes.livenessProbe "default" "httpGet")',
    ],
  },
  'optional-probes': {
    trait: optionalProbes,
    on: [
      { livenessProbe: { httpGet: { path: '/live', port: 8080 } } },
      { Deployment: main({ livenessProbe: { httpGet: { path: '/live' } } }) },
    ],
    off: [{}, { Deployment: main({ name: 'optional-probes' }) }],
    helm: ['{{- with include "traits.handler" (dict "handler" .Values.optionalProbes.livenessProbe) }}'],
  },
  rollout: {
    trait: rollout,
    props: () => ({ progressDeadlineSeconds: 60 }),
    on: [{ updateStrategy: { type: 'Recreate' } }, { Deployment: { spec: { strategy: { type: 'Recreate' } } } }],
    off: [{}, { Deployment: { spec: { progressDeadlineSeconds: 60, strategy: { rollingUpdate: { maxSurge: 1 } } } } }],
    helm: ['{{- with include "traits.strategy" (dict "strategy" .Values.rollout.updateStrategy) }}'],
  },
  'stateful-rollout': {
    trait: statefulRollout,
    controller: statefulSet,
    on: [{ updateStrategy: { type: 'OnDelete' } }, { StatefulSet: { spec: { updateStrategy: { type: 'OnDelete' } } } }],
    off: [{}, { StatefulSet: {} }],
    helm: ['{{- with include "traits.strategy" (dict "strategy" .Values.statefulRollout.updateStrategy) }}'],
  },
  'daemon-rollout': {
    trait: daemonRollout,
    controller: daemonSet,
    on: [{ updateStrategy: { type: 'OnDelete' } }, { DaemonSet: { spec: { updateStrategy: { type: 'OnDelete' } } } }],
    off: [{}, { DaemonSet: {} }],
    helm: ['{{- with include "traits.strategy" (dict "strategy" .Values.daemonRollout.updateStrategy) }}'],
  },
  'pod-settings': {
    trait: podSettings,
    on: [
      {
        podLabels: { team: 'a' },
        podAnnotations: { note: 'b' },
        nodeSelector: { disk: 'fast' },
        priorityClassName: 'high',
      },
      {
        Deployment: {
          spec: {
            template: {
              metadata: { labels: { team: 'a' }, annotations: { note: 'b' } },
              spec: { nodeSelector: { disk: 'fast' }, priorityClassName: 'high' },
            },
          },
        },
      },
    ],
    off: [{}, { Deployment: pods({ securityContext: { runAsNonRoot: true }, terminationGracePeriodSeconds: 30 }) }],
    helm: ['{{- with .Values.podSettings.podLabels }}', '{{- with .Values.podSettings.priorityClassName }}'],
  },
  'host-aliases': {
    trait: hostAliases,
    on: [
      { hostAliases: [{ ip: '10.0.0.1', hostnames: ['db.internal'] }] },
      { Deployment: pods({ hostAliases: [{ ip: '10.0.0.1', hostnames: ['db.internal'] }] }) },
    ],
    off: [{}, { Deployment: {} }],
    helm: ['{{- with .Values.hostAliases.hostAliases }}'],
  },
  'container-settings': {
    trait: containerSettings,
    on: [
      {
        extraEnv: [{ name: 'A', value: 'b' }],
        extraVolumeMounts: [{ name: 'tmp', mountPath: '/more' }],
      },
      {
        Deployment: main({
          env: [{ name: 'A', value: 'b' }],
          volumeMounts: [
            { name: 'tmp', mountPath: '/tmp' },
            { name: 'tmp', mountPath: '/more' },
          ],
        }),
      },
    ],
    off: [{}, { Deployment: main({ securityContext: { readOnlyRootFilesystem: true } }) }],
    helm: ['{{- with .Values.containerSettings.extraEnv }}'],
  },
  identity: {
    trait: identity,
    on: [
      { serviceAccount: { annotations: { role: 'a' } } },
      {
        Deployment: pods({ serviceAccountName: 'traits-identity' }),
        ServiceAccount: { metadata: { annotations: { role: 'a' } } },
      },
    ],
    off: [{ serviceAccount: { create: false } }, { Deployment: pods({ serviceAccountName: 'default' }) }],
    helm: ['{{- if .Values.identity.serviceAccount.create -}}'],
  },
  'unneeded-identity': {
    trait: unneededIdentity,
    on: [
      { serviceAccount: { create: true, automount: true } },
      {
        Deployment: pods({ serviceAccountName: 'traits-unneeded-identity', automountServiceAccountToken: true }),
        ServiceAccount: { automountServiceAccountToken: false },
      },
    ],
    off: [{ serviceAccount: { name: 'robot' } }, { Deployment: pods({ serviceAccountName: 'robot' }) }],
    helm: ['{{- if .Values.unneededIdentity.serviceAccount.create -}}'],
  },
  service: {
    trait: service,
    defaults: { service: { port: 80 } },
    props: () => ({ port: 8080 }),
    on: [
      { service: { type: 'NodePort', nodePort: 30080 } },
      {
        Deployment: main({ ports: [{ containerPort: 8080 }] }),
        Service: { spec: { type: 'NodePort', ports: [{ nodePort: 30080 }] } },
      },
    ],
    off: [{}, { Deployment: {}, Service: { spec: { type: 'ClusterIP', ports: [{ port: 80, targetPort: 'http' }] } } }],
    helm: ['port: {{ .Values.service.service.port | int64 }}'],
  },
  'headless-service': {
    trait: headlessService,
    controller: statefulSet,
    props: () => ({ port: { name: 'db', number: 5432 } }),
    on: [
      {},
      { StatefulSet: { spec: { serviceName: 'traits-headless-service' } }, Service: { spec: { clusterIP: 'None' } } },
    ],
    off: [{}, { StatefulSet: main({ ports: [{ name: 'db', containerPort: 5432 }] }), Service: {} }],
    helm: ['clusterIP: None'],
  },
  members: {
    trait: members,
    controller: statefulSet,
    props: () => ({ port: 8080 }),
    on: [
      {},
      {
        StatefulSet: { spec: { serviceName: 'traits-members-members' } },
        Service: { metadata: { name: 'traits-members-members' } },
      },
    ],
    off: [{}, { StatefulSet: {}, Service: { spec: { publishNotReadyAddresses: true } } }],
    helm: ['publishNotReadyAddresses: true'],
  },
  'named-ports': {
    trait: namedPorts,
    props: () => ({ ports: { metrics: 9000 } }),
    on: [{}, { Deployment: main({ ports: [{ name: 'metrics', containerPort: 9000 }] }) }],
    off: [{}, { Deployment: {} }],
    helm: ['containerPort: 9000'],
  },
  budget: {
    trait: budget,
    on: [
      { podDisruptionBudget: { minAvailable: '50%' } },
      { Deployment: {}, PodDisruptionBudget: { spec: { minAvailable: '50%' } } },
    ],
    off: [{ podDisruptionBudget: { enabled: false } }, { Deployment: {} }],
    helm: ['{{- if .Values.budget.podDisruptionBudget.enabled -}}'],
  },
  access: {
    trait: access,
    on: [
      { networkPolicy: { extraEgress: [{ ports: [{ port: 443 }] }] } },
      {
        Deployment: {},
        NetworkPolicy: {
          spec: {
            policyTypes: ['Ingress', 'Egress'],
            egress: [
              {
                ports: [
                  { port: 53, protocol: 'UDP' },
                  { port: 53, protocol: 'TCP' },
                ],
              },
              { ports: [{ port: 443 }] },
            ],
          },
        },
      },
    ],
    off: [{ networkPolicy: { enabled: false } }, { Deployment: {} }],
    helm: ['{{- with .Values.access.networkPolicy.extraEgress }}'],
  },
  clients: {
    trait: clients,
    on: [
      { networkPolicy: { extraIngress: [{ from: [{ podSelector: {} }] }] } },
      {
        Deployment: {},
        NetworkPolicy: { spec: { policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: {} }] }] } },
      },
    ],
    off: [{ networkPolicy: { enabled: false } }, { Deployment: {} }],
    helm: ['{{- if .Values.clients.networkPolicy.enabled -}}'],
  },
  readers: {
    trait: readers,
    on: [
      { networkPolicy: { extraEgress: [{ ports: [{ port: 443 }] }] } },
      {
        Deployment: {},
        NetworkPolicy: { spec: { policyTypes: ['Ingress', 'Egress'], egress: [{ ports: [{ port: 443 }] }] } },
      },
    ],
    off: [{ networkPolicy: { enabled: false } }, { Deployment: {} }],
    helm: ['{{- if .Values.readers.networkPolicy.enabled -}}'],
  },
  'job-access': {
    trait: jobAccess,
    controller: job,
    on: [
      { networkPolicy: { enabled: true } },
      {
        Job: {},
        NetworkPolicy: {
          spec: {
            policyTypes: ['Ingress', 'Egress'],
            egress: [
              {
                ports: [
                  { port: 53, protocol: 'UDP' },
                  { port: 53, protocol: 'TCP' },
                ],
              },
            ],
          },
        },
      },
    ],
    off: [{}, { Job: {} }],
    helm: ['{{- if .Values.jobAccess.networkPolicy.enabled -}}'],
  },
  switchable: {
    trait: switchable('a workload'),
    defaults: { enabled: true },
    on: [{}, { Deployment: {} }],
    off: [{ enabled: false }, {}],
    helm: ['{{- if .Values.switchable.enabled -}}'],
  },
  metrics: {
    trait: metrics,
    defaults: { metrics: true },
    props: () => ({ metricsPath: '/metrics', port: 8080 }),
    on: [
      { metrics: { serviceMonitor: { enabled: true }, prometheusRule: { enabled: true } } },
      { Deployment: {}, ServiceMonitor: { spec: { endpoints: [{ path: '/metrics' }] } }, PrometheusRule: {} },
    ],
    off: [
      {},
      { Deployment: { spec: { template: { metadata: { annotations: { 'prometheus.io/path': '/metrics' } } } } } },
    ],
    helm: ['{{- if and .Values.metrics.metrics.enabled .Values.metrics.metrics.serviceMonitor.enabled -}}'],
  },
  'pod-metrics': {
    trait: podMetrics,
    beside: [namedPorts],
    defaults: { metrics: true },
    props: () => ({ metricsPath: '/metrics', ports: { metrics: 9000 } }),
    on: [
      { metrics: { podMonitor: { enabled: true }, prometheusRule: { enabled: true } } },
      {
        Deployment: main({ ports: [{ name: 'metrics', containerPort: 9000 }] }),
        PodMonitor: { spec: { podMetricsEndpoints: [{ port: 'metrics', path: '/metrics' }] } },
        PrometheusRule: {
          spec: {
            groups: [{ rules: [{ expr: 'absent(up{namespace="traits",job="traits/traits-pod-metrics"} == 1)' }] }],
          },
        },
      },
    ],
    off: [{}, { Deployment: { spec: { template: { metadata: { annotations: { 'prometheus.io/port': '9000' } } } } } }],
    helm: ['{{- if and .Values.podMetrics.metrics.enabled .Values.podMetrics.metrics.podMonitor.enabled -}}'],
  },
  'volume-each-pod': {
    trait: volumeOfEachPod,
    defaults: { storage: '1Gi' },
    props: () => ({ data: { claim: 'data', mountPath: '/data' } }),
    controller: statefulSet,
    on: [
      { persistence: { storageClassName: 'fast' } },
      {
        StatefulSet: {
          spec: { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { storageClassName: 'fast' } }] },
        },
      },
    ],
    off: [{}, { StatefulSet: main({ volumeMounts: [{ name: 'tmp' }, { name: 'data', mountPath: '/data' }] }) }],
    helm: ['storage: {{ .Values.volumeEachPod.persistence.size | quote }}'],
  },
  'kept-volume': {
    trait: keptVolume('kept', '/kept'),
    defaults: { storage: '1Gi' },
    controller: job,
    on: [
      { persistence: { size: '2Gi' } },
      { Job: {}, PersistentVolumeClaim: { spec: { resources: { requests: { storage: '2Gi' } } } } },
    ],
    off: [
      {},
      {
        Job: main({ volumeMounts: [{ name: 'tmp' }, { name: 'kept', mountPath: '/kept' }] }),
        PersistentVolumeClaim: {},
      },
    ],
    helm: ['storage: {{ .Values.keptVolume.persistence.size | quote }}'],
  },
  'job-limits': {
    trait: jobLimits('run', 'tries again'),
    defaults: { backoffLimit: 1, activeDeadlineSeconds: 60 },
    controller: job,
    on: [{ backoffLimit: 4 }, { Job: { spec: { backoffLimit: 4 } } }],
    off: [
      { backoffLimit: 0 },
      { Job: { spec: { backoffLimit: 0, ttlSecondsAfterFinished: 86400, ...pods({ restartPolicy: 'Never' }).spec } } },
    ],
    helm: ['backoffLimit: {{ .Values.jobLimits.backoffLimit | int64 }}', 'restartPolicy: Never'],
  },
  schedule: {
    trait: schedule,
    controller: cronJob,
    on: [
      { schedule: '0 4 * * *' },
      { CronJob: { spec: { schedule: '0 4 * * *', jobTemplate: pods({ restartPolicy: 'Never' }) } } },
    ],
    off: [{}, { CronJob: { spec: { schedule: '30 2 * * *', concurrencyPolicy: 'Forbid' } } }],
    helm: ['schedule: {{ .Values.schedule.schedule | quote }}'],
  },
  runs: {
    trait: runs,
    beside: [schedule],
    controller: cronJob,
    on: [
      { timeZone: 'Europe/Berlin', suspend: true, concurrencyPolicy: 'Replace' },
      { CronJob: { spec: { timeZone: 'Europe/Berlin', suspend: true, concurrencyPolicy: 'Replace' } } },
    ],
    off: [{}, { CronJob: { spec: { suspend: false, concurrencyPolicy: 'Forbid', failedJobsHistoryLimit: 3 } } }],
    helm: ['{{- with .Values.runs.timeZone }}'],
  },
  program: {
    trait: program,
    props: (chart) => {
      const settings = new Configuration(chart, 'settings', { data: { A: 'b' } });
      return {
        env: { C: 'd' },
        configuration: settings,
        command: ['run'],
        files: [{ configuration: settings, mountPath: '/etc/settings' }],
        mounts: [{ name: 'cache', mountPath: '/cache', volume: { emptyDir: {} } }],
        podLabels: { team: 'a' },
      };
    },
    on: [
      {},
      {
        Deployment: pods({
          containers: [
            {
              command: ['run'],
              env: [{ name: 'C', value: 'd' }],
              envFrom: [{ configMapRef: { name: 'traits-settings' } }],
              volumeMounts: [{ name: 'tmp' }, { name: 'settings', readOnly: true }, { name: 'cache' }],
            },
          ],
          volumes: [{ name: 'tmp' }, { name: 'settings', configMap: {} }, { name: 'cache', emptyDir: {} }],
        }),
      },
    ],
    off: [{}, { Deployment: { spec: { template: { metadata: { labels: { team: 'a' } } } } } }],
    helm: ['checksum/config: {{ include "traits.settings.data" . | fromYaml | toJson | sha256sum | quote }}'],
  },
  'queue-scaling': {
    trait: queueScaling,
    defaults: { replicaCount: 2, autoscaling: { enabled: true, maxReplicas: 9 } },
    props: () => ({ triggers: [{ type: 'cron', metadata: { start: '0 6 * * *' } }] }),
    on: [{}, { Deployment: {}, ScaledObject: { spec: { minReplicaCount: 0, maxReplicaCount: 9 } } }],
    off: [{ autoscaling: { enabled: false } }, { Deployment: { spec: { replicas: 2 } } }],
    helm: ['{{- if .Values.queueScaling.autoscaling.enabled -}}'],
  },
};
