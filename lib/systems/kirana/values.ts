import {
  backupValues,
  existingSecretKeysValue,
  existingSecretValue,
  externalSecretsValues,
  http,
  httpIngressValues,
  httpRouteValues,
  kubernetesList,
  mongoExpressValues,
  mongodbMigrationValues,
  monitoringValues,
  optionalMongodbValues,
  optionalRedisValues,
  pgAdminValues,
  podDefaults,
  reverseProxyValues,
  smokeTestValues,
  stickyPodsValues,
  webServiceValues,
} from '../../authoring';
import { integer, number, object, string, values } from '../../core/values';
import { targets } from './alerts';
import { secretKeys } from './secrets';

/** Requests and limits of CPU and memory: `small('50m', '64Mi', '128Mi')`. */
const resources = (cpu: string, memory: string, memoryLimit: string, cpuLimit?: string) => ({
  requests: { cpu, memory },
  limits: { ...(cpuLimit === undefined ? {} : { cpu: cpuLimit }), memory: memoryLimit },
});
const seconds = (value: number, description: string) =>
  number(value, `${description}, at most`, { minimum: 0.001, maximum: 3600 });
const share = (value: number, description: string) => number(value, description, { minimum: 0.0001, maximum: 1 });
const exporter = (repository: string, tag: string) => ({
  image: { repository, tag },
  resources: resources('20m', '32Mi', '128Mi'),
});

/** What a user of kirana may set, with the defaults. */
export const Values = values({
  environment: string('production', 'Name of the environment; the remote secrets are found by it', {
    pattern: '^[a-z][a-z0-9-]*$',
  }),
  logLevel: string('INFO', 'Log level of the backend', { pattern: '^[A-Z]+$' }),

  backend: webServiceValues(
    {
      image: { repository: 'kirana-backend', tag: 'v1.0.0' },
      replicaCount: 2,
      resources: resources('250m', '256Mi', '512Mi', '1'),
      autoscaling: { enabled: true, minReplicas: 2, maxReplicas: 10, targetCPUUtilizationPercentage: 70 },
      probes: {
        liveness: http('/health', {
          initialDelaySeconds: 30,
          periodSeconds: 15,
          timeoutSeconds: 5,
          failureThreshold: 6,
        }),
        readiness: http('/health', {
          initialDelaySeconds: 5,
          periodSeconds: 5,
          timeoutSeconds: 3,
          failureThreshold: 2,
        }),
      },
      service: { port: 5000 },
      // Endpoints are withdrawn while the pod still answers, so that a rollout drops no request.
      lifecycle: { preStop: { exec: { command: ['sleep', '10'] } } },
      terminationGracePeriodSeconds: 60,
    },
    'The API: Flask and Socket.IO',
  ),

  frontend: webServiceValues(
    {
      image: { repository: 'kirana-frontend', tag: 'v1.0.0' },
      replicaCount: 2,
      resources: resources('100m', '128Mi', '256Mi', '500m'),
      probes: {
        liveness: http('/', { initialDelaySeconds: 15, periodSeconds: 15, timeoutSeconds: 3, failureThreshold: 4 }),
        readiness: http('/', { initialDelaySeconds: 5, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 }),
      },
      service: { port: 3000 },
      lifecycle: { preStop: { exec: { command: ['sleep', '10'] } } },
    },
    'The web application: React',
  ),

  nginx: reverseProxyValues(
    {
      image: { repository: 'docker.io/nginxinc/nginx-unprivileged', tag: '1.27.3' },
      replicaCount: 2,
      resources: resources('100m', '64Mi', '128Mi', '500m'),
      lifecycle: { preStop: { exec: { command: ['sleep', '10'] } } },
      rateLimit: { requestsPerSecond: 20, burst: 40 },
      maxBodyMegabytes: 10,
      exporter: {
        image: { repository: 'docker.io/nginx/nginx-prometheus-exporter', tag: '1.4.0' },
        resources: resources('10m', '16Mi', '64Mi', '100m'),
      },
    },
    'The reverse proxy in front of backend and frontend: nginx',
  ),
  sticky: stickyPodsValues(true),

  mongodb: optionalMongodbValues(
    true,
    {
      image: { repository: 'docker.io/library/mongo', tag: '7.0.16' },
      resources: resources('500m', '1Gi', '2Gi'),
      storage: '20Gi',
      database: 'kirana',
      user: 'kirana',
    },
    'MongoDB',
  ),

  redis: optionalRedisValues(
    true,
    {
      image: { repository: 'docker.io/library/redis', tag: '7.4.2' },
      resources: resources('100m', '256Mi', '768Mi'),
      storage: '5Gi',
      maxMemoryMegabytes: 384,
    },
    'Redis: cache, sessions and the queue of Socket.IO',
  ),

  migration: mongodbMigrationValues({
    backoffLimit: 2,
    activeDeadlineSeconds: 1800,
    resources: resources('100m', '256Mi', '512Mi', '500m'),
    storage: '10Gi',
    keep: 5,
  }),

  backup: backupValues({
    enabled: true,
    schedule: '30 20 * * *',
    retentionDays: 14,
    storage: '50Gi',
    resources: resources('100m', '128Mi', '512Mi', '500m'),
    podSecurityContext: {
      runAsNonRoot: true,
      runAsUser: 999,
      runAsGroup: 999,
      fsGroup: 999,
      seccompProfile: { type: 'RuntimeDefault' },
    },
  }),

  mongoExpress: mongoExpressValues({
    enabled: false,
    image: { repository: 'docker.io/library/mongo-express', tag: '1.0.2-20-alpine3.19' },
    resources: resources('50m', '128Mi', '256Mi'),
  }),
  pgadmin: pgAdminValues({
    enabled: false,
    image: { repository: 'docker.io/dpage/pgadmin4', tag: '8.14' },
    resources: resources('100m', '256Mi', '512Mi'),
  }),

  monitoring: monitoringValues({
    enabled: true,
    mode: 'embedded',
    cluster: 'kirana',
    scrapeInterval: '15s',
    runbookUrl: 'docs/kirana-runbook.md',
    notifications: {
      slackChannels: {
        default: '#kirana-alerts',
        'database-team': '#kirana-database',
        'payments-team': '#kirana-payments',
        'security-team': '#kirana-security',
        'operations-team': '#kirana-operations',
        warnings: '#kirana-warnings',
      },
      emailAddresses: {
        'database-team': 'database@kirana.internal',
        'security-team': 'security@kirana.internal',
        'operations-team': 'operations@kirana.internal',
      },
      smarthost: 'smtp:587',
      from: 'alerts@kirana.internal',
    },
    prometheus: {
      image: { repository: 'docker.io/prom/prometheus', tag: 'v2.55.1' },
      resources: resources('250m', '1Gi', '2Gi'),
      storage: '50Gi',
      retention: '30d',
    },
    alertmanager: {
      image: { repository: 'docker.io/prom/alertmanager', tag: 'v0.27.0' },
      resources: resources('50m', '64Mi', '128Mi'),
      storage: '1Gi',
    },
    grafana: {
      image: { repository: 'docker.io/grafana/grafana', tag: '11.4.0' },
      resources: resources('100m', '128Mi', '512Mi'),
    },
    exporters: {
      mongodb: exporter('docker.io/percona/mongodb_exporter', '0.43.1'),
      redis: exporter('docker.io/oliver006/redis_exporter', 'v1.67.0'),
      blackbox: exporter('docker.io/prom/blackbox-exporter', 'v0.25.0'),
      node: exporter('docker.io/prom/node-exporter', 'v1.8.2'),
    },
  }),

  targets: object(
    {
      apiSeconds: seconds(targets.apiSeconds, 'Seconds that a request to the API takes on average'),
      searchSeconds: seconds(targets.searchSeconds, 'Seconds that a search takes on average'),
      permissionCheckSeconds: seconds(
        targets.permissionCheckSeconds,
        'Seconds that a permission check takes on average',
      ),
      databaseQuerySeconds: seconds(
        targets.databaseQuerySeconds,
        'Seconds that a query of the database takes on average',
      ),
      errorRatio: share(targets.errorRatio, 'Share of the requests that the API may answer with an error'),
      availability: share(targets.availability, 'Share of the time in which the shop is there'),
      concurrentOrders: integer(targets.concurrentOrders, 'Orders under way at once that the system is proven for', {
        minimum: 1,
        maximum: 100_000,
      }),
    },
    'What the system promises; alerts say where it is missed',
  ),

  existingSecret: existingSecretValue(Object.keys(secretKeys)),
  existingSecretKeys: existingSecretKeysValue(Object.keys(secretKeys)),
  externalSecrets: externalSecretsValues(false, 'ap-south-1'),

  ingress: httpIngressValues({ enabled: false, className: 'nginx' }),
  httpRoute: httpRouteValues(),
  ingressController: kubernetesList(
    'networking.v1.NetworkPolicyPeer',
    [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } }],
    'From where the ingress controller reaches nginx, as peers of a network policy',
  ),
  tests: smokeTestValues(),

  defaults: podDefaults(),
});
