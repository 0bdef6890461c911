import { KubeConfigMap } from '../../../imports/k8s';
import {
  Configuration,
  SecretSource,
  Worker,
  existingSecretValue,
  workerValues,
} from '../../authoring';
import { random } from '../../core/manifest';
import {
  add,
  choose,
  greaterThan,
  max,
  mul,
  replace,
  startsWith,
  trimPrefix,
  base64,
  file,
  integer,
  join,
  list,
  lower,
  object,
  oneOf,
  string,
  text,
  textOf,
  upper,
  urlEncode,
} from '../../core/values';
import { worker } from './given.fixture';
import { phrase, type Phrase, type Unsaid } from './phrase.fixture';

export const texts: readonly (Phrase | Unsaid)[] = [
  phrase({
    title: 'printf',
    helm: `
      URL: {{ printf "postgres://%s:%d/%s" .Values.db.host (int .Values.db.port) .Release.Name | quote }}
    `,
    values: {
      db: object(
        {
          host: string('postgres', 'Host name'),
          port: integer(5432, 'Port', { maximum: 65535 }),
        },
        'The database',
      ),
    },
    build() {
      const { host, port } = this.values.db;
      new KubeConfigMap(this, 'settings', {
        data: { URL: text`postgres://${host}:${port}/shop` },
      });
    },
    prints: [
      { file: 'templates/settings-configmap.yaml', from: 'URL', to: 'URL' },
    ],
    says: 'Numbers are printed as whole numbers: in templates 12345678 becomes `1.2345678e+07`, since Helm reads all numbers as floats.',
  }),
  phrase({
    title: 'quote',
    helm: `
      VERSION: {{ .Values.version | quote }}
    `,
    values: { version: string('1.10', 'Version of the protocol') },
    build() {
      const { version } = this.values;
      new KubeConfigMap(this, 'settings', { data: { VERSION: version } });
    },
    prints: [
      {
        file: 'templates/settings-configmap.yaml',
        from: 'VERSION',
        to: 'VERSION',
      },
      {
        file: 'production/10-configuration/10-settings-configmap.k8s.yaml',
        from: 'VERSION',
        to: 'VERSION',
      },
    ],
    says: 'Nothing to say: a string is printed as a string. Nobody can forget it, in either output.',
  }),
  phrase({
    title: 'join',
    helm: `
      ORIGINS: {{ join "," .Values.origins | quote }}
    `,
    values: {
      origins: list<string>(
        string('', 'An origin'),
        ['https://shop.example.com'],
        'Origins that may ask',
      ),
    },
    build() {
      new KubeConfigMap(this, 'settings', {
        data: { ORIGINS: join(this.values.origins, ',') },
      });
    },
    prints: [
      {
        file: 'templates/settings-configmap.yaml',
        from: 'ORIGINS',
        to: 'ORIGINS',
      },
    ],
  }),
  phrase({
    title: 'b64enc, upper, lower, urlquery',
    helm: `
      token: {{ .Values.token | b64enc | quote }}
      REGION: {{ upper .Values.region | quote }}
      PATH: {{ printf "/find?name=%s" (urlquery .Values.name) | quote }}
    `,
    values: {
      region: string('eu', 'Region'),
      name: string('a b', 'What is looked for'),
    },
    build() {
      const { region, name } = this.values;
      new KubeConfigMap(this, 'settings', {
        data: {
          REGION: upper(region),
          ZONE: lower(region),
          PATH: text`/find?name=${urlEncode(name)}`,
        },
        binaryData: { name: base64(name) },
      });
    },
    prints: [
      { file: 'templates/settings-configmap.yaml', from: 'REGION', to: 'PATH' },
      {
        file: 'templates/settings-configmap.yaml',
        from: 'binaryData',
        to: 'name',
      },
    ],
    says: 'Functions of JavaScript (`region.toUpperCase()`, `Buffer.from`) would work on the token that stands for the value; the run then ends with the line and the function to use.',
  }),
  phrase({
    title: 'replace, trim, trimPrefix, hasPrefix',
    helm: `
      TOPIC: {{ .Values.name | replace "-" "_" | quote }}
      HOST: {{ .Values.url | trimPrefix "https://" | quote }}
      SECURE: {{ hasPrefix "https://" .Values.url | quote }}
    `,
    values: {
      name: string('shop-orders', 'Name of the queue'),
      url: string('https://shop.example.com', 'Address of the shop'),
    },
    build() {
      const { name, url } = this.values;
      new KubeConfigMap(this, 'settings', {
        data: {
          TOPIC: replace(name, '-', '_'),
          HOST: trimPrefix(url, 'https://'),
          SECURE: choose(startsWith(url, 'https://'), 'true', 'false'),
        },
      });
    },
    prints: [
      {
        file: 'templates/settings-configmap.yaml',
        from: 'TOPIC',
        to: 'SECURE',
      },
    ],
  }),
  phrase({
    title: 'add, sub, mul, div, max, gt: arithmetic',
    helm: `
      WORKERS: {{ add (mul .Values.cpus 2) 1 | quote }}
      LIMIT: {{ max 64 .Values.memory | quote }}
    `,
    values: {
      cpus: integer(2, 'Cores', { minimum: 1, maximum: 64 }),
      memory: integer(128, 'Memory, in MiB', { minimum: 1, maximum: 65536 }),
    },
    build() {
      const { cpus, memory } = this.values;
      new KubeConfigMap(this, 'settings', {
        data: {
          WORKERS: text`${add(mul(cpus, 2), 1)}`,
          LIMIT: text`${max(64, memory)}`,
          SIZE: choose(greaterThan(cpus, 8), 'large', 'small'),
        },
      });
    },
    prints: [
      {
        file: 'templates/settings-configmap.yaml',
        from: 'WORKERS',
        to: 'SIZE',
      },
    ],
    says: 'What could leave the whole numbers that both outputs have, by the bounds in the schema, is refused.',
  }),
  phrase({
    title: 'toJson: a document in a ConfigMap',
    helm: `
      config.json: {{ .Values.config | toJson | quote }}
    `,
    values: {
      config: object(
        {
          level: oneOf(['info', 'debug'], 'info', 'What is logged'),
          workers: integer(4, 'How many work at once', { minimum: 1 }),
        },
        'The configuration of the program',
      ),
    },
    build() {
      new KubeConfigMap(this, 'settings', {
        data: { 'config.json': JSON.stringify(this.values.config) },
      });
    },
    prints: [
      {
        file: 'templates/settings-configmap.yaml',
        from: 'config.json',
        to: 'config.json',
      },
      {
        file: 'production/10-configuration/10-settings-configmap.k8s.yaml',
        from: 'config.json',
      },
    ],
    says: 'JSON is YAML, so that programs which read YAML read it too. `json(value)` is one value inside a text of yours: its quotes and line breaks cannot break the document.',
  }),
  phrase({
    title: 'a file with values in it: | and nindent',
    helm: `
      nginx.conf: |
        server {
          listen 8080;
          server_name {{ .Values.host }};
        }
    `,
    values: {
      host: string('shop.example.com', 'Host name', {
        pattern: '^[a-z0-9.-]+$',
      }),
    },
    build() {
      const conf = textOf([
        'server {\n',
        '  listen 8080;\n',
        text`  server_name ${this.values.host};\n`,
        '}\n',
      ]);
      new KubeConfigMap(this, 'nginx', { data: { 'nginx.conf': conf } });
    },
    prints: [
      {
        file: 'production/10-configuration/10-nginx-configmap.k8s.yaml',
        from: 'nginx.conf',
      },
    ],
    says: 'Large files stand beside the program, and what differs is put in where they are read. A pattern keeps out what would break the file.',
  }),
  phrase({
    title: '.Files.Get',
    helm: `
      dashboard.json: |-
        {{- .Files.Get "dashboards/shop.json" | nindent 4 }}
    `,
    build() {
      const dashboard = JSON.stringify({ title: 'Shop', legend: '{{pod}}' });
      new KubeConfigMap(this, 'dashboard', {
        data: { 'shop.json': file('dashboards/shop.json', dashboard) },
      });
    },
    prints: [
      { file: 'templates/dashboard-configmap.yaml', from: 'shop.json' },
      { file: 'files/dashboards/shop.json' },
    ],
    says: "The content is read, or made, by the program: `readFileSync(join(__dirname, 'shop.json'), 'utf8')`. It may be a plain string as well; `file` keeps a large one out of the template.",
  }),
  phrase({
    title: '(.Files.Glob ...).AsConfig',
    helm: `
      data:
        {{- (.Files.Glob "rules/*.yaml").AsConfig | nindent 2 }}
    `,
    build() {
      const rules: { [name: string]: string } = {
        // as readdirSync and readFileSync give them
        'pods.yaml': 'groups: []\n',
        'shop.yaml': 'groups: []\n',
      };
      const asFiles = Object.entries(rules).map(
        ([name, content]) => [name, file(`rules/${name}`, content)] as const,
      );
      new Configuration(this, 'rules', { data: Object.fromEntries(asFiles) });
    },
    prints: [
      {
        file: 'templates/_helpers.tpl',
        from: '{{- define "shop.rules.data"',
        to: 'end }}',
      },
    ],
    says: '`.AsSecrets` has no words: content of a Secret does not belong into a chart. See [randAlphaNum](#randalphanum-genca-lookup-a-password-that-the-chart-makes-up).',
  }),
  phrase({
    title: 'literal braces: Grafana legends, annotations of Prometheus',
    helm: `
      description: 'Pod {{ "{{" }} $labels.pod {{ "}}" }} is down'
    `,
    build() {
      new KubeConfigMap(this, 'alerts', {
        data: { description: 'Pod {{ $labels.pod }} is down' },
      });
    },
    prints: [
      {
        file: 'templates/alerts-configmap.yaml',
        from: 'description',
        to: 'description',
      },
      {
        file: 'production/10-configuration/10-alerts-configmap.k8s.yaml',
        from: 'description',
        to: 'description',
      },
    ],
    says: 'Write what shall come out.',
  }),
  phrase({
    title: 'sha256sum: a checksum annotation that rolls pods',
    helm: `
      annotations:
        checksum/config: {{ include (print $.Template.BasePath "/configmap.yaml") . | sha256sum }}
    `,
    values: {
      level: oneOf(['info', 'debug'], 'info', 'What is logged'),
      mailer: workerValues(worker, 'Sends mails'),
    },
    build() {
      const { level, mailer } = this.values;
      const settings = new Configuration(this, 'settings', {
        data: { LEVEL: level },
      });
      new Worker(this, 'mailer', { values: mailer, configuration: settings });
    },
    prints: [
      {
        file: 'templates/mailer-deployment.yaml',
        from: 'checksum/config',
        to: 'checksum',
      },
    ],
    says: "Of the data alone: the sum of the whole file rolls all pods at each new version of the chart, since the label `helm.sh/chart` is in it. In a pod of your own: `annotations: { 'checksum/config': settings.checksum }`, or `digest(map)`.",
  }),
  phrase({
    title: 'randAlphaNum, genCA, lookup: a password that the chart makes up',
    helm: `
      {{- $old := lookup "v1" "Secret" .Release.Namespace "shop" }}
      password: {{ if $old }}{{ $old.data.password }}{{ else }}{{ randAlphaNum 32 | b64enc }}{{ end }}
    `,
    values: {
      existingSecret: existingSecretValue(['password']),
      mailer: workerValues(worker, 'Sends mails'),
    },
    build() {
      const { existingSecret, mailer } = this.values;
      const secrets = new SecretSource(this, 'secrets', {
        existingSecret,
        keys: { password: { local: random(32) } },
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
    ],
    says: "There is no `lookup` and nothing random: with `helm template`, Argo CD and Flux's dry run `lookup` finds nothing, so that each run would make another password, and the two outputs could never be the same. The Secret comes from a store, or is made once beside the chart: `npx chartwright secrets shop local | kubectl apply -f -`. [secrets.md](secrets.md) has six ways. Certificates are made by cert-manager, which renews them as well.",
  }),
  {
    title: 'tpl: templates in values',
    helm: `
      {{- tpl .Values.extraConfig . | nindent 2 }}
    `,
    instead:
      "Cannot be said. What a user writes is data: were it a template, nobody could say beforehand what comes out, neither the schema nor the linter, and plain YAML has no engine to run it. Nearest: say the places that users may fill as values, and build the text from them (`text`, `join`, `each`); for a name that contains the release's, offer a suffix.",
  },
  {
    title: 'now, date, env, expandenv, getHostByName',
    helm: `
      annotations:
        deployed-at: {{ now | date "2006-01-02" | quote }}
    `,
    instead:
      'Cannot be said, on purpose: the same input gives the same bytes, on any day and any machine. Pods that shall be replaced at each rollout carry a value that the pipeline sets: `podAnnotations: { commit: 4f0c1d2 }`.',
  },
  {
    title: 'regexMatch, splitList, dict, set, semver and the rest of Sprig',
    helm: `
      {{- $parts := splitList ":" .Values.address }}
      host: {{ index $parts 0 }}
    `,
    instead:
      'What works on literals is TypeScript, and runs when you synthesize. What works on values has few functions, since each must mean the same in both outputs: the ones on this page, and those in [expressions.md](expressions.md). Nearest: two values, `host` and `port`, in place of one that is taken apart. Whatever is a set of known words is `oneOf` with `choose(equals(...), ...)`.',
  },
];
