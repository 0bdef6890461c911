import {
  KubeConfigMap,
  KubeJob,
  KubePersistentVolumeClaim,
} from '../../../imports/k8s';
import {
  MigrationJob,
  SecretSource,
  SmokeTests,
  WebService,
  Worker,
  alembicUpgradeCommand,
  containerImage,
  existingSecretValue,
  imageValues,
  migrationValues,
  smokeTestValues,
  webServiceValues,
  workerValues,
} from '../../authoring';
import {
  Comment,
  Hook,
  KubeObject,
  NamedByContent,
  Order,
  Retain,
  composed,
  hasApi,
  isUpgrade,
  kubernetesAtLeast,
} from '../../core/manifest';
import { choose, object, integer, string, text } from '../../core/values';
import { web, worker } from './given.fixture';
import { phrase, type Phrase } from './phrase.fixture';

export const releases: readonly Phrase[] = [
  phrase({
    title: 'helm.sh/hook with weight and delete policy',
    helm: `
      annotations:
        "helm.sh/hook": post-install,post-upgrade
        "helm.sh/hook-weight": "5"
        "helm.sh/hook-delete-policy": before-hook-creation
    `,
    values: {
      image: imageValues({ repository: 'registry.example.com/web' }),
    },
    build() {
      const { image } = this.values;
      const job = new KubeJob(this, 'warm-up', {
        spec: {
          template: {
            spec: {
              restartPolicy: 'Never',
              containers: [
                {
                  name: 'warm-up',
                  ...containerImage(image),
                  command: ['/app/warm-up'],
                },
              ],
            },
          },
        },
      });
      Hook.of(job)
        .on('post-install', 'post-upgrade')
        .weight(5)
        .deleteWhen('before-hook-creation');
    },
    prints: [
      {
        file: 'templates/warm-up-job.yaml',
        from: 'annotations:',
        to: 'delete-policy',
      },
      {
        file: 'production/60-post-deploy/60-warm-up-job.k8s.yaml',
        from: 'metadata:',
        to: 'sync-wave',
      },
    ],
    says: 'A misspelt event or a weight that is not a whole number does not compile, or ends the run; Helm would drop the hook in silence. In the plain output the Job belongs to a later stage, and its name ends in a hash of what it does, as a Job cannot change.',
  }),
  phrase({
    title: 'a migration before the new version runs',
    helm: `
      annotations:
        "helm.sh/hook": pre-install,pre-upgrade
        "helm.sh/hook-weight": "-5"
    `,
    values: {
      web: webServiceValues(web, 'The web application'),
      migration: migrationValues({
        backoffLimit: 3,
        activeDeadlineSeconds: 600,
        resources: web.resources,
      }),
      database: object(
        {
          host: string('db.example.com', 'Host name of PostgreSQL'),
          port: integer(5432, 'Port', { maximum: 65535 }),
        },
        'The database',
      ),
      existingSecret: existingSecretValue(['url']),
    },
    build() {
      const { web, migration, database, existingSecret } = this.values;
      const secrets = new SecretSource(this, 'secrets', {
        existingSecret,
        keys: { url: { local: composed(() => 'postgresql://db/shop') } },
      });
      new MigrationJob(this, 'migration', {
        values: migration,
        image: web.image,
        command: alembicUpgradeCommand(),
        waitFor: database,
        secrets: { from: secrets, env: { DATABASE_URL: 'url' } },
        hook: { on: ['pre-install', 'pre-upgrade'], weight: -5 },
      });
      new WebService(this, 'web', {
        values: web,
        port: 8080,
        env: { DATABASE_URL: secrets.key('url') },
      });
    },
    prints: [
      {
        file: 'templates/migration-job.yaml',
        from: 'annotations:',
        to: 'delete-policy',
      },
      {
        file: 'templates/migration-networkpolicy.yaml',
        from: 'annotations:',
        to: 'delete-policy',
      },
    ],
    says: 'What the hook needs (account, network policy, Secret) is there before it, as hooks of lower weights. A database of the same release cannot be migrated so: [migrations.md](migrations.md).',
  }),
  phrase({
    title: 'NOTES.txt',
    helm: `
      {{- if .Values.docs }}
      Read {{ .Values.docs }} first.
      {{- end }}
    `,
    values: {
      web: webServiceValues(web, 'The web application'),
      host: string('shop.example.com', 'Host name'),
    },
    build() {
      const { web, host } = this.values;
      new WebService(this, 'web', { values: web, port: 8080 });
      this.note(text`Sign in at https://${host}/admin.`);
    },
    prints: [{ file: 'templates/NOTES.txt' }],
    says: 'The rest is made by the constructs: how to reach the services, which Secret must exist, what outlives the release.',
  }),
  phrase({
    title: 'helm test',
    helm: `
      kind: Pod
      metadata:
        annotations:
          "helm.sh/hook": test
      spec:
        containers:
          - name: wget
            image: busybox
            command: [wget]
            args: ['{{ include "shop.fullname" . }}:{{ .Values.service.port }}']
    `,
    values: {
      web: webServiceValues(web, 'The web application'),
      tests: smokeTestValues(),
    },
    build() {
      const { web, tests } = this.values;
      const server = new WebService(this, 'web', { values: web, port: 8080 });
      new SmokeTests(this, 'tests', {
        values: tests,
        checks: {
          ready: { url: text`${server.url}/ready` },
          secret: { url: text`${server.url}/orders`, status: [401] },
        },
      });
      server.allowFrom(SmokeTests.peer);
    },
    prints: [
      {
        file: 'templates/tests/tests-ready-pod.yaml',
        from: 'annotations:',
        to: 'delete-policy',
      },
    ],
    says: 'Any program: `helmTest(this, id, { script, ... })`. The pods are in the chart only, since kubectl and Flux would run them at once.',
  }),
  phrase({
    title: 'helm.sh/resource-policy: keep',
    helm: `
      annotations:
        "helm.sh/resource-policy": keep
    `,
    build() {
      const claim = new KubePersistentVolumeClaim(this, 'uploads', {
        spec: {
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage: '10Gi' } },
        },
      });
      Retain.of(claim).always();
    },
    prints: [
      {
        file: 'templates/uploads-persistentvolumeclaim.yaml',
        from: 'annotations:',
        to: 'keep',
      },
      {
        file: 'production/10-configuration/10-uploads-persistentvolumeclaim.k8s.yaml',
        from: 'annotations:',
        to: 'sync-options',
      },
    ],
    says: 'Argo CD is told too, in plain YAML.',
  }),
  phrase({
    title: 'crds/',
    helm: `
      # crds/shops.example.com.yaml
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      # ...
    `,
    build() {
      const kind = {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
      };
      const schema = { openAPIV3Schema: { type: 'object' } };
      const props = {
        metadata: { name: 'shops.example.com' },
        spec: {
          group: 'example.com',
          names: { kind: 'Shop', plural: 'shops' },
          scope: 'Namespaced',
          versions: [{ name: 'v1', served: true, storage: true, schema }],
        },
      };
      new KubeObject(this, 'shops', kind, props);
    },
    prints: [
      { file: 'crds/shops-customresourcedefinition.yaml', to: 'group:' },
    ],
    says: 'A definition goes to `crds/` by itself. Helm installs it once and never upgrades it, which the README of the chart and its notes say; [charts.md](charts.md#charts-that-define-custom-resources).',
  }),
  phrase({
    title: 'a Job in the release, which runs again when it changes',
    helm: `
      metadata:
        name: {{ include "shop.fullname" . }}-import-{{ .Release.Revision }}
    `,
    values: {
      image: imageValues({ repository: 'registry.example.com/import' }),
    },
    build() {
      const job = new KubeJob(this, 'import', {
        spec: {
          template: {
            spec: {
              restartPolicy: 'Never',
              containers: [
                { name: 'import', ...containerImage(this.values.image) },
              ],
            },
          },
        },
      });
      NamedByContent.of(job).always();
    },
    prints: [
      {
        file: 'production/40-workload/40-import-job.k8s.yaml',
        from: 'name:',
        to: 'name:',
      },
    ],
    says: 'A template of a Job cannot change; a changed Job is another one. `.Release.Revision` has no words, as plain YAML has no revisions.',
  }),
  phrase({
    title: 'what must come before what: weights, sync waves, init containers',
    helm: `
      annotations:
        argocd.argoproj.io/sync-wave: "10"
    `,
    values: { mailer: workerValues(worker, 'Sends mails') },
    build() {
      const queues = new KubeConfigMap(this, 'queues', {
        data: { orders: 'durable' },
      });
      const mailer = new Worker(this, 'mailer', {
        values: this.values.mailer,
      });
      Order.of(mailer).after(queues);
    },
    prints: [
      {
        file: 'production/10-configuration/10-queues-configmap.k8s.yaml',
        from: 'annotations:',
        to: 'sync-wave',
      },
      {
        file: 'production/40-workload/40-mailer-deployment.k8s.yaml',
        from: 'annotations:',
        to: 'sync-wave',
      },
    ],
    says: 'Waves follow from what objects need. `chartwright order` shows what kubectl, Helm, Argo CD and Flux do with it.',
  }),
  phrase({
    title: 'comments in templates',
    helm: `
      {{- /* Reads from the replica only. */}}
    `,
    build() {
      const settings = new KubeConfigMap(this, 'settings', {
        data: { MODE: 'reader' },
      });
      Comment.of(settings).set('Reads from the replica only.');
    },
    prints: [
      { file: 'templates/settings-configmap.yaml', to: 'kind' },
      {
        file: 'production/10-configuration/10-settings-configmap.k8s.yaml',
        to: 'kind',
      },
    ],
  }),
  phrase({
    title: '.Release.IsUpgrade and .Release.IsInstall',
    helm: `
      {{- if .Release.IsUpgrade }}
      The shop was upgraded.
      {{- end }}
    `,
    values: { host: string('shop.example.com', 'Host name') },
    build() {
      const { host } = this.values;
      new KubeConfigMap(this, 'settings', { data: { HOST: host } });
      const happened = choose(isUpgrade, 'upgraded', 'installed');
      this.note(text`The shop was ${happened}: https://${host}`);
    },
    prints: [{ file: 'templates/NOTES.txt', from: 'The shop was' }],
    says: "For what is in charts alone: notes, tests, hooks that no other engine runs. Plain YAML has no releases, and `helm template`, Argo CD and Flux's dry run always see an installation. What shall run once is a hook, `Hook.of(job).on('post-install')`, or a program that can run twice.",
  }),
  phrase({
    title:
      '.Capabilities.APIVersions.Has and semverCompare .Capabilities.KubeVersion',
    helm: `
      {{- if semverCompare ">=1.29-0" .Capabilities.KubeVersion.GitVersion }}
      {{- if .Capabilities.APIVersions.Has "monitoring.coreos.com/v1" }}
    `,
    values: { host: string('shop.example.com', 'Host name') },
    environments: {
      production: { kubernetes: '1.31', values: {} },
    },
    build() {
      new KubeConfigMap(this, 'settings', {
        data: {
          HOST: this.values.host,
          SIDECARS: choose(kubernetesAtLeast('1.29'), 'native', 'waiting'),
          MONITORED: choose(hasApi('monitoring.coreos.com/v1'), 'yes', 'no'),
        },
      });
    },
    prints: [
      {
        file: 'templates/settings-configmap.yaml',
        from: 'SIDECARS',
        to: 'MONITORED',
      },
    ],
    says: "Plain YAML is for the cluster that `--kubernetes` and the environment say. With `helm template` such a template prints something else than in the cluster; what can be a value (`metrics.serviceMonitor.enabled`) or a promise (`kubeVersion: '>=1.29.0-0'`) is better one.",
  }),
];
