import type { JsonObject } from '../../../core/values';
import { made } from '../broken.fixture';
import type { CheckInput } from '../finding';

const pod = (name: string, spec: JsonObject, container: JsonObject): JsonObject => ({
  metadata: { labels: { app: name, tier: 'back' } },
  spec: { ...spec, containers: [{ name, image: `${name}:1.4`, ...container }] },
});

const deployment = (name: string, spec: JsonObject, container: JsonObject) =>
  made(`apps/v1 Deployment ${name}`, {
    spec: { selector: { matchLabels: { app: name } }, template: pod(name, spec, container) },
  });

const rbac = 'rbac.authorization.k8s.io';
const labels = (app: string) => ({ matchLabels: { app } });

/** Objects that break none of the rules, with something for each of them to break. */
export const effects: CheckInput = {
  objects: [
    deployment(
      'web',
      {
        priorityClassName: 'high',
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        affinity: {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: 'topology.kubernetes.io/zone', labelSelector: labels('redis') },
            ],
          },
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              { weight: 1, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: labels('web') } },
            ],
          },
        },
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: 'topology.kubernetes.io/zone',
            whenUnsatisfiable: 'DoNotSchedule',
            labelSelector: labels('web'),
          },
        ],
        volumes: [
          { name: 'settings', configMap: { name: 'settings' } },
          { name: 'picked', secret: { secretName: 'keys', items: [{ key: 'token', path: 'tokens/web' }] } },
          { name: 'all', projected: { sources: [{ configMap: { name: 'settings' } }, { secret: { name: 'keys' } }] } },
          { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
        ],
      },
      {
        command: ['sh', '-c', 'echo $(date) "$$HOME" $$$$; exec web'],
        args: ['--mode=$(MODE)'],
        env: [
          { name: 'REDIS_HOST', value: 'redis' },
          { name: 'REDIS_PORT', value: '6379' },
        ],
        envFrom: [{ configMapRef: { name: 'variables' } }],
        ports: [{ name: 'http', containerPort: 8080 }],
        livenessProbe: { httpGet: { path: '/', port: 8080 } },
        lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
        resources: { requests: { cpu: '500m', memory: '64Mi' }, limits: { memory: '1Gi' } },
        volumeMounts: [
          { name: 'settings', mountPath: '/etc/web.conf', subPath: 'web.conf' },
          { name: 'picked', mountPath: '/etc/token', subPath: 'tokens/web' },
          { name: 'all', mountPath: '/etc/all', subPath: 'token' },
          { name: 'data', mountPath: '/data' },
        ],
      },
    ),
    deployment('redis', {}, { ports: [{ name: 'redis', containerPort: 6379 }] }),
    made('v1 Service web', {
      spec: { type: 'NodePort', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http', nodePort: 30080 }] },
    }),
    made('v1 Service redis', {
      spec: {
        type: 'NodePort',
        selector: { app: 'redis' },
        ports: [{ port: 6380, targetPort: 6379, nodePort: 30081 }],
      },
    }),
    made('v1 Service none', { spec: { type: 'NodePort', ports: [{ port: 81, nodePort: 0 }] } }),
    made('v1 ConfigMap settings', { data: { 'web.conf': '', 'log.conf': '' } }),
    made('v1 ConfigMap variables', { data: { MODE: 'fast' } }),
    made('v1 Secret keys', { stringData: { token: 'x' } }),
    made('v1 PersistentVolumeClaim data', { spec: { accessModes: ['ReadWriteOnce'] } }),
    made('scheduling.k8s.io/v1 PriorityClass high', { value: 1000, globalDefault: true }),
    ...['normal', 'night', 'batch'].map((name) => made(`scheduling.k8s.io/v1 PriorityClass ${name}`, { value: 10 })),
    made('networking.k8s.io/v1 NetworkPolicy web', {
      spec: {
        podSelector: labels('web'),
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ ports: [{ port: 8080 }] }],
        egress: [
          { to: [{ podSelector: labels('redis') }], ports: [{ port: 6379 }] },
          { ports: [{ port: 53, protocol: 'UDP' }] },
        ],
      },
    }),
    made('apps/v1 DaemonSet agent', {
      spec: {
        selector: { matchLabels: { app: 'agent' } },
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        template: pod('agent', {}, { ports: [{ name: 'metrics', containerPort: 9100 }] }),
      },
    }),
    made('networking.k8s.io/v1 Ingress web', {
      spec: {
        rules: [
          {
            host: 'shop.example',
            http: {
              paths: [
                { path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } },
                { path: '/redis', pathType: 'Exact', backend: { service: { name: 'redis', port: { number: 6380 } } } },
              ],
            },
          },
        ],
      },
    }),
    made('networking.k8s.io/v1 Ingress other', {
      spec: {
        rules: [
          {
            host: 'other.example',
            http: {
              paths: [
                { path: '/', pathType: 'Prefix', backend: { service: { name: 'redis', port: { number: 6380 } } } },
              ],
            },
          },
        ],
      },
    }),
    made(`${rbac}/v1 Role web`, {
      rules: [
        { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'watch'] },
        { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'patch'] },
        { apiGroups: [''], resources: ['configmaps'], resourceNames: ['settings'], verbs: ['get', 'update'] },
        { apiGroups: ['shop.example'], resources: ['orders'], verbs: ['approve', 'ship'] },
        { apiGroups: ['batch'], resources: ['jobs'], verbs: ['get'] },
      ],
    }),
  ].map((object) => ({ object })),
};
