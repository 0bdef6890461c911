/** What the chart's README says before the values. */
export const readme = `## Before the installation

In production PostgreSQL is managed and outside the cluster (pooled connection, \`sslmode=require\` in the URL), and the External
Secrets Operator fills the Secret from AWS Secrets Manager:

| key | remote |
| --- | --- |
| \`database-url\` | \`prod/task-api/database-url\` |
| \`admin-api-key\` | \`prod/task-api/admin-key\` |
| \`service-keys\` | \`prod/task-api/service-keys\`, a JSON map of service name to key |
| \`service-keys-previous\` | the same at version stage \`AWSPREVIOUS\`, with \`keyRotation.enabled\` |

The role in \`externalSecrets.roleArn\` must trust the service accounts \`task-api-secrets\` and \`migration-secrets\`. Locally, where
a PostgreSQL in the cluster takes the place of the managed one, this makes the Secrets with strong random values:

\`\`\`sh
kubectl create namespace task-manager-api
npm run --silent secrets -- task-manager-api local | kubectl apply --filename -
\`\`\`

Do so once: each run makes other passwords, and the database takes its password when it starts for the first time only.

## Reach it

At https://api.gamificator.click, a name that external-dns makes from the annotation of the Ingress. Locally:

\`\`\`sh
kubectl port-forward service/task-api 8000:8000 --namespace task-manager-api
\`\`\`

## Rotate the keys

Store the new map in Secrets Manager, switch \`keyRotation.enabled\` on, and restart the pods: both the current and the previous
keys are valid. Switch it off when all callers have the new ones.

\`\`\`sh
kubectl rollout restart deployment/task-api --namespace task-manager-api
\`\`\`

## Back up

The managed database is backed up by AWS. The one in the cluster, for development:

\`\`\`sh
kubectl exec statefulset/postgres --namespace task-manager-api -- pg_dump --username postgres --format custom tasks > tasks.dump
\`\`\`

## Roll back

Before each rollout a hook runs \`alembic upgrade head\`; when it fails, nothing else has changed. The pods wait until the schema
is theirs or newer (container \`schema\`), whoever applies them. \`helm rollback\` takes the pods back, and with \`migration.rollbackRevision\` the database too. Only the newer image knows how to take the newer migrations back,
and Helm runs the hooks of the revision that it goes back to. So, when revision 2 is to go and revision 1 to come back:

\`\`\`sh
helm upgrade task-manager-api ./task-manager-api --namespace task-manager-api --reuse-values \\
  --set migration.rollbackRevision=REVISION --wait --timeout 10m                   # revision 3: the newer image
helm rollback task-manager-api 3 --namespace task-manager-api --wait --timeout 10m # its hook takes the migrations back
helm rollback task-manager-api 1 --namespace task-manager-api --wait --timeout 10m
kubectl rollout status deployment/task-api --namespace task-manager-api --timeout 10m
\`\`\`

## Remove

\`helm uninstall\` leaves the managed database alone. Of an installation with a PostgreSQL in the cluster it leaves the Secrets
and the volume; to be rid of them too:

\`\`\`sh
kubectl delete persistentvolumeclaim --selector app.kubernetes.io/instance=task-manager-api --namespace task-manager-api
kubectl delete secret task-api-secrets postgres-secret --namespace task-manager-api
\`\`\``;
