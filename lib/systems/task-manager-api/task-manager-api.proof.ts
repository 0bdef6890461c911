import { describe, expect, test } from '@jest/globals';
import { annotationsOf, type KubernetesObject } from '../../judging/verify/kubernetes-object';
import { isAllowed, podOf, sibling } from '../network.fixture';
import { fromSecret, migrating, remoteRef, waitingFor } from '../expected.fixture';
import { at, elements, SystemOutput, type Objects } from '../output.fixture';

const output = new SystemOutput('task-manager-api');
const production = output.committed('production');

const ecr = '123456789012.dkr.ecr.us-east-1.amazonaws.com/task-manager-api:0000000000000000000000000000000000000000';
const resources = { requests: { cpu: '250m', memory: '512Mi' }, limits: { memory: '512Mi' } };
const managed = 'ep-xxxxxx-pooler.us-east-1.aws.neon.tech';

const variables = (objects: Objects) => elements(objects.container('task-api')['env']);
const jobs = (objects: Objects, name: string): KubernetesObject[] =>
  objects.all.filter(({ kind, metadata }) => kind === 'Job' && metadata.name.replace(/-[0-9a-f]{8}$/, '') === name);

describe('in production', () => {
  test('a rotation makes the previous keys valid too', async () => {
    const objects = await output.renderedFor('production', { set: ['keyRotation.enabled=true'] });
    expect(at(objects.get('ExternalSecret', 'task-api-secrets'), 'spec', 'data', 3)).toEqual({
      secretKey: 'service-keys-previous',
      remoteRef: { ...remoteRef('prod/task-api/service-keys'), version: 'AWSPREVIOUS' },
    });
    const names = variables(objects).map((variable) => at(variable, 'name'));
    expect(names.filter((name) => String(name).startsWith('SERVICE'))).toEqual([
      'SERVICE_API_KEYS',
      'SERVICE_API_KEYS_PREVIOUS',
    ]);
    expect(variables(objects)).toContainEqual({
      name: 'SERVICE_API_KEYS_PREVIOUS',
      ...fromSecret('task-api-secrets', 'service-keys-previous'),
    });
  });

  test('the migration is a Job before the deployment, which waits for the database and has a deadline', async () => {
    const [job, ...others] = jobs(production, 'migration');
    expect(others).toEqual([]);
    expect(job!['spec']).toMatchObject({ backoffLimit: 3, activeDeadlineSeconds: 600 });
    const pod = at(job, 'spec', 'template', 'spec');
    expect(at(pod, 'initContainers', 0)).toMatchObject({
      name: 'wait-for-database',
      env: waitingFor(managed),
    });
    expect(at(pod, 'containers', 0)).toMatchObject({
      image: ecr,
      command: migrating('alembic', 'upgrade', 'head'),
      resources,
    });
    expect(at(pod, 'containers', 0, 'env', 0)).toEqual({
      name: 'DATABASE_URL',
      ...fromSecret('migration-secrets', 'database-url'),
    });
    const [rendered] = jobs(await output.renderedFor('production'), 'migration');
    expect(annotationsOf(rendered!)).toEqual({
      'helm.sh/hook': 'pre-install,pre-upgrade',
      'helm.sh/hook-weight': '-5',
      'helm.sh/hook-delete-policy': 'before-hook-creation',
    });
    expect(annotationsOf(job!)).toMatchObject({
      'argocd.argoproj.io/hook': 'PreSync',
      'argocd.argoproj.io/sync-wave': '35',
      'kustomize.toolkit.fluxcd.io/force': 'enabled',
    });
  });
});

test('a migration that needs a session has a connection string of its own, past the pooler', async () => {
  const set = [
    'migration.directConnection.enabled=true',
    'migration.directConnection.remoteKey=ours/direct',
    'migration.rollbackRevision=1a2b3c',
  ];
  const objects = await output.renderedFor('production', { set });
  const direct = { secretKey: 'database-url-direct', remoteRef: remoteRef('ours/direct') };
  for (const name of ['task-api-secrets', 'migration-secrets'])
    expect(elements(at(objects.get('ExternalSecret', name), 'spec', 'data'))).toContainEqual(direct);
  const urlOf = (job: KubernetesObject | undefined) => at(job, 'spec', 'template', 'spec', 'containers', 0, 'env', 0);
  const from = (secret: string) => ({ name: 'DATABASE_URL', ...fromSecret(secret, 'database-url-direct') });
  expect(urlOf(jobs(objects, 'migration')[0])).toEqual(from('migration-secrets'));
  expect(urlOf(jobs(objects, 'rollback')[0])).toEqual(from('task-api-secrets'));
  expect(variables(objects)[0]).toEqual({ name: 'DATABASE_URL', ...fromSecret('task-api-secrets', 'database-url') });
});

describe('the rollback hook', () => {
  const revision = ['migration.rollbackRevision=1a2b3c'];

  test('is in the chart only while a revision is set, and never in plain YAML', async () => {
    for (const environment of ['local', 'production'] as const) {
      expect(jobs(await output.renderedFor(environment), 'rollback')).toEqual([]);
      expect(jobs(output.committed(environment), 'rollback')).toEqual([]);
    }
  });

  test.each([
    ['local', 'postgres'],
    ['production', managed],
  ])('of %s takes the database back to the revision before a release is rolled back', async (environment, host) => {
    const [job, ...others] = jobs(await output.renderedFor(environment, { set: revision }), 'rollback');
    expect(others).toEqual([]);
    expect(annotationsOf(job!)).toEqual({
      'helm.sh/hook': 'pre-rollback',
      'helm.sh/hook-weight': '0',
      'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
    });
    const pod = at(job, 'spec', 'template', 'spec');
    expect(at(pod, 'serviceAccountName')).toBe('task-api');
    expect(at(pod, 'initContainers', 0, 'env', 0)).toEqual({ name: 'WAIT_FOR_HOST', value: host });
    expect(at(pod, 'containers', 0, 'command')).toEqual(['alembic', 'downgrade', '1a2b3c']);
    expect(at(pod, 'containers', 0, 'env', 0)).toEqual({
      name: 'DATABASE_URL',
      ...fromSecret('task-api-secrets', 'database-url'),
    });
  });

  test('reaches the database in the cluster', async () => {
    const objects = await output.renderedFor('local', { set: revision });
    const rollback = sibling(podOf(objects, 'task-api'), 'rollback');
    expect(isAllowed(objects, rollback, podOf(objects, 'postgres', 'StatefulSet'), 5432)).toBe(true);
  });
});
