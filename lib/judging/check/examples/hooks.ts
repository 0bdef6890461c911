import type { Examples } from '../finding';
import { documents, example } from './example';

const policy = 'before-hook-creation,hook-succeeded';

/** A Job that is a hook, in a namespace of its own. */
const job = (events: string, weight = "'0'", deletePolicy = policy, spec = ''): string => `apiVersion: batch/v1
kind: Job
metadata:
  name: migration
  namespace: shop
  annotations:
    helm.sh/hook: ${events}
    helm.sh/hook-weight: ${weight}
${deletePolicy === '' ? '' : `    helm.sh/hook-delete-policy: ${deletePolicy}\n`}spec:
  template:
    spec:
      restartPolicy: Never
${spec}      containers: [{ name: migration, image: web:1.4 }]
`;

const named = '      serviceAccountName: migration\n';
const account = (annotations: string): string => `apiVersion: v1
kind: ServiceAccount
metadata:
  name: migration
  namespace: shop
${annotations}`;
const hook = (weight: string) =>
  `  annotations: { helm.sh/hook: 'pre-install', helm.sh/hook-weight: ${weight}, helm.sh/hook-delete-policy: 'before-hook-creation' }\n`;
const user = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  serviceAccountName: migration
  containers: [{ name: web, image: web:1.4 }]
`;
const own = account('').replace('name: migration', 'name: web');
const database = `apiVersion: v1
kind: Service
metadata: { name: database, namespace: shop }
spec:
  clusterIP: None
  selector: { app: database }
  ports: [{ port: 5432 }]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: database, namespace: shop }
spec:
  serviceName: database
  selector: { matchLabels: { app: database } }
  template:
    metadata: { labels: { app: database } }
    spec: { containers: [{ name: database, image: postgres:17 }] }
`;
const reaching = (events: string) =>
  job(events).replace('image: web:1.4', 'image: web:1.4, env: [{ name: DB_HOST, value: database }]');

export const hookExamples: { readonly [code: string]: Examples } = {
  'unknown-hook-event': example(job('before-install'), job('pre-install')),
  'hook-weight': example(job('pre-install', 'first'), job('pre-install', "'-5'")),
  'unknown-hook-delete-policy': example(job('pre-install', "'0'", 'on-success'), job('pre-install')),
  'hook-without-delete-policy': example(job('pre-install', "'0'", ''), job('pre-install')),
  'hook-order-by-name': example(
    documents(account(hook("'0'")), job('pre-install', "'0'", policy, named)),
    documents(account(hook("'-5'")), job('pre-install', "'0'", policy, named)),
  ),
  'hook-needs-later-object': example(
    documents(account(''), job('pre-install', "'0'", policy, named)),
    documents(account(''), job('post-install', "'0'", policy, named)),
  ),
  'shared-hook': example(
    documents(account(hook("'-5'").replace('pre-install', 'pre-install,pre-upgrade')), user),
    documents(account(hook("'-5'").replace('pre-install', 'pre-install,pre-upgrade')), own),
  ),
  'hook-needs-own-database': example(
    documents(database, reaching('pre-install')),
    documents(database, reaching('post-install')),
  ),
};
