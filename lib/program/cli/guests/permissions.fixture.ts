import { App, Chart } from 'cdk8s';
import { ApiResource, ClusterRole, Deployment, NonApiResource, Role, ServiceAccount } from 'cdk8s-plus-28';
import { KubeClusterRoleBinding } from 'cdk8s-plus-28/lib/imports/k8s';

/** An account with roles in its namespace and in the whole cluster. */
export function permissions(): App {
  const app = new App();
  const chart = new Chart(app, 'operator', { namespace: 'operators' });
  const account = new ServiceAccount(chart, 'account', { metadata: { name: 'operator' } });
  const reader = new ClusterRole(chart, 'reader');
  reader.allowRead(ApiResource.PODS, ApiResource.NODES);
  reader.allowGet(NonApiResource.of('/healthz'));
  reader.bind(account);
  const writer = new Role(chart, 'writer');
  writer.allowReadWrite(ApiResource.CONFIG_MAPS);
  writer.bind(account);
  const all = new ClusterRole(chart, 'all', { aggregationLabels: { 'rbac.example.org/aggregate': 'true' } });
  new KubeClusterRoleBinding(chart, 'views', {
    metadata: { name: 'operator-views' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: all.name },
    subjects: [{ kind: 'ServiceAccount', name: account.name, namespace: 'operators' }],
  });
  new Deployment(chart, 'operator', { serviceAccount: account, containers: [{ image: 'operator:1' }] });
  return app;
}
