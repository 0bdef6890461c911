import {
  existingSecretKeysValue,
  existingSecretValue,
  http,
  httpIngressValues,
  httpRouteValues,
  kubernetesList,
  optionalPostgresValues,
  podDefaults,
  postgresWaitValues,
  smokeTestValues,
  webServiceValues,
} from '../../authoring';
import { list, object, oneOf, string, values } from '../../core/values';

const logLevel = () => oneOf(['debug', 'info', 'warning', 'error'], 'info', 'Log level');

/** Times by which a pod that is merely not ready is kept out of the Service and is not restarted. */
const probes = {
  // Migrations and the first connection to the database may take 5 minutes.
  startup: http('/healthz', { periodSeconds: 5, failureThreshold: 60 }),
  readiness: http('/healthz', { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 }),
  liveness: http('/healthz', { periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 6 }),
};

const service = (name: string, port: number, description: string) =>
  webServiceValues(
    {
      image: { repository: `microshop-${name}`, tag: '1.0.0' },
      replicaCount: 1,
      resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
      probes,
      service: { port },
      // Endpoints are withdrawn while the pod still answers, so that a rollout drops no request.
      lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
      // A service need not have any.
      metrics: false,
    },
    description,
  );

/** `names` is the database and its owner: the name of the service would be a reserved word of SQL. */
const database = (name: string, names: string) =>
  optionalPostgresValues(
    true,
    {
      resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
      storage: '1Gi',
      database: names,
      user: names,
    },
    `PostgreSQL of the ${name} service`,
  );

/** What a user of microshop may set, with the defaults. */
export const Values = values({
  user: service('user', 8000, 'Accounts and logins'),
  product: service('product', 8000, 'The catalogue'),
  order: service('order', 8000, 'Orders'),
  gateway: service('gateway', 8080, 'The gateway: the only service that is reached from outside'),

  userDatabase: database('user', 'users'),
  productDatabase: database('product', 'products'),
  orderDatabase: database('order', 'orders'),

  waiting: postgresWaitValues(true),
  migration: object(
    {
      command: list<string>(
        string('', 'A word', { minLength: 1 }),
        ['alembic', 'upgrade', 'head'],
        'What migrates a database, in the image of the service; nothing for services that do it themselves',
      ),
    },
    'Migrations, which run before a service starts',
  ),

  config: object(
    {
      userLogLevel: logLevel(),
      productLogLevel: logLevel(),
      orderLogLevel: logLevel(),
      gatewayLogLevel: logLevel(),
      jwtExpiresIn: string('1h', 'How long a login lasts', { pattern: '^[0-9]+[smhd]$' }),
      corsOrigins: string('http://localhost:30080', 'Origins from which browsers may call the gateway'),
    },
    'Settings of the services',
  ),
  existingSecrets: object(
    {
      user: existingSecretValue(['DATABASE_URL', 'DATABASE_PASSWORD', 'JWT_SECRET']),
      product: existingSecretValue(['DATABASE_URL', 'DATABASE_PASSWORD']),
      order: existingSecretValue(['DATABASE_URL', 'DATABASE_PASSWORD']),
      gateway: existingSecretValue(['JWT_SECRET']),
    },
    'Secrets that must be there before the installation',
  ),
  existingSecretKeys: object(
    {
      user: existingSecretKeysValue(['DATABASE_URL', 'DATABASE_PASSWORD', 'JWT_SECRET']),
      product: existingSecretKeysValue(['DATABASE_URL', 'DATABASE_PASSWORD']),
      order: existingSecretKeysValue(['DATABASE_URL', 'DATABASE_PASSWORD']),
      gateway: existingSecretKeysValue(['JWT_SECRET']),
    },
    'What the keys of existing Secrets are called',
  ),

  ingress: httpIngressValues({ enabled: false, hosts: ['microshop.localhost'] }),
  httpRoute: httpRouteValues(),
  clients: kubernetesList(
    'networking.v1.NetworkPolicyPeer',
    [{ ipBlock: { cidr: '0.0.0.0/0' } }],
    'From where the gateway may be called, as peers of a network policy',
  ),
  tests: smokeTestValues(),

  defaults: podDefaults(),
});
