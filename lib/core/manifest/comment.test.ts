import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { parse, stringify } from 'yaml';
import { KubeConfigMap } from '../../../imports/k8s';
import { printDefaults, printOverrides } from '../../printing/chart/values-file';
import { plainObjects, printEnvironment } from '../../printing/trees';
import { releaseOf, systemsOf } from '../../program/app';
import { integer, string, text, values, type Expression } from '../values';
import { Comment } from './comment';
import { definitionOf } from './definition';
import { HelmChart } from './helm-chart';

const schema = values({ api: values({ tag: string('1.2.3', 'Tag'), replicas: integer(2, 'Pods') }) });
const setter = '{"$imagepolicy": "flux-system:web"}';

/** A chart with a ConfigMap of which a test says something. */
function chartWith(
  say: (map: KubeConfigMap, refs: { readonly tag: Expression<string> }) => void,
): HelmChart<typeof schema> {
  const metadata = { version: '1.0.0', appVersion: '1', description: 'A shop.' };
  const environments = { local: { values: { api: { tag: '1.3.0' } } } };
  const chart = new HelmChart<typeof schema>(new App(), 'shop', { ...metadata, values: schema, environments });
  const data = { image: text`ghcr.io/x:${chart.values.api.tag}`, script: 'a\nb\n', hash: '# 1', list: '- a' };
  say(new KubeConfigMap(chart, 'map', { data }), chart.values.api);
  return chart;
}

/** The ConfigMap as it is printed in the plain output. */
function printed(chart: HelmChart<typeof schema>): string {
  const [system] = systemsOf(chart.node.root as App);
  const environment = system!.definition.environments[0]!;
  const files = printEnvironment(plainObjects(system!.manifests, releaseOf(system!, environment), false));
  return [...files].find(([file]) => file.endsWith('configmap.k8s.yaml'))![1];
}

describe('a comment on a field', () => {
  test('stands at the end of its line, and changes nothing of what is read', () => {
    const plain = printed(chartWith(() => undefined));
    const commented = printed(
      chartWith((map) => {
        for (const key of ['image', 'script', 'hash', 'list']) Comment.of(map).at(`/data/${key}`, setter);
        Comment.of(map).at('/metadata/name', 'its name').set('Above.');
      }),
    );
    expect(commented).toContain(`  image: ghcr.io/x:1.3.0 # ${setter}\n`);
    expect(commented).toContain(`  script: | # ${setter}\n`);
    expect(commented).toMatch(/^# Above\.\n/);
    expect(commented.split(' # ')).toHaveLength(6);
    expect(parse(commented)).toEqual(parse(plain));
    expect(stringify(parse(commented))).not.toContain('imagepolicy');
  });

  test('of one that is not there is a problem that names the place', () => {
    const chart = chartWith((map) => Comment.of(map).at('/data/picture/0', setter));
    expect(() => printed(chart)).toThrow(
      /shop\/map.*there is no such field to comment on: the object has nothing at \/data\/picture/,
    );
    expect(() => printed(chartWith((map) => Comment.of(map).at('data', setter)))).toThrow('nothing at "data"');
  });

  test.each(['a\nb', '', '  ', 'a\u2028b', 'a\u0007'])('of %j is refused, since it is not one line', (comment) => {
    const say = () => chartWith((map) => Comment.of(map).at('/data/image', comment));
    expect(say).toThrow('is not one line of text');
  });
});

describe('a comment on a value', () => {
  test('stands behind it in all files of values, where its tag is written', () => {
    const chart = chartWith((_, { tag }) => Comment.ofValue(tag, '{"$imagepolicy": "flux-system:web:tag"}'));
    const comments = definitionOf(chart).valueComments;
    const defaults = printDefaults(schema, 'shop', comments);
    expect(defaults).toMatch(/^ {2}tag: \S+ # \{"\$imagepolicy": "flux-system:web:tag"\}$/m);
    expect(parse(defaults)).toEqual({ api: { tag: '1.2.3', replicas: 2 } });
    const overrides = printOverrides({ api: { tag: '1.3.0' } }, [], [], comments);
    expect(overrides).toContain('"1.3.0" # {"$imagepolicy": "flux-system:web:tag"}\n');
  });

  test('is refused for what is computed from values', () => {
    expect(() => chartWith((_, { tag }) => Comment.ofValue(text`v${tag}`, 'x'))).toThrow('is computed from values');
  });
});
