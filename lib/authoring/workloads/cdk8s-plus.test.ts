import { describe, expect, test } from '@jest/globals';
import type { HelmChart } from '../../core/manifest';
import { blind, contacts, hostilePairs, objectsOf } from '../../core/manifest/per-release.fixture';
import { text, type JsonObject } from '../../core/values';
import { versions } from '../../core/manifest/plus.fixture';
import { addSelectors, at, emptyChart, mixedChart } from './cdk8s-plus.fixture';
import { WebService } from './presets/web-service';
import { Worker } from './presets/worker';
import { HttpIngress } from './exposure/http-ingress';
import { waitForPort } from './wait-for-port';
import { matches } from '../../judging/verify/selectors.fixture';
import { port } from '../cdk8s-plus';
import { isPlusService } from './cdk8s-plus';

type Objects = ReturnType<typeof objectsOf>;

const objectIn = (objects: Objects, kind: string, name: string): JsonObject => {
  const found = objects.find((each) => each.kind === kind && each.metadata['name'] === name);
  if (!found) throw new Error(`no ${kind} ${name}`);
  return found as unknown as JsonObject;
};
const inPod = (objects: Objects, name: string, ...keys: readonly (string | number)[]) =>
  at(objectIn(objects, 'Deployment', name), 'spec', 'template', 'spec', ...keys);

const oursOf = (component: string) => ({
  'app.kubernetes.io/name': 'shop',
  'app.kubernetes.io/instance': 'shop',
  'app.kubernetes.io/component': component,
});

describe.each(versions)('workloads of ours beside those of %s', (_, plus) => {
  const { chart, front, cache } = mixedChart(plus, 'front');
  const objects = objectsOf(chart, 'shop');
  const addressOf = (pods: typeof front | typeof cache) => ({
    [plus.Pod.ADDRESS_LABEL]: `shop-${/c8\w+$/.exec(pods.matchLabels[plus.Pod.ADDRESS_LABEL]!)![0]}`,
  });

  test('reach pods behind a Service at the port of the containers', () => {
    const [, rule] = at(objectIn(objects, 'NetworkPolicy', 'shop-worker'), 'spec', 'egress') as JsonObject[];
    expect(rule).toEqual({
      to: [{ podSelector: { matchLabels: addressOf(front) } }],
      ports: [{ port: 8080, protocol: 'TCP' }],
    });
  });

  test('are let in where a policy keeps others away, and only there', () => {
    const entrance = objectIn(objects, 'NetworkPolicy', 'shop-worker-to-front');
    expect(entrance['spec']).toEqual({
      podSelector: { matchLabels: addressOf(front) },
      policyTypes: ['Ingress'],
      ingress: [
        { from: [{ podSelector: { matchLabels: oursOf('worker') } }], ports: [{ port: 8080, protocol: 'TCP' }] },
      ],
    });
    const names = objects.map(({ metadata }) => metadata['name']);
    expect(names).not.toContain('shop-api-to-cache');
  });

  test('let in whom they are told to', () => {
    const ingress = at(objectIn(objects, 'NetworkPolicy', 'shop-database'), 'spec', 'ingress', 0, 'from');
    expect(ingress).toEqual([
      { podSelector: { matchLabels: oursOf('api') } },
      { podSelector: { matchLabels: addressOf(cache) } },
    ]);
  });

  test('read its ConfigMaps and Secrets, and are replaced when these change', () => {
    const container = inPod(objects, 'shop-api', 'containers', 0);
    expect(at(container as JsonObject, 'env')).toEqual([
      { name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'shop-settings', key: 'level' } } },
      { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'shop-secret', key: 'password' } } },
      { name: 'PLAIN', value: 'as it is' },
      { name: 'FRONT', value: 'http://front:80' },
    ]);
    expect(at(container as JsonObject, 'envFrom')).toEqual([{ configMapRef: { name: 'shop-settings' } }]);
    const checksum = (of: Objects) =>
      at(objectIn(of, 'Deployment', 'shop-api'), 'spec', 'template', 'metadata', 'annotations', 'checksum/config');
    const other = mixedChart(plus);
    other.settings.addData('later', 'added');
    expect(checksum(objects)).toMatch(/^[0-9a-f]{64}$/);
    expect(checksum(objectsOf(other.chart, 'shop'))).not.toBe(checksum(objects));
    expect(inPod(objects, 'shop-worker', 'volumes')).toContainEqual({
      name: 'settings',
      configMap: { name: 'shop-settings' },
    });
  });

  test('run as its ServiceAccount', () => {
    expect(inPod(objects, 'shop-worker', 'serviceAccountName')).toBe('shop-account');
  });

  test('wait for its Service', () => {
    expect(inPod(objects, 'shop-worker', 'initContainers', 0, 'env')).toEqual([
      { name: 'WAIT_FOR_HOST', value: 'front' },
      { name: 'WAIT_FOR_PORT', value: '80' },
    ]);
  });

  test('are behind the same Ingress and proxy', () => {
    expect(at(objectIn(objects, 'Ingress', 'shop-ingress'), 'spec', 'rules', 0, 'http', 'paths')).toEqual([
      { path: '/', pathType: 'Prefix', backend: { service: { name: 'front', port: { name: 'web' } } } },
      { path: '/api', pathType: 'Prefix', backend: { service: { name: 'shop-api', port: { name: 'http' } } } },
    ]);
    const conf = at(objectIn(objects, 'ConfigMap', 'shop-proxy-config'), 'data', 'nginx.conf');
    expect(conf).toContain('server front:80;');
  });

  test('are pods, peers and subjects to it', () => {
    expect(at(objectIn(objects, 'Service', 'shop-api-again'), 'spec', 'selector')).toEqual(oursOf('api'));
    const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');
    const between = policies.find(({ spec }) =>
      JSON.stringify(at(spec as JsonObject, 'egress') ?? '').includes('"api"'),
    );
    expect(at(between!['spec'] as JsonObject, 'egress', 0)).toEqual({
      to: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shared' } },
          podSelector: { matchLabels: oursOf('api') },
        },
      ],
      ports: [{ port: 9000, protocol: 'TCP' }],
    });
    const affinity = inPod(objects, 'shop-front', 'affinity');
    expect(JSON.stringify(affinity)).toContain('"app.kubernetes.io/component":"worker"');
    const binding = objects.find(({ kind }) => kind === 'RoleBinding');
    expect(at(binding as unknown as JsonObject, 'subjects')).toEqual([
      { apiGroup: '', kind: 'ServiceAccount', name: 'shop-account', namespace: 'shared' },
      { apiGroup: '', kind: 'ServiceAccount', name: 'shop-api', namespace: 'shared' },
      { apiGroup: '', kind: 'ServiceAccount', name: 'shop-account', namespace: 'shared' },
    ]);
  });

  test('give it their keys as variables, and their ConfigMap by its name', () => {
    const container = inPod(objects, 'shop-front', 'containers', 0) as JsonObject;
    expect(container['env']).toEqual([
      { name: 'KEY', valueFrom: { configMapKeyRef: { key: 'key', name: 'shop-ours' } } },
    ]);
    expect(container['envFrom']).toEqual([{ configMapRef: { name: 'shop-ours' } }]);
    expect(inPod(objects, 'shop-front', 'volumes')).toEqual([{ name: 'ours', configMap: { name: 'shop-ours' } }]);
  });

  test('take its ports that are values of the chart', () => {
    const built = emptyChart();
    const { values } = built;
    const container = { image: 'x', portNumber: port(values.api.service.port) };
    const pods = new plus.Deployment(built, 'pods', { isolate: true, containers: [container] });
    const service = pods.exposeViaService();
    const worker = new Worker(built, 'worker', {
      values: values.worker,
      env: { URL: text`http://${service.name}:${service.port}`, PORT: service.port },
      initContainers: [waitForPort('wait', values.worker.image, service)],
    });
    worker.allowTo(service);
    new HttpIngress(built, 'ingress', { values: values.ingress, routes: { '/': service } });
    const made = objectsOf(built, 'shop');
    expect(inPod(made, 'shop-worker', 'containers', 0, 'env')).toEqual([
      { name: 'URL', value: 'http://shop-pods-service:80' },
      { name: 'PORT', value: '80' },
    ]);
    expect(inPod(made, 'shop-worker', 'initContainers', 0, 'env', 1, 'value')).toBe('80');
    const opened = [{ port: 80, protocol: 'TCP' }];
    expect(at(objectIn(made, 'NetworkPolicy', 'shop-worker'), 'spec', 'egress', 1, 'ports')).toEqual(opened);
    expect(at(objectIn(made, 'NetworkPolicy', 'shop-worker-to-pods'), 'spec', 'ingress', 0, 'ports')).toEqual(opened);
    const backend = at(objectIn(made, 'Ingress', 'shop-ingress'), 'spec', 'rules', 0, 'http', 'paths', 0, 'backend');
    expect(backend).toEqual({ service: { name: 'shop-pods-service', port: { number: 80 } } });
  });

  test('of two releases take over no rules of the other', () => {
    const [one, other] = ['one', 'two'].map((release) =>
      objectsOf(emptyMixed(), release).filter(({ kind }) => kind === 'ClusterRole'),
    );
    const labels = (roles: Objects) => roles.map(({ metadata }) => metadata['labels'] as { [key: string]: string });
    const rules = (roles: Objects) =>
      roles.flatMap(
        (role) => (at(role as unknown as JsonObject, 'aggregationRule', 'clusterRoleSelectors') ?? []) as object[],
      );
    const taken = (selectors: object[], of: { [key: string]: string }[]) =>
      selectors.filter((selector) => of.some((each) => matches(selector as never, each)));
    expect(taken(rules(one!), labels(one!))).toHaveLength(1);
    expect(taken(rules(one!), labels(other!))).toEqual([]);
  });

  test('say what they cannot take', () => {
    const broken = emptyChart();
    const worker = new Worker(broken, 'worker', { values: broken.values.worker });
    const api = new WebService(broken, 'api', { values: broken.values.api, port: 9000 });
    const outside = new plus.Service(broken, 'outside', { externalName: 'example.com', ports: [{ port: 80 }] });
    expect(() => worker.allowTo(outside)).toThrow(/is a Service without a selector.*allowToPorts/s);
    const bare = new plus.Service(broken, 'bare');
    expect(() => worker.allowTo(bare)).toThrow(/is a Service without ports.*service\.bind\(80\)/s);
    expect(() => api.allowFrom(outside as never)).toThrow(/is a construct that has no pods/);
    const account = new plus.ServiceAccount(broken, 'account');
    expect(
      () => new WebService(broken, 'twice', { values: broken.values.api, port: 9000, serviceAccount: account }),
    ).toThrow(/its values say that the chart makes one.*create: false/s);
    expect(isPlusService(account)).toBe(false);
  });

  test.each(hostilePairs('shop'))('in releases %s and %s never touch those of the other', (a, b) => {
    const both = emptyMixed();
    expect(contacts(both, a, b)).toEqual([]);
  });

  test('still find their own pods', () => {
    expect(blind(objectsOf(emptyMixed(), 'shop'))).toEqual([]);
  });

  /** Both kinds, and all that selects; with no name that an author gave. */
  function emptyMixed(): HelmChart {
    const both = mixedChart(plus).chart;
    addSelectors(plus, both);
    return both;
  }
});
