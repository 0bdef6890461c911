import { App } from 'cdk8s';
import * as k8s from '../../../imports/k8s';
import { HelmChart } from '../../core/manifest';
import {
  each,
  entries,
  integer,
  list,
  object,
  oneOf,
  optional,
  string,
  stringMap,
  text,
  toggle,
  values,
  when,
} from '../../core/values';

const plainValues = values({
  name: string('db', 'Name of all objects'),
  image: string('postgres:16', 'Image'),
  pullPolicy: oneOf(['Always', 'IfNotPresent', 'Never'], 'Always', 'When the image is pulled'),
  replicas: integer(2, 'Fewest pods'),
  maxReplicas: integer(5, 'Most pods'),
  utilization: integer(70, 'Utilization'),
  port: integer(5432, 'Port of the pods'),
  portName: string('tcp', 'Its name'),
  ports: list<number>(integer(80, 'Port'), [80, 443], 'Ports of the Service'),
  seconds: integer(10, 'Seconds'),
  user: integer(1000, 'User'),
  resources: object(
    {
      cpu: string('100m', 'CPU'),
      memory: string('64Mi', 'Memory'),
      mostMemory: string('128Mi', 'Most memory'),
    },
    'Resources',
  ),
  storage: object(
    {
      size: string('10Gi', 'Size'),
      gibibytes: integer(10, 'Size of another one'),
      className: string('', 'Class'),
      accessModes: list<string>(string('', 'Mode'), ['ReadWriteOnce'], 'Who may mount it'),
      whenDeleted: string('Retain', 'What becomes of it'),
      mountPath: string('/data', 'Where it is'),
      subPath: string('db', 'Path in it'),
    },
    'Storage',
  ),
  labels: stringMap({ a: 'b' }, 'Labels'),
  annotations: stringMap({ a: 'b' }, 'Annotations'),
  nodeSelector: stringMap({ disk: 'ssd' }, 'Nodes'),
  topologyKey: string('topology.kubernetes.io/zone', 'What they spread over'),
  zones: list<string>(string('', 'Zone'), ['a'], 'Zones'),
  tolerations: list<{ readonly key: string; readonly effect: string }>(
    object({ key: string('', 'Key'), effect: string('NoSchedule', 'Effect') }, 'A toleration'),
    [{ key: 'a', effect: 'NoSchedule' }],
    'Tolerations',
  ),
  nameservers: list<string>(string('', 'Address'), ['1.1.1.1'], 'Name servers'),
  command: list<string>(string('', 'Word'), ['sleep', '1'], 'Command'),
  env: stringMap({ LEVEL: 'info' }, 'Variables'),
  files: stringMap({ 'a.yaml': 'x: 1' }, 'Files'),
  secretName: string('creds', 'Secret'),
  unavailable: string('50%', 'Pods that may be away'),
  cidr: string('10.0.0.0/8', 'Who may come'),
  verbs: list<string>(oneOf(['get', 'list', 'watch'], 'get', 'Verb'), ['get'], 'What may be done'),
  people: list<{ readonly name: string }>(
    object({ name: string('', 'Name') }, 'A person'),
    [{ name: 'jane' }],
    'People',
  ),
  schedule: string('5 4 * * *', 'When'),
  timeZone: string('Etc/UTC', 'Time zone'),
  host: string('a.example.org', 'Host'),
  tls: toggle(
    true,
    { secret: string('tls', 'Secret'), hosts: list<string>(string('', 'Host'), ['a.example.org'], 'Hosts') },
    'Encryption',
  ),
});

/** A chart of objects as an author writes them field by field, in which nearly each field is a value of which she says no more than its type. */
export function plainObjects(): App {
  const app = new App();
  const chart = new HelmChart(app, 'database', {
    ...{ values: plainValues, environments: { test: { values: {} } } },
    ...{ version: '1.0.0', appVersion: '1', description: 'A database' },
  });
  const { name, image, port, ports, replicas, seconds, storage, resources, topologyKey, ...others } = chart.values;
  const selector = { app: 'database' };
  const container = {
    ...{ name, image, imagePullPolicy: others.pullPolicy, command: others.command },
    ports: [{ name: others.portName, containerPort: port }],
    env: [
      ...each(others.env, ['name', 'value'], (variable, value) => ({ name: variable, value })),
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: others.secretName, key: 'password' } } },
    ],
    resources: {
      requests: { cpu: resources.cpu, memory: resources.memory },
      limits: { memory: resources.mostMemory },
    },
    readinessProbe: { tcpSocket: { port }, periodSeconds: seconds, failureThreshold: replicas },
    volumeMounts: [{ name: 'data', mountPath: storage.mountPath, subPath: storage.subPath }],
    securityContext: { runAsUser: others.user, runAsNonRoot: true },
  };
  new k8s.KubeStatefulSet(chart, 'database', {
    metadata: { name, labels: { ...entries(others.labels) }, annotations: { ...entries(others.annotations) } },
    spec: {
      serviceName: name,
      replicas,
      selector: { matchLabels: selector },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: storage.whenDeleted, whenScaled: 'Retain' },
      template: {
        metadata: { labels: selector },
        spec: {
          nodeSelector: others.nodeSelector,
          terminationGracePeriodSeconds: seconds,
          dnsConfig: { nameservers: others.nameservers },
          securityContext: { fsGroup: others.user },
          containers: [container],
          tolerations: [
            ...each(others.tolerations, 'toleration', (one) => ({
              ...{ key: one.field('key'), operator: 'Exists', effect: one.field('effect') },
            })),
          ],
          topologySpreadConstraints: [
            {
              ...{ maxSkew: replicas, topologyKey, whenUnsatisfiable: 'ScheduleAnyway' },
              labelSelector: { matchLabels: selector },
            },
          ],
          affinity: {
            nodeAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [
                {
                  weight: others.utilization,
                  preference: { matchExpressions: [{ key: topologyKey, operator: 'In', values: others.zones }] },
                },
              ],
            },
          },
        },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: storage.accessModes,
            storageClassName: optional(storage.className),
            resources: { requests: { storage: storage.size } },
          },
        },
      ],
    },
  });
  new k8s.KubePersistentVolumeClaim(chart, 'dumps', {
    metadata: { name: text`${name}-dumps` },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: text`${storage.gibibytes}Gi` } } },
  });
  new k8s.KubeHorizontalPodAutoscalerV2(chart, 'autoscaler', {
    metadata: { name },
    spec: {
      minReplicas: replicas,
      maxReplicas: others.maxReplicas,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name },
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: others.utilization } },
        },
      ],
    },
  });
  new k8s.KubePodDisruptionBudget(chart, 'budget', {
    metadata: { name },
    spec: { maxUnavailable: others.unavailable, selector: { matchLabels: selector } },
  });
  new k8s.KubeService(chart, 'service', {
    metadata: { name },
    spec: {
      selector,
      ports: [...each(ports, 'port', (one) => ({ name: text`p${one}`, port: one }))],
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: seconds } },
    },
  });
  new k8s.KubeConfigMap(chart, 'files', { metadata: { name: text`${name}-files` }, data: others.files });
  new k8s.KubeRole(chart, 'role', {
    metadata: { name },
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: others.verbs }],
  });
  const apiGroup = 'rbac.authorization.k8s.io';
  new k8s.KubeRoleBinding(chart, 'binding', {
    metadata: { name },
    roleRef: { apiGroup, kind: 'Role', name },
    subjects: [...each(others.people, 'person', (one) => ({ apiGroup, kind: 'User', name: one.field('name') }))],
  });
  new k8s.KubeNetworkPolicy(chart, 'policy', {
    metadata: { name },
    spec: {
      podSelector: { matchLabels: selector },
      policyTypes: ['Ingress'],
      ingress: [
        { from: [{ ipBlock: { cidr: others.cidr } }], ports: [...each(ports, 'port', (one) => ({ port: one }))] },
      ],
    },
  });
  new k8s.KubeCronJob(chart, 'dump', {
    metadata: { name: text`${name}-dump` },
    spec: {
      schedule: others.schedule,
      timeZone: others.timeZone,
      successfulJobsHistoryLimit: replicas,
      jobTemplate: {
        spec: {
          backoffLimit: replicas,
          ttlSecondsAfterFinished: seconds,
          template: {
            spec: {
              restartPolicy: 'Never',
              containers: [{ name: 'dump', image, args: [text`--host=${others.host}`, 'all'] }],
            },
          },
        },
      },
    },
  });
  const { tls } = others;
  new k8s.KubeIngress(chart, 'ingress', {
    metadata: { name },
    spec: {
      tls: [when(tls.enabled, { hosts: tls.hosts, secretName: tls.secret })],
      rules: [
        {
          host: others.host,
          http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port: { number: port } } } }] },
        },
      ],
    },
  });
  new k8s.KubeSecret(chart, 'urls', {
    metadata: { name: text`${name}-urls` },
    stringData: { url: text`postgres://${others.host}:${port}/${name}` },
  });
  return app;
}
