import { App, Chart, type ChartProps } from 'cdk8s';
import { IntOrString, KubeDeployment, KubeService } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';

class HelloChart extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps = {}) {
    super(scope, id, props);
    const label = { app: 'hello-k8s' };
    new KubeService(this, 'service', {
      spec: {
        type: 'LoadBalancer',
        ports: [{ port: 80, targetPort: IntOrString.fromNumber(8080) }],
        selector: label,
      },
    });
    new KubeDeployment(this, 'deployment', {
      spec: {
        replicas: 2,
        selector: { matchLabels: label },
        template: {
          metadata: { labels: label },
          spec: {
            containers: [
              {
                name: 'hello-kubernetes',
                image: 'paulbouwer/hello-kubernetes:1.7',
                ports: [{ containerPort: 8080 }],
                env: [
                  { name: 'GREETING', value: 'Grüße: "{{ .Values.name }}"\n' },
                  { name: 'DEBUG', value: 'no' },
                ],
              },
            ],
          },
        },
      },
    });
  }
}

/** A web application of plain Kubernetes objects, in one chart. */
export function plainWebApp(): App {
  const app = new App();
  new HelloChart(app, 'hello');
  return app;
}
