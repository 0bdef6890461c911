import {
  KubeConfigMap,
  KubeDeployment,
  KubeIngress,
} from '../../../imports/k8s';
import { containerImage, imageValues, kubernetesBlock } from '../../authoring';
import { Condition } from '../../core/manifest';
import {
  and,
  boolean,
  choose,
  equals,
  integer,
  not,
  object,
  oneOf,
  optional,
  or,
  orElse,
  required,
  string,
  text,
  toggle,
  when,
} from '../../core/values';
import { phrase } from './phrase.fixture';

export const conditions = [
  phrase({
    title: 'if and else',
    helm: `
      data:
        {{- if .Values.debug }}
        LEVEL: debug
        {{- else }}
        LEVEL: {{ .Values.level | quote }}
        {{- end }}
    `,
    values: {
      debug: boolean(false, 'Log everything'),
      level: oneOf(['info', 'warn'], 'info', 'What is logged'),
    },
    build() {
      const { debug, level } = this.values;
      new KubeConfigMap(this, 'settings', {
        data: { LEVEL: choose(debug, 'debug', level) },
      });
    },
    prints: [
      { file: 'templates/settings-configmap.yaml', from: 'data:' },
      {
        file: 'production/10-configuration/10-settings-configmap.k8s.yaml',
        from: 'data:',
      },
    ],
    says: 'Never `debug ? a : b`: a reference is an object, and always true. The compiler or the lint rules of the package refuse it.',
  }),
  phrase({
    title: 'if around a field',
    helm: `
      {{- if .Values.tls.enabled }}
      tls:
        - hosts: [{{ .Values.host }}]
          secretName: {{ .Values.tls.secretName }}
      {{- end }}
    `,
    values: {
      host: string('shop.example.com', 'Host name'),
      tls: toggle(
        true,
        { secretName: string('shop-tls', 'Secret with the certificate') },
        'HTTPS',
      ),
    },
    build() {
      const { host, tls } = this.values;
      new KubeIngress(this, 'public', {
        spec: {
          tls: when(tls.enabled, [
            { hosts: [host], secretName: tls.secretName },
          ]),
          defaultBackend: { service: { name: 'web', port: { number: 80 } } },
        },
      });
    },
    prints: [{ file: 'templates/public-ingress.yaml', from: 'tls', to: 'end' }],
  }),
  phrase({
    title: 'if around a whole object',
    helm: `
      {{- if .Values.ingress.enabled }}
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      # ...
      {{- end }}
    `,
    values: {
      ingress: toggle(
        false,
        { host: string('shop.example.com', 'Host name') },
        'Exposure',
      ),
    },
    build() {
      const { ingress } = this.values;
      const exposed = new KubeIngress(this, 'public', {
        spec: { rules: [{ host: ingress.host }] },
      });
      Condition.of(exposed).when(ingress.enabled);
    },
    prints: [{ file: 'templates/public-ingress.yaml' }],
    says: 'A condition holds for all objects below a construct; conditions of scopes around it are joined by `and`.',
  }),
  phrase({
    title: 'and, or, not, eq, ne',
    helm: `
      {{- if and .Values.metrics.enabled (or (eq .Values.tier "production") (not .Values.quiet)) }}
      METRICS: "on"
      {{- end }}
    `,
    values: {
      metrics: toggle(true, {}, 'Metrics'),
      tier: oneOf(['test', 'production'], 'test', 'Who would feel a failure'),
      quiet: boolean(true, 'Say less'),
    },
    build() {
      const { metrics, tier, quiet } = this.values;
      const isMeasured = and(
        metrics.enabled,
        or(equals(tier, 'production'), not(quiet)),
      );
      new KubeConfigMap(this, 'settings', {
        data: { METRICS: when(isMeasured, 'on') },
      });
    },
    prints: [
      {
        file: 'templates/settings-configmap.yaml',
        from: '{{- if',
        to: 'METRICS',
      },
    ],
    says: 'A condition is a value of the program: give it a name, and use it where you need it.',
  }),
  phrase({
    title: 'with',
    helm: `
      {{- with .Values.priorityClassName }}
      priorityClassName: {{ . | quote }}
      {{- end }}
    `,
    values: {
      image: imageValues({ repository: 'registry.example.com/web' }),
      priorityClassName: string(
        '',
        'Priority class of the pods; empty means none',
      ),
    },
    build() {
      const { image, priorityClassName } = this.values;
      const labels = { app: 'web' };
      new KubeDeployment(this, 'web', {
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              priorityClassName: optional(priorityClassName),
              containers: [{ name: 'web', ...containerImage(image) }],
            },
          },
        },
      });
    },
    prints: [
      {
        file: 'templates/web-deployment.yaml',
        from: '{{- with .Values.priorityClassName',
        to: 'end',
      },
    ],
    says: 'Lists and maps are left out when they are empty without any `optional`. All workloads of the package have this value already.',
  }),
  phrase({
    title: 'toYaml | nindent: a block that users replace',
    helm: `
      resources:
        {{- toYaml .Values.resources | nindent 12 }}
    `,
    values: {
      image: imageValues({ repository: 'registry.example.com/web' }),
      resources: kubernetesBlock(
        'core.v1.ResourceRequirements',
        { requests: { cpu: '100m' }, limits: { memory: '128Mi' } },
        'Resources of the container',
      ),
    },
    build() {
      const { image, resources } = this.values;
      const labels = { app: 'web' };
      new KubeDeployment(this, 'web', {
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              containers: [
                { name: 'web', ...containerImage(image), resources },
              ],
            },
          },
        },
      });
    },
    prints: [
      {
        file: 'templates/web-deployment.yaml',
        from: '{{- with .Values.resources',
        to: 'end',
      },
      {
        file: 'values.yaml',
        from: '# -- Resources of the container',
        to: 'memory: 128Mi',
      },
    ],
    says: 'The schema of the block is that of Kubernetes, so that `limts` is refused before anything is installed. `resourceValues`, `imageValues` and the values of workloads are such blocks made ready.',
  }),
  phrase({
    title: 'default',
    helm: `
      data:
        URL: {{ .Values.url | default (printf "https://%s" .Values.host) | quote }}
    `,
    values: {
      host: string('shop.example.com', 'Host name'),
      url: string('', 'Address of the shop; empty means https:// and the host'),
    },
    build() {
      const { host, url } = this.values;
      new KubeConfigMap(this, 'settings', {
        data: { URL: orElse(url, text`https://${host}`) },
      });
    },
    prints: [
      { file: 'templates/settings-configmap.yaml', from: 'URL', to: 'URL' },
    ],
    says: "A default that is the same for everybody is the first argument of the value: `string('info', ...)`. `orElse` is for one that follows from other values. For a number it does not exist, since 0 is a number: `choose(equals(port, 0), 8080, port)`.",
  }),
  phrase({
    title: 'ternary and coalesce',
    helm: `
      data:
        MODE: {{ ternary "cluster" "single" .Values.ha | quote }}
        HOST: {{ coalesce .Values.host .Values.global.host "localhost" | quote }}
    `,
    values: {
      ha: boolean(false, 'Several pods that know each other'),
      host: string('', 'Host name'),
      publicHost: string('', 'Host name outside of the cluster'),
    },
    build() {
      const { ha, host, publicHost } = this.values;
      new KubeConfigMap(this, 'settings', {
        data: {
          MODE: choose(ha, 'cluster', 'single'),
          HOST: orElse(host, orElse(publicHost, 'localhost')),
        },
      });
    },
    prints: [
      { file: 'templates/settings-configmap.yaml', from: 'MODE', to: 'HOST' },
    ],
  }),
  phrase({
    title: 'required',
    helm: `
      host: {{ required "database.host is required" .Values.database.host | quote }}
    `,
    values: {
      database: object(
        {
          host: required(
            string('', 'Host name of PostgreSQL', { minLength: 1 }),
          ),
        },
        'The database',
      ),
    },
    environments: {
      production: { values: { database: { host: 'db.example.com' } } },
    },
    build() {
      const { host } = this.values.database;
      new KubeConfigMap(this, 'settings', { data: { HOST: host } });
    },
    prints: [
      { file: 'values.yaml', from: 'database:', to: 'host' },
      { file: 'values-production.yaml', from: 'database:' },
    ],
    says: 'The schema refuses an installation without it, before any template runs, and tells all that is missing at once.',
  }),
  phrase({
    title: 'fail, for values that do not fit each other',
    helm: `
      {{- if gt (int .Values.min) (int .Values.max) }}
      {{- fail "min must not be larger than max" }}
      {{- end }}
    `,
    values: {
      mode: oneOf(
        ['single', 'cluster'],
        'single',
        'How the pods know each other',
      ),
      port: integer(8080, 'Port', { minimum: 1024, maximum: 65535 }),
      name: string('shop', 'Name of the database', {
        pattern: '^[a-z][a-z0-9_]*$',
      }),
    },
    build() {
      const { mode, port, name } = this.values;
      new KubeConfigMap(this, 'settings', {
        data: { MODE: mode, PORT: text`${port}`, NAME: name },
      });
    },
    prints: [{ file: 'values.schema.json', from: '"port": {', to: '}' }],
    says: 'What one value may be, the schema says: choices, bounds, patterns. A rule between two values has no words here; make one value of them instead (a `mode` in place of two switches), or values in which it cannot happen (`extra` pods in place of `max`). Bounds of an autoscaler and the like are checked by the linter in each environment.',
  }),
];
