import { rollBack } from '../roll-back';

/** What the chart's README says before the values. */
export const readme = `## Before the installation

Build \`gifting-api:latest\` and \`gifting-web:latest\` and load them onto the nodes: the pull policy is \`Never\`, nothing is pulled.
Two Secrets must be there; this makes both with strong random values:

\`\`\`sh
kubectl create namespace family-gifting
npm run --silent secrets -- family-gifting production | kubectl apply --filename -
\`\`\`

or, by hand:

\`\`\`sh
kubectl create secret generic postgres-secret --namespace family-gifting --from-literal=password="$PASSWORD"
kubectl create secret generic api-secret --namespace family-gifting \\
  --from-literal=database-url="postgresql://postgres:$PASSWORD@postgres:5432/family_gifting" \\
  --from-literal=jwt-secret="$(openssl rand -hex 32)"
\`\`\`

Do so once: each run makes other passwords, and the database takes its password when it starts for the first time only. There is no
hook to wait for: before the API starts, an init container of each pod waits for the database, and another migrates it.

Where the programs of the API's image are in its \`.venv\` alone, set \`migration.command\` to \`uv run alembic upgrade head\`, a word for each element. uv is told to change
nothing (\`UV_NO_SYNC\`), since the root of the container is read-only.

**A database of your own.** With \`postgres.enabled=false\` the API goes to \`postgres.external\`, to the database \`postgres.database\` as the user \`postgres.user\`, with the
\`password\` of \`postgres-secret\`, which must be of letters and digits; \`database-url\` is then not read, and nothing is backed up from here.

## Reach it

\`\`\`sh
kubectl get service api web --namespace family-gifting            # the addresses of the load balancers
kubectl port-forward svc/web 3000:80 --namespace family-gifting   # without one
kubectl logs deployment/api --namespace family-gifting
\`\`\`

With \`ingress.enabled\` at https://gifting.homelab.local; cert-manager makes the certificate. The API answers the paths of \`apiPaths\` there,
to which its other collections are added, and the web application all else.

Browsers must reach the API themselves. \`config.apiUrl\` and \`config.wsUrl\` say where, which depends on how it is exposed:

| exposure                                | \`config.apiUrl\`                  | \`config.wsUrl\`                  |
| --------------------------------------- | --------------------------------- | --------------------------------- |
| Ingress with TLS                        | \`https://gifting.homelab.local\`  | \`wss://gifting.homelab.local\`    |
| LoadBalancer                            | \`http://ADDRESS:8000\`            | \`ws://ADDRESS:8000\`              |
| \`kubectl port-forward svc/api 8000\`    | \`http://localhost:8000\`          | \`ws://localhost:8000\`            |

## Back up and restore

With \`backup.enabled\` a CronJob writes a dump every night to the volume \`postgres-backup\` and keeps it for
\`backup.retentionDays\` days. A dump at once, and a restore of the newest one:

\`\`\`sh
kubectl create job --from=cronjob/postgres-backup backup-now --namespace family-gifting
kubectl wait --for=condition=complete job/backup-now --namespace family-gifting --timeout 10m
kubectl scale deployment/api --replicas 0 --namespace family-gifting
kubectl create job --from=cronjob/postgres-backup restore --namespace family-gifting --dry-run=client --output json \\
  | jq '.spec.template.spec.containers[0].command = ["/bin/sh", "-ec",
      "pg_restore --clean --if-exists --host \\"$PGHOST\\" --username \\"$PGUSER\\" --dbname \\"$PGDATABASE\\" \\"$(ls -t /backups/*.dump | head -n 1)\\""]' \\
  | kubectl apply --filename -
kubectl wait --for=condition=complete job/restore --namespace family-gifting --timeout 10m
kubectl scale deployment/api --replicas 2 --namespace family-gifting
kubectl delete job backup-now restore --namespace family-gifting --ignore-not-found
\`\`\`

## Upgrade

Load the new images onto the nodes. Since the tag stays \`latest\`, the pods must be told:

\`\`\`sh
kubectl rollout restart deployment/api deployment/web --namespace family-gifting
kubectl rollout status deployment/api --namespace family-gifting --timeout 10m
\`\`\`

${rollBack({
  system: 'family-gifting',
  deployments: ['api', 'web'],
  unmigrated: `It takes back the settings. The tag stays \`latest\`: to take back a program, load the images of before onto the nodes and restart the pods as after an upgrade.
Container \`migrate\` of each pod finds nothing to do.`,
  migrated: `The same commands. The migration is not taken back: container \`migrate\` of each earlier pod finds a revision that its image does not know, leaves it as it
is, and the pod starts on the newer schema. Where the earlier program cannot work with it, take the migration back first, while the newer pods are
there, since only their image knows how; or restore the dump made before it:

\`\`\`sh
kubectl exec deployment/api --container api --namespace family-gifting -- alembic downgrade SCHEMA
helm rollback family-gifting REVISION --namespace family-gifting --wait --timeout 10m
kubectl rollout restart deployment/api deployment/web --namespace family-gifting
kubectl rollout status deployment/api --namespace family-gifting --timeout 10m
helm test family-gifting --namespace family-gifting
\`\`\``,
})}

## Remove

\`helm uninstall\` leaves the Secrets and the volumes of the database and of the backups. To be rid of the data too:

\`\`\`sh
kubectl delete persistentvolumeclaim --selector app.kubernetes.io/instance=family-gifting --namespace family-gifting
kubectl delete secret api-secret postgres-secret --namespace family-gifting
\`\`\``;
