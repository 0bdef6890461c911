import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DefinitionError } from '../../../core/values';
import { checkAll } from '../check';
import { findConfiguration, readConfiguration } from './configuration';
import { folderInput, readFolder } from './read-folder';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'chartwright-configuration-')));
const before = process.cwd();
let folders = 0;
let here = '';

beforeEach(() => {
  here = join(root, String(folders++));
  mkdirSync(here);
  process.chdir(here);
});
afterEach(() => process.chdir(before));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(files: { readonly [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** What is wrong with a configuration, as `line: message`. */
function problemsOf(text: string): string[] {
  write({ 'chartwright.yaml': text });
  try {
    readConfiguration('chartwright.yaml');
    return [];
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    return error.problems.map(({ where = '', message }) => `${where.replace('chartwright.yaml:', '')}: ${message}`);
  }
}

const pod = (name: string) => `apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec:
  containers:
    - { name: c, image: 'c:1', envFrom: [{ secretRef: { name: db } }], volumeMounts: [{ name: x, mountPath: /x }] }
`;

/** What is found in `k8s` with the configuration that holds there, as `file code severity`, of some rules. */
function found(...codes: readonly string[]): string[] {
  const file = findConfiguration('k8s');
  const about = folderInput(file === undefined ? undefined : readConfiguration(file));
  const { inputs, findings } = readFolder('k8s', about);
  return checkAll(inputs, true, findings)
    .findings.filter(({ code }) => codes.includes(code))
    .map(({ file: at = '', code, severity }) => `${at} ${code} ${severity}`);
}

const codes = ['missing-secret', 'missing-volume', 'unneeded-exception'];

describe('a configuration', () => {
  test('says what a definition says of a chart', () => {
    write({
      'k8s/chartwright.yaml': `
rules:
  extends: recommended
  floating-tag: error
  no-spread: off
exceptions:
  - { code: missing-volume, object: 'v1 Pod shop/*', reason: injected }
  - { code: plain-secret, file: vendor/**, reason: of the vendor }
externals:
  - { kind: Secret, name: db, keys: [password], reason: made by terraform }
kubernetes: '1.30'
tier: production
complete: true
`,
    });
    expect(readConfiguration('k8s/chartwright.yaml')).toEqual({
      file: 'k8s/chartwright.yaml',
      rules: { extends: 'recommended', 'floating-tag': 'error', 'no-spread': 'off' },
      exceptions: [
        { code: 'missing-volume', object: 'v1 Pod shop/*', reason: 'injected', declaredAt: 'k8s/chartwright.yaml:7' },
        { code: 'plain-secret', glob: 'k8s/vendor/**', reason: 'of the vendor', declaredAt: 'k8s/chartwright.yaml:8' },
      ],
      externals: [{ kind: 'Secret', name: 'db', keys: ['password'], reason: 'made by terraform' }],
      kubernetes: '1.30',
      tier: 'production',
      isComplete: true,
      crds: [],
    });
  });

  test.each([
    ['an empty file', '', []],
    ['a set alone', 'rules: strict\n', []],
    ['a list', '- rules\n', ['1: the file is not a map']],
    ['YAML that is none', 'rules: [\n', [expect.stringMatching(/^\d: /)]],
    ['a key twice', 'rules: strict\nrules: strict\n', [expect.stringContaining('2: the key rules is there twice')]],
    ['another key', 'rule: strict\n', ['1: there is no "rule" here; did you mean "rules"?']],
    ['another set', 'tier: test\nrules: strikt\n', ['2: there is no set of rules "strikt"; did you mean "strict"?']],
    ['another rule', 'rules:\n  a: off\n', ['2: there is no rule "a"']],
    [
      'a level of correctness',
      'rules:\n  missing-volume: off\n',
      [expect.stringContaining('2: "missing-volume" is about')],
    ],
    ['a level that is none', 'rules:\n  no-spread: on\n', ['2: "no-spread" has the level true']],
    ['a version without quotes', 'kubernetes: 1.30\n', ['1: there is no kubernetes 1.3']],
    ['another tier', 'tier: prod\n', ['1: there is no tier "prod"']],
    ['a claim that is not a boolean', 'complete: maybe\n', ['1: complete is neither true nor false']],
    ['exceptions without a list', 'exceptions: { code: x }\n', ['1: exceptions is not a list']],
    [
      'an exception that says nothing',
      'exceptions:\n  - {}\n',
      [
        '2: there is no code',
        '2: there is no reason',
        '2: an exception says neither of which object nor of which file it is',
      ],
    ],
    [
      'an exception from no rule',
      "exceptions:\n  - code: missing-volum\n    object: 'x'\n    reason: z\n",
      ['2: there is no rule "missing-volum"; did you mean "missing-volume"?'],
    ],
    [
      'an external of no kind',
      'externals:\n  - kind: Secrets\n    name: db\n    reason: x\n    key: y\n',
      ['2: there is no kind "Secrets"; did you mean "Secret"?', '5: there is no "key" here; did you mean "keys"?'],
    ],
    ['an external without a reason', 'externals:\n  - { kind: Secret, name: db }\n', ['2: there is no reason']],
  ])('that is %s is told with its line', (_, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });
});

test('the configuration in docs/rules.md is one', () => {
  const page = readFileSync(join(before, 'docs/rules.md'), 'utf8');
  const [, text = ''] = /## A folder\n[^]*?```yaml\n([^]*?)```/.exec(page) ?? [];
  expect(text).toContain('exceptions:');
  // The folder that it names.
  mkdirSync('crds');
  expect(problemsOf(text)).toEqual([]);
});

describe('a folder', () => {
  test('without a configuration is told of what may be missing, and refused for what is refused', () => {
    write({ 'k8s/a.yaml': pod('a') });
    expect(found(...codes, 'plain-secret')).toEqual([
      'k8s/a.yaml missing-secret warning',
      'k8s/a.yaml missing-volume error',
    ]);
  });

  test('is checked with the configuration in it, which is not a manifest', () => {
    write({
      'k8s/a.yaml': pod('a'),
      'k8s/chartwright.yaml': 'rules: { missing-secret: error }\n',
      'chartwright.yaml': 'rules: { missing-secret: off }\n',
    });
    expect(found(...codes, 'not-an-object')).toEqual([
      'k8s/a.yaml missing-secret error',
      'k8s/a.yaml missing-volume error',
    ]);
  });

  test('is checked with the one above it, as far as where the command is run', () => {
    write({ 'k8s/a.yaml': pod('a'), 'chartwright.yaml': 'rules: { missing-secret: off }\n' });
    expect(found(...codes)).toEqual(['k8s/a.yaml missing-volume error']);
    expect(findConfiguration('k8s/a.yaml')).toBe(join(here, 'chartwright.yaml'));
    expect(findConfiguration('-')).toBe(join(here, 'chartwright.yaml'));
    process.chdir('k8s');
    expect(findConfiguration('.')).toBeUndefined();
    expect(findConfiguration('../k8s')).toBeUndefined();
    expect(findConfiguration('..')).toBe(join(here, 'chartwright.yaml'));
  });

  test('has exceptions by object and by file, and one that hides nothing is an error at its line', () => {
    write({
      'k8s/a.yaml': pod('a'),
      'k8s/vendor/b.yaml': pod('b, namespace: shop'),
      'chartwright.yaml': `exceptions:
  - { code: missing-volume, object: v1 Pod a, reason: injected }
  - { code: missing-volume, file: k8s/vendor/**, reason: of the vendor }
  - { code: missing-volume, object: v1 Pod c, reason: gone }
  - { code: missing-secret, object: v1 Pod *, reason: made by terraform }
`,
    });
    expect(found(...codes)).toEqual(['chartwright.yaml unneeded-exception error']);
    const { findings, allowed } = (() => {
      const about = folderInput(readConfiguration('chartwright.yaml'));
      return checkAll(readFolder('k8s', about).inputs);
    })();
    expect(findings.find(({ code }) => code === 'unneeded-exception')?.line).toBe(4);
    expect(allowed.map(({ finding, reason }) => `${finding.file} ${finding.code}: ${reason}`).sort()).toEqual([
      'k8s/a.yaml missing-secret: made by terraform',
      'k8s/a.yaml missing-volume: injected',
      'k8s/vendor/b.yaml missing-secret: made by terraform',
      'k8s/vendor/b.yaml missing-volume: of the vendor',
    ]);
  });

  test('has exceptions for files that are not manifests, and levels for the rules about them', () => {
    write({ 'k8s/values.yaml': 'kind: 1\n', 'k8s/b.yaml': '# nothing\n' });
    expect(found('not-an-object', 'empty-document')).toEqual([
      'k8s/b.yaml empty-document warning',
      'k8s/values.yaml not-an-object error',
    ]);
    write({
      'chartwright.yaml':
        'rules: { empty-document: error }\nexceptions: [{ code: not-an-object, file: "**/values.yaml", reason: of Helm }]\n',
    });
    expect(found('not-an-object', 'empty-document')).toEqual(['k8s/b.yaml empty-document error']);
  });

  test('that is complete is refused for what is missing, and externals are not', () => {
    write({ 'k8s/a.yaml': pod('a'), 'chartwright.yaml': 'complete: true\n' });
    expect(found('missing-secret')).toEqual(['k8s/a.yaml missing-secret error']);
    write({ 'chartwright.yaml': 'complete: true\nexternals: [{ kind: Secret, name: db, reason: x }]\n' });
    expect(found('missing-secret')).toEqual([]);
  });

  test('may keep variants of one object in several files', () => {
    write({
      'k8s/a.yaml': pod('a'),
      'k8s/b.yaml': `${pod('a')}---\n${pod('c')}---\n${pod('c').replace('name: c', 'name: c, labels: { a: b }')}`,
    });
    expect(found('duplicate-object')).toEqual([
      'k8s/b.yaml duplicate-object warning',
      'k8s/b.yaml duplicate-object error',
    ]);
  });

  test('may have the same object twice in a file that is put together of several', () => {
    write({ 'k8s/a.yaml': `${pod('a')}---\n${pod('a')}` });
    expect(found('duplicate-object')).toEqual(['k8s/a.yaml duplicate-object warning']);
  });

  test('is told what can be done without a definition', () => {
    write({ 'k8s/a.yaml': pod('a') });
    const [input] = readFolder('k8s').inputs;
    const remedies = checkAll([input!]).findings.flatMap(({ remedy = '' }) => remedy);
    expect(remedies.join('\n')).toContain('--external Secret/db, or under `externals` in chartwright.yaml');
    expect(remedies.filter((remedy) => /\.of\(/.test(remedy))).toEqual([]);
  });
});

describe('crds', () => {
  const crd = 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n';

  test('are named from where the file lies', () => {
    write({ 'k8s/crds/a.yaml': crd, 'k8s/chartwright.yaml': 'crds: [crds, crds/a.yaml]\n' });
    expect(readConfiguration('k8s/chartwright.yaml').crds).toEqual(['k8s/crds', 'k8s/crds/a.yaml']);
  });

  test('that are not there are refused at their line', () => {
    expect(problemsOf('crds:\n  - crds\n')).toEqual(['2: there is no "crds"']);
    expect(problemsOf('crds: [7]\n')).toEqual(['1: this is not a path']);
    expect(problemsOf('crds: crds\n')).toEqual(['1: crds is not a list']);
  });
});
