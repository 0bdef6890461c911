import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { helmVersions } from './tools';
import type { SystemToVerify } from './verify';

/** A small system whose two outputs are the same, written by hand. */
export const sample: SystemToVerify = {
  id: 'sample',
  version: '1.2.0',
  environments: [
    { name: 'local', release: 'sample', namespace: 'sample-local', valuesFiles: ['values.yaml', 'values-local.yaml'] },
    { name: 'production', release: 'sample', namespace: 'sample', valuesFiles: ['values.yaml'] },
  ],
};

const jobOfChart = (name: string, weight: number) => `apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .Release.Name }}-${name}
  namespace: {{ .Release.Namespace }}
  annotations:
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-weight: "${weight}"
    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
spec:
  backoffLimit: 2
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: ${name}
          image: example.org/sample:{{ .Chart.AppVersion }}
`;

const chart = {
  'Chart.yaml': `apiVersion: v2
name: sample
description: A sample
type: application
version: 1.2.0
appVersion: "7"
icon: https://example.org/icon.svg
`,
  'values.yaml': `replicaCount: 3
level: "yes"
`,
  'values-local.yaml': `replicaCount: 1
`,
  'templates/configmap.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-config
  namespace: {{ .Release.Namespace }}
  labels:
    app.kubernetes.io/name: sample
    app.kubernetes.io/managed-by: {{ .Release.Service }}
    helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
  annotations:
    helm.sh/resource-policy: keep
data:
  LEVEL: {{ .Values.level | quote }}
  limit: "0o14"
`,
  'templates/serviceaccount.yaml': `apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .Release.Name }}
  namespace: {{ .Release.Namespace }}
`,
  'templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  namespace: {{ .Release.Namespace }}
  labels:
    app.kubernetes.io/name: sample
    app.kubernetes.io/managed-by: {{ .Release.Service }}
spec:
  replicas: {{ int64 .Values.replicaCount }}
  selector:
    matchLabels:
      app.kubernetes.io/name: sample
  template:
    metadata:
      labels:
        app.kubernetes.io/name: sample
        helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
    spec:
      containers:
        - name: main
          image: example.org/sample:{{ .Chart.AppVersion }}
          ports:
            - containerPort: 8080
              name: http
`,
  'templates/job-migrate.yaml': jobOfChart('migrate', -5),
  'templates/job-seed.yaml': jobOfChart('seed', 0),
  'templates/tests/pod-test.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: {{ .Release.Name }}-test
  namespace: {{ .Release.Namespace }}
  annotations:
    helm.sh/hook: test
    helm.sh/hook-delete-policy: before-hook-creation
spec:
  restartPolicy: Never
  containers:
    - name: test
      image: example.org/sample:{{ .Chart.AppVersion }}
`,
};

const kustomization = (...resources: readonly string[]) => `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
${resources.map((resource) => `  - ${resource}\n`).join('')}`;

const plainJob = (container: string, name: string, namespace: string, wave: number) => `apiVersion: batch/v1
kind: Job
metadata:
  name: sample-${name}
  namespace: ${namespace}
  annotations:
    argocd.argoproj.io/hook: PreSync
    argocd.argoproj.io/sync-wave: "${wave}"
    argocd.argoproj.io/hook-delete-policy: BeforeHookCreation,HookSucceeded
spec:
  backoffLimit: 2
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: ${container}
          image: example.org/sample:7
`;

const plain = (namespace: string, replicas: number) => ({
  '00-namespace/00-namespace.k8s.yaml': `apiVersion: v1
kind: Namespace
metadata:
  name: ${namespace}
`,
  '10-configuration/10-account.k8s.yaml': `apiVersion: v1
kind: ServiceAccount
metadata:
  name: sample
  namespace: ${namespace}
`,
  '10-configuration/10-config.k8s.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: sample-config
  namespace: ${namespace}
  labels:
    app.kubernetes.io/name: sample
    app.kubernetes.io/managed-by: chartwright
data:
  LEVEL: "yes"
  limit: "0o14"
`,
  '30-pre-deploy/30-migrate.k8s.yaml': plainJob('migrate', 'migrate-0a1b2c3d', namespace, -5),
  '31-pre-deploy/31-seed.k8s.yaml': plainJob('seed', 'seed-4e5f6a7b', namespace, 0),
  '40-workload/40-sample.k8s.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: sample
  namespace: ${namespace}
  labels:
    app.kubernetes.io/name: sample
spec:
  replicas: ${replicas}
  selector:
    matchLabels:
      app.kubernetes.io/name: sample
  template:
    metadata:
      labels:
        app.kubernetes.io/name: sample
    spec:
      containers:
        - name: main
          image: example.org/sample:7
          ports:
            - containerPort: 8080
              name: http
`,
  '00-namespace/Kustomization': kustomization('00-namespace.k8s.yaml'),
  '10-configuration/Kustomization': kustomization('10-account.k8s.yaml', '10-config.k8s.yaml'),
  '30-pre-deploy/Kustomization': kustomization('30-migrate.k8s.yaml'),
  '31-pre-deploy/Kustomization': kustomization('31-seed.k8s.yaml'),
  '40-workload/Kustomization': kustomization('40-sample.k8s.yaml'),
  Kustomization: kustomization('00-namespace', '10-configuration', '30-pre-deploy', '31-pre-deploy', '40-workload'),
});

/** One text in one file that is replaced by another. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** What a report says of an edit. */
export interface EditCase {
  readonly title: string;
  readonly edit: Edit;
  /** The first line of the report: how many objects and problems. */
  readonly verdict: string;
  /** The lines below it. */
  readonly problems: string;
}

/**
 * Cases of the files of a folder. Below a title stand the edit, as `file: text => what replaces it` with `\n` for a line
 * break, and the report:
 *
 *     a number that is another one
 *       40-workload/40-sample.k8s.yaml: replicas: 3 => replicas: 4
 *       5 objects, 1 problem
 *         apps/v1 Deployment sample/sample /spec/replicas
 */
export const editsOf =
  (folder: string) =>
  ({ raw }: TemplateStringsArray): EditCase[] =>
    raw
      .join('')
      .trim()
      .split(/\n {2}(?! )/)
      .map((text) => {
        const [title = '', edited = '', verdict = '', ...problems] = text.split(/\n {4}/);
        const [, file, from, to] = /^(.+?): (.+) => (.+)$/.exec(edited)!.map((part) => part.replaceAll('\\n', '\n'));
        return {
          title,
          edit: { file: join(folder, file!), from: from!, to: to! },
          verdict,
          problems: problems.map((line) => `${line}\n`).join(''),
        };
      });

/** The two outputs of the sample on disk. */
export interface SampleOutput {
  readonly root: string;
  readonly dist: string;
  readonly charts: string;
}

/** Writes the sample into a new folder, as it is or with one text replaced in one file. */
export function writeSample(edit?: Edit): SampleOutput {
  const root = mkdtempSync(join(tmpdir(), 'chartwright-sample-'));
  writeFiles(join(root, 'charts/sample'), chart);
  writeFiles(join(root, 'dist/sample/local'), plain('sample-local', 1));
  writeFiles(join(root, 'dist/sample/production'), plain('sample', 3));
  if (edit) {
    const path = join(root, edit.file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes(edit.from)) throw new Error(`${edit.file} does not contain ${edit.from}`);
    writeFileSync(
      path,
      text.replace(edit.from, () => edit.to),
    );
  }
  packageSample(root, edit?.file.startsWith('charts/') ?? false);
  return { root, dist: join(root, 'dist'), charts: join(root, 'charts') };
}

/** The package of the chart as it is, once it was made. */
let packaged: Buffer | undefined;

function packageSample(root: string, isEdited: boolean): void {
  const archive = join(root, 'charts/sample-1.2.0.tgz');
  if (packaged !== undefined && !isEdited) return writeFileSync(archive, packaged);
  const [helm] = helmVersions();
  if (!helm) throw new Error('There is no Helm');
  execFileSync(helm.path, ['package', 'sample'], { cwd: join(root, 'charts'), stdio: 'ignore' });
  if (!isEdited) packaged = readFileSync(archive);
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}
