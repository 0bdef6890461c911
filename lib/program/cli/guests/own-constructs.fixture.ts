import { ApiObject, App, Chart, JsonPatch, Names } from 'cdk8s';
import { IntOrString, KubeDeployment, KubeService } from 'cdk8s-plus-28/lib/imports/k8s';
import { Construct } from 'constructs';

interface WebServiceProps {
  readonly image: string;
  /** @default 1 */
  readonly replicas?: number;
  /** @default 80 */
  readonly port?: number;
  /** @default 8080 */
  readonly containerPort?: number;
}

class WebService extends Construct {
  readonly deployment: KubeDeployment;

  constructor(scope: Construct, id: string, props: WebServiceProps) {
    super(scope, id);
    const { image, replicas = 1, port = 80, containerPort = 8080 } = props;
    const label = { app: Names.toDnsLabel(this) };
    new KubeService(this, 'service', {
      spec: {
        type: 'LoadBalancer',
        ports: [{ port, targetPort: IntOrString.fromNumber(containerPort) }],
        selector: label,
      },
    });
    this.deployment = new KubeDeployment(this, 'deployment', {
      spec: {
        replicas,
        selector: { matchLabels: label },
        template: {
          metadata: { labels: label },
          spec: { containers: [{ name: 'app', image, ports: [{ containerPort }] }] },
        },
      },
    });
  }
}

/** A construct of the author's own, used twice, with labels, patches and names without hashes. */
export function ownConstructs(): App {
  const app = new App();
  const chart = new Chart(app, 'services', {
    labels: { team: 'web', 'app.kubernetes.io/part-of': 'services' },
    disableResourceNameHashes: true,
  });
  const hello = new WebService(chart, 'hello', { image: 'paulbouwer/hello-kubernetes:1.7', replicas: 2 });
  new WebService(chart, 'ghost', { image: 'ghost', containerPort: 2368 });
  ApiObject.of(hello.deployment).addJsonPatch(
    JsonPatch.add('/spec/template/spec/securityContext', { runAsNonRoot: true, runAsUser: 1000 }),
    JsonPatch.remove('/spec/replicas'),
    JsonPatch.test('/kind', 'Deployment'),
  );
  hello.deployment.metadata.addLabel('canary', 'true');
  return app;
}
