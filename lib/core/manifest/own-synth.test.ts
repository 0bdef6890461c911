import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ApiObject, App, Chart, Testing, Yaml, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { KubeConfigMap } from '../../../imports/k8s';
import { entries, equals, fullname, integer, numberToken, required, string, stringMap, text, values } from '../values';
import { HelmChart } from '.';
import { synthesize } from './synthesize';
import { Condition, Hook } from './traits';

/* What cdk8s's own ways of printing give for our charts: what the defaults say, or an error; never a token. */

const Values = values({
  host: string('db', 'Host'),
  port: integer(5432, 'Port'),
  labels: stringMap({ team: 'shop' }, 'Labels'),
});

class Shop extends HelmChart<typeof Values> {
  readonly settings: KubeConfigMap;

  constructor(scope: Construct) {
    super(scope, 'shop', {
      values: Values,
      environments: { local: { release: 'other', namespace: 'other', values: { host: 'elsewhere' } } },
      version: '1.0.0',
      appVersion: '2.0.0',
      description: 'A shop',
    });
    const { host, port, labels } = this.values;
    this.settings = new KubeConfigMap(this, 'settings', {
      metadata: { annotations: { ...entries(labels) } },
      data: { URL: text`http://${host}:${port}`, HOST: String(host) },
    });
    const gone = new KubeConfigMap(this, 'gone', { data: { HOST: host } });
    Condition.of(gone).when(equals(host, 'elsewhere'));
    const job = new ApiObject(this, 'job', {
      apiVersion: 'batch/v1',
      kind: 'Job',
      spec: { parallelism: numberToken(port) },
    });
    Hook.of(job).on('pre-install');
  }
}

const settings = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: 'shop-settings',
    namespace: 'shop',
    labels: {
      'app.kubernetes.io/instance': 'shop',
      'app.kubernetes.io/managed-by': 'Helm',
      'app.kubernetes.io/name': 'shop',
      'app.kubernetes.io/version': '2.0.0',
      'helm.sh/chart': 'shop-1.0.0',
    },
    annotations: { team: 'shop' },
  },
  data: { URL: 'http://db:5432', HOST: 'db' },
};

describe('a HelmChart, printed by a test or by hand, has what the defaults say', () => {
  test('with Testing.synth(), as often as it is asked, and is written by run(app) all the same', () => {
    const app = Testing.app();
    const chart = new Shop(app);
    const { manifests } = synthesize(app)[0]!;

    const objects = Testing.synth(chart) as { kind: string; metadata: { labels: object } }[];

    expect(objects.map(({ kind }) => kind)).toEqual(['ConfigMap', 'Job']);
    expect(objects[0]).toMatchObject({ ...settings, metadata: { ...settings.metadata, labels: expect.anything() } });
    expect(objects[1]).toMatchObject({ metadata: { name: 'shop-job' }, spec: { parallelism: 5432 } });
    expect(Testing.synth(chart)).toEqual(objects);
    expect(synthesize(app)[0]!.manifests).toEqual(manifests);
  });

  test('with the name that the chart has by its path', () => {
    const team = new Construct(new App(), 'team');

    expect(Testing.synth(new Shop(team))[0]).toMatchObject({
      metadata: { name: 'team-shop-settings', namespace: 'team-shop' },
    });
  });

  test('with app.synthYaml() and Yaml.stringify()', () => {
    const app = new App();
    const chart = new Shop(app);

    expect(app.synthYaml()).toBe(Yaml.stringify(...(chart.toJson() as object[])));
    expect(app.synthYaml()).toContain('URL: http://db:5432\n');
  });

  test('but one with values that have no default says which', () => {
    const chart = new HelmChart(new App(), 'shop', {
      values: values({ host: required(string('', 'Host')), port: required(integer(1, 'Port')) }),
      environments: { local: { values: { host: 'a', port: 1 } } },
      version: '1.0.0',
      appVersion: '1.0.0',
      description: 'A shop',
    });

    expect(() => void Testing.synth(chart)).toThrow(
      /the defaults of shop host: .*\n +Testing\.synth\(\) and toJson\(\) set no values: .*\nthe defaults of shop port: /,
    );
  });
});

describe('what cdk8s would print by itself is refused', () => {
  let outdir = '';

  beforeEach(() => {
    outdir = join(mkdtempSync(join(tmpdir(), 'own-synth-')), 'dist');
  });

  afterEach(() => rmSync(join(outdir, '..'), { recursive: true, force: true }));

  test.each(Object.values(YamlOutputType).filter((type) => typeof type === 'number'))(
    'an app with a HelmChart, which writes nothing: output type %j',
    (yamlOutputType) => {
      const app = new App({ outdir, yamlOutputType, recordConstructMetadata: true });
      new Shop(app);
      new Chart(app, 'plain');

      expect(() => app.synth()).toThrow(
        'app.synth() cannot print a HelmChart, whose values it does not know [own-synth]\n' +
          "    Write `void run(app);` in its place, where run comes from 'chartwright'. In a test: Testing.synth(chart).",
      );
      expect(existsSync(outdir)).toBe(false);
    },
  );

  test('an object of a HelmChart, whether its tokens are expressions, strings or numbers', () => {
    const chart = new Shop(new App());
    const objects = [
      chart.settings,
      new ApiObject(chart, 'text', { apiVersion: 'v1', kind: 'Text', data: { a: `a-${chart.values.host}` } }),
      new ApiObject(chart, 'number', { apiVersion: 'v1', kind: 'Number', data: { a: numberToken(chart.values.port) } }),
    ];
    for (const object of objects) {
      expect(() => Yaml.stringify(object.toJson())).toThrow(
        `${object.node.path}: cdk8s prints this object by itself, and cannot know the values that are in it [own-synth]`,
      );
    }
  });

  test('a plain chart inside a HelmChart, or with something of one', () => {
    const app = new App();
    const shop = new Shop(app);
    const inner = new Chart(shop, 'inner');
    const other = new Chart(app, 'other');
    for (const chart of [inner, other]) {
      new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap', data: { HOST: `${shop.values.host}` } });
      expect(() => void Testing.synth(chart)).toThrow(`${chart.node.path}/map: cdk8s prints this object by itself`);
    }
  });

  test('a typed object of ours in a plain chart, which stands for a name that depends on the release', () => {
    const app = new App({ outdir });
    new KubeConfigMap(new Chart(app, 'plain'), 'map', { metadata: { name: fullname }, data: {} });

    expect(() => app.synth()).toThrow('plain/map: cdk8s prints this object by itself');
    expect(existsSync(join(outdir, 'plain.k8s.yaml'))).toBe(false);
  });
});

test('an app without anything of ours in it is printed by cdk8s as ever', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'own-synth-'));
  const app = new App({ outdir });
  const chart = new Chart(app, 'plain');
  new KubeConfigMap(chart, 'map', { metadata: { name: 'map' }, data: { a: 'b' } });

  app.synth();

  const written = 'apiVersion: v1\ndata:\n  a: b\nkind: ConfigMap\nmetadata:\n  name: map\n';
  expect(readFileSync(join(outdir, 'plain.k8s.yaml'), 'utf8').split('\n').sort()).toEqual(written.split('\n').sort());
  expect(Testing.synth(chart)).toHaveLength(1);
  rmSync(outdir, { recursive: true });
});
