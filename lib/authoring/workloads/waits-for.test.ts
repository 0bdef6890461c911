import { expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { Service } from 'cdk8s-plus-28';
import { HelmChart, evaluateManifest } from '../../core/manifest';
import { traitsOf } from '../../core/manifest/traits';
import { values, type JsonObject } from '../../core/values';
import { releaseOf, systemsOf } from '../../program/app';
import { alembicGate } from '../integrations/alembic/alembic';
import { MigrationJob, migrationValues } from './presets/migration-job';
import { SecretSource } from '../integrations/external-secrets/secret-source';
import { http } from './probes';
import { WebService, webServiceValues } from './presets/web-service';
import { waitForPort } from './wait-for-port';

const resources = { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } };
const web = () =>
  webServiceValues(
    {
      image: { repository: 'web', tag: '1' },
      replicaCount: 1,
      resources,
      probes: { liveness: http('/'), readiness: http('/') },
      service: { port: 80 },
    },
    'A service',
  );

const Values = values({
  store: web(),
  api: web(),
  migration: migrationValues({ backoffLimit: 1, activeDeadlineSeconds: 60, resources }),
});

const shop = () =>
  new HelmChart(new App(), 'shop', {
    values: Values,
    environments: { local: { values: {} } },
    version: '1.0.0',
    appVersion: '1.0.0',
    description: 'A shop',
  });

test('what init containers wait for is told to the order of the system, of the pods alone', () => {
  const chart = shop();
  const { store: storeValues, api: apiValues, migration: migrationRefs } = chart.values;
  const store = new WebService(chart, 'store', { values: storeValues, port: 80 });
  const outside = new Service(chart, 'outside', { ports: [{ port: 80 }] });
  const migration = new MigrationJob(chart, 'migration', {
    values: migrationRefs,
    image: apiValues.image,
    command: ['migrate'],
    waitFor: store,
    secrets: { from: new SecretSource(chart, 'secrets', { existingSecret: storeValues.image.tag, keys: {} }), env: {} },
    hook: { on: ['pre-install'], weight: -5 },
  });
  const { image } = apiValues;
  const api = new WebService(chart, 'api', {
    values: apiValues,
    port: 80,
    initContainers: [
      waitForPort('wait-for-store', image, store),
      waitForPort('wait-for-store-again', image, store),
      waitForPort('wait-for-outside', image, outside),
      waitForPort('wait-for-somebody', image, { host: 'db.example.com', port: 5432 }),
      alembicGate('schema', { image, env: {}, waitsFor: [migration] }),
    ],
  });
  const needs = (of: typeof api | typeof migration) =>
    traitsOf(of.controller).needs.map(({ on, reason }) => [on.node.path, reason]);
  expect(needs(api)).toEqual([
    ['shop/store/deployment', 'pods'],
    ['shop/outside', 'pods'],
    ['shop/migration/job', 'pods'],
  ]);
  expect(needs(migration)).toEqual([['shop/store/deployment', 'pods']]);
  expect(traitsOf(api).needs).toEqual([]);
});

test('variables that users add are for the main container, and for the init containers that say so', () => {
  const chart = shop();
  const { api } = chart.values;
  new WebService(chart, 'api', {
    values: api,
    port: 80,
    initContainers: [
      { name: 'without', image: api.image, command: ['true'], env: { A: 'b' } },
      { name: 'with', image: api.image, command: ['true'], takesExtraEnv: true },
    ],
  });
  const [system] = systemsOf(chart.node.root as App);
  const extraEnv = [{ name: 'TZ', value: 'UTC' }];
  const extraEnvFrom = [{ secretRef: { name: 'more' } }];
  const set = { name: 'the test', values: { api: { extraEnv, extraEnvFrom } } };
  const release = releaseOf(system!, system!.definition.environments[0]!, [set]);
  const deployment = system!.manifests.find(({ kind }) => kind === 'Deployment')!;
  const { initContainers, containers } = at(evaluateManifest(deployment, release)!, 'spec', 'template', 'spec');
  expect(initContainers).toMatchObject([
    { env: [{ name: 'A', value: 'b' }] },
    { env: extraEnv, envFrom: extraEnvFrom },
  ]);
  expect(initContainers[0]).not.toHaveProperty('envFrom');
  expect(containers).toMatchObject([{ env: extraEnv, envFrom: extraEnvFrom }]);
});

interface PodSpec {
  readonly initContainers: readonly JsonObject[];
  readonly containers: readonly JsonObject[];
}
const at = (object: JsonObject, ...keys: string[]): PodSpec =>
  keys.reduce<JsonObject>((inner, key) => inner[key] as JsonObject, object) as JsonObject & PodSpec;
