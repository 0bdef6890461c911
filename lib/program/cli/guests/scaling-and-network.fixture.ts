import { App, Chart, Size } from 'cdk8s';
import {
  Cpu,
  Deployment,
  HorizontalPodAutoscaler,
  Metric,
  MetricTarget,
  NetworkPolicy,
  NetworkPolicyIpBlock,
  NetworkPolicyPort,
  NetworkPolicyTrafficDefault,
  Pods,
} from 'cdk8s-plus-28';
import { IntOrString, KubePodDisruptionBudget } from 'cdk8s-plus-28/lib/imports/k8s';

/** What scales a Deployment, keeps it available and guards its network. */
export function scalingAndNetwork(): App {
  const app = new App();
  const chart = new Chart(app, 'api', { labels: { app: 'api' } });
  const api = new Deployment(chart, 'api', {
    podMetadata: { labels: { app: 'api' } },
    containers: [
      {
        image: 'api:1',
        portNumber: 8080,
        resources: { cpu: { request: Cpu.millis(50) }, memory: { limit: Size.mebibytes(128) } },
      },
    ],
  });
  new HorizontalPodAutoscaler(chart, 'scaling', {
    target: api,
    minReplicas: 2,
    maxReplicas: 10,
    metrics: [Metric.resourceCpu(MetricTarget.averageUtilization(70))],
  });
  new KubePodDisruptionBudget(chart, 'budget', {
    spec: { minAvailable: IntOrString.fromString('50%'), selector: { matchLabels: { app: 'api' } } },
  });
  new NetworkPolicy(chart, 'policy', {
    selector: Pods.select(chart, 'pods', { labels: { app: 'api' } }),
    ingress: { default: NetworkPolicyTrafficDefault.DENY },
    egress: {
      rules: [
        {
          peer: NetworkPolicyIpBlock.ipv4(chart, 'outside', '10.0.0.0/8', ['10.1.0.0/16']),
          ports: [NetworkPolicyPort.tcpRange(8000, 9000)],
        },
      ],
    },
  });
  return app;
}
