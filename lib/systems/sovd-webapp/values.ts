import {
  albIngressValues,
  existingSecretKeysValue,
  existingSecretValue,
  externalSecretsValues,
  grafanaDashboardsValues,
  grpc,
  http,
  httpRouteValues,
  imageValues,
  kubernetesList,
  migrationValues,
  optionalWebServiceValues,
  podDefaults,
  resourceValues,
  smokeTestValues,
  webServiceValues,
} from '../../authoring';
import { integer, object, string, values } from '../../core/values';

const port = (value: number) => integer(value, 'Port', { minimum: 1, maximum: 65535 });
const host = (value: string) => string(value, 'Host name', { minLength: 1, pattern: '^[A-Za-z0-9.-]+$' });

/** What a user of sovd-webapp may set, with the defaults. */
export const Values = values({
  environment: string('production', 'Name of the environment; the remote secrets are found by it', {
    pattern: '^[a-z][a-z0-9-]*$',
  }),
  logLevel: string('INFO', 'Log level of the backend', { pattern: '^[A-Z]+$' }),

  backend: webServiceValues(
    {
      image: { repository: 'sovd-backend', tag: 'v1.0.0' },
      replicaCount: 3,
      resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { cpu: '500m', memory: '512Mi' } },
      autoscaling: { enabled: true, minReplicas: 3, maxReplicas: 10, targetCPUUtilizationPercentage: 70 },
      probes: {
        liveness: http('/health/live', {
          initialDelaySeconds: 10,
          periodSeconds: 10,
          timeoutSeconds: 5,
          failureThreshold: 3,
        }),
        readiness: http('/health/ready', { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 }),
        // Pods take 42 s on average, which liveness alone would not wait for: here they have two minutes.
        startup: http('/health/live', { periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 24 }),
      },
      service: { port: 8000 },
      metrics: true,
      // Endpoints are withdrawn while the pod still answers, so that a rollout drops no request.
      lifecycle: { preStop: { exec: { command: ['sleep', '10'] } } },
      terminationGracePeriodSeconds: 60,
    },
    'The API: FastAPI, REST and WebSocket',
  ),

  frontend: webServiceValues(
    {
      image: { repository: 'sovd-frontend', tag: 'v1.0.0' },
      replicaCount: 2,
      resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '200m', memory: '128Mi' } },
      autoscaling: { enabled: false, minReplicas: 2, maxReplicas: 8, targetCPUUtilizationPercentage: 70 },
      probes: {
        liveness: http('/', { initialDelaySeconds: 5, periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 }),
        readiness: http('/', { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 }),
      },
      service: { port: 80 },
      metrics: true,
      lifecycle: { preStop: { exec: { command: ['sleep', '10'] } } },
      terminationGracePeriodSeconds: 60,
    },
    'The web application: static files',
  ),
  frontendExporter: object(
    {
      image: imageValues({ repository: 'docker.io/nginx/nginx-prometheus-exporter', tag: '1.4.0' }),
      statusUrl: string(
        'http://127.0.0.1:8080/stub_status',
        'Where nginx of the frontend tells its status; without that page the pod is still a target that is up, with nginx_up 0',
        { pattern: '^https?://[A-Za-z0-9.:/_-]+$' },
      ),
      resources: resourceValues({
        requests: { cpu: '10m', memory: '16Mi' },
        limits: { cpu: '50m', memory: '32Mi' },
      }),
    },
    'The exporter beside the frontend, while frontend.metrics are on',
  ),

  vehicleConnector: optionalWebServiceValues(
    false,
    {
      image: { repository: 'sovd-vehicle-connector', tag: 'v1.0.0' },
      replicaCount: 1,
      resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
      probes: {
        liveness: grpc(50051, { initialDelaySeconds: 10, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 }),
        readiness: grpc(50051, { periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 }),
      },
      service: { port: 50051 },
      // Endpoints are withdrawn while the pod still answers, so that a rollout drops no request.
      lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
      podDisruptionBudget: false,
    },
    'The gRPC connector to vehicles; without it commands use the connector built into the backend',
  ),

  migration: migrationValues({
    backoffLimit: 3,
    activeDeadlineSeconds: 600,
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
  }),

  database: object(
    {
      host: host('postgresql'),
      port: port(5432),
      name: string('sovd', 'Name of the database', { minLength: 1 }),
      user: string('sovd', 'User of the database', { minLength: 1 }),
    },
    'PostgreSQL, which is not part of the chart',
  ),
  redis: object({ host: host('redis'), port: port(6379) }, 'Redis, which is not part of the chart'),

  existingSecret: existingSecretValue(['database-url', 'jwt-secret', 'redis-url']),
  existingSecretKeys: existingSecretKeysValue(['database-url', 'jwt-secret', 'redis-url']),
  externalSecrets: externalSecretsValues(false, 'us-east-1'),

  ingress: albIngressValues({ enabled: true }),
  httpRoute: httpRouteValues(),
  ingressController: kubernetesList(
    'networking.v1.NetworkPolicyPeer',
    ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((cidr) => ({ ipBlock: { cidr } })),
    'From where the load balancer reaches the pods, as peers of a network policy: the networks of its subnets, or, with another class, the namespace of the ingress controller',
  ),

  grafanaDashboards: grafanaDashboardsValues(false),
  tests: smokeTestValues(),

  defaults: podDefaults(),
});
