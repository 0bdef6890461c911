/** What the chart's README says before the values. */
export const readme = `## Before the installation

Build the images \`microshop-user\`, \`microshop-product\`, \`microshop-order\` and \`microshop-gateway\` with the tag \`1.0.0\`; on kind,
\`kind load docker-image\` brings them onto the node. Four Secrets must be there; this makes them with strong random values:

\`\`\`sh
kubectl create namespace microshop
npm run --silent secrets -- microshop local | kubectl apply --filename -
\`\`\`

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

Deleting the namespace takes the volumes of the databases with it; \`helm uninstall\` leaves them.

## Back up, upgrade, roll back

\`\`\`sh
kubectl exec statefulset/order-db --namespace microshop -- pg_dump --username order --format custom order > order.dump
kubectl exec --stdin statefulset/order-db --namespace microshop -- pg_restore --username order --clean --if-exists --dbname order < order.dump
helm upgrade microshop ./microshop --namespace microshop --wait
helm rollback microshop --namespace microshop --wait
\`\`\``;
