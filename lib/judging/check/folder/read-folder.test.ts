import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { check } from '../check';
import { readDocuments } from './read-documents';
import { readFolder } from './read-folder';

const root = mkdtempSync(join(tmpdir(), 'chartwright-folder-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;

/** A folder with these files. */
function folder(files: { readonly [path: string]: string | Buffer }): string {
  const path = join(root, String(folders++));
  mkdirSync(path);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

const configMap = (name: string, rest = '') => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${rest}`;

const problemsOf = (text: string) =>
  readDocuments(text, 'x.yaml').problems.map(({ code, line, message }) => `${line} ${code}: ${message}`);
const namesOf = (text: string) =>
  readDocuments(text, 'x.yaml').objects.map(({ object }) => (object['metadata'] as { name: string }).name);
const codesOf = (path: string) => readFolder(path).findings.map(({ code }) => code);

describe('a file', () => {
  test.each([
    ['an open list', 'a: [1, 2\n', ['2 yaml-syntax: ']],
    ['a tab for indentation', 'a:\n\tb: 1\n', ['2 yaml-syntax: ']],
    [
      'a template of Helm',
      'metadata:\n  name: {{ .Release.Name }}\n',
      ['2 yaml-syntax: is a template, since {{ stands where YAML has a value'],
    ],
    [
      'a template of Helm that begins with a condition',
      '{{- if .Values.a }}\napiVersion: v1\nkind: A\nmetadata:\n  name: {{ .Release.Name }}\n{{- end }}\n',
      ['1 yaml-syntax: is a template'],
    ],
    ['a template of Jinja', 'kind: A\n{% if x %}\na: 1\n{% endif %}\n', ['2 yaml-syntax: is a template']],
    ['a template that begins with a brace', '{{ include "a" . }}\n', ['1 yaml-syntax: is a template']],
    ['YAML in braces', '\n{ apiVersion: v1, kind: A }\n', ['1 taken-for-json: begins as JSON does']],
    ['JSON with a comma too many', '{ "apiVersion": "v1", "kind": "A", }', ['1 taken-for-json: begins as JSON does']],
    ['JSON before YAML', '{"apiVersion": "v1", "kind": "A"}\n---\napiVersion: v1\nkind: A\n', ['1 taken-for-json: ']],
    ['a mistake far from a text with braces', 'a: "{{ $labels.pod }}"\nb: [\n', ['3 yaml-syntax: Flow sequence']],
    [
      'a configuration that is not for a cluster',
      `${configMap('a')}---\napiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\n`,
      ['6 foreign-file: is a configuration of kind, which no cluster takes'],
    ],
    [
      'a duplicate key',
      configMap('a', '  name: b\n'),
      ['5 duplicate-key: /metadata/name: the key name is there twice'],
    ],
    [
      'a duplicate key that is quoted once',
      'apiVersion: v1\n"kind": A\nkind: B\n',
      ['3 duplicate-key: /kind: the key kind is there twice'],
    ],
    ['no document', '', ['1 empty-document: the file holds no document']],
    ['a comment only', '# nothing\n', ['1 empty-document: the file holds no document']],
    ['an empty document', `${configMap('a')}---\n---\n${configMap('b')}`, ['5 empty-document: this document is empty']],
    ['a list', '- 1\n', ['1 not-an-object: is not a Kubernetes object: it has no apiVersion']],
    ['a scalar', 'hello\n', ['1 not-an-object: is not a Kubernetes object: it has no apiVersion']],
    ['an object without kind', 'apiVersion: v1\n', ['1 not-an-object: is not a Kubernetes object: it has no kind']],
    [
      'a kind that is a number',
      'apiVersion: v1\nkind: 1\n',
      ['1 not-an-object: is not a Kubernetes object: it has no kind'],
    ],
    [
      'an item that is not an object',
      'apiVersion: v1\nkind: List\nitems:\n  - 5\n',
      ['4 not-an-object: /items/0 is not a Kubernetes object'],
    ],
    ['an alias to nothing', 'apiVersion: v1\nkind: *x\n', ['2 yaml-syntax: /kind: *x has no anchor &x above it']],
    [
      'a key that is a boolean',
      configMap('a', 'data: { on: x }\n'),
      ['5 lossy-yaml: /data: the key on is read as the boolean true'],
    ],
    [
      'a tag',
      configMap('a', 'data: { x: !secret y }\n'),
      ['5 lossy-yaml: /data/x: Helm and kubectl take no notice of the tag !secret'],
    ],
    [
      'more digits than a number has',
      configMap('a', 'data: { x: 18446744073709551617 }\n'),
      ['5 lossy-yaml: /data/x: the number 18446744073709551617 is read with fewer digits'],
    ],
    [
      'an object behind the end of another',
      `${configMap('a')}...\n${configMap('b')}`,
      ['6 lossy-yaml: what follows ... is lost'],
    ],
    [
      'several mistakes',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n\ta: 1\n---\nkind: 1\nkind: 2\n',
      ['5 yaml-syntax: a tab', '7 not-an-object', '8 duplicate-key: /kind'],
    ],
    ['lists in lists without end', '['.repeat(50_000), ['1 yaml-syntax: is nested deeper than 500 levels']],
    [
      'maps in maps without end',
      Array.from({ length: 9000 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
      ['yaml-syntax: is nested deeper than 500 levels'],
    ],
  ])('with %s is told apart', (_, text, expected) => {
    const found = problemsOf(text);
    expect(found.length).toBe(expected.length);
    expected.forEach((part, i) => expect(found[i]).toContain(part));
  });

  test('with aliases that unfold to a billion is refused at once', () => {
    const rows = Array.from('bcdefghij', (name, i) => `${name}: &${name} [${`*${'abcdefghij'[i]},`.repeat(9)}]\n`);
    const started = Date.now();
    expect(problemsOf(`apiVersion: v1\nkind: A\na: &a [1,2,3]\n${rows.join('')}`).join()).toContain(
      'yaml-syntax: /e/0: the aliases stand for too much',
    );
    expect(Date.now() - started).toBeLessThan(5000);
  });

  test('with a hundred and fifty aliases is read', () => {
    const aliases = Array.from({ length: 150 }, (_, i) => `  k${i}: *x\n`).join('');
    const { objects, problems } = readDocuments(configMap('a', `data:\n  x: &x { a: "1" }\n${aliases}`), 'x.yaml');
    expect(problems).toEqual([]);
    expect(objects[0]?.object['data']).toMatchObject({ k149: { a: '1' } });
  });

  test('that is JSON may have escapes that YAML has not for kubectl', () => {
    const { objects, problems } = readDocuments('{"apiVersion":"v1","kind":"A","x":"\\ud83d\\ude00\\/"}', 'x.json');
    expect([objects[0]?.object['x'], problems]).toEqual(['😀/', []]);
  });

  test('may hold JSON objects one behind the other, each with its lines', () => {
    const json = (name: string) => JSON.stringify({ apiVersion: 'v1', kind: 'A', metadata: { name } }, undefined, 2);
    const text = `${json('a')}\n\n${json('b')}\n`;
    const { objects, problems } = readDocuments(text, 'x.json');
    expect(problems).toEqual([]);
    expect(objects.map(({ line, lineOf }) => [line, lineOf?.('/metadata/name')])).toEqual([
      [1, 5],
      [9, 13],
    ]);
  });

  test('may hold several documents, lists of objects, anchors and merge keys', () => {
    const text = `${configMap('a', 'data: &data {x: "1"}\n')}---
apiVersion: v1
kind: List
items:
  - ${configMap('b').trim().replaceAll('\n', '\n    ')}
    data: &more {p: "1"}
  - ${configMap('c').trim().replaceAll('\n', '\n    ')}
    data:
      <<: *more
      z: "2"
---
apiVersion: v1
kind: ConfigMapList
items:
  - ${configMap('d').trim().replaceAll('\n', '\n    ')}
`;
    expect(problemsOf(text)).toEqual([]);
    expect(namesOf(text)).toEqual(['a', 'b', 'c', 'd']);
    const { objects } = readDocuments(text, 'x.yaml');
    expect(objects[2]?.object['data']).toEqual({ p: '1', z: '2' });
    expect(objects.map(({ line }) => line)).toEqual([1, 10, 15, 26]);
    expect(objects[2]?.lineOf?.('/data/z')).toBe(21);
    expect(objects[2]?.lineOf?.('/data/missing')).toBe(19);
  });

  test.each([
    '{ "apiVersion": "v1", "kind": "A" }\n{ "apiVersion": "v1", "kind": "A" }\n',
    '---\n{ apiVersion: v1, kind: A }\n',
    '# of a team\n{ apiVersion: v1, kind: A }\n',
  ])('is taken for what it is: %j', (text) => {
    expect(problemsOf(text)).toEqual([]);
  });

  test('is read as Kubernetes reads it', () => {
    const { objects } = readDocuments(
      configMap('a', 'data: {a: yes, b: 012, c: 1e3, d: 0x10, e: 9007199254740993}\n'),
      'x.yaml',
    );
    expect(objects[0]?.object['data']).toEqual({
      a: true,
      b: 10,
      c: 1000,
      d: 16,
      e: 9007199254740992,
    });
  });
});

describe('a folder', () => {
  test('with other things than manifests says which files they are', () => {
    const path = folder({
      'a.yaml': configMap('a'),
      'garbage.yaml': Buffer.from([0xff, 0xfe, 0x00, 0x80, 0xc3, 0x28]),
      'zero.yaml': 'a: "\0"\n',
      'utf16.yaml': Buffer.from('\ufeffapiVersion: v1', 'utf16le'),
      'big.yaml': Buffer.alloc(33 * 1024 * 1024, 'a'),
      'notes.txt': 'not looked at',
      'chart/Chart.yaml': 'name: x\n',
      'chart/templates/a.yaml': '{{ if }}',
      '.git/a.yaml': '{{',
      'node_modules/x/a.yaml': '{{',
    });
    const found = readFolder(path);
    expect(found.findings.map(({ code, file = '' }) => `${code} ${file.split('/').at(-1)}`)).toEqual([
      'unreadable-file big.yaml',
      'unreadable-file garbage.yaml',
      'unreadable-file utf16.yaml',
      'unreadable-file zero.yaml',
      'unrendered-chart chart',
    ]);
    expect(found.inputs.map(({ objects }) => objects.length)).toEqual([1]);
  });

  test('with files of other programs beside manifests says so, and does not take them for broken ones', () => {
    const path = folder({
      'a.yaml': configMap('a'),
      'docker-compose.yml': 'services:\n  web: { image: nginx }\n',
      'ci.yml': 'on: push\njobs: { a: { x: !y 1 } }\n',
      'mkdocs.yml': 'site_name: x\nnav: [\n',
      'values.yaml': 'replicas: 1\n---\na: 1\n',
      'patch.yaml': '- { op: add, path: /spec/replicas, value: 3 }\n',
      'misspelled.yaml': 'apiversion: v1\nKind: ConfigMap\n',
      'list.json': '[{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"}}]',
      'broken.yaml': 'apiVersion: v1\nkind: [\n',
    });
    const { findings, inputs } = readFolder(path);
    expect(findings.map(({ code, severity, file = '' }) => `${severity} ${code} ${file.split('/').at(-1)}`)).toEqual([
      'error yaml-syntax broken.yaml',
      'warning foreign-file ci.yml',
      'warning foreign-file docker-compose.yml',
      'error not-an-object list.json',
      'error not-an-object misspelled.yaml',
      'warning foreign-file mkdocs.yml',
      'warning foreign-file patch.yaml',
      'warning foreign-file values.yaml',
    ]);
    expect(inputs.map(({ objects }) => objects.length)).toEqual([1]);
  });

  test('with nothing but files of other programs passes for nothing, and such a file alone is no manifest', () => {
    const path = folder({
      'values.yaml': 'replicas: 1\n',
      'kind.yaml': 'apiVersion: kind.x-k8s.io/v1\nkind: Cluster\n',
    });
    expect(codesOf(path)).toEqual(['foreign-file', 'foreign-file', 'no-manifests']);
    expect(codesOf(join(path, 'values.yaml'))).toEqual(['not-an-object']);
  });

  test('leaves to Kustomize what a kustomization uses as something else than resources', () => {
    const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\n';
    const path = folder({
      'base/kustomization.yaml': `resources: [web.yaml]
configurations: [names.yaml]
patches: [{ path: replicas.yaml, target: { kind: Deployment } }, { patch: "- op: remove" }]
patchesStrategicMerge: [image.yaml, "kind: Deployment\\nmetadata: { name: web }"]
patchesJson6902: [{ path: json.yaml }]
configMapGenerator: [{ name: a, files: [settings.yaml, b.json=other.json], envs: [env.yaml] }]
secretGenerator: 5
helmCharts: [{ name: x, valuesFile: values.yaml, additionalValuesFiles: [more.yaml] }]
openapi: { path: openapi.json }
patchesJson: # none
#- patches/off.yaml
  # - path: patches/too.yaml
`,
      'base/patches/off.yaml': 'kind: Deployment\n',
      'base/patches/too.yaml': 'kind: Deployment\n',
      'base/web.yaml': deployment,
      'base/unused.yaml': deployment,
      ...Object.fromEntries(
        ['names', 'replicas', 'image', 'json', 'settings', 'env', 'values', 'more'].map((name) => [
          `base/${name}.yaml`,
          'kind: Deployment\n',
        ]),
      ),
      'base/other.json': '{"kind": 1}',
      'base/openapi.json': '{"kind": 1}',
      'overlay/kustomization.yaml': 'resources: [../base]\npatches: [{ path: ../patches/p.yaml }]\n',
      'overlay/components/kustomization.yaml': 'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\n',
      'patches/p.yaml': 'kind: Deployment\n',
    });
    const { findings, inputs } = readFolder(path);
    expect(findings).toEqual([]);
    expect(inputs.map(({ objects }) => objects.map(({ file = '' }) => file.split('/').at(-1)))).toEqual([
      ['unused.yaml', 'web.yaml'],
    ]);
  });

  test('has the resources that a comment of the kustomization names as well', () => {
    const path = folder({
      'kustomization.yaml': 'resources:\n# web.yaml\n- web.yaml\n# - off.yaml\n',
      'web.yaml': configMap('web'),
      'off.yaml': configMap('off'),
    });
    expect(readFolder(path).inputs.flatMap(({ objects }) => objects.map(({ object }) => object['metadata']))).toEqual([
      { name: 'web' },
    ]);
  });

  test('with a kustomization that nobody can read is read without it', () => {
    const path = folder({ 'kustomization.yaml': 'a: [', 'a.yaml': configMap('a') });
    expect(readFolder(path).inputs.map(({ objects }) => objects.length)).toEqual([1]);
    expect(codesOf(folder({ Kustomization: '- 1\n', 'a.yaml': configMap('a') }))).toEqual([]);
  });

  test('says for each mistake what to do about it', () => {
    const path = folder({ 'a.yaml': configMap('a', 'data:\n  on: x\n'), 'b.yaml': configMap('b', '---\n') });
    expect(readFolder(path).findings.map(({ code, line, remedy }) => [code, line, remedy])).toEqual([
      ['lossy-yaml', 6, 'Put the key in quotes.'],
      ['empty-document', 5, 'Remove the `---` line that begins it.'],
    ]);
  });

  test('without manifests passes for nothing', () => {
    expect(codesOf(folder({ 'README.md': '' }))).toEqual(['no-manifests']);
  });

  test('may hold links to itself, broken links and folders named like files', () => {
    const path = folder({ 'a.yaml': configMap('a'), 'b.yaml/c.yaml': configMap('c') });
    symlinkSync(path, join(path, 'loop'));
    symlinkSync('/nowhere', join(path, 'gone.yaml'));
    symlinkSync('/dev/zero', join(path, 'endless.yaml'));
    expect(readFolder(path).inputs.flatMap(({ objects }) => objects).length).toBe(2);
    expect(codesOf(path)).toEqual([]);
  });

  test('is checked as a whole, one with a kustomization apart from others', () => {
    const job = `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - {name: c, image: 'c:1', envFrom: [{configMapRef: {name: settings}}]}\n`;
    const missing = (path: string) =>
      readFolder(path).inputs.map((input) => check(input).filter(({ code }) => code === 'missing-config-map').length);
    expect(missing(folder({ 'base/a.yaml': configMap('settings'), 'apps/b.yaml': job }))).toEqual([0]);
    expect(
      missing(
        folder({
          'one/kustomization.yaml': 'resources: []\n',
          'one/a.yaml': configMap('settings'),
          'two/kustomization.yaml': 'resources: []\n',
          'two/b.yaml': job,
        }),
      ),
    ).toEqual([0, 1]);
  });

  test('may be one file, and findings have its lines', () => {
    const path = folder({ 'a.yaml': `${configMap('a')}---\n${configMap('a')}` });
    const [input] = readFolder(join(path, 'a.yaml')).inputs;
    const found = check(input!).filter(({ code }) => code === 'duplicate-object');
    expect(found.map(({ line, file }) => [line, file?.endsWith('/a.yaml')])).toEqual([[9, true]]);
  });
});
