import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

import { chartIndex, readIndex, type ChartIndexEntry } from './chart-index';

const ARCHIVE = Buffer.from('archive');

function entry(name: string, version: string): ChartIndexEntry {
  return { metadata: { apiVersion: 'v2', name, version }, archive: ARCHIVE };
}

test('a chart is listed with its metadata, where to get it, and its digest; without any time', () => {
  const metadata = {
    apiVersion: 'v2',
    name: 'shop',
    description: 'A shop: web, worker and database',
    type: 'application',
    version: '1.2.0',
    appVersion: '1.10',
    kubeVersion: '>=1.28.0-0',
    keywords: ['yes', 'shop'],
    maintainers: [{ name: 'Ann', email: 'ann@example.org' }],
    annotations: { 'artifacthub.io/changes': '- kind: added\n  description: a\n' },
  };

  expect(chartIndex([{ metadata, archive: ARCHIVE }])).toBe(`apiVersion: v1
entries:
  shop:
    - apiVersion: v2
      name: shop
      description: "A shop: web, worker and database"
      type: application
      version: 1.2.0
      appVersion: "1.10"
      kubeVersion: ">=1.28.0-0"
      keywords:
        - "yes"
        - shop
      maintainers:
        - name: Ann
          email: ann@example.org
      annotations:
        artifacthub.io/changes: |
          - kind: added
            description: a
      urls:
        - shop-1.2.0.tgz
      digest: 0eb3e36bfb24dcd9bb1d1bece1531216b59539a8fde17ee80224af0653c92aa3
`);
});

test('charts are sorted by name and their versions newest first, in whatever order they come', () => {
  const entries = ['1.9.0', '1.10.0', '1.10.0-rc.1', '1.10.0+b', '0.9.0'].map((version) => entry('shop', version));
  const all = [entry('web', '1.0.0'), ...entries, entry('Api', '1.0.0')];
  const text = chartIndex(all);
  const { entries: charts } = parse(text) as { entries: Record<string, { version: string }[]> };

  expect(Object.keys(charts)).toEqual(['Api', 'shop', 'web']);
  expect(charts['shop']?.map(({ version }) => version)).toEqual([
    '1.10.0+b',
    '1.10.0',
    '1.10.0-rc.1',
    '1.9.0',
    '0.9.0',
  ]);
  expect(chartIndex([...all].reverse())).toBe(text);
});

test('what two charts share is written out for each', () => {
  const maintainers = [{ name: 'Ann' }];
  const charts = ['a', 'b'].map((name) => ({ metadata: { name, version: '1.0.0', maintainers }, archive: ARCHIVE }));

  expect(chartIndex(charts)).not.toMatch(/[&*]/);
});

test('a repository without charts is an index without entries', () => {
  expect(chartIndex([])).toBe('apiVersion: v1\nentries: {}\n');
});

test('all versions that Helm does not take, or that are there twice, are named at once', () => {
  const entries = [entry('a', '1.0'), entry('b', 'v1.0.0'), entry('c', '1.0.0'), entry('c', '1.0.0')];

  expect(() => chartIndex(entries)).toThrow(
    [
      'a: the version "1.0" is not SemVer 2, which Helm demands [invalid-version]',
      '    As in 1.2.3 or 1.2.3-rc.1.',
      'b: the version "v1.0.0" is not SemVer 2, which Helm demands [invalid-version]',
      '    As in 1.2.3 or 1.2.3-rc.1.',
      'c: there are two charts of this name with the version 1.0.0 [duplicate-version]',
      '    Give each a version of its own.',
    ].join('\n'),
  );
});

test('the plus sign of a version is encoded in the address, since some servers take it for a blank', () => {
  expect(chartIndex([entry('shop', '1.0.0-rc.1+build.5')])).toContain('        - shop-1.0.0-rc.1%2Bbuild.5.tgz\n');
});

test('an index is read as it was written, also where YAML is a trap', () => {
  const metadata = { apiVersion: 'v2', name: 'shop', version: '1.2.0', appVersion: '1.10', keywords: ['yes', '012'] };
  const digest = 'a'.repeat(64);
  expect(readIndex(chartIndex([{ metadata, archive: { digest } }]))).toEqual([{ metadata, archive: { digest } }]);
  expect(readIndex('')).toEqual([]);
  expect(readIndex('apiVersion: v1\nentries: {}\n')).toEqual([]);
});

test.each([
  ['- a\n', ['charts/index.yaml entries: is not a chart with a name, a version and a digest [unreadable-index]']],
  [
    'entries:\n  shop:\n    - name: shop\n      version: 1.0\n      digest: a\n  web: 1\n',
    [
      'charts/index.yaml entries.shop[0]: is not a chart with a name, a version and a digest [unreadable-index]',
      'charts/index.yaml entries.web: is not a chart with a name, a version and a digest [unreadable-index]',
    ],
  ],
  ['entries: {}\nentries: {}\n', ['charts/index.yaml:2:1 entries: the key entries is there twice [unreadable-index]']],
  ['entries: [\n', ['charts/index.yaml:2:1: Flow sequence']],
])('the text %j is not an index, and says where', (text, problems) => {
  let message = '';
  try {
    readIndex(text, 'charts/index.yaml');
  } catch (error) {
    message = (error as Error).message;
  }
  const told = message.split('\n').filter((line) => !line.startsWith('    '));
  expect(told).toHaveLength(problems.length);
  problems.forEach((problem, i) => expect(told[i]).toContain(problem));
});
