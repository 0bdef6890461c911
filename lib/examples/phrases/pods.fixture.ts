import { KubeCronJob } from '../../../imports/k8s';
import {
  Configuration,
  PostgresDatabase,
  SecretSource,
  WebService,
  Worker,
  containerImage,
  existingSecretValue,
  externalSecretsValues,
  imageValues,
  postgresValues,
  waitForPort,
  webServiceValues,
  workerValues,
} from '../../authoring';
import { random } from '../../core/manifest';
import { oneOf, string } from '../../core/values';
import { web, worker } from './given.fixture';
import { phrase, type Phrase, type Unsaid } from './phrase.fixture';

export const pods: readonly (Phrase | Unsaid)[] = [
  phrase({
    title: 'a Deployment with all of its usual values',
    helm: `
      # templates/deployment.yaml, service.yaml, hpa.yaml, pdb.yaml,
      # serviceaccount.yaml, networkpolicy.yaml, servicemonitor.yaml
    `,
    values: { web: webServiceValues(web, 'The web application') },
    build() {
      new WebService(this, 'web', { values: this.values.web, port: 8080 });
    },
    prints: [
      {
        file: 'values.yaml',
        from: '# -- Number of pods while autoscaling is off',
        to: 'maxReplicas',
      },
    ],
    says: 'What users may set of it, in `values.yaml` with a comment each: image, resources, probes, autoscaling, disruption budget, service, account, policy, metrics, and where and how pods run.',
  }),
  phrase({
    title: 'image: repository, tag, digest, registry',
    helm: `
      image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
      imagePullPolicy: {{ .Values.image.pullPolicy }}
    `,
    values: {
      image: imageValues({ repository: 'registry.example.com/report' }),
      schedule: string('15 6 * * 1', 'When the report is made'),
    },
    build() {
      const { image, schedule } = this.values;
      new KubeCronJob(this, 'report', {
        spec: {
          schedule,
          jobTemplate: {
            spec: {
              template: {
                spec: {
                  restartPolicy: 'Never',
                  containers: [{ name: 'report', ...containerImage(image) }],
                },
              },
            },
          },
        },
      });
    },
    prints: [
      {
        file: 'templates/report-cronjob.yaml',
        from: 'image:',
        to: 'imagePullPolicy',
      },
      {
        file: 'production/50-operation/50-report-cronjob.k8s.yaml',
        from: 'image:',
        to: 'image:',
      },
    ],
    says: 'A digest wins over the tag, an empty tag is the app version, and `global.imageRegistry` takes the place of the registry of all of them.',
  }),
  phrase({
    title: 'imagePullSecrets',
    helm: `
      {{- with .Values.imagePullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
    `,
    values: { mailer: workerValues(worker, 'Sends mails') },
    build() {
      new Worker(this, 'mailer', { values: this.values.mailer });
    },
    prints: [
      {
        file: 'templates/mailer-deployment.yaml',
        from: '{{- with concat',
        to: 'end',
      },
    ],
    says: 'Every workload has them: those of the chart and those of a parent chart, `global.imagePullSecrets`. In pods of your own: `imagePullSecrets(this)`.',
  }),
  phrase({
    title: 'no replicas while an autoscaler is on',
    helm: `
      {{- if not .Values.autoscaling.enabled }}
      replicas: {{ .Values.replicaCount }}
      {{- end }}
    `,
    values: {
      web: webServiceValues(
        {
          ...web,
          autoscaling: {
            enabled: true,
            minReplicas: 2,
            maxReplicas: 6,
            targetCPUUtilizationPercentage: 70,
          },
        },
        'The web application',
      ),
    },
    build() {
      new WebService(this, 'web', { values: this.values.web, port: 8080 });
    },
    prints: [
      { file: 'templates/web-deployment.yaml', from: '{{- if not', to: 'end' },
      {
        file: 'templates/web-horizontalpodautoscaler.yaml',
        from: 'minReplicas',
        to: 'maxReplicas',
      },
    ],
  }),
  phrase({
    title: 'PodDisruptionBudget',
    helm: `
      {{- if gt (int .Values.replicaCount) 1 }}
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      # ...
    `,
    values: { web: webServiceValues(web, 'The web application') },
    environments: {
      production: {
        values: {
          web: { podDisruptionBudget: { enabled: true, minAvailable: 1 } },
        },
      },
    },
    build() {
      new WebService(this, 'web', { values: this.values.web, port: 8080 });
    },
    prints: [
      {
        file: 'templates/web-poddisruptionbudget.yaml',
        from: 'spec:',
        to: 'component',
      },
    ],
    says: 'Not tied to `replicaCount`, which says nothing while an autoscaler is at work.',
  }),
  phrase({
    title: 'probes that users override',
    helm: `
      livenessProbe:
        {{- toYaml .Values.livenessProbe | nindent 12 }}
    `,
    values: { web: webServiceValues(web, 'The web application') },
    environments: {
      production: {
        values: { web: { livenessProbe: { periodSeconds: 30 } } },
      },
    },
    build() {
      new WebService(this, 'web', { values: this.values.web, port: 8080 });
    },
    prints: [
      {
        file: 'templates/web-deployment.yaml',
        from: '{{- with include "shop.handler" (dict "handler" .Values.web.livenessProbe',
        to: 'end',
      },
      { file: 'values-production.yaml', from: 'web:' },
      {
        file: 'production/40-workload/40-web-deployment.k8s.yaml',
        from: 'livenessProbe',
        to: 'periodSeconds',
      },
    ],
  }),
  phrase({
    title: 'nodeSelector, tolerations, affinity',
    helm: `
      {{- with .Values.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
    `,
    values: { mailer: workerValues(worker, 'Sends mails') },
    environments: {
      production: {
        values: {
          mailer: {
            nodeSelector: { pool: 'batch' },
            tolerations: [{ key: 'batch', operator: 'Exists' }],
          },
        },
      },
    },
    build() {
      new Worker(this, 'mailer', { values: this.values.mailer });
    },
    prints: [
      {
        file: 'templates/mailer-deployment.yaml',
        from: '{{- with .Values.mailer.nodeSelector',
        to: 'end',
      },
      {
        file: 'production/40-workload/40-mailer-deployment.k8s.yaml',
        from: 'nodeSelector',
        to: 'operator',
      },
    ],
    says: "They are there. In pods of your own a value is `kubernetesList('core.v1.Toleration', [], '...')`, `kubernetesBlock('core.v1.Affinity', {}, '...')`.",
  }),
  phrase({
    title: 'topologySpreadConstraints',
    helm: `
      topologySpreadConstraints:
        {{- range .Values.topologySpreadConstraints }}
        - {{ toYaml . | nindent 10 }}
          labelSelector: {{ include "shop.selectorLabels" $ | nindent 12 }}
        {{- end }}
    `,
    values: { web: webServiceValues(web, 'The web application') },
    environments: {
      production: {
        values: {
          web: {
            topologySpreadConstraints: [
              {
                maxSkew: 1,
                topologyKey: 'topology.kubernetes.io/zone',
                whenUnsatisfiable: 'ScheduleAnyway',
              },
            ],
          },
        },
      },
    },
    build() {
      new WebService(this, 'web', { values: this.values.web, port: 8080 });
    },
    prints: [
      {
        file: 'production/40-workload/40-web-deployment.k8s.yaml',
        from: 'topologySpreadConstraints',
        to: 'component',
      },
    ],
    says: "The selector is the chart's own, so that users cannot get it wrong.",
  }),
  phrase({
    title: 'env from values, extraEnv and envFrom',
    helm: `
      env:
        - name: LEVEL
          value: {{ .Values.level | quote }}
        {{- with .Values.extraEnv }}
        {{- toYaml . | nindent 12 }}
        {{- end }}
      envFrom:
        {{- toYaml .Values.envFrom | nindent 12 }}
    `,
    values: {
      level: oneOf(['info', 'debug'], 'info', 'What is logged'),
      mailer: workerValues(worker, 'Sends mails'),
    },
    build() {
      const { level, mailer } = this.values;
      new Worker(this, 'mailer', { values: mailer, env: { LEVEL: level } });
    },
    prints: [
      { file: 'templates/mailer-deployment.yaml', from: 'env:', to: 'end' },
      {
        file: 'templates/mailer-deployment.yaml',
        from: '{{- with .Values.mailer.extraEnv }}',
        to: 'end',
      },
      {
        file: 'templates/mailer-deployment.yaml',
        from: '{{- with .Values.mailer.extraEnvFrom',
        to: 'end',
      },
    ],
    says: 'Users set variables by name in `env`, and whole elements, such as those from a Secret, in `extraEnv`.',
  }),
  phrase({
    title: 'a ConfigMap from values, as variables',
    helm: `
      data:
        LEVEL: {{ .Values.level | quote }}
      ---
      envFrom:
        - configMapRef: { name: {{ include "shop.fullname" . }}-settings }
    `,
    values: {
      level: oneOf(['info', 'debug'], 'info', 'What is logged'),
      mailer: workerValues(worker, 'Sends mails'),
    },
    build() {
      const settings = new Configuration(this, 'settings', {
        data: { LEVEL: this.values.level },
      });
      new Worker(this, 'mailer', {
        values: this.values.mailer,
        configuration: settings,
      });
    },
    prints: [
      {
        file: 'templates/mailer-deployment.yaml',
        from: 'envFrom:',
        to: 'name',
      },
      { file: 'templates/settings-configmap.yaml', from: 'data:' },
      {
        file: 'templates/_helpers.tpl',
        from: '{{- define "shop.settings.data"',
        to: 'end }}',
      },
    ],
    says: "One key: `env: { LEVEL: settings.key('LEVEL') }`. As files: `files: [{ configuration: settings, mountPath: '/etc/mailer' }]`. A change replaces the pods either way.",
  }),
  phrase({
    title: 'existingSecret, or one that is made',
    helm: `
      {{- if not .Values.existingSecret }}
      kind: Secret
      # ...
      {{- end }}
      secretName: {{ .Values.existingSecret | default (include "shop.fullname" .) }}
    `,
    values: {
      existingSecret: existingSecretValue(['password']),
      externalSecrets: externalSecretsValues(true, 'eu-central-1'),
      mailer: workerValues(worker, 'Sends mails'),
    },
    build() {
      const { existingSecret, externalSecrets, mailer } = this.values;
      const secrets = new SecretSource(this, 'secrets', {
        existingSecret,
        externalSecrets,
        keys: {
          password: { remote: { key: 'shop/mail' }, local: random() },
        },
      });
      new Worker(this, 'mailer', {
        values: mailer,
        env: { PASSWORD: secrets.key('password') },
      });
    },
    prints: [
      {
        file: 'templates/mailer-deployment.yaml',
        from: '- name: PASSWORD',
        to: 'key: password',
      },
      {
        file: 'templates/secrets-externalsecret.yaml',
        from: '{{- if',
        to: 'kind',
      },
    ],
  }),
  phrase({
    title: 'init containers and sidecars',
    helm: `
      initContainers:
        - name: wait-for-db
          image: busybox
          command: [sh, -c, "until nc -z {{ .Values.db.host }} 5432; do sleep 1; done"]
      containers:
        # ...
        - name: exporter
          image: {{ .Values.exporter.image }}
    `,
    values: {
      postgres: postgresValues(
        { database: 'shop', storage: '1Gi', resources: worker.resources },
        'The database',
      ),
      existingSecret: existingSecretValue(['password']),
      mailer: workerValues(worker, 'Sends mails'),
      exporter: imageValues({ repository: 'registry.example.com/exporter' }),
    },
    build() {
      const { postgres, existingSecret, mailer, exporter } = this.values;
      const secrets = new SecretSource(this, 'secrets', {
        existingSecret,
        keys: { password: { local: random() } },
      });
      const database = new PostgresDatabase(this, 'postgres', {
        values: postgres,
        password: secrets.key('password'),
        claim: 'data',
      });
      const pods = new Worker(this, 'mailer', {
        values: mailer,
        initContainers: [waitForPort('wait-for-db', mailer.image, database)],
        sidecars: [
          {
            name: 'exporter',
            image: exporter,
            ports: { metrics: 9100 },
            resources: mailer.resources,
          },
        ],
      });
      pods.allowTo(database);
    },
    prints: [
      {
        file: 'production/40-workload/40-mailer-deployment.k8s.yaml',
        from: 'initContainers',
        to: 'image:',
      },
      {
        file: 'production/40-workload/40-mailer-deployment.k8s.yaml',
        from: '- name: exporter',
        to: 'containerPort',
      },
    ],
    says: '`waitForPort` takes the server itself, so that host, port and network policy fit. It runs the Python of the image that it is given.',
  }),
];
