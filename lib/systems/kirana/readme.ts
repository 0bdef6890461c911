import { rollBack } from '../roll-back';

/** What the chart's README says before the values. */
export const readme = `## Before the installation

**The Secret.** With \`externalSecrets.enabled\` the External Secrets Operator fills it from AWS Secrets Manager; the role in
\`externalSecrets.roleArn\` must trust the service account \`kirana-secrets\`. The remote secrets are JSON maps:

| remote secret | properties |
| --- | --- |
| \`kirana/<environment>/mongodb\` | \`root-password\`, \`app-password\`, \`monitor-password\` |
| \`kirana/<environment>/redis\` | \`password\` |
| \`kirana/<environment>/jwt\` | \`key\` |
| \`kirana/<environment>/razorpay\` | \`key-id\`, \`key-secret\` |
| \`kirana/<environment>/alerting\` | \`slack-webhook\`, \`pagerduty-key\`, \`smtp-password\` |
| \`kirana/<environment>/grafana\` | \`admin-password\` |
| \`kirana/<environment>/pgadmin\` | \`password\`, only where pgAdmin is on |

Passwords of MongoDB and Redis stand in URLs: make them of letters and digits. Otherwise name a Secret that is there in
\`existingSecret\`, or make one, once:

\`\`\`sh
kubectl create namespace kirana
kubectl create secret generic kirana-secrets --namespace kirana \\
  --from-literal=mongodb-root-password="$(openssl rand -hex 24)" \\
  --from-literal=mongodb-app-password="$(openssl rand -hex 24)" \\
  --from-literal=mongodb-monitor-password="$(openssl rand -hex 24)" \\
  --from-literal=redis-password="$(openssl rand -hex 24)" \\
  --from-literal=grafana-admin-password="$(openssl rand -hex 24)" \\
  --from-literal=pgadmin-password="$(openssl rand -hex 24)" \\
  --from-literal=jwt-key="$(openssl rand -hex 32)" \\
  --from-literal=razorpay-key-id="$RAZORPAY_KEY_ID" \\
  --from-literal=razorpay-key-secret="$RAZORPAY_KEY_SECRET" \\
  --from-literal=slack-webhook="$SLACK_WEBHOOK" \\
  --from-literal=pagerduty-key="$PAGERDUTY_KEY" \\
  --from-literal=smtp-password="$SMTP_PASSWORD"
\`\`\`

With the sources at hand, \`npm run --silent secrets -- kirana local | kubectl apply --filename -\` makes one that has no real Slack, PagerDuty, mail or Razorpay
behind it. MongoDB makes its users at its first start only:
whoever changes a password later changes it with \`db.changeUserPassword()\` first. Pods read a rotated secret when they start:
\`kubectl rollout restart deployment/kirana-backend --namespace kirana\`.

**Metrics.** In the mode \`embedded\` Prometheus finds pods and nodes and reads kubelets: a Role and a ClusterRole, which
\`monitoring.prometheus.rbac.create\` makes. In the mode \`operator\` the Prometheus Operator and its exporters for nodes and containers
must be there; set \`monitoring.operator\` to its namespace and labels. What the application must count is in \`docs/kirana-metrics.md\`.

**Databases of your own.** With \`mongodb.enabled=false\` the backend goes to \`mongodb.external\`, as the user \`mongodb.user\` in the database \`mongodb.database\`
with the key \`mongodb-app-password\`; with \`redis.enabled=false\` to \`redis.external\`. No StatefulSet, Service, exporter and nightly backup of them is left, and no alert
about them: they are backed up and watched where they run. Before a migration the application's database is dumped all the same.

**No monitoring.** \`monitoring.enabled=false\` leaves out all of it.

## Reach it

With \`ingress.enabled\` at the names in \`ingress.hosts\`. Otherwise, and for the tools:

\`\`\`sh
kubectl port-forward service/kirana-nginx 8080:80 --namespace kirana
kubectl port-forward service/kirana-grafana 3000:3000 --namespace kirana
kubectl port-forward service/kirana-prometheus 9090:9090 --namespace kirana
kubectl port-forward service/kirana-alertmanager 9093:9093 --namespace kirana
kubectl port-forward service/kirana-mongo-express 8081:8081 --namespace kirana
kubectl port-forward service/kirana-pgadmin 5050:5050 --namespace kirana
\`\`\`

Grafana's user is \`admin\`, mongo-express' is \`root\` with the password of MongoDB, pgAdmin's is \`admin@kirana.internal\`:

\`\`\`sh
kubectl get secret kirana-secrets --namespace kirana --output jsonpath='{.data.grafana-admin-password}' | base64 --decode
\`\`\`

## Real time

The polls of a Socket.IO client and its WebSocket must reach the same pod. The Service in front of the pods cannot see to that: behind
nginx it knows the addresses of nginx and no client's. So nginx asks the DNS of the cluster for the pods that are ready (every 5 seconds, the
headless Service \`kirana-backend-pods\`) and hashes each client onto a ring of them. All replicas of nginx come to the same pod. When pods come and go,
only the clients of those that go, and a part for those that come, move; their library connects anew by itself. A pod that stops still answers for
10 seconds, until no nginx sends it anybody.

* A client is known by its address. Where many come from one, \`sticky.by=cookie\` spreads them; clients must then keep cookies, as browsers do.
* \`nginx.trustedProxies\` must hold whatever stands in front, such as the load balancer: for anything else, it is the one client of all.
* \`sticky.resolver\` is \`kube-dns.kube-system.svc.cluster.local\`, as on EKS, GKE, AKS, kind and kubeadm; elsewhere set it, and \`sticky.clusterDomain\`.
* The image must be nginx 1.27.3 or newer: older ones do not ask DNS again. With \`sticky.enabled=false\` the Service chooses a pod for each connection;
  then let clients use WebSockets alone (\`transports: ['websocket']\`).

## Plain YAML

\`\`\`sh
kubectl apply --kustomize dist/kirana/local
kubectl delete --kustomize dist/kirana/local
\`\`\`

The namespace is part of it, so that deleting takes the Secret and all volumes too.

## Back up and restore

MongoDB is dumped with the installation and every night (\`backup.schedule\`) to a volume of its own, where dumps are kept for \`backup.retentionDays\` days. When
that fails, the alert \`BackupMissing\` comes. A backup now, and the list of what is there:

\`\`\`sh
kubectl create job backup-now --from=cronjob/kirana-backup --namespace kirana
kubectl wait --for=condition=complete job/backup-now --namespace kirana --timeout 30m && kubectl logs job/backup-now --namespace kirana
\`\`\`

To restore one, while nothing writes:

\`\`\`sh
kubectl scale deployment/kirana-backend --replicas 0 --namespace kirana
kubectl create job restore --from=cronjob/kirana-backup --namespace kirana --dry-run=client --output yaml \\
  | kubectl patch --local --filename - --output yaml --type json \\
    --patch '[{"op": "replace", "path": "/spec/template/spec/containers/0/command", "value": ["sleep", "3600"]}]' \\
  | kubectl apply --filename -
kubectl exec --stdin --tty job/restore --namespace kirana -- sh
  ls -l /backups
  mongorestore --host "$MONGODB_HOST" --username "$MONGODB_USER" --password "$MONGODB_PASSWORD" \\
    --authenticationDatabase admin --gzip --drop --archive=/backups/FILE
kubectl delete job restore --namespace kirana
kubectl scale deployment/kirana-backend --replicas 2 --namespace kirana
\`\`\`

## Upgrade

For each image of the backend a Job dumps the database, runs \`python migrate_database.py\`, writes a line into its history on the volume
\`kirana-migration\`, and writes down in the database that this image has migrated it. The pods of the backend wait for that; the
former ones go on serving, on the new data for a moment: so migrations add, and remove only what the version before did not use any more.
When the Job fails, no new pod becomes ready, and \`helm upgrade --wait\` fails. Mend the cause, delete the Job, and upgrade again:

\`\`\`sh
kubectl logs --selector app.kubernetes.io/component=migration --all-containers --tail -1 --namespace kirana
kubectl delete job --selector app.kubernetes.io/component=migration --namespace kirana
\`\`\`

Give each build a tag of its own (\`backend.image.tag\`): a tag that moves is no new image, and no Job runs for it.

${rollBack({
  system: 'kirana',
  deployments: ['kirana-backend', 'kirana-frontend'],
  unmigrated: `The Job of the earlier image is made again where it is gone; it finds that its image has migrated the database before, and does nothing.`,
  migrated: `The same commands. They take back the pods, not the data: the Job of the earlier image finds that its image has migrated the database before, does nothing,
and the earlier pods start on what is there. To go back by one version of the data, from v5 to v4 for instance, before it:

\`\`\`sh
helm upgrade kirana ./kirana --namespace kirana --reset-then-reuse-values --set migration.rollback=true # 1: a Job with the newer image goes back
kubectl wait --for=condition=complete job --selector app.kubernetes.io/component=migration --namespace kirana --timeout 30m # 2: it has
helm rollback kirana REVISION --namespace kirana --wait --timeout 10m # 3: the earlier pods
kubectl rollout status deployment/kirana-backend --namespace kirana --timeout 10m
helm test kirana --namespace kirana
\`\`\``,
})}

## Remove

\`helm uninstall\` leaves the Secret and the volumes of MongoDB, Redis, Prometheus, Alertmanager, the backups and the migrations, the Jobs that you made, and the pods
of \`helm test\`. A volume goes only when no pod that used it is left, so that Jobs and pods go first:

\`\`\`sh
kubectl delete job,pod --selector app.kubernetes.io/instance=kirana --namespace kirana
kubectl delete persistentvolumeclaim --selector app.kubernetes.io/instance=kirana --namespace kirana
kubectl delete secret kirana-secrets --namespace kirana
\`\`\``;
