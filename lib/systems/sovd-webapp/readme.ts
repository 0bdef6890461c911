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
configuration replaces the pods by itself.

**The migration** runs before an installation or upgrade, as a hook. It waits for the database, and for the Secret where the
operator has yet to fill it; after \`migration.activeDeadlineSeconds\` it gives up, the release fails, and nothing else has
changed. The backend's pods wait until the schema is theirs or newer (container \`schema\`), also where nobody runs hooks, as with
\`kubectl apply\`; after a rollback they start on the newer one.

The Job stays for a day, so that \`kubectl get jobs\` shows it and its log can be read.

## Roll out and roll back

\`\`\`sh
helm rollback sovd-webapp --namespace sovd-webapp --wait --timeout 10m   # to the revision before
helm rollback sovd-webapp 1 --namespace sovd-webapp --wait --timeout 10m # to the first
\`\`\`

No pod goes before another has taken its place. A backend pod takes 42 s on average. In production \`maxSurge: 40%\` replaces 5 pods
2 at a time and 20 pods 8 at a time: three rounds, 126 s, below the three minutes that a rollback may take (one at a time, 5 pods would take
210 s). While it runs, the nodes must have room for so many pods more. Everywhere else pods are replaced one at a time. A startup probe gives
each pod two minutes before liveness counts.

A rollback does not take the migration back: the older backend starts on the newer schema, whether or not a migration ran in between.

## Reach it

With \`ingress.enabled\` at the names in \`ingress.hosts\`. Otherwise:

\`\`\`sh
kubectl port-forward service/sovd-webapp-frontend 8080:80 --namespace sovd-webapp
kubectl port-forward service/sovd-webapp-backend 8000:8000 --namespace sovd-webapp
\`\`\``;
