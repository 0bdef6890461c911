import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import { parse } from 'yaml';
import { KubeConfigMap, KubeJob } from '../../../imports/k8s';
import { ImageUpdates, Worker, containerImage, imageValues, workerValues } from '../../authoring';
import { HelmChart, NamedByContent } from '../../core/manifest';
import { token, values, type JsonObject } from '../../core/values';
import { systemsOf } from '../../program/app';
import { synthesizedSystem } from '../../program/app/output';
import { printChart } from '../chart';
import { printEnvironment } from '../trees';
import { argoCdObjects } from './argocd';
import type { Application, ApplicationSet } from './argocd-types';
import { deployedSystem } from './deployed';
import { argoCd, flux, git, registry } from './deployed.fixture';
import { fluxObjects } from './flux';

const resources = { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } };
const schema = values({
  api: workerValues({ image: { repository: 'ghcr.io/example/api', tag: '1.4.0' }, resources, replicaCount: 1 }, 'It'),
  task: imageValues({ repository: 'ghcr.io/example/task', tag: 'main-1' }),
});
type Chart = HelmChart<typeof schema>;

interface Made {
  readonly app: App;
  readonly chart: Chart;
  readonly api: Worker;
}

/** A chart with a worker, of which a test says something, in two environments. */
function made(say: (made: Made) => void, registryInFront = '') {
  const app = new App();
  const chart: Chart = new HelmChart<typeof schema>(app, 'shop', {
    ...{ version: '1.0.0', appVersion: '1', description: 'A shop.', values: schema },
    environments: {
      staging: { values: { api: { image: { tag: '1.5.0' } } } },
      production: { values: registryInFront ? { global: { imageRegistry: registryInFront } } : {} },
    },
  });
  const api = new Worker(chart, 'api', { values: chart.values.api });
  new KubeConfigMap(chart, 'map', { data: { task: chart.values.task.tag } });
  say({ app, chart, api });
  const [system] = systemsOf(app);
  const outputs = synthesizedSystem(system!, system!.definition.environments).outputs;
  const plain = Object.fromEntries(
    outputs.map((each) => [each.environment.name, [...printEnvironment(each.plain, each.environment.name).values()]]),
  );
  return {
    plain: (environment: string) => plain[environment]!.join('---\n'),
    get chart() {
      return printChart(system!.definition, system!.manifests).files;
    },
    deployed: deployedSystem(system!, outputs),
  };
}

const follows = ({ api }: Made) => void ImageUpdates.of(api).semver('^1.4');

/** The lines of a text that Flux would write. */
const marked = (text: string | undefined): string[] =>
  (text ?? '').split('\n').flatMap((line) => (line.includes('$imagepolicy') ? [line.trim()] : []));

const job = (name: string, image: string) => ({
  metadata: { name },
  spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name, image }] } } },
});

describe('an image that may be moved', () => {
  test('is marked for Flux in the plain YAML of each environment', () => {
    const { plain } = made(follows);
    expect(marked(plain('staging'))).toEqual([
      'image: ghcr.io/example/api:1.5.0 # {"$imagepolicy": "flux-system:shop-api"}',
    ]);
    expect(marked(plain('production'))).toEqual([
      'image: ghcr.io/example/api:1.4.0 # {"$imagepolicy": "flux-system:shop-api"}',
    ]);
    expect(marked(made(() => undefined).plain('staging'))).toEqual([]);
  });

  test('is marked by its parts in the values of the chart, which stay what they are', () => {
    const { chart } = made(follows);
    const plain = made(() => undefined).chart;
    expect(marked(chart.get('values.yaml'))).toEqual([
      'repository: ghcr.io/example/api # {"$imagepolicy": "flux-system:shop-api:name"}',
      'tag: "1.4.0" # {"$imagepolicy": "flux-system:shop-api:tag"}',
    ]);
    expect(marked(chart.get('values-staging.yaml'))).toEqual([
      'tag: "1.5.0" # {"$imagepolicy": "flux-system:shop-api:tag"}',
    ]);
    for (const file of ['values.yaml', 'values-staging.yaml'])
      expect(parse(chart.get(file)!)).toEqual(parse(plain.get(file)!));
  });

  test('moves in every container that has it, a Job too, and no other moves', () => {
    const { plain } = made((all) => {
      follows(all);
      new KubeJob(all.chart, 'migration', job('migration', 'ghcr.io/example/api:1.5.0'));
      new KubeJob(all.chart, 'other', job('other', 'ghcr.io/example/other:1.5.0'));
    });
    expect(marked(plain('staging'))).toHaveLength(2);
    expect(marked(plain('production'))).toHaveLength(1);
  });

  test('has its repository left alone where a registry stands in front of it', () => {
    const { chart, deployed } = made(follows, 'mirror.example.com');
    expect(marked(chart.get('values.yaml'))).toEqual(['tag: "1.4.0" # {"$imagepolicy": "flux-system:shop-api:tag"}']);
    const { metadata } = argoCdObjects(deployed, { ...argoCd, source: 'chart' }).get(
      'production/application.k8s.yaml',
    ) as JsonObject & Application;
    expect(Object.keys(metadata.annotations!).filter((key) => key.endsWith('.helm.image-name'))).toEqual([]);
    expect(metadata.annotations!['argocd-image-updater.argoproj.io/image-list']).toMatch(
      /=mirror\.example\.com\/example\/api:\^1\.4$/,
    );
  });

  test('may be so in some environments, each of which says its tag', () => {
    const inOne = (environment: string) => (all: Made) =>
      void ImageUpdates.of(all.api).semver('^1.4', { environments: [environment] });
    const { plain, chart } = made(inOne('staging'));
    expect(marked(plain('staging'))[0]).toContain('flux-system:shop-api-staging');
    expect(marked(plain('production'))).toEqual([]);
    expect(marked(chart.get('values.yaml'))).toEqual([]);
    expect(marked(chart.get('values-staging.yaml'))).toHaveLength(1);
    expect(() => made(inOne('production')).chart).toThrow(
      /values-production\.yaml of the chart shop does not say its tag/,
    );
    expect(() => made(inOne('stagin'))).toThrow('there is no such environment; did you mean "staging"?');
  });

  test('may be that of a Deployment of cdk8s-plus', () => {
    const { plain, chart } = made(({ chart: shop }) => {
      const image = token(containerImage(shop.values.task).image);
      const task = new Deployment(shop, 'task', { containers: [{ image, portNumber: 80 }] });
      ImageUpdates.of(task).alphabetical('^main-', { policy: 'task', namespace: 'flux' });
    });
    expect(marked(plain('staging'))).toEqual(['- image: ghcr.io/example/task:main-1 # {"$imagepolicy": "flux:task"}']);
    expect(marked(chart.get('values.yaml'))[1]).toBe('tag: main-1 # {"$imagepolicy": "flux:task:tag"}');
  });

  test('is not moved by two policies at once', () => {
    const twice = (one: string[], other: string[]) => (all: Made) => {
      ImageUpdates.of(all.api).semver('^1.4', { environments: one });
      ImageUpdates.of(all.api).alphabetical('^main-', { environments: other });
    };
    expect(() => made(twice(['staging'], ['staging']))).toThrow(/shop\/api.*is moved by the policy .* in staging/);
    expect(marked(made(twice(['staging'], ['production'])).plain('production'))[0]).toContain('shop-api-production');
  });

  test.each([
    ['a range with a comma', (all: Made) => void ImageUpdates.of(all.api).semver('>=1.4, <2'), 'without a comma'],
    [
      'an object without pods',
      (all: Made) => void ImageUpdates.of(all.chart.node.findChild('map')).semver('1.x'),
      'is a ConfigMap and has no container',
    ],
    [
      'a policy that is not a name',
      (all: Made) => void ImageUpdates.of(all.api).semver('1.x', { policy: 'My API' }),
      'the policy "My API" is not a name',
    ],
  ])('is refused with %s', (_title, say, message) => {
    expect(() => made(say)).toThrow(message);
  });
});

describe("Argo CD's Image Updater", () => {
  const annotations = (say: (all: Made) => void, options: object = {}) => {
    const objects = argoCdObjects(made(say).deployed, { ...argoCd, ...options });
    const { metadata } = objects.get('staging/application.k8s.yaml') as JsonObject & Application;
    return Object.fromEntries(
      Object.entries(metadata.annotations ?? {}).map(([key, text]) => [
        key.replace('argocd-image-updater.argoproj.io/', ''),
        text,
      ]),
    );
  };
  const ofApi = (all: Made) => void ImageUpdates.of(all.api).semver('^1.4', { policy: 'api' });

  test('is told which values of the chart to set', () => {
    expect(annotations(ofApi, { source: 'chart' })).toEqual({
      'image-list': 'api=ghcr.io/example/api:^1.4',
      'write-back-method': 'git',
      'api.update-strategy': 'semver',
      'api.helm.image-name': 'api.image.repository',
      'api.helm.image-tag': 'api.image.tag',
    });
  });

  test('is told which image kustomize replaces in a folder', () => {
    const byAlphabet = (all: Made) => void ImageUpdates.of(all.api).alphabetical('^main-', { policy: 'api' });
    expect(annotations(byAlphabet)).toEqual({
      'image-list': 'api=ghcr.io/example/api',
      'write-back-method': 'git',
      'api.update-strategy': 'alphabetical',
      'api.allow-tags': 'regexp:^main-',
      'api.kustomize.image-name': 'ghcr.io/example/api',
    });
  });

  test('sets the Application itself where a registry is the source', () => {
    expect(annotations(ofApi, { source: 'chart', origin: registry })['write-back-method']).toBe('argocd');
    expect(annotations(() => undefined)).toEqual({});
  });

  test('has aliases of letters and digits that stay apart and fit into the name of an annotation', () => {
    const policy = (name: string) => (all: Made) => void ImageUpdates.of(all.api).semver('1.x', { policy: name });
    const alias = (name: string) => annotations(policy(name))['image-list']!.split('=')[0]!;
    expect(alias('a-b')).not.toBe(alias('ab'));
    for (const key of Object.keys(annotations(policy('x'.repeat(63))))) expect(key.length).toBeLessThanOrEqual(63);
    expect(alias('shop-api')).toMatch(/^[a-z0-9]+$/);
  });

  test('is told by an ApplicationSet for each environment', () => {
    const { deployed } = made((all) => void ImageUpdates.of(all.api).semver('1.x', { environments: ['staging'] }));
    const set = argoCdObjects(deployed, { ...argoCd, asSet: true }).get('applicationset.k8s.yaml') as JsonObject &
      ApplicationSet;
    const patches = set.spec.generators[0]!.list.elements.map((each) => JSON.stringify(each).includes('image-list'));
    expect(patches).toEqual([true, false]);
    expect(set.spec.templatePatch).toBe('{{ toJson .patch }}');
  });

  test('is refused an image of a Job that cannot change, and one that no values make', () => {
    const withJob = (all: Made) => {
      ofApi(all);
      const migration = new KubeJob(
        all.chart,
        'migration',
        job('migration', token(containerImage(all.chart.values.api.image).image)),
      );
      NamedByContent.of(migration).always();
    };
    expect(() => annotations(withJob)).toThrow(/shop\/api.*also that of the Job .* in staging.*--source chart/s);
    expect(annotations(withJob, { source: 'chart' })['image-list']).toBeDefined();
    const literal = (all: Made) => {
      const other = new Deployment(all.chart, 'other', { containers: [{ image: 'busybox:1.36', portNumber: 80 }] });
      ImageUpdates.of(other).semver('1.x');
    };
    expect(() => annotations(literal, { source: 'chart' })).toThrow(/shop\/other.*is not made of values/);
    expect(annotations(literal)['image-list']).toMatch(/=busybox:1\.x$/);
  });
});

describe("Flux' image automation", () => {
  const objects = (options: object = {}, say = follows) => fluxObjects(made(say).deployed, { ...flux, ...options });
  const images = (all: Map<string, JsonObject>) => [...all].filter(([file]) => file.startsWith('image-updates/'));

  test('has in a folder of its own what looks, chooses and writes', () => {
    expect(Object.fromEntries(images(objects()))).toEqual({
      'image-updates/source.k8s.yaml': {
        apiVersion: 'source.toolkit.fluxcd.io/v1',
        kind: 'GitRepository',
        metadata: {
          name: 'shop-image-updates',
          namespace: 'flux-system',
          labels: { 'app.kubernetes.io/part-of': 'shop' },
        },
        spec: { interval: '5m', url: git.url, ref: { branch: 'main' } },
      },
      'image-updates/automation.k8s.yaml': {
        apiVersion: 'image.toolkit.fluxcd.io/v1',
        kind: 'ImageUpdateAutomation',
        metadata: {
          name: 'shop-image-updates',
          namespace: 'flux-system',
          labels: { 'app.kubernetes.io/part-of': 'shop' },
        },
        spec: {
          interval: '30m',
          sourceRef: { kind: 'GitRepository', name: 'shop-image-updates' },
          git: {
            checkout: { ref: { branch: 'main' } },
            commit: { author: { name: 'fluxcdbot', email: 'fluxcdbot@users.noreply.github.com' } },
            push: { branch: 'main' },
          },
          update: { strategy: 'Setters', path: './dist/shop' },
        },
      },
      'image-updates/repository-shop-api.k8s.yaml': {
        apiVersion: 'image.toolkit.fluxcd.io/v1',
        kind: 'ImageRepository',
        metadata: { name: 'shop-api', namespace: 'flux-system', labels: { 'app.kubernetes.io/part-of': 'shop' } },
        spec: { image: 'ghcr.io/example/api', interval: '5m' },
      },
      'image-updates/policy-shop-api.k8s.yaml': {
        apiVersion: 'image.toolkit.fluxcd.io/v1',
        kind: 'ImagePolicy',
        metadata: { name: 'shop-api', namespace: 'flux-system', labels: { 'app.kubernetes.io/part-of': 'shop' } },
        spec: { imageRepositoryRef: { name: 'shop-api' }, policy: { semver: { range: '^1.4' } } },
      },
    });
  });

  test('writes to the chart where that is the source, and nothing where Git is not', () => {
    const automation = objects({ source: 'chart' }).get('image-updates/automation.k8s.yaml') as JsonObject;
    expect(automation['spec']).toMatchObject({ update: { path: './charts/shop' } });
    expect(images(objects({ source: 'chart', origin: registry }))).toEqual([]);
    expect(images(objects({}, () => undefined))).toEqual([]);
  });

  test('takes tags by alphabet among those that a pattern matches', () => {
    const all = objects({}, ({ api }) => void ImageUpdates.of(api).alphabetical('^main-'));
    expect(all.get('image-updates/policy-shop-api.k8s.yaml')!['spec']).toEqual({
      imageRepositoryRef: { name: 'shop-api' },
      filterTags: { pattern: '^main-' },
      policy: { alphabetical: { order: 'asc' } },
    });
  });

  test('writes to each branch that an environment follows, and is refused where none is one', () => {
    const revision = (branch: string) => (name: string) => (name === 'staging' ? branch : 'main');
    expect(images(objects({ revision: revision('next') })).map(([file]) => file.slice(14))).toEqual(
      expect.arrayContaining(['source-1.k8s.yaml', 'automation-1.k8s.yaml', 'source-2.k8s.yaml']),
    );
    expect(images(objects({ revision: revision('v1.0.0') }))).toHaveLength(4);
    expect(() => objects({ revision: () => 'v1.0.0' })).toThrow(/follows a branch.*--revision ENVIRONMENT=BRANCH/s);
  });

  test('is refused where markers name the policies of another namespace, or a policy has two images', () => {
    expect(() => objects({ namespace: 'gitops' })).toThrow(/shop\/api.*\{ namespace: 'gitops' \}/s);
    const mirrored = made(follows, 'mirror.example.com').deployed;
    expect(() => fluxObjects(mirrored, flux)).toThrow(/two images, ghcr\.io\/example\/api and mirror\.example\.com/);
  });
});
