import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../core/values';
import { compared, environmentNames, sameSystems } from './environments';
import { groupsOf } from './groups';
import { offersOf } from './offers';
import type { Printed, PrintedChart } from './printed';
import { readSaved, savedText } from './saved';
import { camelCase } from '../../core/values/camel-case';
import { literal } from './words';

const made = (id: string, kind: string, object: JsonObject): Printed => ({
  ids: [id],
  kind,
  apiVersion: 'v1',
  object: { ...object, metadata: { name: id, ...(object['metadata'] as JsonObject | undefined) } },
  maker: 'literal',
  lines: [],
});

const deployment = (id: string, image: string, replicas = 2, more: JsonObject = {}) =>
  made(id, 'Deployment', {
    spec: {
      replicas,
      template: { metadata: { labels: { app: id } }, spec: { containers: [{ name: id, image, ...more }] } },
    },
  });
const service = (id: string, app: string) =>
  made(id, 'Service', { spec: { type: 'ClusterIP', selector: { app }, ports: [{ port: 80 }] } });
const ingress = (id: string, to: string, host: string) =>
  made(id, 'Ingress', {
    spec: {
      rules: [{ host, http: { paths: [{ path: '/', backend: { service: { name: to, port: { number: 80 } } } }] } }],
    },
  });

const declared = (objects: readonly Printed[]) =>
  Object.fromEntries(offersOf(objects).map(({ path, declaration }) => [path.join('.'), declaration]));

describe('what is offered', () => {
  test('is grouped by workload: a Service, an Ingress and an autoscaler are of the one they lead to', () => {
    const scaler = made('scaling', 'HorizontalPodAutoscaler', {
      spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 5 },
    });
    const found = declared([
      deployment('web', 'nginx:1.27'),
      service('svc', 'web'),
      ingress('front', 'svc', 'a.example.org'),
      scaler,
    ]);
    expect(found).toMatchObject({
      'web.image': "imageValues({ repository: 'nginx', tag: '1.27' })",
      'web.replicaCount': "integer(2, 'How many pods run')",
      'web.service.port': "integer(80, 'Port of the Service', { minimum: 1, maximum: 65535 })",
      'web.ingress.host': "string('a.example.org', 'Host name')",
      'web.ingress.enabled': "boolean(true, 'Whether the Ingress exists')",
      'web.autoscaling.minReplicas': "integer(2, 'Least number of pods')",
    });
  });

  test('is no image of parts where a tag is missing, a digest stands or the port of a registry ends it', () => {
    for (const image of ['nginx', `nginx@sha256:${'0'.repeat(64)}`, 'registry:5000/nginx'])
      expect(declared([deployment('web', image)])['web.image']).toMatch(/^string\(/);
    expect(declared([deployment('web', 'registry:5000/nginx:1')])['web.image']).toBe(
      "imageValues({ repository: 'registry:5000/nginx', tag: '1' })",
    );
  });

  test('is one value where several objects say the same host, port or image', () => {
    const env = {
      env: [
        { name: 'URL', value: 'https://a.example.org/x' },
        { name: 'OTHER', value: 'https://aa.example.org' },
      ],
    };
    const offers = offersOf([
      deployment('web', 'app:1', 2, env),
      deployment('worker', 'app:1'),
      service('web-svc', 'web'),
      ingress('front', 'web-svc', 'a.example.org'),
    ]);
    const usesOf = (path: string) =>
      offers
        .find((offer) => offer.path.join('.') === path)
        ?.uses.map(({ object, keys }) => `${object.ids[0]} ${keys.slice(-2).join('/')}`);
    expect(usesOf('web.ingress.host')).toEqual(['front 0/host', 'web 0/value']);
    expect(usesOf('web.service.port')).toEqual(['web-svc 0/port', 'front port/number']);
    expect(usesOf('web.image')).toEqual([
      'web 0/image',
      'web 0/imagePullPolicy',
      'worker 0/image',
      'worker 0/imagePullPolicy',
    ]);
    expect(usesOf('worker.image')).toBeUndefined();
  });

  test('are no Secrets that the app makes', () => {
    const uses = (name: string) => ({ env: [{ name: 'P', valueFrom: { secretKeyRef: { name, key: 'p' } } }] });
    expect(declared([deployment('web', 'app:1', 1, uses('theirs'))])['web.existingSecret']).toContain(
      "string('theirs'",
    );
    expect(
      declared([deployment('web', 'app:1', 1, uses('own')), made('own', 'Secret', {})])['web.existingSecret'],
    ).toBeUndefined();
  });

  test('is the number of pods, left out while an autoscaler that may be off says it', () => {
    const scaler = made('scaling', 'HorizontalPodAutoscaler', {
      spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 5 },
    });
    const offer = offersOf([deployment('web', 'app:1'), scaler]).find(({ path }) => path.at(-1) === 'replicaCount')!;
    expect(offer.uses[0]!.express!('this.values.web.replicaCount')).toBe(
      'when(not(this.values.web.autoscaling.enabled), this.values.web.replicaCount)',
    );
  });

  test('are no selectors, labels, probes and ports of the program', () => {
    const found = declared([
      deployment('web', 'app:1', 1, {
        ports: [{ containerPort: 8080 }],
        livenessProbe: { httpGet: { path: '/live', port: 8080 } },
      }),
    ]);
    expect(Object.keys(found).sort()).toEqual(
      ['affinity', 'image', 'nodeSelector', 'replicaCount', 'resources', 'tolerations'].map((name) => `web.${name}`),
    );
  });
});

const chart = (name: string, objects: readonly Printed[], className = 'Web'): PrintedChart => ({
  name,
  id: name,
  className,
  isHelmChart: false,
  labels: {},
  lines: [],
  objects,
});

describe('charts of one class', () => {
  const staging = chart('web-staging', [deployment('web', 'app:1', 1, { env: [{ name: 'MODE', value: 'test' }] })]);
  const production = chart('web-production', [
    deployment('web', 'app:2', 5, { env: [{ name: 'MODE', value: 'live' }] }),
    service('svc', 'web'),
  ]);

  test('are one system; those of cdk8s itself are not', () => {
    expect(
      sameSystems([staging, production, chart('other', staging.objects, 'Other')]).map((group) => group.length),
    ).toEqual([2, 1]);
    expect(sameSystems([chart('a', staging.objects, 'Chart'), chart('b', staging.objects, 'Chart')])).toHaveLength(2);
  });

  test('are environments that say what differs', () => {
    const { environments, notes, offers } = compared(
      [staging, production],
      offersOf(staging.objects),
      groupsOf(staging.objects),
    );
    expect(
      environments.map(({ name, values }) => [name, values.map(({ path, value }) => [path.join('.'), value])]),
    ).toEqual([
      ['staging', []],
      [
        'production',
        [
          ['web.replicaCount', 5],
          ['web.image.tag', '2'],
          ['web.env.mode', 'live'],
        ],
      ],
    ]);
    expect(offers.find(({ path }) => path.join('.') === 'web.env.mode')!.value).toBe('test');
    expect(notes).toEqual([
      'Service svc is in web-production alone: make it always, with Condition.of(...).when(a value)',
    ]);
  });

  test('have a switch for what one of them lacks', () => {
    const { environments } = compared(
      [production, staging],
      offersOf(production.objects),
      groupsOf(production.objects),
    );
    expect(environments[1]!.values).toContainEqual({ path: ['web', 'service', 'enabled'], value: false });
  });

  test('are called by what their names do not have in common', () => {
    expect(environmentNames(['web-staging', 'web-production'])).toEqual(['staging', 'production']);
    expect(environmentNames(['web', 'web-canary'])).toEqual(['web', 'web-canary']);
  });

  test('come back from a file as they were, and from no other file', () => {
    expect(readSaved(savedText([staging]))).toEqual([staging]);
    expect([readSaved('{}'), readSaved('null'), readSaved('x')]).toEqual([undefined, undefined, undefined]);
  });
});

test('names become keys that values may have, and texts literals', () => {
  expect(['LOG_LEVEL', 'log-level', 'logLevel', '2nd', 'on', 'A'].map(camelCase)).toEqual([
    'logLevel',
    'logLevel',
    'logLevel',
    'x2nd',
    'onValue',
    'a',
  ]);
  expect(literal({ 'a-b': ["it's", '"'], c: 1 })).toBe(`{ 'a-b': ['it\\'s', '"'], c: 1 }`);
});
