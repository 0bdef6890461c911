import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { systemsOf } from '../program/app';
import type { Value } from '../judging/verify/kubernetes-object';
import { at, elements, entriesOf, SystemOutput } from './output.fixture';
import { systems } from '.';

/* What must never be in the output for production, of any system. */

const app = new App();
for (const System of systems) new System(app);
const names = systemsOf(app).map(({ definition }) => definition.name);

/** Everything below a value, itself included, with the keys that lead there. */
function* walk(value: Value, path: readonly string[] = []): Generator<[readonly string[], Value]> {
  yield [path, value];
  const children = Array.isArray(value) ? value.entries() : entriesOf(value);
  for (const [key, child] of children as Iterable<[string | number, Value]>) yield* walk(child, [...path, String(key)]);
}

/** Tags that say which build it is. */
const isVersion = (tag: string) => /\d/.test(tag) && !/latest|stable|edge|nightly|snapshot/i.test(tag);

/** What a tag may be although it moves, and why: images that are built at home, loaded by hand and never pulled. */
const declaredExceptions: { readonly [system: string]: readonly string[] } = {
  'family-gifting': ['gifting-api:latest', 'gifting-web:latest'],
};

/** Whether only people who run the system, and Prometheus, ask a workload anything: one pod of it is enough. */
const isForOperators = (name: string) => /-(exporter|grafana|mongo-express|pgadmin)$/.test(name);

describe.each(names)('the production output of %s', (system) => {
  const output = new SystemOutput(system);
  const { all } = output.committed('production');
  const places = all.flatMap((object) =>
    [...walk(object)].map(([path, value]) => ({ object: `${object.kind} ${object.metadata.name}`, path, value })),
  );
  const containers = places.filter(
    ({ path, value }) => /^(initC|c)ontainers$/.test(path.at(-2) ?? '') && at(value, 'image'),
  );

  test('has pods that go on answering while clients learn that they go, and have time left to end what they began', () => {
    const services = all.filter(({ kind, spec }) => kind === 'Service' && at(spec, 'clusterIP') !== 'None');
    const selected = services.map(({ spec }) => JSON.stringify(at(spec, 'selector')));
    const behind = all.filter(
      ({ kind, spec }) =>
        kind === 'Deployment' && selected.includes(JSON.stringify(at(spec, 'selector', 'matchLabels'))),
    );
    const pods = behind
      .filter(({ metadata }) => !isForOperators(metadata.name))
      .map(({ metadata, spec }) => {
        const pod = at(spec, 'template', 'spec');
        const [program, seconds] = elements(at(pod, 'containers', 0, 'lifecycle', 'preStop', 'exec', 'command'));
        const grace = Number(at(pod, 'terminationGracePeriodSeconds') ?? 30);
        return [metadata.name, program, grace - Number(seconds) >= 20];
      });
    expect(pods.length).toBeGreaterThan(0);
    expect(pods).toEqual(pods.map(([name]) => [name, 'sleep', true]));
  });

  test('has no NodePort', () => {
    const types = all
      .filter(({ kind }) => kind === 'Service')
      .map(({ metadata, spec }) => [metadata.name, at(spec, 'type')]);
    expect(types.filter(([, type]) => type === 'NodePort')).toEqual([]);
    expect(places.filter(({ path }) => path.at(-1) === 'nodePort')).toEqual([]);
  });

  test('has no management UI', () => {
    const images = containers.map(({ value }) => String(at(value, 'image')));
    expect(images.length).toBeGreaterThan(0);
    const tools = /mongo-express|redis-?commander|redisinsight|pgadmin|adminer|phpmyadmin|dashboard:/i;
    expect([...images, ...all.map(({ metadata }) => metadata.name)].filter((name) => tools.test(name))).toEqual([]);
  });

  test('has no image whose tag moves, but for those that are declared', () => {
    const moving = containers.flatMap(({ value }) => {
      const image = String(at(value, 'image'));
      const [, tag = ''] = /:([^:/@]+)$/.exec(image.replace(/@sha256:[0-9a-f]{64}$/, ':0')) ?? [];
      return isVersion(tag) ? [] : [{ image, pullPolicy: at(value, 'imagePullPolicy') }];
    });
    const allowed = declaredExceptions[system] ?? [];
    expect(moving.filter(({ image }) => !allowed.includes(image))).toEqual([]);
    // What is declared is there, and is never pulled.
    expect([...new Set(moving.map(({ image }) => image))].sort()).toEqual([...allowed].sort());
    expect(moving.filter(({ pullPolicy }) => pullPolicy !== 'Never')).toEqual([]);
  });

  test('has no Secret, and no password as a literal', () => {
    expect(all.filter(({ kind }) => kind === 'Secret')).toEqual([]);
    const literals = places.flatMap(({ object, path, value }) => {
      if (path.at(-2) === undefined || at(value, 'name') === undefined || at(value, 'value') === undefined) return [];
      const isSecret = /(PASSWORD|PASSWD|SECRET|TOKEN|API_KEY|PRIVATE_KEY|CREDENTIALS?)$/i.test(
        String(at(value, 'name')),
      );
      return isSecret ? [`${object} ${String(at(value, 'name'))}`] : [];
    });
    expect(literals).toEqual([]);
    const urls = places.filter(({ value }) => typeof value === 'string' && /:\/\/[^/\s:@]+:[^/\s:@$<{]+@/.test(value));
    expect(urls.map(({ object, path }) => `${object} ${path.join('/')}`)).toEqual([]);
  });

  test('runs every container unprivileged, with requests and a limit of memory', () => {
    for (const { object, value } of containers) {
      const name = `${object} ${String(at(value, 'name'))}`;
      expect([name, at(value, 'securityContext')]).toEqual([
        name,
        expect.objectContaining({
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          readOnlyRootFilesystem: true,
        }),
      ]);
      const { requests, limits } = at(value, 'resources') as { requests: unknown; limits: unknown };
      expect([name, requests, limits]).toEqual([
        name,
        { cpu: expect.any(String), memory: expect.any(String) },
        expect.objectContaining({ memory: expect.any(String) }),
      ]);
    }
    const pods = places.filter(
      ({ path, value }) => path.at(-1) === 'spec' && elements(at(value, 'containers')).length > 0,
    );
    for (const { object, value } of pods) {
      expect([object, at(value, 'securityContext')]).toEqual([
        object,
        expect.objectContaining({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }),
      ]);
    }
  });

  test('asks every long-running container whether it is ready and alive', () => {
    const longRunning = all.filter(({ kind }) => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind));
    expect(longRunning.length).toBeGreaterThan(0);
    for (const object of longRunning) {
      for (const container of elements(at(object, 'spec', 'template', 'spec', 'containers'))) {
        const name = `${object.metadata.name} ${String(at(container, 'name'))}`;
        expect([name, at(container, 'livenessProbe'), at(container, 'readinessProbe')]).toEqual([
          name,
          expect.any(Object),
          expect.any(Object),
        ]);
      }
    }
  });
});
