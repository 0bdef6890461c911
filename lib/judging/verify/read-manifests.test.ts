import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { hygiene, readManifests } from './read-manifests';
import { kubectl } from './tools';

const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n';
const outOf = (template: string, text: string) => `---\n# Source: sample/templates/${template}\n${text}`;

describe('readManifests', () => {
  test('tells for each object the template that it comes from', () => {
    const text = outOf('a.yaml', head) + outOf('b.yaml', head.replace('name: a', 'name: b'));
    expect(readManifests(text).objects.map(({ object, source }) => [object.metadata.name, source])).toEqual([
      ['a', 'sample/templates/a.yaml'],
      ['b', 'sample/templates/b.yaml'],
    ]);
  });

  test('keeps an integer that a float64 cannot hold', () => {
    const objects = readManifests(`${head}data:\n  id: 9007199254740993\n`).objects;
    expect(objects[0]?.object['data']).toEqual({ id: 9007199254740993n });
  });

  test('finds nothing in an empty text', () => {
    expect(readManifests('')).toEqual({ objects: [], problems: [] });
  });
});

describe('hygiene', () => {
  test('has nothing to say about a clean text', () => {
    expect(hygiene(outOf('a.yaml', `${head}data: {}\n`) + '\n' + outOf('b.yaml', head))).toEqual([]);
  });

  test.each([
    ['a null value', `${head}data:\n`, ['line 5: null value at /data']],
    ['a null in a list', `${head}data:\n  - a\n  -\n`, ['line 7: null value at /data/1']],
    ['a null that is spelled out', `${head}data: { a/b: ~ }\n`, ['line 5: null value at /data/a~1b']],
    ['a duplicate key', `${head}data:\n  a: 1\n  a: 1\n`, ['line 7: the key a is there twice, at /data/a']],
    [
      'keys that Kubernetes reads as the same',
      `${head}data:\n  12: a\n  "12": b\n`,
      ['line 7: the key 12 is there twice, at /data/12'],
    ],
    [
      'a key that is read as a boolean',
      `${head}data:\n  on: a\n`,
      ['line 6: the key on is read as the boolean true, at /data'],
    ],
    ['an empty document', `${head}---\n# nothing here\n---\n${head}`, ['line 5: empty document']],
    ['an empty last document', `${head}---\n`, ['line 5: empty document']],
    ['trailing blanks', `${head}data: \n  a: b\t\n  c: d\n`, ['line 5: trailing blanks', 'line 6: trailing blanks']],
    ['trailing blanks below a block scalar', `${head}data:\n  a: |\n    b\n  c: d \n`, ['line 8: trailing blanks']],
    [
      'an indented blank line in a block scalar',
      `${head}data:\n  a: |\n    b\n    \n    c\n`,
      ['line 8: trailing blanks'],
    ],
    ['Windows line ends', `${head}data: {}\r\n`, ['line 5: trailing blanks']],
    ['infinity', `${head}data:\n  a: .inf\n`, ['line 6: JSON, and so Kubernetes, has no number .inf, at /data/a']],
    [
      'a raw control character',
      `${head}data:\n  a: "b\x7f"\n`,
      ['line 6: Helm and kubectl refuse the raw character U+007F'],
    ],
    [
      'a raw line separator',
      `${head}data:\n  a: "b\u2028c"\n`,
      ['line 6: Helm and kubectl take the raw character U+2028 for a line break'],
    ],
    [
      'a surrogate escape',
      `${head}data:\n  a: "\\ud83d\\ude00"\n`,
      ['line 6: Helm and kubectl refuse the escape \\ud83d'],
    ],
    ['a list instead of an object', '- a\n', ['line 1: not a Kubernetes object: it has no apiVersion']],
    [
      'an object without a name',
      'apiVersion: v1\nkind: Pod\nmetadata: {}\n',
      ['line 1: not a Kubernetes object: it has no metadata.name'],
    ],
    [
      'a tag that is not known',
      `${head}data:\n  a: !secret b\n`,
      ['line 6: Helm and kubectl take no notice of the tag !secret, at /data/a'],
    ],
  ])('reports %s', (_, text, problems) => {
    expect(hygiene(text)).toEqual(problems);
  });

  test('takes trailing blanks in a block scalar for a part of its text', () => {
    expect(hygiene(`${head}data:\n  a: |\n    two blanks  \n      \n    end\n`)).toEqual([]);
  });

  test('takes an escaped backslash before a u for what it is', () => {
    expect(hygiene(`${head}data:\n  a: "\\\\ud83d"\n`)).toEqual([]);
  });

  test('reports text that is not YAML', () => {
    expect(hygiene(`${head}data: [a\n`)).toEqual([expect.stringMatching(/^line \d: Flow sequence .* must be/)]);
  });

  test('names the template and the line of what it gave', () => {
    const text = outOf('a.yaml', head) + outOf('b.yaml', `${head}data:\n`) + outOf('c.yaml', '') + '---\n' + head;
    expect(hygiene(text)).toEqual([
      'sample/templates/b.yaml, line 5: null value at /data',
      'sample/templates/c.yaml, line 1: empty document',
    ]);
  });

  test.each([
    ['a raw control character', 'a: "b\x7f"'],
    ['a surrogate escape', 'a: "\\ud83d\\ude00"'],
    ['an escaped slash', 'a: "b\\\\\\/c"'],
    ['a surrogate in eight digits', 'a: "\\U0000d83d"'],
    ['infinity', 'a: .inf'],
    ['a null key', '~: b'],
  ])('refuses %s because kubectl does', (_, line) => {
    const text = `${head}data:\n  ${line}\n`;
    const args = ['annotate', '--local', '--filename', '-', '--output', 'json', 'read=yes'];
    expect(() => execFileSync(kubectl().path, args, { input: text, stdio: 'pipe' })).toThrow();
    expect(hygiene(text)).toHaveLength(1);
  });
});
