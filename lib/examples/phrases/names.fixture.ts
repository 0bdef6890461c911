import type { Construct } from 'constructs';
import { KubeConfigMap, KubeService } from '../../../imports/k8s';
import {
  Configuration,
  Worker,
  componentLabel,
  componentName,
  componentSelector,
  workerValues,
  type WorkerProps,
} from '../../authoring';
import { KubeObject } from '../../core/manifest';
import {
  appVersion,
  chartVersion,
  fullname,
  releaseName,
  releaseNamespace,
  string,
  text,
  type Expression,
} from '../../core/values';
import { worker } from './given.fixture';
import { phrase, type Phrase, type Unsaid } from './phrase.fixture';

export const names: readonly (Phrase | Unsaid)[] = [
  phrase({
    title: 'include "shop.fullname": names of objects',
    helm: `
      metadata:
        name: {{ include "shop.fullname" . }}-settings
    `,
    build() {
      new KubeConfigMap(this, 'settings', { data: { MODE: 'server' } });
      const cache = componentName(this, 'cache');
      new KubeConfigMap(this, 'client', { data: { CACHE: cache } });
    },
    prints: [
      { file: 'templates/settings-configmap.yaml', from: 'name:', to: 'name:' },
      { file: 'templates/client-configmap.yaml', from: 'CACHE', to: 'CACHE' },
    ],
    says: 'An object without a name is called after the release and its place in the program. The name of another is a value of the program (`service.host`, `settings.name`), so that it cannot be misspelled; `componentName` and `fullname` are there for what has no construct.',
  }),
  phrase({
    title: 'trunc 63 | trimSuffix "-"',
    helm: `
      name: {{ printf "%s-%s" .Release.Name .Values.queue | trunc 63 | trimSuffix "-" }}
    `,
    build() {
      new KubeConfigMap(this, 'settings', { data: { MODE: 'server' } });
    },
    prints: [
      {
        file: 'templates/_helpers.tpl',
        from: '{{- if or (ne $label .text)',
        to: 'end }}',
      },
    ],
    says: "Nothing to say: full names are cut to 35 characters with a hash, so that whatever is made of them fits into 63 and two long releases do not meet. A release called `2024` or `my.site` gets a name that a Service can have. A name from a value has a limit in its schema: `string('', 'Queue', { maxLength: 20 })`.",
  }),
  phrase({
    title: 'include "shop.labels" | nindent 4',
    helm: `
      metadata:
        labels:
          {{- include "shop.labels" . | nindent 4 }}
    `,
    build() {
      new KubeConfigMap(this, 'settings', {
        metadata: { labels: { [componentLabel]: 'settings' } },
        data: { MODE: 'server' },
      });
    },
    prints: [
      {
        file: 'templates/settings-configmap.yaml',
        from: 'labels:',
        to: 'component',
      },
    ],
    says: 'Every object has them without a word; what you say is added.',
  }),
  phrase({
    title: 'include "shop.selectorLabels"',
    helm: `
      selector:
        {{- include "shop.selectorLabels" . | nindent 4 }}
        app.kubernetes.io/component: web
    `,
    build() {
      new KubeService(this, 'web', {
        spec: { selector: componentSelector('web'), ports: [{ port: 80 }] },
      });
    },
    prints: [
      {
        file: 'templates/web-service.yaml',
        from: 'selector:',
        to: 'component',
      },
    ],
    says: 'Workloads have theirs. They never contain a version, since a selector cannot change.',
  }),
  phrase({
    title: 'commonLabels',
    helm: `
      {{- with .Values.commonLabels }}
      {{- toYaml . | nindent 4 }}
      {{- end }}
    `,
    props: { labels: { team: 'checkout' } },
    build() {
      new KubeConfigMap(this, 'settings', { data: { MODE: 'server' } });
    },
    prints: [
      {
        file: 'values.yaml',
        from: '# -- Labels added to every object',
        to: 'team',
      },
      {
        file: 'production/10-configuration/10-settings-configmap.k8s.yaml',
        from: 'team',
        to: 'team',
      },
    ],
    says: 'Every chart has the value `commonLabels`; `labels` are its default.',
  }),
  phrase({
    title: 'nameOverride and fullnameOverride',
    helm: `
      {{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
    `,
    build() {
      new KubeConfigMap(this, 'settings', { data: { MODE: 'server' } });
    },
    prints: [
      {
        file: 'values.yaml',
        from: '# -- Replaces the name of the chart',
        to: 'fullnameOverride',
      },
    ],
    says: "Every chart has both. Objects that people know by short names (`api`, `postgres`) are for `naming: 'wellKnown'`: short in the release that bears the chart's name, with the release's name before it in any other.",
  }),
  phrase({
    title:
      '.Release.Name, .Release.Namespace, .Chart.AppVersion, .Chart.Version',
    helm: `
      data:
        RELEASE: {{ .Release.Name }}
        HOST: web.{{ .Release.Namespace }}.svc
        VERSION: {{ .Chart.AppVersion | quote }}
    `,
    build() {
      new KubeConfigMap(this, 'about', {
        data: {
          RELEASE: releaseName,
          HOST: text`${fullname}-web.${releaseNamespace}.svc`,
          VERSION: text`${appVersion} (chart ${chartVersion})`,
        },
      });
    },
    prints: [
      { file: 'templates/about-configmap.yaml', from: 'HOST', to: 'VERSION' },
      {
        file: 'production/10-configuration/10-about-configmap.k8s.yaml',
        from: 'HOST',
        to: 'VERSION',
      },
    ],
  }),
  phrase({
    title: 'define and include, with parameters',
    helm: `
      {{- define "shop.queueUrl" -}}
      amqp://{{ .root.Values.queue }}/{{ .name }}
      {{- end }}

      URL: {{ include "shop.queueUrl" (dict "root" . "name" "orders") }}
    `,
    values: { queue: string('rabbitmq:5672', 'Address of the queue') },
    build() {
      const queueUrl = (name: string): Expression<string> =>
        text`amqp://${this.values.queue}/${name}`;
      new KubeConfigMap(this, 'settings', {
        data: { ORDERS: queueUrl('orders'), MAILS: queueUrl('mails') },
      });
    },
    prints: [
      {
        file: 'templates/settings-configmap.yaml',
        from: 'ORDERS',
        to: 'MAILS',
      },
    ],
    says: "A helper is a function; one with objects in it is a class that extends `Construct`, which other charts can import. Where a piece shall stand once in `_helpers.tpl`, give it a name: `named('queue', 'What it is', tree)`.",
  }),
  phrase({
    title: 'a library chart',
    helm: `
      dependencies:
        - name: common
          version: 2.x
          repository: oci://registry.example.com/charts
    `,
    values: { mailer: workerValues(worker, 'Sends mails') },
    build() {
      // in a package of your own
      class Mailer extends Worker {
        constructor(
          scope: Construct,
          id: string,
          values: WorkerProps['values'],
        ) {
          const configuration = new Configuration(scope, 'sender', {
            data: { FROM: 'shop@example.com' },
          });
          super(scope, id, { values, configuration });
        }
      }

      // in the chart
      new Mailer(this, 'mailer', this.values.mailer);
    },
    prints: [
      { file: 'templates/mailer-deployment.yaml', from: 'envFrom', to: 'name' },
    ],
    says: 'What charts share is an npm package with classes and functions, versioned and typed. Workloads with values of their own: [workloads.md](workloads.md#a-workload-of-your-own). A chart that was made is complete: it needs no library where it is installed.',
  }),
  phrase({
    title: 'an object of any kind',
    helm: `
      apiVersion: cert-manager.io/v1
      kind: Certificate
      # ...
    `,
    values: { host: string('shop.example.com', 'Host name') },
    build() {
      const kind = { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' };
      const props = {
        metadata: { labels: { tier: 'edge' } },
        spec: {
          dnsNames: [this.values.host],
          secretName: text`${fullname}-tls`,
          issuerRef: { name: 'letsencrypt', kind: 'ClusterIssuer' },
        },
      };
      new KubeObject(this, 'certificate', kind, props);
    },
    prints: [{ file: 'templates/certificate.yaml', from: 'spec:' }],
    says: 'With types and checks, from the definition that the operator brings: `chartwright import`.',
  }),
];
