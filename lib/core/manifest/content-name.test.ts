import { describe, expect, test } from '@jest/globals';
import { App, Chart } from 'cdk8s';
import { Job } from 'cdk8s-plus-28';
import { KubeConfigMap, KubeJob } from '../../../imports/k8s';
import { releaseOf, systemsOf } from '../../program/app';
import { integer, string, values, type JsonObject } from '../values';
import { HelmChart } from './helm-chart';
import { hashedJobName } from './job-name';
import { evaluateManifest, synthesize } from './synthesize';
import { NamedByContent } from './traits';

const Values = values({
  tag: string('1', 'Tag of the image'),
  retries: integer(2, 'How often it is tried again'),
  label: string('a', 'What people read'),
});

/** The Job of a chart with these values. */
function jobWith(set: JsonObject = {}, always = true): { readonly name: string; readonly spec: JsonObject } {
  const app = new App();
  const chart = new HelmChart(app, 'shop', {
    values: Values,
    environments: { local: { values: {} } },
    version: '1.0.0',
    appVersion: '1.0.0',
    description: 'A shop',
  });
  const { tag, retries, label } = chart.values;
  const job = new KubeJob(chart, 'migration', {
    metadata: { annotations: { 'example.com/label': label } },
    spec: {
      backoffLimit: retries,
      template: { spec: { restartPolicy: 'Never', containers: [{ name: 'job', image: `shop:${String(tag)}` }] } },
    },
  });
  if (always) NamedByContent.of(job).always();
  const [system] = systemsOf(app);
  const release = releaseOf(system!, system!.definition.environments[0]!, [{ name: 'the test', values: set }]);
  const object = evaluateManifest(system!.manifests[0]!, release)!;
  return { name: String((object['metadata'] as JsonObject)['name']), spec: object['spec'] as JsonObject };
}

describe('the name of a Job that is named by its content', () => {
  test('ends in a hash of what it does', () => {
    const { name: plain } = jobWith({}, false);
    const { name, spec } = jobWith();
    expect(name).toBe(hashedJobName(plain, spec));
    expect(name).toMatch(/^shop-migration-[0-9a-f]{8}$/);
  });

  test('is another one when anything of it is, and the same otherwise', () => {
    const names = [jobWith().name, jobWith({ tag: '2' }).name, jobWith({ retries: 3 }).name];
    expect(new Set(names).size).toBe(3);
    expect([jobWith({ label: 'b' }).name, jobWith().name]).toEqual([names[0], names[0]]);
  });
});

test('a Job of cdk8s-plus in a chart that has no values ends in the same hash', () => {
  const app = new App();
  const chart = new Chart(app, 'shop');
  const job = new Job(chart, 'seed', { containers: [{ image: 'seed:1' }] });
  const [before] = synthesize(app)[0]!.manifests;
  NamedByContent.of(job).always();
  const [after] = synthesize(app)[0]!.manifests;
  const { name } = before!.object['metadata'] as JsonObject;
  const { spec } = before!.object as JsonObject;
  expect(after!.object).toMatchObject({ spec, metadata: { name: hashedJobName(String(name), spec!) } });
});

test('nothing but a Job has such a name', () => {
  const chart = new Chart(new App(), 'shop');
  const map = new KubeConfigMap(chart, 'map', {});
  expect(() => NamedByContent.of(map)).toThrow(
    /shop\/map.*the construct of NamedByContent\.of\(\) is a ConfigMap, and not a Job/s,
  );
  expect(() => NamedByContent.of(new Chart(new App(), 'empty'))).toThrow(/is no object, and not a Job/);
});
