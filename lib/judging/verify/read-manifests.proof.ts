import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { readManifests } from './read-manifests';
import { kubectl } from './tools';

const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n';

describe('readManifests', () => {
  test('reads what Kubernetes reads', () => {
    const text = `${head}data:
  yes: unquoted
  8080: port
  0o14: twelve
  1.5: float
  merged: &base { a: 1, b: on }
  with:
    <<: *base
    b: 0x10
  "<<": quoted
  literal: |2
      indented
    text\u0020
  folded: >-
    one
    two

    three
  double: "a\\tb\\u0085\\x7f\\
    joined"
  plain: several
    lines
  text: !!str 12
  anchor: *base
`;
    const args = ['annotate', '--local', '--filename', '-', '--output', 'json', 'read=yes'];
    const answer = execFileSync(kubectl().path, args, { input: text, encoding: 'utf8' });
    expect(readManifests(text).objects[0]?.object['data']).toEqual((JSON.parse(answer) as { data: unknown }).data);
  });
});
