import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { References, synthesize, evaluateManifest, type KindReferences } from '../manifest';
import { Example } from '../manifest/example.fixture';
import { KubeObject } from '../manifest/kube-object';
import { graphOf } from '../order/graph';
import type { JsonObject, Release } from '../values';
import type { ClusterObject } from './cluster-object';
import { Targets } from './targets';

const cache = { apiVersion: 'cache.example/v1', kind: 'Cache' };
const secret = { apiVersion: 'v1', kind: 'Secret' };

const release: Release = {
  values: {},
  release: { name: 'demo', namespace: 'space' },
  chart: { name: 'example', version: '1.2.3', appVersion: '7.1' },
};

/** The objects of a chart with an object of a kind, of whose fields something is said. */
function objectsWith(
  fields: JsonObject,
  say: (kind: KindReferences, chart: Example, app: App) => unknown,
): ClusterObject[] {
  const app = new App();
  const chart = new Example(app);
  say(References.of(chart).kind(cache), chart, app);
  new KubeObject(chart, 'cache', cache, { metadata: { name: 'cache' }, ...fields });
  const [{ manifests } = { manifests: [] }] = synthesize(app);
  return manifests.map((manifest) => ({
    object: evaluateManifest(manifest, release)!,
    construct: manifest.construct,
    ...(manifest.references && { references: manifest.references }),
  }));
}

const namesIn = (fields: JsonObject, say: (kind: KindReferences) => unknown): string[] =>
  new Targets({ objects: objectsWith(fields, say) }).references.map(
    ({ kind, namespace, name, pointer, key, isOptional }) =>
      `${pointer} -> ${kind} ${namespace}/${name}${key ? ` ${key.pointer}=${key.name}` : ''}${isOptional ? ' ?' : ''}`,
  );

describe('a field that is declared to name something', () => {
  test('is a reference at its place, of each element of lists and entry of maps', () => {
    const spec: JsonObject = {
      users: [{ secret: 'a' }, { secret: 'b' }, { other: 1 }],
      maps: { x: 'c', 'y/z': 'd' },
      number: 5,
    };
    expect(
      namesIn({ spec }, (kind) =>
        kind
          .needs('Secret', '/spec/users/*/secret')
          .needs('ConfigMap', '/spec/maps/*')
          .needs('Secret', '/spec/number')
          .needs('Secret', '/spec/none/at/all'),
      ),
    ).toEqual([
      '/spec/users/0/secret -> Secret space/a',
      '/spec/users/1/secret -> Secret space/b',
      '/spec/maps/x -> ConfigMap space/c',
      '/spec/maps/y~1z -> ConfigMap space/d',
    ]);
  });

  test('has a key, a namespace and whether it may be missing beside it', () => {
    const spec = { ref: { name: 'a', in: 'other', item: 'password' } };
    const say = (kind: KindReferences) =>
      kind.needs('Secret', '/spec/ref/name', { key: 'item', namespace: 'in', optional: true });
    expect(namesIn({ spec }, say)).toEqual(['/spec/ref/name -> Secret other/a /spec/ref/item=password ?']);
  });

  test.each<[JsonObject, string[]]>([
    [{ name: 'a', kind: 'StatefulSet', apiVersion: 'apps/v1' }, ['StatefulSet.apps space/a']],
    [{ name: 'a' }, ['Deployment.apps space/a']],
    [{ name: 'a', kind: 'Issuer', group: 'cert-manager.io' }, ['Issuer.cert-manager.io space/a']],
    [{ name: 'a', kind: 'ClusterIssuer', group: 'cert-manager.io' }, ['ClusterIssuer.cert-manager.io /a']],
    [{ kind: 'Deployment' }, []],
  ])('may say its kind itself: %j', (ref, expected) => {
    const say = (kind: KindReferences) => kind.needsTarget('/spec/ref', { apiVersion: 'apps/v1', kind: 'Deployment' });
    expect(namesIn({ spec: { ref } }, say)).toEqual(expected.map((each) => `/spec/ref/name -> ${each}`));
  });

  test('leads to what an operator makes, which then comes first', () => {
    const objects = objectsWith({ spec: { tls: 'web-tls' } }, (kind, chart) => {
      kind.makes('Secret', '/spec/tls', { suffixes: ['', '-ca'] });
      const reader = { apiVersion: 'cache.example/v1', kind: 'Reader' };
      References.of(chart).kind(reader).needs('Secret', '/spec/secret');
      new KubeObject(chart, 'reader', reader, { metadata: { name: 'reader' }, spec: { secret: 'web-tls-ca' } });
      new KubeObject(chart, 'stranger', reader, { metadata: { name: 'stranger' }, spec: { secret: 'none' } });
    });
    const targets = new Targets({ objects });
    const found = targets.references.map((each) => [each.name, targets.find(each)?.object?.construct]);
    expect(found).toEqual(
      expect.arrayContaining([
        ['web-tls-ca', 'example/cache'],
        ['none', undefined],
      ]),
    );
    const needs = graphOf({ objects }).all();
    expect(needs.map(({ from, to, reason }) => [from.construct, reason, to.construct])).toEqual([
      ['example/reader', 'maker', 'example/cache'],
    ]);
  });

  test('is one of the kind alone, at and below the construct of which it is said, in all versions', () => {
    const app = new App();
    const [one, other] = [new Example(app, 'one'), new Example(app, 'other')];
    References.of(one)
      .kind({ GVK: { ...cache, apiVersion: 'cache.example/v2' } })
      .needs(secretClass, '/spec/secret');
    for (const chart of [one, other]) {
      new KubeObject(chart, 'cache', cache, { spec: { secret: 'a' } });
      new KubeObject(chart, 'secret', secret, { spec: { secret: 'a' } });
    }
    const declared = synthesize(app).flatMap(({ manifests }) =>
      manifests.flatMap(({ construct, references = [] }) => references.map(({ kind }) => `${construct} ${kind}`)),
    );
    expect(declared).toEqual(['one/cache Secret']);
  });

  test.each<[string, (kind: KindReferences) => unknown, string]>([
    ['no pointer', (kind) => kind.needs('Secret', 'spec.secretName'), 'must be a JSON pointer'],
    ['no kind', (kind) => kind.needs('secret', '/spec/secretName'), 'must be a kind, such as "Secret"'],
    ['a text for a list', (kind) => kind.makes('Secret', '/spec/x', { suffixes: '-a' } as never), 'suffixes'],
  ])('is refused with %s', (_, say, message) => {
    expect(() => objectsWith({}, say)).toThrow(message);
  });
});

class secretClass {
  static readonly GVK = secret;
}
