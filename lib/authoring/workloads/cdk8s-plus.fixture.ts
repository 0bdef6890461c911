import { App, Size } from 'cdk8s';
import { HelmChart } from '../../core/manifest';
import type { Plus } from '../../core/manifest/plus.fixture';
import { text, token, values, type JsonObject } from '../../core/values';
import { ReverseProxy, reverseProxyValues } from '../integrations/nginx/reverse-proxy';
import { PostgresDatabase, postgresValues } from '../integrations/postgresql/postgres-database';
import { Configuration } from './configuration';
import { HttpIngress, httpIngressValues } from './exposure/http-ingress';
import { HttpRoute, httpRouteValues } from './exposure/http-route';
import { WebService, webServiceValues } from './presets/web-service';
import { Worker, workerValues } from './presets/worker';
import { http } from './probes';
import { waitForPort } from './wait-for-port';

const image = { repository: 'registry.shop.internal/shop', tag: '1.0.0' };
const resources = { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } };
const probes = { liveness: http('/live'), readiness: http('/ready') };

export const Values = values({
  api: webServiceValues({ image, resources, replicaCount: 1, probes, service: { port: 80 } }, 'The API'),
  worker: workerValues({ image, resources, replicaCount: 1, serviceAccount: { create: false } }, 'The worker'),
  database: postgresValues({ resources, storage: '1Gi', database: 'shop' }, 'The database'),
  proxy: reverseProxyValues(
    {
      image: { repository: 'nginx', tag: '1.27' },
      resources,
      replicaCount: 1,
      rateLimit: { requestsPerSecond: 10, burst: 20 },
      maxBodyMegabytes: 1,
      exporter: { image, resources },
    },
    'The proxy',
  ),
  ingress: httpIngressValues({ enabled: true, hosts: ['shop.example.com'] }),
  route: httpRouteValues(),
});

/** A chart with nothing in it yet. */
export const emptyChart = () =>
  new HelmChart(new App(), 'shop', {
    values: Values,
    environments: { local: { values: {} } },
    version: '1.0.0',
    appVersion: '1.0.0',
    description: 'A shop of both kinds',
  });

/** What containers of cdk8s-plus are given, so that nothing is asked for unasked. */
const container = { image: 'registry.shop.internal/front:1.0.0', portNumber: 8080 };

/**
 * Workloads of both kinds, which know each other in every way.
 *
 * @param name of a Service, which its author gives. Default: one that is the release's own
 */
export function mixedChart(plus: Plus, name?: string) {
  const chart = emptyChart();
  const { values } = chart;
  const settings = new plus.ConfigMap(chart, 'settings', {
    data: { level: 'info', image: token(values.api.image.tag) },
  });
  const secret = new plus.Secret(chart, 'secret', { stringData: { password: 'not-a-real-one' } });
  const account = new plus.ServiceAccount(chart, 'account');
  const front = new plus.Deployment(chart, 'front', { containers: [container], isolate: true });
  const service = front.exposeViaService({
    ...(name && { name }),
    ports: [{ port: 80, targetPort: 8080, name: 'web' }],
  });
  const cache = new plus.StatefulSet(chart, 'cache', {
    containers: [{ ...container, portNumber: 6379 }],
    service: new plus.Service(chart, 'cache-service', { ports: [{ port: 6379 }] }),
  });

  const api = new WebService(chart, 'api', {
    values: values.api,
    port: 9000,
    configuration: settings,
    env: {
      LEVEL: plus.EnvValue.fromConfigMap(settings, 'level'),
      PASSWORD: secret.envValue('password'),
      PLAIN: plus.EnvValue.fromValue('as it is'),
      FRONT: text`http://${service.name}:${service.port}`,
    },
  });
  const worker = new Worker(chart, 'worker', {
    values: values.worker,
    serviceAccount: account,
    files: [{ configuration: settings, mountPath: '/etc/settings' }],
    initContainers: [waitForPort('wait', values.worker.image, service)],
  });
  const database = new PostgresDatabase(chart, 'database', {
    values: values.database,
    password: secret.envValue('password'),
  });
  const proxy = new ReverseProxy(chart, 'proxy', {
    values: values.proxy,
    upstreams: { front: service },
    routes: { '/': { to: 'front' } },
    headers: {},
  });
  const routes = { '/': service, '/api': api };
  new HttpIngress(chart, 'ingress', { values: values.ingress, routes });
  new HttpRoute(chart, 'route', { values: values.route, routes });
  worker.allowTo(service);
  api.allowTo(cache);
  api.allowFrom(front, proxy);
  database.allowFrom(api, cache);

  const ours = new Configuration(chart, 'ours', { data: { key: 'value' } });
  const named = plus.ConfigMap.fromConfigMapName(chart, 'ours-by-name', token(ours.name));
  front.containers[0]!.env.addVariable('KEY', ours.key('key'));
  front.containers[0]!.env.copyFrom(plus.Env.fromConfigMap(named));
  front.containers[0]!.mount('/ours', plus.Volume.fromConfigMap(chart, 'ours-volume', named, { name: 'ours' }));
  front.connections.allowTo(api);
  front.connections.allowFrom(worker);
  front.scheduling.separate(worker);
  front.scheduling.colocate(api, { weight: 1 });
  new plus.Service(chart, 'api-again', { selector: api, ports: [{ port: 81, targetPort: 9000 }] });
  new plus.NetworkPolicy(chart, 'policy', { selector: worker, ingress: { rules: [{ peer: front }] } });
  const role = new plus.Role(chart, 'role');
  role.allowRead(plus.ApiResource.PODS);
  role.bind(worker, api, account);
  return { chart, settings, secret, account, front, service, cache, api, worker, database, proxy, ours };
}

/** Every construct of cdk8s-plus that selects pods in some way, in a chart that may hold them twice. */
export function addSelectors(plus: Plus, chart: HelmChart): void {
  const [one, two] = ['one', 'two'].map((id) => new plus.Deployment(chart, id, { containers: [container] }));
  const pod = new plus.Pod(chart, 'pod', { containers: [container] });
  const labeled = plus.Pods.select(chart, 'labeled', {
    labels: { [plus.Pod.ADDRESS_LABEL]: two!.matchLabels[plus.Pod.ADDRESS_LABEL]! },
  });
  const spaces = plus.Namespaces.select(chart, 'spaces', { labels: { team: 'shop' } });
  one!.scheduling.colocate(two!);
  one!.scheduling.separate(labeled);
  two!.scheduling.spread({ topology: plus.Topology.ZONE });
  two!.scheduling.attract(plus.Node.labeled(plus.NodeLabelQuery.is('disk', 'ssd')));
  one!.connections.allowTo(two!);
  pod.connections.allowFrom(one!);
  one!.connections.allowFrom(spaces, { isolation: plus.PodConnectionsIsolation.POD });
  new plus.Service(chart, 'labeled-service', { selector: labeled, ports: [{ port: 80 }] });
  new plus.NetworkPolicy(chart, 'labeled-policy', { selector: labeled, ingress: { rules: [{ peer: one! }] } });
  new plus.HorizontalPodAutoscaler(chart, 'scaler', { target: two!, maxReplicas: 3 });
  const all = new plus.ClusterRole(chart, 'all');
  all.combine(new plus.ClusterRole(chart, 'some', { rules: [] }));
  new plus.PersistentVolumeClaim(chart, 'claim', { storage: Size.gibibytes(1) });
}

/** The part of an object at some keys. */
export const at = (object: JsonObject | undefined, ...keys: readonly (string | number)[]): unknown =>
  keys.reduce<unknown>((below, key) => (below as JsonObject | undefined)?.[key], object);
