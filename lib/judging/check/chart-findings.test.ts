import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { ApiObject, App } from 'cdk8s';
import { KubeConfigMap } from '../../../imports/k8s';
import { checkInputs } from '../../program/cli/check-inputs';
import { systemsOf } from '../../program/app';
import { Comment, Condition, Exception, HelmChart, type HelmChartProps } from '../../core/manifest';
import { boolean, choose, file, named, placeholder, string, text, values, type Group } from '../../core/values';
import { checkSystem } from './check-system';

const Values = values({ isOn: boolean(false, 'Whether it is on'), name: string('shop', 'A name') });

class Shop extends HelmChart<typeof Values> {
  constructor(app: App, props: Partial<HelmChartProps<Group>>) {
    super(app, 'shop', {
      values: Values,
      environments: { test: { values: {} } },
      version: '1.0.0',
      appVersion: '1.0.0',
      description: 'A shop',
      ...props,
    } as HelmChartProps<typeof Values>);
    new KubeConfigMap(this, 'config', { data: { isOn: text`${this.values.isOn}`, name: this.values.name } });
  }
}

const codes = [
  'damaged-text',
  'invalid-chart-version',
  'invalid-chart-metadata',
  'unneeded-exception',
  'large-release',
];

/** What is found in a chart with these properties, but for what every chart of the test has. */
function found(props: Partial<HelmChartProps<Group>>, build: (chart: Shop) => void = () => undefined): string[] {
  const app = new App();
  build(new Shop(app, props));
  const [system] = systemsOf(app);
  const { findings } = checkSystem(system!, checkInputs(system!, system!.definition.environments), true);
  const wanted = findings.filter(({ code }) => codes.includes(code));
  return wanted.map(({ code, object, pointer, message }) => `${code} ${object} ${pointer}: ${message}`);
}

test('a chart that is right has no finding', () => {
  expect(
    found({
      version: '1.0.0-rc.1+build.5',
      appVersion: 'feature/x',
      kubeVersion: '>=1.28.0-0 <1.35 || ~1.36.x',
      home: 'https://example.com/shop?a=b#c',
      icon: 'data:image/png;base64,AAAA',
      sources: ['https://github.com/example/shop', 'oci://registry.example.com/shop'],
      keywords: ['shop', 'größer'],
      maintainers: [{ name: 'Ann Übel', email: 'ann.b+c@mail.example.org', url: 'https://example.org' }],
      changes: [{ kind: 'added', description: 'Two\nlines' }],
      links: [{ name: 'Docs', url: 'https://example.com/docs' }],
    }),
  ).toEqual([]);
});

describe('metadata that nobody could read', () => {
  test.each<[string, Partial<HelmChartProps<Group>>, string]>([
    [
      'a short version',
      { version: '1.0' },
      'invalid-chart-version Chart.yaml of shop /version: "1.0" is not a version',
    ],
    ['a version with a v', { version: 'v1.0.0' }, 'invalid-chart-version'],
    ['a range of versions', { kubeVersion: '1.28 and newer' }, '/kubeVersion: "1.28 and newer" is not a range'],
    ['an empty range', { kubeVersion: '>=' }, '/kubeVersion'],
    ['an address without a scheme', { home: 'example.com' }, '/home: "example.com" is not an address'],
    ['an icon on disk', { icon: 'logo.png' }, '/icon'],
    ['a source with a blank', { sources: ['https://example.com', 'https://example.com/a b'] }, '/sources/1'],
    ['a mail address', { maintainers: [{ name: 'Ann', email: 'ann at example.org' }] }, '/maintainers/0/email'],
    ['a maintainer without a name', { maintainers: [{ name: ' ' }] }, '/maintainers/0/name'],
    ['a link', { links: [{ name: 'Docs', url: '/docs' }] }, '/links/0/url'],
    ['a description of two lines', { description: 'A\nshop' }, '/description: "A\\nshop" is not one line of text'],
    ['an app version with a control character', { appVersion: '1\u0000' }, '/appVersion'],
    ['a change without words', { changes: [{ kind: 'added', description: '' }] }, '/changes/0/description'],
  ])('is found: %s', (_, props, expected) => {
    const [finding, ...others] = found(props);
    expect(finding).toContain(expected);
    expect(others).toEqual([]);
  });
});

describe('a damaged text', () => {
  const binary = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]).toString('utf8');

  test('is found in an object, and may be declared right', () => {
    const config = (chart: Shop) => new KubeConfigMap(chart, 'logo', { data: { 'logo.png': binary } });
    expect(found({}, config)).toEqual([
      'damaged-text v1 ConfigMap shop/shop-logo /data/logo.png: the text has U+FFFD, which stands for bytes that are not UTF-8, at character 1',
    ]);
    const allowed = (chart: Shop) => void Exception.of(config(chart)).allow('damaged-text', 'a test of ours');
    expect(found({}, allowed)).toEqual([]);
  });

  test('is found in a file, in an annotation, and as half a character', () => {
    const [fileFinding] = found({}, (chart) => {
      new KubeConfigMap(chart, 'logo', { data: { 'logo.png': file('logo.png', binary) } });
    });
    expect(fileFinding).toContain('/data/logo.png');
    const [half] = found({}, (chart) => {
      new KubeConfigMap(chart, 'text', { metadata: { annotations: { note: 'a😀'.slice(0, 2) } } });
    });
    expect(half).toContain(
      '/metadata/annotations/note: the text has half a character (a lone surrogate), at character 2',
    );
    expect(found({}, (chart) => void new KubeConfigMap(chart, 'text', { data: { a: 'a😀' } }))).toEqual([]);
  });

  test('is what JSON makes of bytes', () => {
    const spec = { key: JSON.parse(JSON.stringify(Buffer.from('hi'))) as object };
    const build = (chart: Shop) => new ApiObject(chart, 'a', { apiVersion: 'example.com/v1', kind: 'Key', spec });
    expect(found({}, build)).toEqual([
      'damaged-text example.com/v1 Key shop/shop-a /spec/key: this is a Buffer as JSON prints one, and was bytes',
    ]);
    spec.key = { type: 'Buffer', data: 'of another kind' };
    expect(found({}, build)).toEqual([]);
  });

  test('is what JavaScript prints of an object, but not where a program has the words', () => {
    const written = (a: string) => found({}, (chart) => void new KubeConfigMap(chart, 'text', { data: { a } }));
    expect(written(`http://${String({})}:80`)).toEqual([
      'damaged-text v1 ConfigMap shop/shop-text /data/a: the text has "[object Object]", which JavaScript makes of what is not a text',
    ]);
    expect(written(`key: ${String(Promise.resolve())}`)).toHaveLength(1);
    expect(written("if (kind === '[object Object]')\n  stop();\n")).toEqual([]);
    expect(written('[object]')).toEqual([]);
  });

  test('is found in an object that no environment has', () => {
    const [finding, ...others] = found({}, (chart) => {
      const logo = new KubeConfigMap(chart, 'logo', { data: { a: text`${chart.values.name} ${binary}` } });
      Condition.of(logo).when(chart.values.isOn);
    });
    expect(finding).toMatch(/^damaged-text ConfigMap of shop\/logo : /);
    expect(others).toEqual([]);
  });

  test.each<[string, Partial<HelmChartProps<Group>>, (chart: Shop) => void, string]>([
    ['the description', { description: `A shop ${binary}` }, () => undefined, 'Chart.yaml of shop /description'],
    ['the README', { readme: binary }, () => undefined, 'Chart.yaml of shop /readme'],
    ['a note', {}, (chart) => chart.note(text`See ${binary}`), 'notes of shop'],
    [
      'the values',
      { values: values({ isOn: boolean(false, binary), name: string('', 'x') }) },
      () => undefined,
      'values of shop /isOn/description',
    ],
    [
      'an environment',
      { environments: { test: { values: { name: binary } } } },
      () => undefined,
      'values-test.yaml of shop /name',
    ],
    ['the version of the app', { appVersion: binary }, () => undefined, 'Chart.yaml of shop /appVersion'],
    ['a source', { sources: [`https://x.y/${binary}`] }, () => undefined, 'Chart.yaml of shop /sources/0'],
    [
      'what a placeholder asks for',
      { environments: { test: { values: { name: placeholder('x', binary) } } } },
      () => undefined,
      'placeholders of values-test.yaml of shop /name',
    ],
    [
      'a comment',
      {},
      (chart) => Comment.of(new KubeConfigMap(chart, 'a', { data: { a: 'b' } })).set(binary),
      'ConfigMap of shop/a : in its comment, the text has U+FFFD',
    ],
    [
      'what a named template is for',
      {},
      (chart) => void new KubeConfigMap(chart, 'a', { data: { a: named('a', binary, text`${chart.values.name}!`) } }),
      'ConfigMap of shop/a : the text has U+FFFD',
    ],
    [
      'what no environment comes to',
      {},
      (chart) => void new KubeConfigMap(chart, 'a', { data: { a: choose(chart.values.isOn, binary, 'b') } }),
      'ConfigMap of shop/a : the text has U+FFFD',
    ],
    [
      'a key',
      {},
      (chart) => void new KubeConfigMap(chart, 'a', { metadata: { annotations: { [binary]: 'b' } } }),
      'v1 ConfigMap shop/shop-a /metadata/annotations/\ufffdPNG\ufffd: of a key, the text has U+FFFD',
    ],
  ])('is found in %s', (_, props, build, expected) => {
    expect(found(props, build).join('\n')).toContain(`damaged-text ${expected}`);
  });

  test('is told once of each place that it has', () => {
    const named = { values: values({ isOn: boolean(false, 'x'), name: string('', binary) }) };
    expect(found(named)).toHaveLength(1);
    expect(found({ environments: { test: { values: { name: placeholder('x', binary) } } } })).toHaveLength(1);
  });

  test('is told once where environments have it', () => {
    const build = (chart: Shop) =>
      new KubeConfigMap(chart, 'a', { data: { a: choose(chart.values.isOn, 'b', binary) } });
    expect(found({}, build)).toHaveLength(1);
  });
});

describe('a release that Helm keeps in a Secret', () => {
  /** A text in which gzip finds nothing to save but that it is hexadecimal. */
  const noise = (length: number) =>
    Array.from({ length: Math.ceil(length / 128) }, (_, i) =>
      createHash('sha512').update(String(i)).digest('hex'),
    ).join('');
  const parts = (count: number) =>
    found({}, (chart) => {
      for (let i = 0; i < count; i++)
        new KubeConfigMap(chart, `part-${i}`, { data: { text: noise(200_000 * (i + 1)).slice(-200_000) } });
    });

  test('is too large where the chart and its objects are, packed', () => {
    expect(parts(5)).toEqual([
      expect.stringMatching(/^large-release chart shop : a release has 1\d\d\d KiB in the Secret .*, more than 1 MiB$/),
    ]);
  });

  test('is packed, so that much text may be little', () => {
    expect(parts(2)).toEqual([]);
    expect(found({}, (chart) => new KubeConfigMap(chart, 'text', { data: { text: 'x'.repeat(900_000) } }))).toEqual([]);
  });
});
