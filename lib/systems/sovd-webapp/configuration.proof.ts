import { beforeAll, describe, expect, test } from '@jest/globals';
import { at, committed, elements, environmentNames, renderedFor, type Objects } from './output.fixture';

const secretVariables = { DATABASE_URL: 'database-url', JWT_SECRET: 'jwt-secret', REDIS_URL: 'redis-url' };

const secretReferences = (name: string, variables: Record<string, string>) =>
  Object.entries(variables).map(([variable, key]) => ({ name: variable, valueFrom: { secretKeyRef: { name, key } } }));

describe.each(environmentNames)('in %s', (environment) => {
  let objects: Objects;

  beforeAll(() => {
    objects = committed(environment);
  });

  test('the migration is a hook of weight -5 before installations and upgrades', async () => {
    const { migration } = await renderedFor(environment);
    expect(migration.metadata['annotations']).toEqual({
      'helm.sh/hook': 'pre-install,pre-upgrade',
      'helm.sh/hook-weight': '-5',
      'helm.sh/hook-delete-policy': 'before-hook-creation',
    });
    expect(objects.migration.metadata['annotations']).toEqual({
      'argocd.argoproj.io/hook': 'PreSync',
      'argocd.argoproj.io/sync-wave': '35',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
      'kustomize.toolkit.fluxcd.io/force': 'enabled',
    });
  });

  test('no Secret is in either output', async () => {
    const chart = await renderedFor(environment);
    expect([...objects.names('Secret'), ...chart.names('Secret')]).toEqual([]);
  });
});

describe('without External Secrets', () => {
  test('an existing Secret is read by workloads and migration, and wins over External Secrets', async () => {
    for (const environment of environmentNames) {
      const objects = await renderedFor(environment, { set: ['existingSecret=ours'] });
      expect([...objects.names('SecretStore'), ...objects.names('ExternalSecret')]).toEqual([]);
      expect(objects.container('sovd-webapp-backend')['env']).toEqual(secretReferences('ours', secretVariables));
      const [first] = elements(at(objects.migration, 'spec', 'template', 'spec', 'containers', 0, 'env'));
      expect([first]).toEqual(secretReferences('ours', { DATABASE_URL: 'database-url' }));
    }
  });
});

describe('the checksum of the configuration', () => {
  const checksum = (objects: Objects, name: string) =>
    at(objects.get('Deployment', name), 'spec', 'template', 'metadata', 'annotations', 'checksum/config');

  test('changes with the configuration that the pods read, and with nothing else', async () => {
    const before = committed('production');
    const withLogLevel = await renderedFor('production', { set: ['logLevel=DEBUG'] });
    const withPort = await renderedFor('production', { set: ['backend.service.port=8001'] });
    const withTag = await renderedFor('production', { set: ['backend.image.tag=v1.0.1'] });
    expect(checksum(before, 'sovd-webapp-backend')).toMatch(/^[0-9a-f]{64}$/);
    const changed = (after: Objects) =>
      before.names('Deployment').filter((name) => checksum(after, name) !== checksum(before, name));
    expect(changed(withLogLevel)).toEqual(['sovd-webapp-backend']);
    expect(changed(withPort)).toEqual(['sovd-webapp-frontend']);
    expect(changed(withTag)).toEqual([]);
  });
});
