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
import { Binding, Condition } from '../../core/manifest';
import { Example } from '../../core/manifest/example.fixture';
import { numberToken, token } from '../../core/values';

const small: ContainerResources = { cpu: { request: Cpu.millis(100) }, memory: { limit: Size.mebibytes(64) } };

/** A plain cdk8s chart of L2 constructs. */
export function shop(): App {
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
  return app;
}

/** A chart of ours whose L2 constructs get references. */
export function mixed(): App {
  const app = new App();
  const chart = new Example(app, 'mixed');
  const { name, replicas, port, enabled, resources, tolerations, extra } = chart.values;
  const web = new Deployment(chart, 'web', {
    replicas: numberToken(replicas),
    podMetadata: { annotations: { note: `for ${String(name)}` } },
    containers: [
      {
        name: 'web',
        image: `web:${String(port)}`,
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
  return app;
}
