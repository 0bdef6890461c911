import type { App } from 'cdk8s';
import {
  Configuration,
  CronTask,
  HttpIngress,
  MigrationJob,
  SecretSource,
  WebService,
  Worker,
  cronTaskValues,
  exec,
  existingSecretValue,
  http,
  httpIngressValues,
  kubernetesList,
  migrationValues,
  webServiceValues,
  workerValues,
} from '../../authoring';
import { Condition, HelmChart, random, type Environment } from '../../core/manifest';
import {
  boolean,
  choose,
  integer,
  items,
  join,
  list,
  not,
  oneOf,
  placeholder,
  string,
  text,
  values,
} from '../../core/values';
import { KubeConfigMap } from '../../../imports/k8s';

const image = { repository: 'example.org/sample', tag: '1.0.0' };
const resources = { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } };
const probes = { liveness: http('/', { periodSeconds: 20 }), readiness: http('/', { periodSeconds: 5 }) };

const Values = values({
  web: webServiceValues({ image, replicaCount: 2, resources, probes, service: { port: 80 } }, 'The pages'),
  worker: workerValues(
    { image, replicaCount: 1, resources, probes: { liveness: exec(['true'], { periodSeconds: 30 }) } },
    'The work',
  ),
  nightly: cronTaskValues(
    { image, schedule: '30 2 * * *', backoffLimit: 1, activeDeadlineSeconds: 900, resources },
    'The work of the night',
  ),
  migration: migrationValues({ backoffLimit: 3, activeDeadlineSeconds: 600, resources }),
  ingress: httpIngressValues({ enabled: false, hosts: ['sample.localhost'], tls: true }),
  clients: kubernetesList(
    'networking.v1.NetworkPolicyPeer',
    [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } }],
    'Who may reach the pages',
  ),
  existingSecret: existingSecretValue(['password']),
  logLevel: oneOf(['debug', 'info'], 'info', 'Log level'),
  greeting: string('hello', 'What is said first', { minLength: 1 }),
  retries: integer(3, 'How often', { minimum: 0 }),
  isLoud: boolean(false, 'Whether it is loud'),
  names: list<string>(string('', 'A name'), ['a', 'b'], 'Names'),
});

const environments: { readonly [name: string]: Environment<typeof Values> } = {
  local: { values: { web: { replicaCount: 1 }, logLevel: 'debug' } },
  production: {
    values: {
      web: { autoscaling: { enabled: true, minReplicas: 2, maxReplicas: 6 } },
      worker: {
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
        ],
      },
      ingress: { enabled: true, hosts: [placeholder('sample.example.com', 'host name')] },
    },
  },
};

/** What most systems are made of: a web service, a worker, a nightly task, a migration, secrets and configuration. */
export class SampleSystem extends HelmChart<typeof Values> {
  constructor(app: App) {
    super(app, 'sample', {
      values: Values,
      environments,
      version: '0.1.0',
      appVersion: '1.0.0',
      description: 'What most systems are made of',
    });
    const { values: given } = this;
    const keys = { password: { local: random() } };
    const secrets = new SecretSource(this, 'secrets', { existingSecret: given.existingSecret, keys });
    const env = {
      LOG_LEVEL: given.logLevel,
      GREETING: text`${given.greeting}, ${given.retries} times`,
      PASSWORD: secrets.key('password'),
    };
    const web = new WebService(this, 'web', { values: given.web, port: 8080, env });
    web.allowFrom(...items(given.clients));
    new HttpIngress(this, 'ingress', { values: given.ingress, routes: { '/': web } });
    const worker = new Worker(this, 'worker', {
      values: given.worker,
      command: ['sh', '-c', 'true'],
      env: { ...env, WEB_URL: web.url },
    });
    worker.allowTo(web);
    new CronTask(this, 'nightly', { values: given.nightly, command: ['true'], env });
    new MigrationJob(this, 'migration', {
      values: given.migration,
      image: given.worker.image,
      command: ['true'],
      waitFor: web,
      secrets: { from: secrets, env: { PASSWORD: 'password' } },
      env: { LOG_LEVEL: given.logLevel },
      hook: { on: ['pre-install', 'pre-upgrade'], weight: -5 },
    });
    new Configuration(this, 'settings', { data: { 'settings.conf': text`level = ${given.logLevel}\n` } });
    const loud = new KubeConfigMap(this, 'loud', {
      data: { NAMES: join(given.names, ','), VOICE: choose(given.isLoud, 'loud', `${given.greeting}`) },
    });
    Condition.of(loud).when(not(given.isLoud));
  }
}
