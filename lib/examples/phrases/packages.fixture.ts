import { KubeConfigMap } from '../../../imports/k8s';
import {
  WebService,
  Worker,
  webServiceValues,
  workerValues,
} from '../../authoring';
import {
  boolean,
  integer,
  oneOf,
  placeholder,
  string,
  stringMap,
  text,
} from '../../core/values';
import { web, worker } from './given.fixture';
import { phrase, type Phrase, type Unsaid } from './phrase.fixture';

export const packages: readonly (Phrase | Unsaid)[] = [
  phrase({
    title: 'values.yaml with comments for helm-docs',
    helm: `
      # -- Host name of the shop
      host: shop.example.com
    `,
    values: { host: string('shop.example.com', 'Host name of the shop') },
    build() {
      new KubeConfigMap(this, 'settings', {
        data: { HOST: this.values.host },
      });
    },
    prints: [
      { file: 'values.yaml', from: '# -- Host name of the shop', to: 'host:' },
      { file: 'README.md', from: '| `host`', to: '| `host`' },
    ],
    says: 'A value without a description does not compile. The table in the README, the comment and what editors show on hover are this text.',
  }),
  phrase({
    title: 'values.schema.json: enum, pattern, bounds',
    helm: `
      "properties": {
        "level": { "enum": ["info", "debug"] },
        "port": { "type": "integer", "minimum": 1, "maximum": 65535 },
        "bucket": { "type": "string", "pattern": "^[a-z0-9.-]{3,63}$" }
      }
    `,
    values: {
      level: oneOf(['info', 'debug'], 'info', 'What is logged'),
      port: integer(8080, 'Port', { minimum: 1, maximum: 65535 }),
      bucket: string('shop', 'Bucket for pictures', {
        pattern: '^[a-z0-9.-]{3,63}$',
      }),
    },
    build() {
      const { level, port, bucket } = this.values;
      new KubeConfigMap(this, 'settings', {
        data: { LEVEL: level, PORT: text`${port}`, BUCKET: bucket },
      });
    },
    prints: [{ file: 'values.schema.json', from: '"level": {', to: '}' }],
    says: 'The schema is strict: a key that nobody knows is refused. Environments are held to it when you compile, and again when you synthesize.',
  }),
  phrase({
    title: 'values-production.yaml: an environment',
    helm: `
      # values-production.yaml
      web:
        replicaCount: 5
      host: shop.example.com
    `,
    values: {
      web: webServiceValues(web, 'The web application'),
      host: string('localhost', 'Host name'),
    },
    environments: {
      local: { values: { web: { replicaCount: 1 } } },
      production: {
        namespace: 'shop-production',
        values: {
          web: { replicaCount: 5 },
          host: placeholder('shop.example.com', 'host name of the shop'),
        },
      },
    },
    build() {
      const { web, host } = this.values;
      const env = { HOST: host };
      new WebService(this, 'web', { values: web, port: 8080, env });
    },
    prints: [{ file: 'values-production.yaml' }],
    says: 'And plain YAML of each in `dist/shop/local/` and `dist/shop/production/`. What differs by more than values, such as a size, is a `profiles` entry on top of an environment: `values-production-large.yaml`.',
  }),
  phrase({
    title:
      'a value that is a string, a number, a boolean: --set and --set-string',
    helm: `
      helm install shop ./shop --set version=1.10 --set port=8080
      # {{ .Values.version | quote }} gives "1.1"
    `,
    values: {
      version: string('1.9', 'Version of the protocol'),
      port: integer(8080, 'Port', { maximum: 65535 }),
      isOpen: boolean(true, 'Whether orders are taken'),
    },
    build() {
      const { version, port, isOpen } = this.values;
      new KubeConfigMap(this, 'settings', {
        data: {
          VERSION: version,
          PORT: text`${port}`,
          IS_OPEN: text`${isOpen}`,
        },
      });
    },
    prints: [
      {
        file: 'templates/settings-configmap.yaml',
        from: 'VERSION',
        to: 'IS_OPEN',
      },
    ],
    says: 'With `--set version=1.10` the schema says that a string is wanted, and nothing is installed; `--set-string` is the remedy. In a ConfigMap a number must be made a text, which the compiler asks for.',
  }),
  phrase({
    title: 'maps in place of lists',
    helm: `
      # --set 'hosts[1].name=b' replaces what was there
      hosts:
        - name: a
        - name: b
    `,
    values: {
      features: stringMap({ search: 'on' }, 'Features and how they are set'),
    },
    environments: {
      production: { values: { features: { payment: 'on' } } },
    },
    build() {
      new KubeConfigMap(this, 'features', { data: this.values.features });
    },
    prints: [
      {
        file: 'production/10-configuration/10-features-configmap.k8s.yaml',
        from: 'data:',
      },
    ],
    says: 'Maps of several values files are laid over each other; of lists the last one holds.',
  }),
  phrase({
    title: 'null, to remove a default',
    helm: `
      resources:
        limits:
          cpu: null
    `,
    values: { mailer: workerValues(worker, 'Sends mails') },
    build() {
      new Worker(this, 'mailer', { values: this.values.mailer });
    },
    prints: [
      { file: 'values.yaml', from: '# -- CPU and memory', to: 'memory: 128Mi' },
    ],
    says: 'Users may remove keys inside of blocks such as `resources`, as ever. A value that the chart reads cannot be removed: the schema requires each. In a program `null` has no words: what shall not be there is left out, with `when` or `optional`.',
  }),
  phrase({
    title: 'global',
    helm: `
      image: {{ .Values.global.imageRegistry }}/{{ .Values.image.repository }}
    `,
    values: { mailer: workerValues(worker, 'Sends mails') },
    environments: {
      production: {
        values: { global: { imageRegistry: 'mirror.example.com' } },
      },
    },
    build() {
      new Worker(this, 'mailer', { values: this.values.mailer });
    },
    prints: [
      {
        file: 'production/40-workload/40-mailer-deployment.k8s.yaml',
        from: 'image:',
        to: 'image:',
      },
      { file: 'values.yaml', from: 'global:', to: 'imagePullSecrets' },
    ],
    says: 'Each chart has these two, and takes whatever else a parent shares without reading it. A global of your own cannot be declared; a value of the chart can.',
  }),
  phrase({
    title: 'extraObjects, extraManifests',
    helm: `
      {{- range .Values.extraObjects }}
      ---
      {{ tpl (toYaml .) $ }}
      {{- end }}
    `,
    environments: {
      production: {
        values: {
          extraObjects: [
            {
              apiVersion: 'v1',
              kind: 'ConfigMap',
              metadata: { name: 'more', namespace: 'shop' },
              data: { MODE: 'server' },
            },
          ],
        },
      },
    },
    build() {
      new KubeConfigMap(this, 'settings', { data: { MODE: 'server' } });
    },
    prints: [{ file: 'templates/extra-objects.yaml' }],
    says: 'Every chart has it. Objects are data, not templates.',
  }),
  phrase({
    title: 'kubeVersion, keywords, maintainers, artifacthub.io annotations',
    helm: `
      # Chart.yaml
      kubeVersion: ">=1.29.0-0"
      annotations:
        artifacthub.io/changes: |
          - kind: added
            description: ...
    `,
    props: {
      kubeVersion: '>=1.29.0-0',
      keywords: ['shop'],
      maintainers: [{ name: 'Checkout', email: 'checkout@example.com' }],
      changes: [{ kind: 'added', description: 'Payment by invoice' }],
    },
    build() {
      new KubeConfigMap(this, 'settings', { data: { MODE: 'server' } });
    },
    prints: [{ file: 'Chart.yaml' }],
  }),
  {
    title: 'dependencies and condition: subcharts',
    helm: `
      # Chart.yaml
      dependencies:
        - name: postgresql
          version: 16.x
          repository: oci://registry-1.docker.io/bitnamicharts
          condition: postgresql.enabled
    `,
    instead:
      'A chart of yours cannot bring a chart of somebody else (yet): plain YAML would have to hold what that chart prints, and nothing about it could be proven. Nearest: what you run yourself is a construct with a switch (`PostgresDatabase`, `RedisDatabase`, `MongodbDatabase`; `Condition.of(database).when(values.postgres.enabled)`); what others release is a release of its own, which your values name by host and Secret; several charts of one app come after one another with `chart.addDependency(other)`. The other way works: each chart here can be a subchart, with alias, `condition` and `global` ([charts.md](charts.md#as-a-subchart)).',
  },
  {
    title: 'import-values and exports',
    helm: `
      dependencies:
        - name: child
          import-values: [data]
    `,
    instead:
      'Cannot be said, as there are no dependencies. In one program a construct gives others what they need: `database.host`.',
  },
];
