import { rollBack } from '../roll-back';

/** What the chart's README says before the values. */
export const readme = `## Before the installation

PostgreSQL and Redis run outside the chart: set \`database.host\` and \`redis.host\`.

**The Secret.** With \`externalSecrets.enabled\` the External Secrets Operator fills it from AWS Secrets Manager:
\`sovd/<environment>/database\`, \`sovd/<environment>/jwt\` (property \`JWT_SECRET\`) and \`sovd/<environment>/redis\`. The role in
\`externalSecrets.roleArn\` must trust the service accounts \`sovd-webapp-secrets\` and \`sovd-webapp-migration-secrets\`.
Otherwise make it yourself, or name one that is there in \`existingSecret\`:

\`\`\`sh
kubectl create secret generic sovd-webapp-secrets --namespace sovd-webapp \\
  --from-literal=database-url='postgresql://sovd:PASSWORD@postgresql:5432/sovd' \\
  --from-literal=jwt-secret="$(openssl rand -hex 32)" \\
  --from-literal=redis-url='redis://redis:6379/0'
\`\`\`

A rotated secret reaches the pods when they start: \`kubectl rollout restart deployment/sovd-webapp-backend\`. A changed
configuration replaces the pods by itself. Whether the operator has read the secrets, in staging for instance:

\`\`\`sh
kubectl describe secretstore aws-secrets-manager --namespace staging                # Ready
kubectl describe externalsecret sovd-webapp-external-secrets --namespace staging    # SecretSynced
kubectl get jobs --namespace staging                                                # the migration: Complete, 1/1
kubectl logs --selector app.kubernetes.io/component=migration --namespace staging   # its log, for a day
\`\`\`

**The migration** runs before an installation or upgrade, as a hook. It waits for the database, and for the Secret where the
operator has yet to fill it; after \`migration.activeDeadlineSeconds\` it gives up, the release fails, and nothing else has
changed. The backend's pods wait until the schema is theirs or newer (container \`schema\`), also where nobody runs hooks, as with
\`kubectl apply\`; after a rollback they start on the newer one.

The Job stays for a day, so that \`kubectl get jobs\` shows it and its log can be read.

## Roll out

No pod goes before another has taken its place. A backend pod takes 42 s on average. In production \`maxSurge: 40%\` replaces 5 pods
2 at a time and 20 pods 8 at a time: three rounds, 126 s, below the three minutes that a rollback may take (one at a time, 5 pods would take
210 s). With readiness gates (below) a pod counts after two answers to the load balancer, 5 s apart: three rounds of 52 s, 156 s. While it
runs, the nodes must have room for so many pods more. Everywhere else pods are replaced one at a time: three pods, 126 s. A startup probe gives
each pod two minutes before liveness counts.

A first installation takes 165 s with pods as slow as that: 23 s for the migration, which has ten minutes, and the pods, which start all at once, with what
nodes need to pull images. Give \`helm install\` and \`helm upgrade\` ten minutes.

${rollBack({
  system: 'sovd-webapp',
  deployments: ['sovd-webapp-backend', 'sovd-webapp-frontend'],
  unmigrated: `The migration does not run; container \`schema\` of each pod finds the schema that it needs.`,
  migrated: `The same commands. The migration is not taken back: container \`schema\` of each earlier pod finds a revision that its image does not know, takes it for
a newer one, and lets the pod start on it. Where the earlier program cannot work with the newer schema, take the migration back first, while the
newer pods are there, since only their image knows how; they must bear the older schema until they are gone:

\`\`\`sh
kubectl exec deployment/sovd-webapp-backend --container backend --namespace sovd-webapp -- alembic downgrade SCHEMA
helm rollback sovd-webapp REVISION --namespace sovd-webapp --wait --timeout 10m
kubectl rollout status deployment/sovd-webapp-backend --namespace sovd-webapp --timeout 10m
helm test sovd-webapp --namespace sovd-webapp
\`\`\``,
})}

## Behind the load balancer

The class of the Ingress is \`alb\`, and \`ingressController\` has the networks from which a load balancer with pods as targets reaches them: by default all
private ones, in production those of its subnets. Another ingress controller takes both values:

\`\`\`yaml
ingress: { className: nginx }
ingressController:
  - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ingress-nginx } }
\`\`\`

**A pod that comes** gets requests once its target is healthy. Tell the AWS Load Balancer Controller to wait for that, before the first installation, or a
rollout takes the last earlier pod away while the load balancer still looks at the new ones:

\`\`\`sh
kubectl label namespace sovd-webapp elbv2.k8s.aws/pod-readiness-gate-inject=enabled
\`\`\`

**A pod that goes** is deregistered while its \`preStop\` pauses for 10 s and it still answers. What is open then may end within the 30 s of
\`ingress.alb.deregistrationDelaySeconds\`; after 60 s (\`terminationGracePeriodSeconds\`) the pod is ended. Keep pause and delay together below the
grace period. \`ingress.alb.targetGroupAttributes\` takes all other attributes of the target groups.

## Measure, and put load on it

Prometheus reads \`/metrics\` of each backend pod, and of each frontend pod an exporter beside it (\`frontendExporter\`), which asks nginx at \`/stub_status\`: static files have
no metrics of their own. With \`metrics.serviceMonitor.enabled\` a production of 5 and 3 pods has 8 targets.

In staging the network policy lets pods with the label \`run: load-generator\` reach the backend, which is the label that \`kubectl run load-generator\` gives. The
pod must be as restricted as the namespace wants it:

\`\`\`sh
kubectl run load-generator --image=busybox --namespace staging --restart=Never \\
  --overrides='{"spec":{"securityContext":{"runAsNonRoot":true,"runAsUser":10001,"seccompProfile":{"type":"RuntimeDefault"}},"containers":[{"name":"load-generator","image":"busybox","command":["sh","-c","while true; do wget -q -O /dev/null http://sovd-webapp-backend:8000/health/ready; done"],"securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}}]}}'
kubectl get horizontalpodautoscaler sovd-webapp-backend --namespace staging --watch
kubectl delete pod load-generator --namespace staging
\`\`\`

Elsewhere let it in with \`backend.networkPolicy.extraIngress\`.

## Reach it

With \`ingress.enabled\` at the names in \`ingress.hosts\`. Otherwise:

\`\`\`sh
kubectl port-forward service/sovd-webapp-frontend 8080:80 --namespace sovd-webapp
kubectl port-forward service/sovd-webapp-backend 8000:8000 --namespace sovd-webapp
\`\`\``;
