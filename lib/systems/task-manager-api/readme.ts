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

The role in \`externalSecrets.roleArn\` must trust the service accounts \`task-api-secrets\` and \`migration-secrets\`. Locally:

\`\`\`sh
kubectl create namespace task-manager-api
npm run --silent secrets -- task-manager-api local | kubectl apply --filename -
\`\`\`

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

Before each rollout a hook runs \`alembic upgrade head\`; when it fails, nothing else has changed. \`helm rollback\` takes the pods
back, and with \`migration.rollbackRevision\` the database too. Helm runs the hooks of the revision that it goes back to, with
the image of that revision: so set \`migration.rollbackRevision\` in a release whose image knows the newer migrations, that is
in a release of the newer image with the older revision, and roll back to that one first.`;
