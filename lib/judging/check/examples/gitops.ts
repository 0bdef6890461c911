import type { Examples } from '../finding';
import { documents, example } from './example';

const argo = 'argocd.argoproj.io';
const flux = 'kustomize.toolkit.fluxcd.io';

/** A Job with annotations, and a field of its own. */
const job = (annotations: string, spec = '', command = 'web migrate'): string => `apiVersion: batch/v1
kind: Job
metadata:
  name: migration
  annotations: { ${annotations} }
spec:
${spec === '' ? '' : `  ${spec}\n`}  template:
    spec:
      restartPolicy: Never
      containers: [{ name: migration, image: web:1.4, command: [sh, -c, ${command}], envFrom: [{ configMapRef: { name: web } }] }]
`;
const settings = `apiVersion: v1
kind: ConfigMap
metadata: { name: web, annotations: { ${argo}/sync-wave: '10' } }
data: { MODE: fast }
`;
const policy = 'helm.sh/hook-delete-policy: before-hook-creation';
const presync = `${argo}/hook: PreSync, ${argo}/hook-delete-policy: BeforeHookCreation`;
const script = (annotations: string): string => `apiVersion: v1
kind: ConfigMap
metadata: { name: backup, annotations: { ${annotations} } }
data: { backup.sh: 'pg_dump > /backup/\${DATABASE}.sql' }
`;
const monitor = (annotations: string): string => `apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: web, annotations: { ${annotations} } }
spec: { selector: { matchLabels: { app: web } }, endpoints: [{ port: metrics }] }
`;
const waiting = (command: string): string => `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  initContainers: [{ name: migrate, image: web:1.4, command: [sh, -c, '${command}'] }]
  containers: [{ name: web, image: web:1.4 }]
`;

export const gitopsExamples: { readonly [code: string]: Examples } = {
  'flux-variable': example(
    script(`${flux}/prune: disabled`),
    script(`${flux}/prune: disabled, ${flux}/substitute: disabled`),
  ),
  'argo-unknown-kind': example(
    monitor(`${argo}/sync-wave: '50'`),
    monitor(`${argo}/sync-wave: '50', ${argo}/sync-options: SkipDryRunOnMissingResource=true`),
  ),
  'hook-with-short-ttl': example(
    job(presync, 'ttlSecondsAfterFinished: 60'),
    job(presync, 'ttlSecondsAfterFinished: 86400'),
  ),
  'job-with-ttl': example(
    job(`${argo}/sync-wave: '30'`, 'ttlSecondsAfterFinished: 86400'),
    job(`${argo}/sync-wave: '30'`),
  ),
  'argo-misreads-hook': example(
    documents(settings, job(`helm.sh/hook: 'post-install,pre-upgrade', ${policy}`)),
    documents(
      settings,
      job(`helm.sh/hook: 'post-install,pre-upgrade', ${policy}, ${argo}/hook: Sync, ${argo}/sync-wave: '20'`),
    ),
  ),
  'migration-blocks-rollback': example(
    waiting('alembic upgrade head'),
    waiting('alembic upgrade head || ! alembic current'),
  ),
};
