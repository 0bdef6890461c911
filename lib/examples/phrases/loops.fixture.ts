import {
  KubeConfigMap,
  KubeDeployment,
  KubeIngress,
  type EnvVar,
} from '../../../imports/k8s';
import { containerImage, imageValues, kubernetesList } from '../../authoring';
import {
  contains,
  length,
  text,
  each,
  entries,
  isSet,
  items,
  join,
  list,
  object,
  string,
  stringMap,
  when,
} from '../../core/values';
import { phrase } from './phrase.fixture';

export const loops = [
  phrase({
    title: 'range over a list',
    helm: `
      rules:
        {{- range .Values.hosts }}
        - host: {{ . | quote }}
          http:
            paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }]
        {{- end }}
    `,
    values: {
      hosts: list<string>(
        string('', 'A host name'),
        ['shop.example.com'],
        'Host names',
      ),
    },
    build() {
      const backend = { service: { name: 'web', port: { number: 80 } } };
      new KubeIngress(this, 'public', {
        spec: {
          rules: each(this.values.hosts, 'host', (host) => ({
            host,
            http: { paths: [{ path: '/', pathType: 'Prefix', backend }] },
          })),
        },
      });
    },
    prints: [
      {
        file: 'templates/public-ingress.yaml',
        from: '{{- range',
        to: 'pathType',
      },
    ],
  }),
  phrase({
    title: 'range over a list of maps: the ingress loop of helm create',
    helm: `
      {{- range .Values.ingress.hosts }}
      - host: {{ .host | quote }}
        http:
          paths:
            {{- range .paths }}
            - path: {{ .path }}
              pathType: {{ .pathType }}
              # ...
            {{- end }}
      {{- end }}
    `,
    values: {
      hosts: list<{ readonly host: string; readonly path: string }>(
        object(
          {
            host: string('', 'Host name'),
            path: string('/', 'Path', { pattern: '^/.*$' }),
          },
          'A way in',
        ),
        [{ host: 'shop.example.com', path: '/' }],
        'Ways in',
      ),
    },
    build() {
      const backend = { service: { name: 'web', port: { number: 80 } } };
      new KubeIngress(this, 'public', {
        spec: {
          rules: each(this.values.hosts, 'way', (way) => ({
            host: way.field('host'),
            http: {
              paths: [{ path: way.field('path'), pathType: 'Prefix', backend }],
            },
          })),
        },
      });
    },
    prints: [
      {
        file: 'templates/public-ingress.yaml',
        from: '{{- range',
        to: 'pathType',
      },
    ],
    says: 'The ready one is `HttpIngress` with `httpIngressValues`: users set hosts and TLS, the author says which path leads to which service, and no two rules can meet.',
  }),
  phrase({
    title: 'range over a map',
    helm: `
      data:
        {{- range $key, $value := .Values.settings }}
        {{ $key }}: {{ $value | quote }}
        {{- end }}
    `,
    values: {
      settings: stringMap({ LEVEL: 'info' }, 'Settings of the program, any'),
    },
    build() {
      new KubeConfigMap(this, 'settings', {
        data: { ...entries(this.values.settings), MODE: 'server' },
      });
    },
    prints: [{ file: 'templates/settings-configmap.yaml', from: 'data:' }],
    says: '`entries` puts the entries of a map among literal ones. A map that is all there is needs none: `data: this.values.settings`.',
  }),
  phrase({
    title: 'a list of the chart, and what users add to it',
    helm: `
      env:
        - name: MODE
          value: server
        {{- with .Values.extraEnv }}
        {{- toYaml . | nindent 12 }}
        {{- end }}
    `,
    values: {
      image: imageValues({ repository: 'registry.example.com/web' }),
      extraEnv: kubernetesList<EnvVar>('core.v1.EnvVar', [], 'More variables'),
    },
    build() {
      const { image, extraEnv } = this.values;
      const labels = { app: 'web' };
      const env = [{ name: 'MODE', value: 'server' }, ...items(extraEnv)];
      new KubeDeployment(this, 'web', {
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              containers: [{ name: 'web', ...containerImage(image), env }],
            },
          },
        },
      });
    },
    prints: [
      { file: 'templates/web-deployment.yaml', from: 'env:', to: 'end' },
    ],
  }),
  phrase({
    title: 'a condition on what a list or text holds: empty, not empty',
    helm: `
      {{- if not (empty .Values.allowed) }}
      ALLOWED: {{ join "," .Values.allowed | quote }}
      {{- end }}
    `,
    values: {
      allowed: list<string>(
        string('', 'An origin'),
        [],
        'Origins that may ask',
      ),
    },
    build() {
      const { allowed } = this.values;
      new KubeConfigMap(this, 'settings', {
        data: { ALLOWED: when(isSet(allowed), join(allowed, ',')) },
      });
    },
    prints: [
      { file: 'templates/settings-configmap.yaml', from: '{{- if', to: 'end' },
    ],
  }),
  phrase({
    title: 'range over a map, one element for each entry',
    helm: `
      env:
        {{- range $name, $value := .Values.env }}
        - name: {{ $name }}
          value: {{ $value | quote }}
        {{- end }}
    `,
    values: {
      image: imageValues({ repository: 'registry.example.com/web' }),
      env: stringMap({ LEVEL: 'info' }, 'Variables of the program'),
    },
    build() {
      const { image, env: variables } = this.values;
      const labels = { app: 'web' };
      const env = each(variables, ['name', 'value'], (name, value) => ({
        name,
        value,
      }));
      new KubeDeployment(this, 'web', {
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              containers: [{ name: 'web', ...containerImage(image), env }],
            },
          },
        },
      });
    },
    prints: [
      { file: 'templates/web-deployment.yaml', from: '{{- range', to: 'end' },
    ],
    says: 'Sorted by key, as Helm sorts them, in both outputs.',
  }),
  phrase({
    title: 'len and has',
    helm: `
      COUNT: {{ len .Values.hosts | quote }}
      {{- if has "*" .Values.hosts }}
      OPEN: "yes"
      {{- end }}
    `,
    values: {
      hosts: list<string>(
        string('', 'A host name'),
        ['shop.example.com'],
        'Host names',
      ),
    },
    build() {
      const { hosts } = this.values;
      new KubeConfigMap(this, 'settings', {
        data: {
          COUNT: text`${length(hosts)}`,
          OPEN: when(contains(hosts, '*'), 'yes'),
        },
      });
    },
    prints: [
      { file: 'templates/settings-configmap.yaml', from: 'COUNT', to: 'end' },
    ],
  }),
];
