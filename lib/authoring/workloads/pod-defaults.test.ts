import { App } from 'cdk8s';
import { describe, expect, test } from '@jest/globals';
import { brokenGuards } from '../../core/guards';
import { HelmChart, evaluateManifest } from '../../core/manifest';
import { defaults, overlay, validateValues, values, type JsonObject, type Release } from '../../core/values';
import { printChart } from '../../printing/chart';
import { systemsOf } from '../../program/app';
import { podDefaults } from './pod-defaults';
import { refusedShared, sharedCases, sharingApp } from './pod-defaults.fixture';

const [{ definition, manifests }] = systemsOf(sharingApp()) as [ReturnType<typeof systemsOf>[number]];
const { files } = printChart(definition, manifests);
const releaseWith = (over: JsonObject): Release => ({
  values: overlay(defaults(definition.schema), over),
  release: { name: 'shop', namespace: 'shop' },
  chart: { name: 'shop', version: '1.0.0', appVersion: '1' },
});

/** What the pods of each workload have of a value. */
function podsWith(over: JsonObject, name: string) {
  const deployments = manifests
    .map((each) => evaluateManifest(each, releaseWith(over)))
    .filter((each) => each?.['kind'] === 'Deployment');
  return deployments.map((deployment) => {
    const { metadata, spec } = (
      deployment!['spec'] as unknown as { template: { metadata: JsonObject; spec: JsonObject } }
    ).template;
    if (name === 'podAnnotations') return metadata['annotations'];
    return name === 'podLabels' ? metadata['labels'] : spec[name];
  });
}

describe('what is shared counts for each workload whose own value is empty', () => {
  test.each(sharedCases)('$name: $own', ({ name, shared, own, both = own }) => {
    const over = { defaults: { [name]: shared }, worker: { [name]: own } };
    expect(validateValues(definition.schema, releaseWith(over).values, 'values')).toEqual([]);
    expect(podsWith({}, name)).not.toMatchObject([shared, shared]);
    expect(podsWith({ defaults: { [name]: shared } }, name)).toMatchObject([shared, shared]);
    expect(podsWith(over, name)).toMatchObject([shared, both]);
  });

  test('an own value does not stand beside what is shared', () => {
    expect(
      podsWith(
        { defaults: { nodeSelector: { disk: 'fast' } }, web: { nodeSelector: { arch: 'arm64' } } },
        'nodeSelector',
      ),
    ).toEqual([{ arch: 'arm64' }, { disk: 'fast' }]);
  });
});

test('values.yaml says what is shared once; the schema and the README know it of each workload', () => {
  const lines = files.get('values.yaml')!.split('\n');
  for (const { name } of sharedCases) {
    expect([name, lines.filter((line) => line.trim().startsWith(`${name}:`)).length]).toEqual([name, 1]);
    expect(files.get('README.md')).toContain(`| \`worker.${name}\` |`);
  }
  const { properties } = JSON.parse(files.get('values.schema.json')!) as {
    properties: { worker: { properties: object; then: { required: string[] } } };
  };
  expect(Object.keys(properties.worker.properties)).toEqual(
    expect.arrayContaining(sharedCases.map(({ name }) => name)),
  );
  expect(properties.worker.then.required).toContain('terminationGracePeriodSeconds');
  expect(properties.worker.then.required).not.toContain('nodeSelector');
});

test('a workload without a value of its own is complete; a null in its place is none', () => {
  expect(releaseWith({}).values['web']).not.toHaveProperty('nodeSelector');
  expect(validateValues(definition.schema, releaseWith({}).values, 'values')).toEqual([]);
  const told = validateValues(definition.schema, releaseWith({ web: { nodeSelector: null } }).values, 'values');
  expect(told.map(({ path, message }) => `${path!}: ${message}`)).toEqual([
    'web.nodeSelector: must be object, not null',
  ]);
});

test.each(refusedShared)('%j is refused', (over, line) => {
  const told = brokenGuards(definition.guards ?? [], releaseWith(over), 'values').map(({ message }) => message);
  expect(told).toContain(line);
});

test('two groups cannot speak for the same workloads', () => {
  const twice = () =>
    new HelmChart(new App(), 'shop', {
      values: values({ defaults: podDefaults(), others: podDefaults('More') }),
      environments: { local: { values: {} } },
      version: '1.0.0',
      appVersion: '1.0.0',
      description: 'A shop',
    });
  expect(twice).toThrow('2 groups speak for the same values of workloads: defaults and others');
});
