import type { JsonObject } from '../../core/values';
import { made } from './broken.fixture';

const rbac = 'rbac.authorization.k8s.io';

const labels = { app: 'tool' };
/** Objects of kinds that none of the systems has, in the namespace of sovd-webapp and in good order. */
export const moreKinds: readonly JsonObject[] = [
  made('v1 PersistentVolumeClaim cache', {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  }),
  made('v1 ServiceAccount tool'),
  made('v1 ConfigMap tool', {
    data: { 'tool.yaml': 'api: http://sovd-webapp-backend:8000/api', LEVEL: 'info' },
  }),
  made('secrets-store.csi.x-k8s.io/v1 SecretProviderClass provided', {
    spec: {
      provider: 'vault',
      parameters: { roleName: 'tool' },
      secretObjects: [{ secretName: 'provided', type: 'Opaque', data: [{ key: 'token', objectName: 'token' }] }],
    },
  }),
  made('v1 Secret tool', { stringData: { token: 'x' } }),
  made('batch/v1 CronJob tool', {
    spec: {
      jobTemplate: {
        spec: {
          template: {
            metadata: { labels },
            spec: {
              serviceAccountName: 'tool',
              initContainers: [
                { name: 'copy', image: 'tool:1', volumeMounts: [{ name: 'cache', mountPath: '/cache' }] },
                {
                  name: 'proxy',
                  image: 'tool:1',
                  restartPolicy: 'Always',
                  ports: [{ name: 'proxy', containerPort: 9000 }],
                },
              ],
              containers: [
                {
                  name: 'tool',
                  image: 'tool:1',
                  args: ['--server=http://sovd-webapp-backend.sovd-webapp.svc.cluster.local:8000', '--plain', 'tool'],
                  env: [{ name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'tool', key: 'LEVEL' } } }],
                  ports: [{ name: 'metrics', containerPort: 9090 }],
                  volumeMounts: [
                    { name: 'settings', mountPath: '/etc/tool' },
                    { name: 'all', mountPath: '/etc/all' },
                  ],
                },
              ],
              volumes: [
                { name: 'cache', persistentVolumeClaim: { claimName: 'cache' } },
                { name: 'settings', configMap: { name: 'tool', items: [{ key: 'tool.yaml', path: 'tool.yaml' }] } },
                {
                  name: 'all',
                  projected: {
                    sources: [
                      { secret: { name: 'tool', items: [{ key: 'token', path: 'token' }] } },
                      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
                    ],
                  },
                },
              ],
            },
          },
        },
      },
    },
  }),
  made(`${rbac}/v1 Role tool`, { rules: [] }),
  made(`${rbac}/v1 RoleBinding tool`, {
    roleRef: { apiGroup: rbac, kind: 'Role', name: 'tool' },
    subjects: [{ kind: 'ServiceAccount', name: 'tool' }],
  }),
  made(`${rbac}/v1 RoleBinding viewer`, {
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'view' },
    subjects: [{ kind: 'ServiceAccount', name: 'tool', namespace: 'sovd-webapp' }],
  }),
  made('gateway.networking.k8s.io/v1 HTTPRoute route', {
    spec: { rules: [{ backendRefs: [{ name: 'sovd-webapp-frontend', port: 80 }] }] },
  }),
  made('monitoring.coreos.com/v1 PodMonitor tool', {
    spec: { selector: { matchLabels: labels }, podMetricsEndpoints: [{ port: 'metrics' }] },
  }),
  made('v1 Service tool', { spec: { selector: labels, ports: [{ name: 'web', port: 80, targetPort: 9090 }] } }),
  made('keda.sh/v1alpha1 ScaledObject tool', { spec: { scaleTargetRef: { name: 'sovd-webapp-frontend' } } }),
  made('external-secrets.io/v1 ExternalSecret more', {
    spec: {
      secretStoreRef: { name: 'aws-secrets-manager' },
      target: { name: 'more' },
      dataFrom: [{ extract: { key: 'x' } }],
    },
  }),
  made('external-secrets.io/v1 SecretStore vault', {
    spec: {
      provider: { vault: { server: 'https://vault:8200', auth: { tokenSecretRef: { name: 'tool', key: 'token' } } } },
    },
  }),
  made('networking.k8s.io/v1 NetworkPolicy tool', {
    spec: {
      podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['tool'] }] },
      egress: [{ to: [{ podSelector: { matchLabels: labels } }], ports: [{ port: 'metrics' }] }],
    },
  }),
];
