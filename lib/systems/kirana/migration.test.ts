import { describe, expect, test } from '@jest/globals';
import type { JsonObject, TSchema } from '../../core/values';
import type { Value } from '../../judging/verify/kubernetes-object';
import { at, elements, type Objects } from '../output.fixture';
import { chart, environmentNames, objectsIn } from './kirana.fixture';

const production = objectsIn('production');
const inBoth = environmentNames.map((name) => [name, objectsIn(name)] as const);

describe('the migration', () => {
  const pod = (objects: Objects) => at(objects.migration, 'spec', 'template', 'spec');
  const [dump, migrate, record] = [
    ['initContainers', 0],
    ['initContainers', 1],
    ['containers', 0],
  ] as const;
  const script = (container: readonly (string | number)[]) => String(at(pod(production), ...container, 'command', 2));
  const variable = (objects: Objects, container: readonly (string | number)[], name: string) =>
    at(
      elements(at(pod(objects), ...container, 'env')).find((each) => at(each, 'name') === name),
      'value',
    );
  const back = objectsIn('production', { migration: { rollback: true } });

  test('dumps before it migrates, keeps a history, and writes down which image has migrated the database', () => {
    expect(script(dump)).toContain('mongodump');
    expect(script(migrate)).toContain('python migrate_database.py');
    expect(script(migrate)).toContain('/migrations/history.log');
    expect(script(record)).toContain("state: 'done'");
    const claim = elements(at(pod(production), 'volumes')).find((volume) => at(volume, 'name') === 'migrations');
    expect(at(claim, 'persistentVolumeClaim', 'claimName')).toBe('kirana-migration');
    expect(production.names('PersistentVolumeClaim')).toContain('kirana-migration');
  });

  test.each(inBoth)('is a Job of the release, which stays until that of the next version: %s', (_, { migration }) => {
    expect(Object.keys(migration.metadata['annotations'] ?? {}).filter((name) => /hook/.test(name))).toEqual([]);
    expect(at(migration, 'spec', 'ttlSecondsAfterFinished')).toBeUndefined();
    expect(migration.metadata.name).toMatch(/^kirana-migration-[0-9a-f]{8}$/);
  });

  test.each(inBoth)('lets no backend start before its own image has migrated the database: %s', (_, objects) => {
    const [gate, ...others] = objects.initContainers('kirana-backend').values();
    expect(others).toEqual([]);
    const image = objects.container('kirana-backend')['image'];
    expect(gate).toMatchObject({ name: 'wait-for-migration', image: 'docker.io/library/mongo:7.0.16' });
    expect(gate!['env']).toContainEqual({ name: 'IMAGE', value: image });
    for (const container of [dump, record]) expect(variable(objects, container, 'IMAGE')).toBe(image);
    // A rollout is given up no earlier than the migration.
    const deadline = Number(at(objects.migration, 'spec', 'activeDeadlineSeconds'));
    const patience = Number(at(objects.get('Deployment', 'kirana-backend'), 'spec', 'progressDeadlineSeconds'));
    expect(patience).toBeGreaterThan(deadline);
  });

  test('is another Job for another image, and the same for the same values', () => {
    const named = (overrides: Parameters<typeof objectsIn>[1]) =>
      objectsIn('production', overrides).migration.metadata.name;
    const names = [
      production.migration.metadata.name,
      named({ backend: { image: { tag: 'v1.1.0' } } }),
      named({ mongodb: { image: { tag: '7.0.17' } } }),
      back.migration.metadata.name,
    ];
    expect(new Set(names).size).toBe(4);
    expect(named({ backend: { replicaCount: 7 } })).toBe(names[0]);
  });

  test('goes back by one version when a value says so', () => {
    const directions = (objects: Objects) =>
      [dump, migrate, record].map((container) => variable(objects, container, 'DIRECTION'));
    expect(directions(production)).toEqual(['forward', 'forward', 'forward']);
    expect(directions(back)).toEqual(['back', 'back', 'back']);
    expect(script(migrate)).toContain('set -- --rollback;');
  });
});

describe('the first backup', () => {
  test.each(inBoth)('is made with the release by the pod that makes one every night: %s', (_, objects) => {
    const first = objects.all.find(({ metadata }) => /^kirana-backup-first-[0-9a-f]{8}$/.test(metadata.name));
    const nightly = at(objects.get('CronJob', 'kirana-backup'), 'spec', 'jobTemplate', 'spec');
    const script = (job: Value | undefined) => String(at(job, 'template', 'spec', 'containers', 0, 'command', 2));
    const nightlyScript = script(nightly);
    expect(script(first!['spec'])).toMatch(/^until mongosh [^]*; do\n[^]*done\n/);
    expect(script(first!['spec']).replace(/^until [^]*?\ndone\n/, '')).toBe(nightlyScript);
    const withoutScript = (job: Value | undefined) =>
      JSON.stringify(job).replace(JSON.stringify(script(job)), '"the script"');
    expect(withoutScript(first!['spec'])).toBe(withoutScript(nightly));
  });
});

/** Something else for each value of the migration. */
const others: { readonly [field: string]: JsonObject[string] } = {
  rollback: true,
  keep: 9,
  backoffLimit: 9,
  activeDeadlineSeconds: 99,
  persistence: { size: '99Gi' },
  resources: { limits: { memory: '9Gi' } },
  podAnnotations: { 'example.com/a': 'b' },
  podLabels: { 'example.com/a': 'b' },
  nodeSelector: { 'kubernetes.io/arch': 'arm64' },
  tolerations: [{ key: 'spot', operator: 'Exists' }],
  affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [] } },
  topologySpreadConstraints: [{ maxSkew: 2, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }],
  priorityClassName: 'high',
  runtimeClassName: 'gvisor',
  schedulerName: 'volcano',
  shareProcessNamespace: true,
  hostname: 'migrator',
  dnsPolicy: 'Default',
  dnsConfig: { options: [{ name: 'ndots', value: '2' }] },
  terminationGracePeriodSeconds: 99,
  podSecurityContext: { runAsUser: 1234 },
  extraVolumes: [{ name: 'ca', configMap: { name: 'ca' } }],
  hostAliases: [{ ip: '10.0.0.1', hostnames: ['db.internal'] }],
  securityContext: { readOnlyRootFilesystem: false },
  lifecycle: { postStart: { exec: { command: ['true'] } } },
  env: { LOG_FORMAT: 'json' },
  extraEnv: [{ name: 'TZ', value: 'UTC' }],
  extraEnvFrom: [{ secretRef: { name: 'more' } }],
  extraContainers: [{ name: 'shipper', image: 'ghcr.io/kirana/shipper:1.2.0' }],
  extraInitContainers: [{ name: 'seed', image: 'ghcr.io/kirana/seed:1.2.0' }],
  extraVolumeMounts: [{ name: 'tmp', mountPath: '/ca', subPath: 'ca' }],
  serviceAccount: { name: 'ours' },
  networkPolicy: { enabled: false },
};
/** Of which the Job says nothing: it names its claim alone. */
const notInTheJob = ['persistence', 'networkPolicy'];

describe('whatever users set of the migration', () => {
  test('is looked at here', () => {
    const fields = Object.keys((chart.schema.properties['migration'] as TSchema)['properties'] as object);
    expect(Object.keys(others).sort()).toEqual(fields.sort());
  });

  test.each(Object.entries(others))(
    '%s makes another Job where it is in the Job, and else the same',
    (field, other) => {
      const { migration } = objectsIn('production', { migration: { [field]: other } });
      const isInJob = JSON.stringify(migration['spec']) !== JSON.stringify(production.migration['spec']);
      expect(isInJob).toBe(!notInTheJob.includes(field));
      expect(migration.metadata.name !== production.migration.metadata.name).toBe(isInJob);
    },
  );
});
