import { describe, expect, test } from '@jest/globals';
import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { defaults, evaluate, fullname, text, when, type JsonObject } from '../values';
import { selectorsOf } from '../../judging/verify/selectors.fixture';
import { Example, exampleValues } from './example.fixture';
import { blind, contacts, hostilePairs, objectsOf, release } from './per-release.fixture';
import { Web, address, addWorkloads, container } from './workloads.fixture';
import { evaluateManifest, synthesize } from './synthesize';
import { Binding } from './traits';

describe('two releases of a chart with workloads of cdk8s-plus', () => {
  test.each(hostilePairs('web'))('%s and %s never touch each other', (a, b) => {
    const chart = new Web(new App());
    addWorkloads(chart);
    addWorkloads(new Chart(new Construct(chart, 'part'), 'inner'));
    expect(contacts(chart, a, b)).toEqual([]);
  });

  test('still find their own pods', () => {
    const chart = new Web(new App());
    addWorkloads(chart);
    const objects = objectsOf(chart, 'one');
    expect(blind(objects)).toEqual([]);
    expect(objects.flatMap((object) => selectorsOf(object)).length).toBeGreaterThanOrEqual(12);
  });
});

describe('what cdk8s derives from a path', () => {
  test('is a label that fits, and reads as what it is', () => {
    const chart = new Web(new App());
    new kplus.Deployment(chart, 'front', { containers: [container] });
    const labels = objectsOf(chart, 'x'.repeat(53)).map(
      ({ spec }) => (spec as { selector: { matchLabels: { [key: string]: string } } }).selector.matchLabels[address],
    );
    const prefix = String(evaluate(fullname, release(chart, 'x'.repeat(53))));
    expect(labels).toEqual([expect.stringMatching(new RegExp(`^${prefix}-c8[0-9a-f]{6}$`))]);
    expect(labels[0]!.length).toBeLessThanOrEqual(63);
  });

  test('is replaced inside texts, conditional parts and expressions too, and nowhere else', () => {
    const chart = new Example(new App());
    const inner = new Chart(chart, 'inner');
    const service = new ApiObject(inner, 'api', { apiVersion: 'v1', kind: 'Service' });
    const config = new ApiObject(chart, 'config', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      data: {
        url: `http://${service.name}.space.svc:80/?x=${service.name}-0`,
        other: `${service.name}2 my-${service.name} ${service.name}_x`,
      },
    });
    Binding.of(config)
      .set('/data/sometimes', when(chart.values.enabled, service.name))
      .set('/data/mixed', text`${service.name}:${chart.values.port}`);
    const { manifests } = synthesize(chart.node.root)[0]!;
    const found = manifests.map((manifest) =>
      evaluateManifest(manifest, { ...release(chart, 'demo'), values: defaults(exampleValues) }),
    ) as unknown as { readonly metadata: { readonly name: string }; readonly data: JsonObject }[];
    const { name } = service;
    expect(found.find(({ metadata }) => metadata.name.endsWith('config'))!.data).toEqual({
      url: 'http://demo-example-inner-api.space.svc:80/?x=demo-example-inner-api-0',
      other: `${name}2 my-${name} ${name}_x`,
      sometimes: 'demo-example-inner-api',
      mixed: 'demo-example-inner-api:8080',
    });
    expect(found.map(({ metadata }) => metadata.name).sort()).toEqual([
      'demo-example-config',
      'demo-example-inner-api',
    ]);
  });

  test('is left alone where the author has named the object', () => {
    const chart = new Example(new App());
    const inner = new Chart(chart, 'inner');
    new ApiObject(inner, 'api', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'well-known' } });
    expect(objectsOf(chart, 'demo').map(({ metadata }) => metadata.name)).toEqual(['well-known']);
  });

  test('tells which ClusterRoles another one takes over', () => {
    const chart = new Example(new App());
    const all = new kplus.ClusterRole(chart, 'all');
    const some = new kplus.ClusterRole(chart, 'some', { rules: [] });
    all.combine(some);
    const values = (name: string) => JSON.stringify(objectsOf(chart, name)).match(/aggregate-to-[^"]*":"[^"]*"/g);
    expect(values('demo')).toHaveLength(2);
    expect(values('demo')![0]).toMatch(/^aggregate-to-example-all-c8[0-9a-f]{6}":"demo-example"$/);
    expect(new Set(values('demo')).size).toBe(1);
    expect(values('other')![0]).toMatch(/":"other-example"$/);
    // The same release in another namespace has rules of its own.
    const namespaces = JSON.stringify(objectsOf(chart, 'demo')).match(/"cdk8s.cluster-role\/namespace":"[^"]*"/g);
    expect(namespaces).toEqual(Array(2).fill('"cdk8s.cluster-role/namespace":"shared"'));
  });

  test('is no name outside namespaces that a release in another one could have', () => {
    const chart = new Example(new App());
    new kplus.ClusterRole(chart, 'reader');
    new ApiObject(chart, 'first', { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass' });
    new ApiObject(new Chart(chart, 'inner'), 'hook', {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
    });
    expect(objectsOf(chart, 'demo').map(({ metadata }) => metadata.name)).toEqual(
      expect.arrayContaining([
        'shared.demo-example-reader',
        'shared.demo-example-first',
        'shared.demo-example-inner-hook',
      ]),
    );
  });

  test('is no name of a volume that a release could have whose namespace ends where another one goes on', () => {
    const chart = new Example(new App());
    new ApiObject(chart, 'disk', { apiVersion: 'v1', kind: 'PersistentVolume' });
    const nameIn = (namespace: string, name: string) => {
      const [first, ...others] = objectsOf(chart, name, namespace).filter(({ kind }) => kind === 'PersistentVolume');
      expect(others).toEqual([]);
      return first!.metadata.name;
    };
    expect(nameIn('shop-eu', 'demo')).toMatch(/^demo-example-disk-[0-9a-f]{8}$/);
    expect(nameIn('shop-eu', 'example')).not.toBe(nameIn('shop', 'eu-example'));
    expect(nameIn('shop-eu', 'example')).not.toBe(nameIn('shop', 'example'));
  });

  test('stays as it is in a plain chart', () => {
    const chart = new Chart(new App(), 'plain');
    new kplus.Deployment(chart, 'front', { containers: [container] });
    const text = JSON.stringify(synthesize(chart.node.root)[0]!.manifests[0]!.object);
    expect(text.match(/"cdk8s.io\/metadata.addr":"plain-front-c8[0-9a-f]{6}"/g)).toHaveLength(2);
  });
});
