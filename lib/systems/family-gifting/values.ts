import {
  backupValues,
  existingSecretKeysValue,
  existingSecretValue,
  http,
  httpIngressValues,
  httpRouteValues,
  kubernetesList,
  optionalPostgresValues,
  podDefaults,
  postgresWaitValues,
  restrictedPod,
  smokeTestValues,
  webServiceValues,
} from '../../authoring';
import { list, object, string, values } from '../../core/values';

/** Images are built at home and loaded onto the nodes by hand: nothing could be pulled. */
const homeBuilt = (repository: string) => ({ repository, tag: 'latest', pullPolicy: 'Never' as const });

/** What a user of family-gifting may set, with the defaults. */
export const Values = values({
  api: webServiceValues(
    {
      image: homeBuilt('gifting-api'),
      replicaCount: 2,
      resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
      probes: {
        liveness: http('/health', {
          initialDelaySeconds: 30,
          periodSeconds: 10,
          timeoutSeconds: 5,
          failureThreshold: 3,
        }),
        readiness: http('/health', {
          initialDelaySeconds: 10,
          periodSeconds: 5,
          timeoutSeconds: 3,
          failureThreshold: 2,
        }),
      },
      service: { port: 8000, type: 'LoadBalancer' },
      // Endpoints are withdrawn while the pod still answers, so that a rollout drops no request.
      lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
    },
    'The API: FastAPI, REST and WebSocket',
  ),

  web: webServiceValues(
    {
      image: homeBuilt('gifting-web'),
      replicaCount: 2,
      resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '200m', memory: '256Mi' } },
      probes: {
        liveness: http('/', { initialDelaySeconds: 30, periodSeconds: 10 }),
        readiness: http('/', { initialDelaySeconds: 10, periodSeconds: 5 }),
      },
      service: { port: 80, type: 'LoadBalancer' },
      // Endpoints are withdrawn while the pod still answers, so that a rollout drops no request.
      lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
    },
    'The web application: Next.js',
  ),

  postgres: optionalPostgresValues(
    true,
    {
      resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
      storage: '10Gi',
      database: 'family_gifting',
    },
    'PostgreSQL in the cluster',
  ),

  waiting: postgresWaitValues(true),
  migration: object(
    {
      command: list<string>(
        string('', 'A word', { minLength: 1 }),
        ['alembic', 'upgrade', 'head'],
        'What migrates the database, in the image of the API, as uv run alembic upgrade head; nothing where the API does it itself',
      ),
    },
    'Migrations, which run before the API starts',
  ),

  backup: backupValues({
    enabled: false,
    retentionDays: 7,
    storage: '5Gi',
    resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
    podSecurityContext: { ...restrictedPod, runAsUser: 999, runAsGroup: 999, fsGroup: 999 },
  }),

  config: object(
    {
      corsOrigins: string(
        'http://localhost:3000,https://gifting.homelab.local',
        'Origins from which browsers may call the API, with commas between them',
      ),
      apiUrl: string(
        '',
        'Where browsers reach the API, as https://gifting.homelab.local; empty means http://api:8000, which only pods reach',
        { pattern: '^(https?://[^/ ]+)?$' },
      ),
      wsUrl: string(
        '',
        'Where browsers reach the WebSocket of the API, as wss://gifting.homelab.local; empty means ws://api:8000, which only pods reach',
        { pattern: '^(wss?://[^/ ]+)?$' },
      ),
    },
    'Settings of the API, and what the web application tells browsers of it',
  ),
  existingSecrets: object(
    {
      api: existingSecretValue(['database-url', 'jwt-secret']),
      postgres: existingSecretValue(['password']),
    },
    'Secrets that must be there before the installation',
  ),
  existingSecretKeys: object(
    {
      api: existingSecretKeysValue(['database-url', 'jwt-secret']),
      postgres: existingSecretKeysValue(['password']),
    },
    'What the keys of existing Secrets are called',
  ),

  apiPaths: list(
    string('', 'A path, with all below it', { pattern: '^/' }),
    ['/persons', '/ws', '/health'],
    'What the API answers behind the host name that both share; the web application answers all else',
    { minItems: 1 },
  ),
  ingress: httpIngressValues({
    enabled: false,
    className: 'nginx',
    hosts: ['gifting.homelab.local'],
    tls: true,
    clusterIssuer: 'homelab-ca',
    // A WebSocket that says nothing for a while stays open.
    annotations: {
      'nginx.ingress.kubernetes.io/proxy-read-timeout': '3600',
      'nginx.ingress.kubernetes.io/proxy-send-timeout': '3600',
    },
  }),
  httpRoute: httpRouteValues(),
  clients: kubernetesList(
    'networking.v1.NetworkPolicyPeer',
    // An address range does not cover pods with every network plugin, so the ingress controller is named.
    [
      { ipBlock: { cidr: '0.0.0.0/0' } },
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } },
    ],
    'From where the API and the web application may be called, as peers of a network policy',
  ),
  tests: smokeTestValues(),

  defaults: podDefaults(),
});
