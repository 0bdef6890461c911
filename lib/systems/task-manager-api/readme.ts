import { rollBack } from '../roll-back';

/** What the chart's README says before the values. */
export const readme = `## Before the installation

In production PostgreSQL is in Neon, outside AWS and the cluster: \`database.host\` is \`ep-....<region>.aws.neon.tech\` with \`-pooler\`, the database \`taskdb\`,
and the URL ends in \`?sslmode=require\`. The API and the migration reach the internet at port 5432 for it. pgbouncer gives no session from one
transaction to the next: a migration that needs one (advisory locks, \`SET\`) gets a connection string without \`-pooler\`, with
\`migration.directConnection.enabled\`. The External Secrets Operator fills the Secret from AWS Secrets Manager:

| key | remote |
| --- | --- |
| \`database-url\` | \`prod/task-api/database-url\` |
| \`database-url-direct\` | \`migration.directConnection.remoteKey\`, only where it is enabled |
| \`admin-api-key\` | \`prod/task-api/admin-key\` |
| \`service-keys\` | \`prod/task-api/service-keys\`, a JSON map of service name to key, such as \`{"cat-house": "KEY"}\` |
| \`service-keys-previous\` | the same at version stage \`AWSPREVIOUS\`, with \`keyRotation.enabled\` |

The role in \`externalSecrets.roleArn\` must trust the service accounts \`task-api-secrets\` and \`migration-secrets\`. Without the operator make the
Secrets yourself; the second is for a PostgreSQL in the cluster (\`postgres.enabled\`), whose host is \`postgres\`:

\`\`\`sh
kubectl create namespace task-manager-api
kubectl create secret generic task-api-secrets --namespace task-manager-api \\
  --from-literal=database-url="postgresql://postgres:$PASSWORD@postgres:5432/tasks" \\
  --from-literal=admin-api-key="$(openssl rand -hex 32)" \\
  --from-literal=service-keys="{\\"cat-house\\": \\"$(openssl rand -hex 32)\\"}"
kubectl create secret generic postgres-secret --namespace task-manager-api --from-literal=password="$PASSWORD"
\`\`\`

In the repository of this chart one command makes both, with strong random values:

\`\`\`sh
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

Neon backs up its database. The one in the cluster, for development:

\`\`\`sh
kubectl exec statefulset/postgres --namespace task-manager-api -- pg_dump --username postgres --format custom tasks > tasks.dump
\`\`\`

${rollBack({
  system: 'task-manager-api',
  deployments: ['task-api'],
  unmigrated: `The migration does not run; container \`schema\` of each pod finds the schema that it needs.`,
  migrated: `Before each rollout a hook runs \`alembic upgrade head\`; when it fails, nothing else has changed. A rollback by the commands above does not take the migration
back: container \`schema\` of each earlier pod finds a revision that its image does not know, takes it for a newer one, and lets the pod start on it.

Where the earlier program cannot work with the newer schema, \`migration.rollbackRevision\` takes the database back too. Only the newer image knows how to
take the newer migrations back, and Helm runs the hooks of the revision that it goes back to. So, when revision 2 is to go and revision 1 to come back:

\`\`\`sh
helm upgrade task-manager-api ./task-manager-api --namespace task-manager-api --reuse-values \\
  --set migration.rollbackRevision=SCHEMA --wait --timeout 10m                     # 1: revision 3, the newer image and its hook
helm rollback task-manager-api 3 --namespace task-manager-api --wait --timeout 10m # 2: the hook takes the migrations back
helm rollback task-manager-api 1 --namespace task-manager-api --wait --timeout 10m # 3: the earlier pods
kubectl rollout status deployment/task-api --namespace task-manager-api --timeout 10m
helm test task-manager-api --namespace task-manager-api
\`\`\``,
})}

## Remove

\`helm uninstall\` leaves the database in Neon alone. Of an installation with a PostgreSQL in the cluster it leaves the Secrets
and the volume; to be rid of them too:

\`\`\`sh
kubectl delete persistentvolumeclaim --selector app.kubernetes.io/instance=task-manager-api --namespace task-manager-api
kubectl delete secret task-api-secrets postgres-secret --namespace task-manager-api
\`\`\``;
