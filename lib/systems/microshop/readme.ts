import { rollBack } from '../roll-back';

/** What the chart's README says before the values. */
export const readme = `## Before the installation

Build the images \`microshop-user\`, \`microshop-product\`, \`microshop-order\` and \`microshop-gateway\` with the tag \`1.0.0\`; on kind,
\`kind load docker-image\` brings them onto the node. Four Secrets must be there, with strong random values:

\`\`\`sh
kubectl create namespace microshop
USERS="$(openssl rand -hex 24)" PRODUCTS="$(openssl rand -hex 24)" ORDERS="$(openssl rand -hex 24)" JWT="$(openssl rand -hex 32)"
kubectl create secret generic user-secret --namespace microshop \\
  --from-literal=DATABASE_PASSWORD="$USERS" \\
  --from-literal=DATABASE_URL="postgresql://users:$USERS@user-db:5432/users" \\
  --from-literal=JWT_SECRET="$JWT"
kubectl create secret generic product-secret --namespace microshop \\
  --from-literal=DATABASE_PASSWORD="$PRODUCTS" \\
  --from-literal=DATABASE_URL="postgresql://products:$PRODUCTS@product-db:5432/products"
kubectl create secret generic order-secret --namespace microshop \\
  --from-literal=DATABASE_PASSWORD="$ORDERS" \\
  --from-literal=DATABASE_URL="postgresql://orders:$ORDERS@order-db:5432/orders"
kubectl create secret generic gateway-secret --namespace microshop --from-literal=JWT_SECRET="$JWT"
\`\`\`

With the sources at hand one line does the same:

\`\`\`sh
npm run --silent secrets -- microshop local | kubectl apply --filename -
\`\`\`

Do so once: each run makes other passwords, and a database takes its password when it starts for the first time only.

**Databases of your own.** With \`orderDatabase.enabled=false\` the service goes to \`orderDatabase.external\`, as the user \`orderDatabase.user\` with the password
in \`DATABASE_PASSWORD\` of its Secret, which must be of letters and digits; \`DATABASE_URL\` is then not read. The same for \`userDatabase\` and \`productDatabase\`.

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

## Probes and migrations

Before a service starts, its pod waits for the database (\`waiting\`, with \`pg_isready\` in the image of PostgreSQL) and migrates it (\`migration.command\`,
in the image of the service; an empty list for services that do it themselves). A pod is ready only after that.

| probe, all \`GET /healthz\` | asked every | fails after | then |
| --- | --- | --- | --- |
| startup | 5 s | 60 misses, 5 minutes | the container is restarted; until it has succeeded, no other probe asks |
| readiness | 5 s | 2 misses, 10 s | the pod gets no requests until it answers again, and is not restarted |
| liveness | 20 s | 6 misses, 2 minutes | the container is restarted |

A pod that is merely not ready, as while its database is away, is left alone for 2 minutes; a migration has no limit of time but that of
\`helm upgrade --timeout\`. What keeps a pod from starting stands in the log of its init containers.

## Logs and metrics

\`\`\`sh
kubectl logs deployment/gateway --namespace microshop --follow
kubectl logs deployment/user --namespace microshop --follow
kubectl logs deployment/product --namespace microshop --follow
kubectl logs deployment/order --namespace microshop --follow
kubectl logs deployment/order --container migrate --namespace microshop
kubectl logs statefulset/order-db --namespace microshop
\`\`\`

Each line is JSON with a request id, by which a request is followed from the gateway on. Metrics are optional: a service that has them serves \`/metrics\` at its port,
and \`order.metrics.enabled\` lets Prometheus read it:

\`\`\`sh
kubectl port-forward service/order 8000:8000 --namespace microshop
curl http://localhost:8000/metrics
\`\`\`

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
