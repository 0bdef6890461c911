import { rollBack } from '../roll-back';

/** What the chart's README says before the values. */
export const readme = `## Before the installation

Build the images \`microshop-user\`, \`microshop-product\`, \`microshop-order\` and \`microshop-gateway\` with the tag \`1.0.0\`; on kind,
\`kind load docker-image\` brings them onto the node. Four Secrets must be there; this makes them with strong random values:

\`\`\`sh
kubectl create namespace microshop
npm run --silent secrets -- microshop local | kubectl apply --filename -
\`\`\`

Do so once: each run makes other passwords, and a database takes its password when it starts for the first time only.

## Reach it

Locally the gateway is at port 30080 of the node: http://localhost:30080 on kind with that port mapped
(\`extraPortMappings\`), \`minikube service gateway --namespace microshop --url\` on minikube. With \`ingress.enabled\` it is at the
names in \`ingress.hosts\`; for a name that no DNS knows, add a line to /etc/hosts:

\`\`\`
127.0.0.1 microshop.localhost
\`\`\`

To take the exposure away again: \`--set gateway.service.type=ClusterIP --set ingress.enabled=false\`, and remove the line.

## Plain YAML

\`\`\`sh
kubectl apply --kustomize dist/microshop/local
kubectl delete --kustomize dist/microshop/local
\`\`\`

The namespace is part of it, so that deleting takes the Secrets and the volumes of the databases too: nothing is left.

## Back up and restore

Each database, and its owner, is called as the service in the plural:

\`\`\`sh
for service in user product order; do
  kubectl exec statefulset/$service-db --namespace microshop -- pg_dump --username "\${service}s" --format custom "\${service}s" > $service.dump
done
\`\`\`

To restore one, while its service is away:

\`\`\`sh
kubectl scale deployment/order --replicas 0 --namespace microshop
kubectl exec --stdin statefulset/order-db --namespace microshop -- pg_restore --username orders --clean --if-exists --dbname orders < order.dump
kubectl scale deployment/order --replicas 2 --namespace microshop
\`\`\`

${rollBack({
  system: 'microshop',
  deployments: ['user', 'product', 'order', 'gateway'],
  unmigrated: `Container \`migrate\` of each pod finds nothing to do.`,
  migrated: `The same commands. Each service has migrated its database before it started, and that is not taken back: container \`migrate\` of each earlier pod
finds a revision that its image does not know, leaves it as it is, and the pod starts on the newer schema. Where an earlier program cannot work
with it, take the migration back first, while the newer pods are there, since only their image knows how; or restore the dump made before the upgrade:

\`\`\`sh
kubectl exec deployment/order --container order --namespace microshop -- alembic downgrade SCHEMA
helm rollback microshop REVISION --namespace microshop --wait --timeout 10m
kubectl rollout status deployment/order --namespace microshop --timeout 10m
helm test microshop --namespace microshop
\`\`\``,
})}

## Remove

\`helm uninstall\` leaves the Secrets and the volumes of the databases. To be rid of the data too:

\`\`\`sh
kubectl delete persistentvolumeclaim --selector app.kubernetes.io/instance=microshop --namespace microshop
kubectl delete secret user-secret product-secret order-secret gateway-secret --namespace microshop
\`\`\``;
