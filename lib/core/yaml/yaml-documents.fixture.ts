import { faulty, reads, refuses, same, type Judgement, type ReadCase, type YamlCase } from './yaml-cases.fixture';
import type { YamlValue } from './yaml-value';

const lost = (text: string, place: string, fault: string, value: YamlValue): YamlCase =>
  faulty(text, `${place} lossy: ${fault}`, reads(value));
const twice = (text: string, place: string, name: string, helm3: YamlValue, helm4 = helm3): YamlCase =>
  faulty(text, `${place} duplicate-key: the key ${name} is there twice`, reads(helm3), reads(helm4));
const refused = (text: string, fault: string): YamlCase => faulty(text, fault.replace(' ', ' syntax: '), refuses);
const odd = (text: string, fault: string, helm3: Judgement, helm4 = helm3): YamlCase =>
  faulty(text, fault.replace(' ', ' syntax: '), helm3, helm4);

const manyAliases = `x: &x { a: 1 }\n${Array.from({ length: 150 }, (_, i) => `k${i}: *x\n`).join('')}`;
const manyValues = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`k${i}`, { a: 1 }]));
const bomb = Array.from('bcdefghij', (name, i) => `${name}: &${name} [${`*${'abcdefghij'[i]},`.repeat(9)}]\n`).join('');

const anchors = 'x: &x { p: 1, q: 2 }\ny1: &y { q: 3, r: 4 }\n';
const anchored = { x: { p: 1, q: 2 }, y1: { q: 3, r: 4 } };
const merged = (m: YamlValue) => ({ ...anchored, m });

/** Whole values files, one each. A multi-document file is told apart by the reader of values files. */
export const documentCases: readonly YamlCase[] = [
  // Nothing, and what is not a map
  same('', {}),
  same('# only a comment\n', {}),
  same('---\n', {}),
  same('{}\n', {}),
  same('a: 1', { a: 1 }),
  same('\n\n# c\n\na: 1\n\n', { a: 1 }),
  same('--- # c\na: 1\n', { a: 1 }),
  same('a: 1\n...\n', { a: 1 }),
  odd('--- {a: 1}\n', '1:1 nothing but a comment may follow --- on its line', reads({ a: 1 }), refuses),
  odd('---a: 1\n', '1:1 nothing but a comment may follow --- on its line', reads({ '---a': 1 }), refuses),
  refused('...\n', '1:1 ... ends a document that has no content'),
  lost('a: 1\n...\nb: 2\n', '3:1', 'what follows ... is lost', { a: 1 }),

  // Bytes
  same('\ufeffa: 1\n', { a: 1 }),
  same('a: 1\r\nb: |\r\n  x\r\n  y\r\n', { a: 1, b: 'x\ny\n' }),
  same('a: \ufffd\n', { a: '\ufffd' }),
  same('a: é 😀 \u00a0b\n', { a: 'é 😀 \u00a0b' }),
  refused('a: x\x07y\n', '1:5 Helm and kubectl refuse the raw character U+0007'),
  refused('a: "x\x7fy"\n', '1:6 Helm and kubectl refuse the raw character U+007F'),
  odd('a: b\rc: d\n', '1:5 Helm and kubectl take the raw character U+000D for a line break', reads({ a: 'b', c: 'd' })),
  odd(
    'a: b\x85c: d\n',
    '1:5 Helm and kubectl take the raw character U+0085 for a line break',
    reads({ a: 'b', c: 'd' }),
  ),
  odd('# a\u2028b: 1\n', '1:4 Helm and kubectl take the raw character U+2028 for a line break', reads({ b: 1 })),

  // Tabs
  same('a:\t1\t# c\n', { a: 1 }),
  same('{\n\t"a": 1,\n\t"b": [\n\t\t2\n\t]\n}\n', { a: 1, b: [2] }),
  same('a: |\n  \n  x\n  \ty\n', { a: '\nx\n\ty\n' }),
  refused('a:\n\tb: 1\n', '2:1 a tab stands where only blanks may'),
  refused('\ta: 1\n', '1:1 a tab stands where only blanks may'),
  refused('---\n\ta: 1\n', '2:1 a tab stands where only blanks may'),
  refused('a: 1\n\t\n', '2:1 a tab stands where only blanks may'),
  refused(' \t\n', '1:2 a tab stands where only blanks may'),
  odd('a: x\n \ty\n', '2:2 a tab stands where only blanks may', reads({ a: 'x y' })),
  refused('a: x\n\ty\n', '2:1 a tab stands where only blanks may'),
  refused('a: 1\n\t\nb: 2\n', '2:1 a tab stands where only blanks may'),
  refused('a:\n  -\tb: 1\n', '2:4 a tab stands where only blanks may'),
  refused('a:\n  - { b: c\n\t}\n', '3:1 a tab stands where only blanks may'),
  refused('a: |\n  \tx\n', '1:4 a tab begins the first line of the text'),

  // Directives
  refused('%YAML 1.2\n---\na: 1\n', '1:1 Helm 4 and kubectl refuse directives'),
  odd('%YAML 1.1\n---\na: yes\n', '1:1 Helm 4 and kubectl refuse directives', reads({ a: true }), refuses),
  odd(
    '%TAG ! tag:yaml.org,2002:\n---\na: !str 1\n',
    '1:1 Helm 4 and kubectl refuse directives',
    reads({ a: '1' }),
    refuses,
  ),

  // Keys
  twice('a: 1\na: 2\n', '2:1', 'a', { a: 2 }),
  twice('a: 1\n"a": 2\n', '2:1', 'a', { a: 2 }),
  twice('a: { b: 1, b: 2 }\n', '1:12', 'b', { a: { b: 2 } }),
  lost('n: 1\ny: 2\n', '1:1', 'the key n is read as the boolean false', { false: 1, true: 2 }),
  odd('? a\n: 1\n', '1:1 a question mark begins a key', reads({ a: 1 })),
  refused('a\n: 1\n', '2:1 Unexpected map-value-ind token in YAML stream: ":", and 1 more mistake in this document'),
  refused('a:\n  b: 1\n c: 2\n', '3:1 All mapping items must start at the same column'),
  refused('a: 1\n  b: 2\n', '2:3 a key stands on several lines'),
  odd('  a: 1\nb: 2\n', '2:1 Unexpected scalar at node end, and 2 more mistakes in this document', reads({ a: 1 })),

  // Anchors, aliases, merge keys
  same('a: &x 1\nb: *x\n', { a: 1, b: 1 }),
  same('a: &x 1\nb: &x 2\nc: *x\n', { a: 1, b: 2, c: 2 }),
  same('&k a: 1\nb: *k\n', { a: 1, b: 'a' }),
  same(manyAliases, { x: { a: 1 }, ...manyValues }),
  refused(`a: &a [1, 2, 3]\n${bomb}`, '4:32 the aliases stand for too much'),
  refused('a: *x\n', '1:4 *x has no anchor &x above it'),
  refused('a: *x\nb: &x 1\n', '1:4 *x has no anchor &x above it'),
  refused('a: &x [*x]\n', '1:8 *x stands within what it stands for'),
  same(`${anchors}m: { <<: *x, q: 9 }\n`, merged({ p: 1, q: 9 })),
  same(`${anchors}m: { <<: [*x, *y] }\n`, merged({ p: 1, q: 2, r: 4 })),
  same(`${anchors}m: { <<: [*y, *x], p: 0 }\n`, merged({ p: 0, q: 3, r: 4 })),
  same(`${anchors}m: { z: 1, <<: { p: 5 } }\n`, merged({ z: 1, p: 5 })),
  same(`${anchors}m: { p: 1, <<: *x }\n`, merged({ p: 1, q: 2 })),
  same(`${anchors}m: { "<<": *x }\n`, merged({ '<<': { p: 1, q: 2 } })),
  same(`${anchors}m: { <<: &l [*x, *y] }\no: *l\n`, {
    ...merged({ p: 1, q: 2, r: 4 }),
    o: [anchored.x, anchored.y1],
  }),
  same('m: { <<: [] }\n', { m: {} }),
  lost('m: { <<: !x [] }\n', '1:13', 'Helm and kubectl take no notice of the tag !x', { m: {} }),
  lost(`${anchors}m: { p: 0, <<: *x }\n`, '3:12', '<< replaces what stands above it: p', merged({ p: 1, q: 2 })),
  twice(`${anchors}m: { <<: *x, <<: *y }\n`, '3:14', '<<', merged({ p: 1, q: 3, r: 4 })),
  refused('m: { <<: &f. [] }\n', '1:14 the anchor &f. has other characters than A-Z, a-z, 0-9, - and _'),
  refused('m: { <<: 1 }\n', '1:6 << takes a map or a list of maps'),
  refused('m: { <<: }\n', '1:6 << takes a map or a list of maps'),
  refused('x: &x [{ a: 1 }]\nm: { <<: *x }\n', '2:6 << takes a map or a list of maps'),

  // Flow style
  same('a: [\n  1,\n  2,\n]\nb: {\n  c: 1,\n}\n', { a: [1, 2], b: { c: 1 } }),
  same('a: [b: 1, c]\n', { a: [{ b: 1 }, 'c'] }),
  same('a: {"b":1,"c":[]}\n', { a: { b: 1, c: [] } }),
  same('a: {b, c: }\n', { a: { b: null, c: null } }),
  same('a: {b:1}\n', { a: { 'b:1': null } }),
  refused('a: {!}\n', '1:5 a blank must follow !'),
  refused('a: {"b"&c }\n', '1:8 &c stands behind a text'),
  refused('a: [1, 2\n', '2:1 Flow sequence in block collection must be sufficiently indented and end with a ]'),
  refused('a: [x?y]\n', '1:5 Helm and kubectl do not read x?y within brackets as one text'),
  refused('a: {b:[]}\n', '1:6 a blank must follow the colon'),

  // Texts of several lines
  same('a: |\n  x\n\n   y\n\nb: 1\n', { a: 'x\n\n y\n', b: 1 }),
  same('a: >\n  x\n  y\n\n  z\n   w\n', { a: 'x y\nz\n w\n' }),
  same('a: |-\n  x\nb: >-\n  y\n\n', { a: 'x', b: 'y' }),
  same('a: |+\n  x\n\nb: 1\n', { a: 'x\n\n', b: 1 }),
  same('a: |2\n   x\n  y\n', { a: ' x\ny\n' }),
  faulty(
    'a: |\n  x',
    '1:4 lossy: only Helm 4 reads a line break at the end of this text',
    reads({ a: 'x' }),
    reads({ a: 'x\n' }),
  ),
  same('a: |-\n  x', { a: 'x' }),
  same('a: |\n  # no comment\nb: # a comment\n  1\n', { a: '# no comment\n', b: 1 }),
  same('a: x\n  y\n\n  z\n', { a: 'x y\nz' }),
  same('a: "x\n  y\\\n  z"\n', { a: 'x yz' }),
  same('a: |\n    x\n  ', { a: 'x\n' }),
  faulty(
    'a: |+\n  x\n  ',
    '1:4 lossy: the text ends in lines of blanks, which are a part of it',
    reads({ a: 'x\n' }),
    reads({ a: 'x\n\n' }),
  ),
  lost('a: |\n  x\n    \n', '1:4', 'the text ends in lines of blanks, which are a part of it', { a: 'x\n  \n' }),
  lost('a: "x\\\n\n  y"\n', '1:4', 'a blank line after a line break that is escaped is not read as one', { a: 'x\ny' }),
  odd('a:\n- "\\"\n- a"\n', '2:3 a quote in a text ends a line of it', reads({ a: ['" - a'] })),
  odd("a: '''\nb'\n", '1:4 a quote in a text ends a line of it', reads({ a: "' b" })),
  refused('a: "x\nb: 1\n', '1:4 the quote is not closed'),
];

const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n';
const object = (data?: YamlValue) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a' },
  ...(data === undefined ? {} : { data }),
});

/** A text of manifests: what the reader gives for its documents, and what kubectl does. */
export interface ManifestCase extends Omit<ReadCase, 'value'> {
  readonly values?: readonly YamlValue[];
  readonly kubectl: Judgement;
}

const all = (text: string, values: readonly YamlValue[]): ManifestCase => ({ text, values, kubectl: reads(values) });
const fault = (text: string, message: string, kubectl: Judgement): ManifestCase => ({ text, fault: message, kubectl });

/** Texts of manifests, one each. */
export const manifestCases: readonly ManifestCase[] = [
  all(head, [object()]),
  all(`${head}data:\n  a: |\n    x`, [object({ a: 'x\n' })]),
  all(`${head}---\n${head}`, [object(), object()]),
  all(`---\n${head}--- # c\n${head}`, [object(), object()]),
  all(`${head}...\n---\n${head}`, [object(), object()]),
  all(`\ufeff${head}`, [object()]),
  all(`${head}---\n${head}`.replaceAll('\n', '\r\n'), [object(), object()]),
  all(`${head}data: { m: 0644, d: 2024-01-05, t: 12:30, b: !!binary aGk=, f: 1.10 }\n`, [
    object({ m: 420, d: '2024-01-05', t: '12:30', b: 'hi', f: 1.1 }),
  ]),
  all(`${head}data: { i: 9007199254740993 }\n`, [object({ i: 9007199254740993n })]),
  all('{\n\t"apiVersion": "v1", "kind": "ConfigMap",\n\t"metadata": { "name": "\\ud83d\\ude00\\/" }\n}\n', [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: '😀/' } },
  ]),
  all(
    `${JSON.stringify(object({ a: '}"{' }), undefined, 2)}\n${JSON.stringify(object())}${JSON.stringify(object())}\n`,
    [object({ a: '}"{' }), object(), object()],
  ),
  fault(
    `${JSON.stringify(object())}\n${JSON.stringify(object()).replace('{', '{"kind":"A",')}\n`,
    '2:31 duplicate-key: the key kind is there twice',
    reads([object(), object()]),
  ),
  fault(
    `${JSON.stringify(object())}\n[]\n`,
    '2:1 syntax: Unexpected flow-seq-start at node end, and 1 more mistake in this document',
    reads([object()]),
  ),
  fault(
    `${head}data: { i: 18446744073709551617 }\n`,
    '4:12 lossy: the number 18446744073709551617 is read with fewer digits, as 18446744073709552000',
    reads([object({ i: 2 ** 64 })]),
  ),
  fault(`${head}data: { a: 1, a: 2 }\n`, '4:15 duplicate-key: the key a is there twice', reads([object({ a: 2 })])),
  fault(`${head}data: { on: 1 }\n`, '4:9 lossy: the key on is read as the boolean true', reads([object({ true: 1 })])),
  fault(`${head}data: { a: .inf }\n`, '4:12 syntax: JSON, and so Kubernetes, has no number .inf', refuses),
  fault(`${head}data: { a: "\\/" }\n`, '4:12 syntax: Helm and kubectl refuse the escape \\/', refuses),
  fault(`${head}...\n${head}`, '5:1 lossy: what follows ... is lost', reads([object()])),
  fault(`${head}--- {}\n`, '4:1 syntax: nothing but a comment may follow --- on its line', refuses),
  fault(`%YAML 1.1\n---\n${head}`, '1:1 syntax: Helm 4 and kubectl refuse directives', refuses),
  fault(`${head}data: { a: "x\n---y" }\n`, '4:12 syntax: the quote is not closed', refuses),
  fault(`${head}data: { <<: 1 }\n`, '4:9 syntax: << takes a map or a list of maps', refuses),
];
