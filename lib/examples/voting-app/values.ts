import { backupValues, cronTaskValues, exec, existingSecretValue, http, httpIngressValues } from 'chartwright';
import { migrationValues, restrictedPod, webServiceValues, workerValues } from 'chartwright';
import { boolean, object, oneOf, string, values } from 'chartwright';
import { postgresValues } from 'chartwright/integrations/postgresql';
import { redisValues } from 'chartwright/integrations/redis';

const resources = { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } };
const image = (name: string) => ({ repository: `ghcr.io/voting/${name}`, tag: '1.4.0' });
const probes = { liveness: http('/healthz', { failureThreshold: 6 }), readiness: http('/healthz') };
const page = (name: string, about: string) =>
  webServiceValues({ image: image(name), replicaCount: 2, resources, probes, service: { port: 80 } }, about);
const host = (name: string) => httpIngressValues({ enabled: false, hosts: [`${name}.voting.dev`], tls: true });

/** What users of the voting app may set. */
export const Values = values({
  options: object(
    {
      first: string('Cats', 'What one may vote for', { minLength: 1 }),
      second: string('Dogs', 'What else one may vote for', { minLength: 1 }),
      logLevel: oneOf(['debug', 'info', 'warning'], 'info', 'Log level of all programs'),
    },
    'The vote',
  ),
  vote: page('vote', 'The page where people vote'),
  result: page('result', 'The page that shows the result as it changes, by WebSocket'),
  worker: workerValues(
    {
      image: image('worker'),
      replicaCount: 1,
      resources,
      probes: { liveness: exec(['votes', 'alive'], { periodSeconds: 30 }) },
      serviceAccount: { automount: true },
    },
    'Takes votes out of Redis and counts them in PostgreSQL',
  ),
  nightly: cronTaskValues(
    { image: image('worker'), schedule: '30 2 * * *', backoffLimit: 1, activeDeadlineSeconds: 900, resources },
    'Closes the votes that have ended',
  ),
  redis: redisValues(
    { image: { repository: 'redis', tag: '7.4.2-bookworm' }, resources, storage: '1Gi', maxMemoryMegabytes: 64 },
    'Votes that are not counted yet',
  ),
  database: object(
    {
      inCluster: boolean(true, 'Whether PostgreSQL is part of the release'),
      host: string('', 'Host of a PostgreSQL outside of the release'),
    },
    'Where the counted votes are',
  ),
  postgres: postgresValues({ resources, storage: '2Gi', database: 'votes' }, 'PostgreSQL of the release'),
  backup: backupValues({
    enabled: false,
    retentionDays: 14,
    storage: '5Gi',
    resources,
    podSecurityContext: { ...restrictedPod, runAsUser: 999, runAsGroup: 999, fsGroup: 999 },
  }),
  migration: migrationValues({ backoffLimit: 3, activeDeadlineSeconds: 600, resources }),
  existingSecret: existingSecretValue(['redis-password', 'postgres-password']),
  issuer: string('letsencrypt', 'ClusterIssuer of cert-manager that makes the certificates', { minLength: 1 }),
  voteIngress: host('vote'),
  resultIngress: host('result'),
});
