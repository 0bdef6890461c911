import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { releaseOf, systemsOf } from '../program/app';
import { declaredIn } from '../core/manifest/declarations';
import { eventsOf, missing, missingAtAll } from './hooks.fixture';
import { at, elements, Objects, SystemOutput } from './output.fixture';
import { systems } from '.';

/*
 * On a first install nothing of the release exists when its first hooks run. Evaluated on what the real Helm renders: each
 * hook finds what it needs among the hooks before it and what is declared to be made beforehand, and waits for nothing that
 * comes later.
 */

const app = new App();
for (const System of systems) new System(app);
const environments = systemsOf(app).flatMap((system) =>
  system.definition.environments.map((environment) => ({
    name: system.definition.name,
    environment: environment.name,
    namespace: environment.namespace,
    /** What exists without the release, as `Kind name` and `Kind name/key`. */
    beforehand: declaredIn(system.definition.declarations!, releaseOf(system, environment)).externals.flatMap(
      ({ kind, name, keys = [] }) => [`${kind} ${name}`, ...keys.map((key) => `${kind} ${name}/${key}`)],
    ),
  })),
);

const render = (name: string, environment: string, namespace: string, set: string[] = []): Promise<Objects> =>
  new SystemOutput(name).renderedFor(environment, { namespace, set });

/** Services of the release for which a hook waits, although they come after it. */
function waitsInVain(objects: Objects): string[] {
  const services = objects.names('Service');
  const hooks = objects.all.filter((object) => eventsOf(object).includes('pre-install'));
  return hooks.flatMap((hook) => {
    const spec = at(hook, 'spec', 'template', 'spec');
    const containers = [...elements(at(spec, 'initContainers')), ...elements(at(spec, 'containers'))];
    const values = containers.flatMap((container) =>
      elements(at(container, 'env')).map((variable) => String(at(variable, 'value'))),
    );
    return values
      .filter((value) => services.includes(value))
      .map((service) => `${hook.metadata.name} waits for ${service}`);
  });
}

describe.each(environments)(
  'the first install of $name in $environment',
  ({ name, environment, namespace, beforehand }) => {
    test('has no hook that needs or waits for what the release makes later', async () => {
      const objects = await render(name, environment, namespace);
      expect(missingAtAll(objects, beforehand)).toEqual([]);
      expect(waitsInVain(objects)).toEqual([]);
    });
  },
);

test('a hook that waits for a database of the release, or reads a Secret that it fills later, is found out', async () => {
  const { namespace } = environments.find(({ name }) => name === 'task-manager-api')!;
  const objects = await render('task-manager-api', 'production', namespace, ['database.host=task-api']);
  expect(waitsInVain(objects)).toEqual(['migration waits for task-api']);
  const job = objects.all.find(({ kind }) => kind === 'Job')!;
  const others = objects.all.filter((object) => object.kind !== 'ExternalSecret');
  expect(missing(new Objects(others), 'pre-install', [])).toEqual([
    `pre-install: Job ${job.metadata.name} needs Secret migration-secrets/database-url`,
  ]);
});

test('a database in the cluster is migrated by the pods, never by a hook', async () => {
  for (const [name, set] of [
    ['family-gifting', []],
    ['microshop', []],
    ['task-manager-api', ['postgres.enabled=true']],
  ] as const) {
    for (const environment of ['local', 'production']) {
      const objects = await render(name, environment, name, [...set]);
      expect(objects.all.filter((object) => eventsOf(object).some((event) => /install|upgrade/.test(event)))).toEqual(
        [],
      );
      const migrating = objects
        .names('Deployment')
        .filter((deployment) => objects.initContainers(deployment).has('migrate'));
      expect(migrating.length).toBe(objects.names('StatefulSet').length);
    }
  }
});

test('the rollback hook of task-manager-api needs only what the release has', async () => {
  const objects = await render('task-manager-api', 'production', 'task-manager-api', [
    'migration.rollbackRevision=1a2b3c',
  ]);
  expect(missing(objects, 'pre-rollback', [])).toEqual([
    'pre-rollback: Job rollback needs ServiceAccount task-api',
    'pre-rollback: Job rollback needs Secret task-api-secrets/database-url',
  ]);
  // Both are there whenever a release is rolled back, since they are part of it.
  expect(objects.names('ServiceAccount')).toContain('task-api');
  const data = elements(at(objects.get('ExternalSecret', 'task-api-secrets'), 'spec', 'data'));
  expect(data.map((item) => at(item, 'secretKey'))).toContain('database-url');
});
