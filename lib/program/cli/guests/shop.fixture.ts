import { App, Chart, Duration, Size } from 'cdk8s';
import { Cpu, Deployment, EnvValue, Ingress, IngressBackend, Probe, Secret, ServiceType } from 'cdk8s-plus-28';

/** A Deployment with its Service and Ingress, of the constructs of cdk8s-plus. */
export function shop(): App {
  const app = new App();
  const chart = new Chart(app, 'shop', { labels: { team: 'shop' } });
  const secret = Secret.fromSecretName(chart, 'credentials', 'shop-credentials');
  const web = new Deployment(chart, 'web', {
    replicas: 3,
    containers: [
      {
        image: 'nginx:1.27',
        portNumber: 8080,
        envVariables: {
          PASSWORD: EnvValue.fromSecretValue({ secret, key: 'password' }),
          GREETING: EnvValue.fromValue('hello: world'),
        },
        resources: {
          cpu: { request: Cpu.millis(100), limit: Cpu.units(1) },
          memory: { request: Size.mebibytes(64), limit: Size.gibibytes(1) },
        },
        liveness: Probe.fromHttpGet('/healthz', { initialDelaySeconds: Duration.seconds(5) }),
      },
    ],
  });
  const service = web.exposeViaService({
    serviceType: ServiceType.CLUSTER_IP,
    ports: [{ port: 80, targetPort: 8080 }],
  });
  const ingress = new Ingress(chart, 'ingress');
  ingress.addHostRule('shop.example.org', '/', IngressBackend.fromService(service));
  ingress.addTls([{ hosts: ['shop.example.org'], secret }]);
  return app;
}
