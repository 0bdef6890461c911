import {
  albIngressValues,
  existingSecretKeysValue,
  existingSecretValue,
  externalSecretsValues,
  http,
  httpRouteValues,
  kubernetesList,
  migrationFields,
  podDefaults,
  postgresValues,
  restrictedPod,
  smokeTestValues,
  webServiceValues,
} from '../../authoring';
import { boolean, integer, object, string, values } from '../../core/values';

const resources = { requests: { cpu: '250m', memory: '512Mi' }, limits: { memory: '512Mi' } };

/** What a user of task-manager-api may set, with the defaults. */
export const Values = values({
  api: webServiceValues(
    {
      image: { repository: 'task-manager-api' },
      replicaCount: 2,
      resources,
      probes: {
        liveness: http('/health', {
          initialDelaySeconds: 10,
          periodSeconds: 10,
          timeoutSeconds: 5,
          failureThreshold: 6,
        }),
        readiness: http('/health', { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 }),
      },
      service: { port: 8000 },
      // The user `appuser` of the image.
      podSecurityContext: { ...restrictedPod, runAsUser: 10001, runAsGroup: 10001 },
      lifecycle: { preStop: { exec: { command: ['sleep', '10'] } } },
      terminationGracePeriodSeconds: 60,
    },
    'The API: FastAPI under gunicorn',
  ),
  workers: integer(2, 'Worker processes of gunicorn in each pod', { minimum: 1, maximum: 64 }),

  migration: object(
    {
      ...migrationFields({ backoffLimit: 3, activeDeadlineSeconds: 600, resources }),
      rollbackRevision: string(
        '',
        'Revision of alembic to which a rollback of the release downgrades; empty means none',
        {
          pattern: '^[A-Za-z0-9_+-]*$',
        },
      ),
      directConnection: object(
        {
          enabled: boolean(false, 'Whether it has one; else it goes through the pooler as the API does'),
          remoteKey: string(
            'prod/task-api/database-url-direct',
            'Remote secret with the connection string; the key of the Secret is database-url-direct',
            { minLength: 1 },
          ),
        },
        'A connection to the database past the pooler, for migrations that need a session',
      ),
    },
    'The migration of the database, which runs before a new version does',
  ),

  database: object(
    {
      host: string('postgresql', 'Host name', { minLength: 1, pattern: '^[A-Za-z0-9.-]+$' }),
      port: integer(5432, 'Port', { minimum: 1, maximum: 65535 }),
    },
    'PostgreSQL in Neon, which is not part of the chart',
  ),
  postgres: object(
    {
      enabled: boolean(false, 'Whether a PostgreSQL in the cluster takes the place of the managed one'),
      server: postgresValues(
        {
          resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
          storage: '1Gi',
          database: 'tasks',
        },
        'The PostgreSQL in the cluster',
      ),
      existingSecret: existingSecretValue(['password']),
      existingSecretKeys: existingSecretKeysValue(['password']),
    },
    'A PostgreSQL in the cluster, for development',
  ),

  existingSecret: existingSecretValue(['database-url', 'admin-api-key', 'service-keys']),
  existingSecretKeys: existingSecretKeysValue([
    'database-url',
    'database-url-direct',
    'admin-api-key',
    'service-keys',
    'service-keys-previous',
  ]),
  externalSecrets: externalSecretsValues(false, 'us-east-1'),
  keyRotation: object(
    { enabled: boolean(false, 'Whether the previous service keys are valid too') },
    'Rotation of the service keys',
  ),

  ingress: albIngressValues({ enabled: true }),
  httpRoute: httpRouteValues(),
  ingressController: kubernetesList(
    'networking.v1.NetworkPolicyPeer',
    ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((cidr) => ({ ipBlock: { cidr } })),
    'From where the load balancer reaches the pods, as peers of a network policy: the networks of its subnets, or, with another class, the namespace of the ingress controller',
  ),
  tests: smokeTestValues(),

  defaults: podDefaults(),
});
