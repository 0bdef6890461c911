import { describe, expect, test } from '@jest/globals';
import { ApiObject, type App } from 'cdk8s';
import { KubeConfigMap } from '../../../imports/k8s';
import { Configuration, SecretSource, WebService, http, webServiceValues } from '../../authoring';
import { HelmChart, random } from '../../core/manifest';
import { entries, stringMap, values } from '../../core/values';
import { outcomeOf } from './outcome.fixture';

/* A map of the author's takes a key that JavaScript has a use of its own for: it is in both outputs, or the author is told. */

const Values = values({
  map: stringMap({ usual: 'usual-value' }, 'A map', { propertyNames: {} }),
  web: webServiceValues(
    {
      image: { repository: 'registry.example.com/web', tag: '1.0.0' },
      replicaCount: 1,
      resources: { requests: { cpu: '50m', memory: '32Mi' }, limits: { memory: '64Mi' } },
      probes: { liveness: http('/'), readiness: http('/') },
      service: { port: 80 },
    },
    'The web server',
  ),
});

type Shop = HelmChart<typeof Values>;

/** A map that a chart is given in one place. */
interface Place {
  readonly inEnvironment?: { readonly [key: string]: string };
  readonly build?: (chart: Shop) => unknown;
}

const found = 'strange-value';

const places: { readonly [name: string]: (map: { readonly [key: string]: string }) => Place } = {
  'the values of an environment': (map) => ({ inEnvironment: map }),
  'a ConfigMap': (data) => ({ build: (chart) => new KubeConfigMap(chart, 'given', { data }) }),
  'a ConfigMap of cdk8s': (data) => ({
    build: (chart) => new ApiObject(chart, 'given', { apiVersion: 'v1', kind: 'ConfigMap', data }),
  }),
  labels: (labels) => ({ build: (chart) => new KubeConfigMap(chart, 'given', { metadata: { labels } }) }),
  annotations: (annotations) => ({
    build: (chart) => new KubeConfigMap(chart, 'given', { metadata: { annotations } }),
  }),
  'labels beside those of users': (labels) => ({
    build: (chart) =>
      new KubeConfigMap(chart, 'given', { metadata: { labels: { ...entries(chart.values.map), ...labels } } }),
  }),
  'labels that are added': (labels) => ({
    build(chart) {
      const { metadata } = new ApiObject(chart, 'given', { apiVersion: 'v1', kind: 'ConfigMap' });
      for (const [key, value] of Object.entries(labels)) metadata.addLabel(key, value);
    },
  }),
  'a Configuration': (data) => ({
    build(chart) {
      const configuration = new Configuration(chart, 'given', { data });
      for (const key of Object.keys(data)) configuration.key(key);
    },
  }),
  'environment variables': (env) => ({
    build: (chart) => new WebService(chart, 'given', { values: chart.values.web, port: 8080, env }),
  }),
  'labels of pods': (podLabels) => ({
    build: (chart) => new WebService(chart, 'given', { values: chart.values.web, port: 8080, podLabels }),
  }),
};

function outcomeWith({ inEnvironment = {}, build }: Place) {
  return outcomeOf((app: App) => {
    const chart = new HelmChart(app, 'shop', {
      values: Values,
      environments: { local: { values: { map: inEnvironment } } },
      version: '1.0.0',
      appVersion: '1',
      description: 'A shop',
    });
    new KubeConfigMap(chart, 'users', { data: entries(chart.values.map) });
    new WebService(chart, 'web', { values: chart.values.web, port: 8080 });
    build?.(chart);
  });
}

/** Those that cdk8s takes for something else, and others, which are tried together. */
const strangeKeys = [['__proto__'], ['constructor'], ['toString', 'hasOwnProperty', 'valueOf', 'isPrototypeOf']];

/** cdk8s sets labels that are added one by one, which is nothing for this key; no cluster takes a label that begins so. */
const isNothing = (place: string, key: string) => place === 'labels that are added' && key === '__proto__';

describe.each(Object.keys(places))('%s', (name) => {
  test.each(strangeKeys.filter(([key]) => !isNothing(name, key!)).map((keys) => [keys.join(', '), keys] as const))(
    'with %s as a key',
    (_, keys) => {
      const outcome = outcomeWith(places[name]!(Object.fromEntries(keys.map((key) => [key, found]))));
      if (outcome.kind === 'failed') throw outcome.error;
      if (outcome.kind === 'works') {
        for (const key of keys) {
          // In the plain output and in the chart: as `key: value`, or as the name and value of a variable.
          const said = new RegExp(`["']?${key}["']?(: |\\n +value: )["']?${found}`);
          expect(outcome.texts.filter((text) => said.test(text)).length).toBeGreaterThanOrEqual(2);
        }
      } else {
        const [first] = outcome.problems;
        expect(`${first!.path} ${first!.message}`).toContain(keys[0]);
        expect(first!.construct).toMatch(/^shop\/given/);
        expect(first!.remedy).toMatch(/\.$/);
      }
    },
  );
});

test('the key of a Secret that is not there is refused, also where every object of JavaScript has it', () => {
  for (const key of strangeKeys.flat()) {
    const outcome = outcomeWith({
      build: (chart) =>
        new SecretSource(chart, 'given', {
          existingSecret: chart.values.nameOverride,
          keys: { password: { local: random() } },
        }).key(key),
    });
    expect(outcome).toMatchObject({ kind: 'refused', problems: [{ code: 'unknown-key', construct: 'shop/given' }] });
  }
});
