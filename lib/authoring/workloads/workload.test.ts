import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { describe, expect, test } from '@jest/globals';
import type { NetworkPolicyPeer } from '../../../imports/k8s';
import { Condition, HelmChart, evaluateManifest, synthesize } from '../../core/manifest';
import {
  defaults,
  integer,
  items,
  list,
  object,
  overlay,
  stringMap,
  toggle,
  values,
  when,
  type Fields,
  type JsonObject,
} from '../../core/values';
import type { Kind } from '../../core/values/argument';
import { kubernetesList } from './blocks';
import { deployment } from './controllers/deployment';
import { leaveUnnamed } from './names';
import { StatefulService, statefulServiceValues } from './presets/stateful-service';
import { WebService, webServiceValues } from './presets/web-service';
import { Worker, workerValues } from './presets/worker';
import { http } from './probes';
import { trait } from './trait';
import { valuesOf } from './values-of';
import { preset } from './preset';
import { Workload } from './workload';

const image = { repository: 'web', tag: '1' };
const resources = { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } };
const probes = { liveness: http('/live'), readiness: http('/ready') };
const server = { image, resources, replicaCount: 1, probes, storage: '1Gi', service: { port: 80 } };
const web = webServiceValues(server, 'A service');

/** The objects of a chart with these values, by kind and name. */
function built(fields: Fields, build: (chart: HelmChart) => void, over: JsonObject = {}) {
  const app = new App();
  const chart = new HelmChart(app, 'shop', {
    values: values(fields),
    environments: { local: { values: {} } },
    version: '1.0.0',
    appVersion: '1',
    description: 'A shop',
  });
  build(chart);
  const manifests = synthesize(app).flatMap((each) => each.manifests);
  const release = {
    values: overlay(defaults(chart.schema), over),
    release: { name: 'shop', namespace: 'shop' },
    chart: { name: 'shop', version: '1.0.0', appVersion: '1' },
  };
  const objects = manifests.map((each) => evaluateManifest(each, release)).filter((each) => each !== undefined);
  return new Map(
    objects.map((each) => [`${String(each['kind'])} ${(each['metadata'] as { name: string }).name}`, each]),
  );
}

const refsTo = (chart: HelmChart, name: string) => chart.values[name] as never;

describe('the name of a workload', () => {
  /** A construct of an author with a service in it. */
  class Team extends Construct {
    constructor(scope: HelmChart, id: string, isUnnamed = false) {
      super(scope, id);
      if (isUnnamed) leaveUnnamed(this);
      new WebService(this, 'api', { values: refsTo(scope, 'api'), port: 8080 });
    }
  }

  test('comes from its path, so that a construct can be there twice', () => {
    const objects = built({ api: web }, (chart) => {
      new Team(chart, 'red');
      new Team(chart, 'blue');
    });
    expect([...objects.keys()].filter((key) => key.startsWith('Deployment'))).toEqual([
      'Deployment shop-blue-api',
      'Deployment shop-red-api',
    ]);
    expect(objects.get('Service shop-red-api')).toMatchObject({
      spec: { selector: { 'app.kubernetes.io/component': 'red-api' } },
    });
  });

  test('leaves out what only holds others together', () => {
    const objects = built({ api: web }, (chart) => void new Team(chart, 'red', true));
    expect(objects.has('Deployment shop-api')).toBe(true);
  });
});

describe('who may talk to whom', () => {
  const clients = kubernetesList<NetworkPolicyPeer>('networking.v1.NetworkPolicyPeer', [], 'Clients');
  const fields = { api: web, clients, open: toggle(false, {}, 'Open') };
  const ingress = (objects: ReturnType<typeof built>) =>
    (objects.get('NetworkPolicy shop-api') as { spec: { ingress?: unknown } }).spec.ingress;
  const client: NetworkPolicyPeer = { podSelector: { matchLabels: { app: 'client' } } };
  const apiOf = (chart: HelmChart) => new WebService(chart, 'api', { values: refsTo(chart, 'api'), port: 8080 });

  test('is nobody where a list of peers is empty, and not everybody', () => {
    const build = (chart: HelmChart) => apiOf(chart).allowFrom(...items<NetworkPolicyPeer>(refsTo(chart, 'clients')));
    expect(ingress(built(fields, build))).toBeUndefined();
    const peer = { podSelector: { matchLabels: { app: 'client' } } };
    expect(ingress(built(fields, build, { clients: [peer] }))).toEqual([
      { from: [peer], ports: [{ port: 'http', protocol: 'TCP' }] },
    ]);
  });

  test('is nobody where the only peer is not there', () => {
    const build = (chart: HelmChart) => {
      const { enabled }: { readonly enabled: never } = refsTo(chart, 'open');
      apiOf(chart).allowFrom(when(enabled, client));
    };
    expect(ingress(built({ api: web, open: fields.open }, build))).toBeUndefined();
    expect(ingress(built({ api: web, open: fields.open }, build, { open: { enabled: true } }))).toHaveLength(1);
  });

  test('is said once for both sides', () => {
    const store = statefulServiceValues(server, 'A store');
    const objects = built({ api: web, store }, (chart) => {
      const port = { name: 'db', number: 5432 };
      const data = { claim: 'data', mountPath: '/data' };
      apiOf(chart).allowTo(new StatefulService(chart, 'store', { values: refsTo(chart, 'store'), port, data }));
    });
    const pods = (component: string) => ({
      podSelector: { matchLabels: expect.objectContaining({ 'app.kubernetes.io/component': component }) as object },
    });
    expect(objects.get('NetworkPolicy shop-api')).toMatchObject({
      spec: { egress: [{}, { to: [pods('store')], ports: [{ port: 5432 }] }] },
    });
    expect(objects.get('NetworkPolicy shop-store')).toMatchObject({
      spec: { ingress: [{ from: [pods('api')], ports: [{ port: 'db' }] }] },
    });
  });

  test('is there only while both sides are', () => {
    const store = statefulServiceValues(server, 'A store');
    const toggled = { store: toggle(true, store.properties as never, 'A store'), job: toggle(false, {}, 'A job') };
    const build = (chart: HelmChart) => {
      const { enabled, ...group }: { enabled: never } = refsTo(chart, 'store');
      const port = { name: 'db', number: 5432 };
      const data = { claim: 'data', mountPath: '/data' };
      const made = new StatefulService(chart, 'store', { values: group as never, port, data });
      const api = apiOf(chart);
      api.allowTo(made);
      Condition.of(made).when(enabled);
      const worker = new Worker(chart, 'worker', { values: refsTo(chart, 'worker') });
      worker.allowTo(api);
      Condition.of(worker).when((refsTo(chart, 'job') as { enabled: never }).enabled);
    };
    const all = { api: web, worker: workerValues({ image, resources, replicaCount: 1 }, 'W'), ...toggled };
    const rules = (over: JsonObject, direction: string) =>
      (built(all, build, over).get('NetworkPolicy shop-api') as { spec: { [key: string]: unknown[] } }).spec[direction];
    expect(rules({}, 'egress')).toHaveLength(2);
    expect(rules({ store: { enabled: false } }, 'egress')).toHaveLength(1);
    expect(rules({}, 'ingress')).toBeUndefined();
    expect(rules({ job: { enabled: true } }, 'ingress')).toHaveLength(1);
  });

  test('is everybody while something leads there, unless somebody from outside is named', () => {
    const open = { open: toggle(false, {}, 'A way in') };
    const build = (name?: (api: WebService) => void) => (chart: HelmChart) => {
      const api = apiOf(chart);
      api.exposedWhen((refsTo(chart, 'open') as { enabled: never }).enabled);
      name?.(api);
    };
    const exposed = { open: { enabled: true } };
    const all = [{ ports: [{ port: 'http', protocol: 'TCP' }] }];
    expect(ingress(built({ api: web, ...open }, build()))).toBeUndefined();
    expect(ingress(built({ api: web, ...open }, build(), exposed))).toEqual(all);
    const pods = build((api) => api.allowFrom({ podSelector: { matchLabels: { app: 'a' } } }));
    expect(ingress(built({ api: web, ...open }, pods, exposed))).toEqual([expect.anything(), ...all]);
    const named = build((api) => api.allowFrom({ ipBlock: { cidr: '10.0.0.0/8' } }));
    expect(ingress(built({ api: web, ...open }, named, exposed))).toHaveLength(1);
  });

  test('is refused for a port that no container has, with those that there are', () => {
    const schema = workerValues({ image, resources, replicaCount: 1 }, 'W');
    expect(() =>
      built({ worker: schema }, (chart) => {
        const worker = new Worker(chart, 'worker', { values: refsTo(chart, 'worker'), ports: { metrics: 9000 } });
        worker.allowPortFrom('metric', client);
      }),
    ).toThrow(/shop\/worker: has no port "metric".*did you mean "metrics".*\[unknown-port\]\n.*Ports: metrics\./s);
  });
});

test('host, port and URL of others are variables of a workload, a port by its digits', () => {
  const store = statefulServiceValues(server, 'A store');
  const worker = workerValues({ image, resources, replicaCount: 1 }, 'W');
  const objects = built({ api: web, store, worker }, (chart) => {
    const api = new WebService(chart, 'api', { values: refsTo(chart, 'api'), port: 8080 });
    const port = { name: 'db', number: 5432 };
    const data = { claim: 'data', mountPath: '/data' };
    const db = new StatefulService(chart, 'store', { values: refsTo(chart, 'store'), port, data });
    const env = { HOST: api.host, PORT: api.port, URL: api.url, DB_PORT: db.port, RATIO: 0.5 };
    new Worker(chart, 'worker', { values: refsTo(chart, 'worker'), env });
  });
  const env = [
    { name: 'HOST', value: 'shop-api' },
    { name: 'PORT', value: '80' },
    { name: 'URL', value: 'http://shop-api:80' },
    { name: 'DB_PORT', value: '5432' },
    { name: 'RATIO', value: '0.5' },
  ];
  expect(objects.get('Deployment shop-worker')).toMatchObject({
    spec: { template: { spec: { containers: [{ env }] } } },
  });
});

describe('metrics of a worker', () => {
  const schema = workerValues({ image, resources, replicaCount: 1, metrics: true }, 'W');
  const made = (props: object) =>
    built(
      { worker: schema },
      (chart) => void new Worker(chart, 'worker', { values: refsTo(chart, 'worker'), ...props }),
    );

  test('are read at the port that is called so, by Prometheus alone', () => {
    const objects = made({ ports: { metrics: 9000 }, metricsPath: '/metrics' });
    expect(objects.get('NetworkPolicy shop-worker')).toMatchObject({
      spec: { ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: 'metrics' }] }] },
    });
  });

  test('are refused at a port that there is not', () => {
    expect(() => made({ ports: { metric: 9000 }, metricsPath: '/metrics' })).toThrow(
      /shop\/worker: has no port "metrics" for its metrics.*did you mean "metric".*\n.*metricsPort: metric\./s,
    );
  });

  test('are refused where only one side speaks of them', () => {
    expect(() => made({ ports: { metrics: 9000 } })).toThrow(/has values for metrics but no metricsPath/);
  });
});

test('a trait of the author is a value, a part of the pods and an object, in one place', () => {
  const hostAliases = trait({
    fields: () => ({
      hostAliases: list<{ ip: string }>(object({ ip: stringMap({}, 'IP') }, 'A'), [], 'Lines of /etc/hosts'),
    }),
    apply: (_, values) => ({ pod: { hostAliases: values.hostAliases } }),
  });
  const aSize: Kind<number> = { words: 'a number', holds: (value) => typeof value === 'number' };
  const sized = trait({
    defaults: { size: aSize },
    fields: (given) => ({ size: integer(given.size, 'Size') }),
    apply: (_, values) => ({ controller: { replicas: values.size } }),
  });
  const traits = [sized, hostAliases] as const;
  const objects = built(
    { it: valuesOf('itValues', traits)({ size: 3 }, 'It') },
    (chart) => {
      const kind = preset('It', { name: 'itValues', fields: ['size'] }, traits, deployment);
      new Workload(chart, 'it', kind, { values: refsTo(chart, 'it') });
    },
    { it: { hostAliases: [{ ip: '10.0.0.1' }] } },
  );
  expect(objects.get('Deployment shop-it')).toMatchObject({
    spec: { replicas: 3, template: { spec: { hostAliases: [{ ip: '10.0.0.1' }] } } },
  });
});
