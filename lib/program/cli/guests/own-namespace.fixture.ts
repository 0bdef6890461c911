import { App, Chart } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import { KubeNamespace, KubeResourceQuota, Quantity } from 'cdk8s-plus-28/lib/imports/k8s';

/** A chart with a Namespace of its own, in which its objects are. */
export function ownNamespace(): App {
  const app = new App();
  const chart = new Chart(app, 'monitoring', { namespace: 'monitoring', disableResourceNameHashes: true });
  new KubeNamespace(chart, 'namespace', {
    metadata: { name: 'monitoring', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
  });
  new KubeResourceQuota(chart, 'quota', {
    metadata: { name: 'quota' },
    spec: { hard: { pods: Quantity.fromNumber(10), 'limits.memory': Quantity.fromString('4Gi') } },
  });
  new Deployment(chart, 'exporter', { containers: [{ image: 'exporter:1' }] });
  return app;
}
