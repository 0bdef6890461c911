import type { Environment } from '../../core/manifest';
import { placeholder } from '../../core/values';
import type { Values } from './values';

const registry = '123456789012.dkr.ecr.ap-south-1.amazonaws.com';
const image = (name: string) => ({ repository: placeholder(`${registry}/${name}`, 'repository in your registry') });

/** Pods of a service on different nodes, and in different zones where there are several. */
const spread = {
  topologySpreadConstraints: [
    { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' },
    { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
  ],
};

/** One pod of a service that the developer has built, open to all. */
const single = {
  replicaCount: 1,
  podDisruptionBudget: { enabled: false },
  networkPolicy: { enabled: false },
};
const built = { image: { tag: 'local', pullPolicy: 'Never' as const } };
const volume = (size: string) => ({ persistence: { size } });
const open = { networkPolicy: { enabled: false } };

/** Everything once, small volumes, the management UIs on. */
const local: Environment<typeof Values> = {
  values: {
    environment: 'local',
    logLevel: 'DEBUG',
    backend: { ...single, ...built, autoscaling: { enabled: false } },
    frontend: { ...single, ...built },
    nginx: single,
    mongodb: {
      ...open,
      ...volume('1Gi'),
      resources: { requests: { cpu: '100m', memory: '512Mi' }, limits: { memory: '1Gi' } },
    },
    redis: { ...open, ...volume('1Gi') },
    migration: volume('1Gi'),
    backup: volume('1Gi'),
    mongoExpress: { enabled: true, ...open },
    pgadmin: { enabled: true, ...open },
    monitoring: {
      cluster: 'local',
      prometheus: {
        ...open,
        ...volume('5Gi'),
        retention: '2d',
        resources: { requests: { cpu: '100m', memory: '512Mi' }, limits: { memory: '1Gi' } },
      },
      alertmanager: { ...open, ...volume('1Gi') },
      grafana: open,
      mongodbExporter: open,
      redisExporter: open,
      blackboxExporter: open,
      nodeExporter: open,
    },
  },
};

const example = (name: string, what: string) => placeholder(name, what);

/** Behind an Ingress with TLS, scaled, watched, and closed to whom it does not concern. */
const production: Environment<typeof Values> = {
  values: {
    backend: { image: image('kirana-backend'), ...spread },
    frontend: { image: image('kirana-frontend'), ...spread },
    nginx: spread,
    externalSecrets: {
      enabled: true,
      roleArn: placeholder(
        'arn:aws:iam::123456789012:role/kirana-secrets',
        'IAM role (IRSA) that may read kirana/production/* in Secrets Manager',
      ),
    },
    ingress: {
      enabled: true,
      hosts: [example('kirana.example.com', 'host name of the shop')],
      // WebSockets stay open.
      annotations: { 'nginx.ingress.kubernetes.io/proxy-read-timeout': '3600' },
      tls: { enabled: true, clusterIssuer: 'letsencrypt' },
    },
    monitoring: {
      cluster: 'production',
      runbookUrl: example(
        'https://git.example.com/kirana/blob/main/docs/kirana-runbook.md',
        'where you publish the runbook',
      ),
      notifications: {
        email: {
          smarthost: example('smtp.example.com:587', 'mail server'),
          from: example('alerts@example.com', 'sender of alerts'),
          username: example('alerts@example.com', 'user name at the mail server'),
          addresses: {
            databaseTeam: example('database@example.com', 'address of the database team'),
            securityTeam: example('security@example.com', 'address of the security team'),
            operationsTeam: example('operations@example.com', 'address of the operations team'),
          },
        },
      },
    },
  },
};

export const environments = { local, production };
