import type { Construct } from 'constructs';
import { BackupJob, CronTask, HttpIngress, MigrationJob, SecretSource, WebService, Worker } from 'chartwright';
import { Condition, HelmChart, random, waitForPort } from 'chartwright';
import { and, choose, items, not, orElse, text } from 'chartwright';
import { alembicGate, alembicUpgrade, alembicUpgradeCommand } from 'chartwright/integrations/alembic';
import { PostgresDatabase } from 'chartwright/integrations/postgresql';
import { RedisDatabase } from 'chartwright/integrations/redis';
import { KubeRole, KubeRoleBinding } from 'chartwright/k8s';
import { environments } from './environments';
import { Certificate } from './imports/cert-manager';
import { Values } from './values';

const description = 'People vote on one page and see the result on another';
const about = { version: '1.0.0', appVersion: '1.4.0', description };

export class VotingApp extends HelmChart<typeof Values> {
  constructor(scope: Construct) {
    super(scope, 'voting-app', { values: Values, environments, rules: 'strict', ...about });
    const { values } = this;
    const { first, second, logLevel: LOG_LEVEL } = values.options;
    const options = { OPTION_A: first, OPTION_B: second, LOG_LEVEL };

    const secrets = new SecretSource(this, 'secrets', {
      existingSecret: values.existingSecret,
      keys: { 'redis-password': { local: random() }, 'postgres-password': { local: random() } },
    });
    const [REDIS_PASSWORD, PGPASSWORD] = [secrets.key('redis-password'), secrets.key('postgres-password')];
    const redis = new RedisDatabase(this, 'redis', { values: values.redis, password: REDIS_PASSWORD });
    const queue = { REDIS_PASSWORD, REDIS_URL: redis.urlWith('REDIS_PASSWORD') };

    // PostgreSQL is part of the release, or managed: then a hook migrates it before a new version comes.
    const { inCluster } = values.database;
    const postgres = new PostgresDatabase(this, 'postgres', { values: values.postgres, password: PGPASSWORD });
    Condition.of(postgres).when(inCluster);
    const server = { host: choose(inCluster, postgres.host, values.database.host), port: postgres.port };
    const place = { PGHOST: server.host, PGUSER: postgres.user, PGDATABASE: postgres.database };
    const counted = { ...place, PGPASSWORD };
    const { image } = values.worker;
    const migration = new MigrationJob(this, 'migration', {
      values: values.migration,
      image,
      command: alembicUpgradeCommand(),
      waitFor: server,
      secrets: { from: secrets, env: { PGPASSWORD: 'postgres-password' } },
      env: place,
      hook: { on: ['pre-install', 'pre-upgrade'], weight: -5 },
    });
    Condition.of(migration).when(not(inCluster));
    const initContainers = [
      { ...waitForPort('wait-for-postgres', image, postgres), when: inCluster },
      alembicUpgrade('migrate', { image, env: counted, when: inCluster }),
      alembicGate('schema', { image, env: counted, when: not(inCluster), waitsFor: [migration] }),
    ];

    const vote = new WebService(this, 'vote', { values: values.vote, port: 8080, env: { ...options, ...queue } });
    const shown = { ...options, ...counted };
    const result = new WebService(this, 'result', { values: values.result, port: 8080, env: shown });
    const env = { LOG_LEVEL, ...queue, ...counted };
    const worker = new Worker(this, 'worker', { values: values.worker, env, initContainers });
    const command = ['votes', 'close'];
    const nightly = new CronTask(this, 'nightly', { values: values.nightly, command, env: counted });
    const backup = new BackupJob(this, 'backup', {
      values: values.backup,
      image: values.postgres.image,
      dump: 'pg_dump --format custom --file "$target"',
      waitFor: { servers: [postgres], until: 'pg_isready --quiet' },
      env: counted,
    });
    for (const each of [vote, worker]) each.allowTo(redis);
    for (const each of [result, worker, nightly, backup]) each.allowTo(postgres);
    for (const each of [result, worker, nightly]) each.allowToPorts(server.port);

    // Of several workers, the one that holds the lease counts; the API server answers at these ports.
    worker.allowToPorts(443, 6443);
    const { metadata, name, serviceAccountName } = worker;
    const verbs = ['get', 'create', 'update'];
    const rules = [{ apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs }];
    new KubeRole(worker, 'role', { metadata, rules });
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name };
    const subjects = [{ kind: 'ServiceAccount', name: serviceAccountName }];
    new KubeRoleBinding(worker, 'rolebinding', { metadata, roleRef, subjects });

    this.expose('vote', vote, values.voteIngress);
    this.expose('result', result, values.resultIngress);
  }

  /** A host of its own, with a certificate for it. */
  private expose(id: string, server: WebService, values: VotingApp['values']['voteIngress']): void {
    const ingress = new HttpIngress(this, `${id}-ingress`, { values, routes: { '/': server } });
    const secretName = orElse(values.tls.secretName, text`${server.name}-ingress-tls`);
    const issuerRef = { kind: 'ClusterIssuer', name: this.values.issuer };
    const certificate = new Certificate(ingress, 'certificate', {
      metadata: { name: text`${server.name}-ingress` },
      spec: { secretName, issuerRef, dnsNames: [...items(values.hosts)] },
    });
    Condition.of(certificate).when(and(values.enabled, values.tls.enabled));
  }
}
