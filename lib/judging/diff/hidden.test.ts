import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../core/values';
import { diffOutputs } from '.';

const one = (object: JsonObject) => [{ object: { metadata: { name: 'a', namespace: 'shop' }, ...object } }];
const secret = (more: JsonObject) => one({ apiVersion: 'v1', kind: 'Secret', ...more });
const fieldsOf = (before: readonly { object: JsonObject }[], after: readonly { object: JsonObject }[]) =>
  diffOutputs(before, after).flatMap(({ fields }) => fields);

describe('what a change says of a Secret', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['data', { data: { password: 'aHVudGVyMg==' } }, { data: { password: 'aHVudGVyMw==' } }],
    ['stringData', { stringData: { password: 'hunter2' } }, { stringData: { password: 'hunter3' } }],
    ['an entry that is new', { data: { a: 'YQ==' } }, { data: { a: 'YQ==', password: 'aHVudGVyMg==' } }],
    ['data that is new as a whole', {}, { data: { password: 'aHVudGVyMg==' } }],
    ['data that is gone', { data: { password: 'aHVudGVyMg==' } }, {}],
    ['a field that no Secret has', { dat: { password: 'aHVudGVyMg==' } }, { dat: 'aHVudGVyMg==' }],
    [
      'the copy that kubectl keeps of it',
      { metadata: { name: 'a', namespace: 'shop', annotations: {} } },
      {
        metadata: {
          name: 'a',
          namespace: 'shop',
          annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"data":{"password":"aHVudGVyMg=="}}' },
        },
      },
    ],
  ])('has no value of %s', (_, before, after) => {
    const fields = fieldsOf(secret(before), secret(after));
    expect(fields.length).toBeGreaterThan(0);
    expect(JSON.stringify(fields)).not.toMatch(/aHVudGVy|hunter/);
    for (const { isHidden } of fields) expect(isHidden).toBe(true);
  });

  test('has its labels and type, and says whether a value is new or gone', () => {
    const labelled = (team: string) => ({ metadata: { name: 'a', namespace: 'shop', labels: { team } } });
    const [label, type] = fieldsOf(
      secret({ ...labelled('red'), type: 'Opaque' }),
      secret({ ...labelled('blue'), type: 'kubernetes.io/tls' }),
    );
    expect([label, type]).toMatchObject([
      { pointer: '/metadata/labels/team', before: 'red', after: 'blue' },
      { pointer: '/type', before: 'Opaque', after: 'kubernetes.io/tls' },
    ]);
    const [gone, added] = fieldsOf(secret({ data: { old: 'YQ==' } }), secret({ data: { new: 'YQ==' } }));
    expect([gone, added]).toEqual([
      expect.objectContaining({ pointer: '/data/old', before: '(hidden)' }),
      expect.objectContaining({ pointer: '/data/new', after: '(hidden)' }),
    ]);
    expect(gone).not.toHaveProperty('after');
    expect(added).not.toHaveProperty('before');
  });
});

describe('what a change says of any other object', () => {
  const container = (env: JsonObject[]) =>
    one({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: { template: { spec: { containers: [{ name: 'a', env }] } } },
    });
  // Made of pieces, so that nobody takes this file for a leak.
  const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;

  test.each<[string, JsonObject[], JsonObject[]]>([
    ['that is new', [], [{ name: 'TOKEN', value: token }]],
    ['that is gone', [{ name: 'TOKEN', value: token }], [{ name: 'LEVEL', value: 'info' }]],
    ['in a longer text', [{ name: 'A', value: 'x' }], [{ name: 'A', value: `see https://${token}@example.com` }]],
  ])('has no credential %s', (_, before, after) => {
    const fields = fieldsOf(container(before), container(after));
    expect(fields.filter(({ isHidden }) => isHidden)).not.toEqual([]);
    expect(JSON.stringify(fields)).not.toContain(token);
  });

  test('has all other values', () => {
    const fields = fieldsOf(container([{ name: 'A', value: 'x' }]), container([{ name: 'A', value: 'y' }]));
    expect(fields).toMatchObject([{ before: 'x', after: 'y' }]);
  });
});
