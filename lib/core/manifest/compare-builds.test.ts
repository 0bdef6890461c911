import { describe, expect, test } from '@jest/globals';
import { ApiObject, App, Size } from 'cdk8s';
import { AwsElasticBlockStorePersistentVolume, Deployment } from 'cdk8s-plus-28';
import {
  samples,
  tokens,
  digest,
  each,
  entries,
  items,
  numberToken,
  text,
  token,
  when,
  type Expression,
  type Problem,
} from '../values';
import { compareBuilds } from './compare-builds';
import { configMap, Example } from './example.fixture';
import { synthesize, type ChartManifests } from './synthesize';
import { Condition } from './traits';

type Build = (chart: Example, values: Example['values']) => void;

function built(build: Build): ChartManifests[] {
  const app = new App();
  const chart = new Example(app);
  build(chart, chart.values);
  return synthesize(app);
}

/** What is said when the same chart is built with tokens, and then with each set of sample values. */
function problemsOf(build: Build): readonly Problem[] {
  const first = built(build);
  return samples.flatMap((sample) => {
    tokens.use(sample);
    try {
      return compareBuilds(first, built(build), sample);
    } finally {
      tokens.use(undefined);
    }
  });
}

const placesOf = (problems: readonly Problem[]) => [
  ...new Set(problems.map(({ construct, path }) => `${construct} ${path}`)),
];

describe('what depends on a token and not on the value is found by a build with plain values', () => {
  test.each<[string, (values: Example['values']) => object]>([
    ['the greater of two', ({ port }) => ({ key: Math.max(numberToken(port), 100) })],
    ['a comparison', ({ port }) => ((taken) => ({ key: taken > 1024 ? 'high' : 'low', taken }))(numberToken(port))],
    ['an equality', ({ name }) => ((taken) => ({ key: taken === 'api', taken }))(String(name))],
    ['a length', ({ name }) => ((taken) => ({ key: taken.length, taken }))(String(name))],
    ['the truth of a boolean', ({ enabled }) => ((taken) => ({ key: taken ? 1 : 2, taken }))(token(enabled))],
    ['a fallback', ({ name }) => ({ key: String(name) || 'none' })],
    ['padding', ({ port }) => ({ key: String(port).padStart(2, '0') })],
    ['the order of words', ({ name }) => ({ key: [String(name), 'b', 'm'].sort().join(' ') })],
  ])('%s', (_, data) => {
    // A program that takes a token once and uses it twice: one of the uses arrives.
    const places = placesOf(problemsOf((chart, values) => configMap(chart, 'config', data(values))));
    expect(places).toEqual(['example/config /data/key']);
  });

  test('an object that is there or not', () => {
    const problems = problemsOf((chart, { port }) => {
      const taken = numberToken(port);
      configMap(chart, 'config', { taken });
      if (taken < 1024) configMap(chart, 'low', {});
    });
    expect(placesOf(problems)).toEqual(['example/low ']);
    expect(problems[0]).toMatchObject({
      code: 'computed-token',
      remedy: expect.stringContaining('equals()') as unknown,
    });
  });
});

test('a chart that only passes values on is the same with plain values', () => {
  const build: Build = (chart, values) => {
    const { name, port, enabled, extra, resources, tolerations, commonLabels } = values;
    const object = new ApiObject(chart, 'object', {
      apiVersion: 'v1',
      kind: 'Thing',
      metadata: { name: `${String(name)}-x`, labels: { ...entries(commonLabels), app: token(name) } },
      data: {
        text: `http://${String(name)}:${String(port)}/${String(numberToken(port))}m`,
        json: JSON.stringify({
          name,
          port,
          resources,
          inner: JSON.stringify([`<${String(name)}>`]),
          list: tolerations,
        }),
        values: [port, enabled, resources, token(resources), token(tolerations)],
        list: [
          'a',
          ...items(tolerations),
          ...each(tolerations, 'item', (item) => ({ of: `${String(item.field('key'))}!` })),
        ],
        when: when(enabled, { a: String(port) }),
        digest: digest(resources),
        expression: text`${name}:${port}`,
      },
    });
    Condition.of(object).when(extra);
    configMap(chart, 'unnamed', { a: 'b' });
  };
  expect(problemsOf(build)).toEqual([]);
});

test.each(['tolerations', 'commonLabels', 'resources'] as const)('JSON says what %s are, empty or not', (key) => {
  expect(
    problemsOf((chart, values) => configMap(chart, 'config', { json: JSON.stringify({ is: values[key] }) })),
  ).toEqual([]);
});

describe('a construct whose id has a value in it', () => {
  // The policies are called after the namespace of the release, the claim after the name of the volume.
  const connected: Build = (chart) => {
    const store = new Deployment(chart, 'store', { containers: [{ image: 'store:1', portNumber: 5432 }] });
    new Deployment(chart, 'web', { containers: [{ image: 'web:1' }] }).connections.allowTo(store);
    new AwsElasticBlockStorePersistentVolume(chart, 'disk', {
      volumeId: 'vol-1',
      storage: Size.gibibytes(1),
    }).reserve();
  };

  test('is the same construct in a build with plain values', () => {
    expect(problemsOf(connected)).toEqual([]);
  });

  test('is called the same whatever other values there are', () => {
    const more: Build = (chart, values) => {
      configMap(chart, 'more', { name: token(values.name), port: String(values.port) });
      connected(chart, values);
    };
    const named = (build: Build) =>
      built(build)[0]!
        .manifests.filter(({ kind }) => kind === 'NetworkPolicy' || kind === 'PersistentVolumeClaim')
        .map(({ file, object }) => ({ file, name: (object['metadata'] as { readonly name: Expression }).name.node }));
    expect(named(connected)).toEqual(named(more));
    expect(named(connected).map(({ file }) => file)).toEqual([
      expect.stringMatching(/^disk-disk-pvc-persistentvolumeclaim$/),
      expect.stringMatching(/^web-allow-egressc8[0-9a-f]+-networkpolicy$/),
      expect.stringMatching(/^web-allow-ingressc8[0-9a-f]+-networkpolicy$/),
    ]);
  });
});
