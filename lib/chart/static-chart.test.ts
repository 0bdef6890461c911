import { afterAll, describe, expect, test } from '@jest/globals';
import { ApiObject, App, Chart, Duration, Size } from 'cdk8s';
import {
  ConfigMap,
  ContainerResources,
  Cpu,
  Deployment,
  EnvValue,
  HorizontalPodAutoscaler,
  Ingress,
  IngressBackend,
  Metric,
  MetricTarget,
  Probe,
  Service,
  ServiceType,
} from 'cdk8s-plus-28';
import { Binding, Condition } from '../manifest';
import { Example } from '../manifest/example.fixture';
import { numberToken, token, type JsonObject } from '../values';
import { helmLint } from '../verify/helm';
import { disagreements, environmentsOf, installed, plainOutput } from '../verify/systems.fixture';
import { helmVersions } from '../verify/tools';
import { printOnly } from './printed.fixture';

const tools = helmVersions();
const removals: (() => void)[] = [];
afterAll(() => removals.forEach((remove) => remove()));

const printed = (app: App) => {
  const system = printOnly(app);
  removals.push(system.remove);
  return system;
};

const small: ContainerResources = { cpu: { request: Cpu.millis(100) }, memory: { limit: Size.mebibytes(64) } };

describe('a plain cdk8s chart with L2 constructs', () => {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop', labels: { app: 'shop' } });
  const config = new ConfigMap(chart, 'config', { data: { MODE: 'yes', 'app.conf': 'a {{ b }}\n\n"c"\n' } });
  const web = new Deployment(chart, 'web', {
    replicas: 2,
    containers: [
      {
        image: 'nginx:1.27',
        portNumber: 80,
        resources: small,
        liveness: Probe.fromHttpGet('/', { periodSeconds: Duration.seconds(5) }),
        envVariables: { MODE: EnvValue.fromConfigMap(config, 'MODE') },
      },
    ],
  });
  const service = web.exposeViaService({ serviceType: ServiceType.CLUSTER_IP });
  new Ingress(chart, 'ingress', {
    rules: [{ host: 'shop.example.org', path: '/', backend: IngressBackend.fromService(service) }],
  });
  const system = printed(app);

  test('renders the same objects with the real Helm', async () => {
    expect(plainOutput(system, installed(system)).objects.map(({ object }) => object.kind)).toEqual([
      'ConfigMap',
      'Deployment',
      'Service',
      'Ingress',
    ]);
    expect(await disagreements(system, { ...installed(system), namespace: 'shop' }, tools)).toEqual([]);
  });

  test.each(tools)('is clean for helm lint --strict of Helm $version', async (tool) => {
    expect(await helmLint(tool, system.chart)).toEqual([]);
  });

  test('has no action in its templates but for braces of the data', () => {
    const actions = [...system.files].flatMap(([path, text]) =>
      path.startsWith('templates/') && path !== 'templates/NOTES.txt' ? (text.match(/\{\{.*?\}\}/g) ?? []) : [],
    );
    expect(actions).toEqual(['{{ "{{" }}']);
  });
});

describe('a chart whose L2 constructs get references', () => {
  const app = new App();
  const chart = new Example(app, 'mixed');
  const { name, replicas, port, enabled, resources, tolerations, extra } = chart.values;
  const web = new Deployment(chart, 'web', {
    replicas: numberToken(replicas),
    podMetadata: { annotations: { note: `for ${String(name)}` } },
    containers: [
      {
        name: 'web',
        image: `${String(name)}:${String(port)}`,
        portNumber: 80,
        envVariables: { NAME: EnvValue.fromValue(token(name)), PORT: EnvValue.fromValue(`${String(port)}`) },
        resources: { cpu: { request: Cpu.millis(numberToken(port)) } },
        liveness: Probe.fromHttpGet('/', { periodSeconds: Duration.seconds(numberToken(replicas)) }),
      },
    ],
  });
  const object = ApiObject.of(web);
  Binding.of(object)
    .set('/spec/template/spec/containers/0/resources/limits', resources)
    .set('/spec/template/spec/tolerations', tolerations);
  const service = new Service(chart, 'service', {
    selector: web,
    ports: [{ port: numberToken(port), targetPort: 80 }],
  });
  Condition.of(service).when(enabled);
  const worker = new Deployment(chart, 'worker', { containers: [{ image: 'worker:1', resources: small }] });
  const autoscaler = new HorizontalPodAutoscaler(chart, 'autoscaler', {
    target: worker,
    minReplicas: 1,
    maxReplicas: numberToken(replicas),
    metrics: [Metric.resourceCpu(MetricTarget.averageUtilization(70))],
  });
  Condition.of(autoscaler).when(extra);
  const system = printed(app);

  test.each<JsonObject>([
    {},
    { extra: true, enabled: false },
    { name: 'yes: "{{', replicas: 12_345_678, port: 65_535, tolerations: [], resources: { limits: null } },
    { name: '1e3', port: 1, tolerations: [{ key: 'on' }, { key: '' }], resources: { limits: { cpu: '0x10' } } },
  ])('renders the same objects with %j', async (values) => {
    const installation = { release: 'demo', namespace: 'space', values };
    expect(await disagreements(system, installation, tools)).toEqual([]);
    const deployment = plainOutput(system, installation).objects.find(
      ({ object }) => object.kind === 'Deployment',
    )!.object;
    expect(deployment).toMatchObject({ spec: { replicas: ('replicas' in values && values.replicas) || 2 } });
  });

  test('has an environment and the values of every chart', () => {
    expect(environmentsOf(system).map((environment) => environment.name)).toEqual(['test']);
    expect(system.defaults).toMatchObject({ nameOverride: '', fullnameOverride: '', replicas: 2 });
  });
});
