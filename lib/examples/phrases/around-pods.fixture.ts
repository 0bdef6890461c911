import { KubeRole, KubeRoleBinding } from '../../../imports/k8s';
import {
  HttpIngress,
  StatefulService,
  WebService,
  Worker,
  componentName,
  cronTaskValues,
  CronTask,
  httpIngressValues,
  optionalWorkerValues,
  statefulServiceValues,
  webServiceValues,
  workerValues,
} from '../../authoring';
import { Condition } from '../../core/manifest';
import { toggle } from '../../core/values';
import { web, worker } from './given.fixture';
import { phrase, type Phrase, type Unsaid } from './phrase.fixture';

export const aroundPods: readonly (Phrase | Unsaid)[] = [
  phrase({
    title: 'serviceAccount.create and serviceAccount.name',
    helm: `
      {{- define "shop.serviceAccountName" -}}
      {{- if .Values.serviceAccount.create }}
      {{- default (include "shop.fullname" .) .Values.serviceAccount.name }}
      {{- else }}
      {{- default "default" .Values.serviceAccount.name }}
      {{- end }}
      {{- end }}
    `,
    values: { mailer: workerValues(worker, 'Sends mails') },
    build() {
      new Worker(this, 'mailer', { values: this.values.mailer });
    },
    prints: [
      {
        file: 'templates/_helpers.tpl',
        from: '{{- define "shop.mailer.serviceAccountName"',
        to: 'end }}',
      },
      { file: 'values.yaml', from: 'serviceAccount:', to: 'automount' },
    ],
  }),
  phrase({
    title: 'rbac.create',
    helm: `
      {{- if .Values.rbac.create }}
      kind: Role
      # ...
      kind: RoleBinding
      # ...
      {{- end }}
    `,
    values: {
      mailer: workerValues(
        { ...worker, serviceAccount: { automount: true } },
        'Sends mails',
      ),
      rbac: toggle(true, {}, 'Roles of the mailer'),
    },
    build() {
      const { mailer, rbac } = this.values;
      const pods = new Worker(this, 'mailer', { values: mailer });
      const role = new KubeRole(this, 'reader', {
        rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }],
      });
      const binding = new KubeRoleBinding(this, 'reader-binding', {
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'Role',
          name: componentName(this, 'reader'),
        },
        subjects: [{ kind: 'ServiceAccount', name: pods.serviceAccountName }],
      });
      for (const each of [role, binding]) Condition.of(each).when(rbac.enabled);
    },
    prints: [
      {
        file: 'templates/reader-binding-rolebinding.yaml',
        from: 'roleRef:',
        to: 'shop.mailer',
      },
    ],
  }),
  phrase({
    title: 'securityContext',
    helm: `
      securityContext:
        {{- toYaml .Values.securityContext | nindent 12 }}
    `,
    values: { mailer: workerValues(worker, 'Sends mails') },
    build() {
      new Worker(this, 'mailer', { values: this.values.mailer });
    },
    prints: [
      {
        file: 'production/40-workload/40-mailer-deployment.k8s.yaml',
        from: 'securityContext',
        to: 'type',
      },
      { file: 'values.yaml', from: 'podSecurityContext', to: 'type' },
    ],
    says: 'All pods are `restricted` as they come. What is not, says why: `Exception.of(this).allow(code, reason)`.',
  }),
  phrase({
    title: 'service.type and a nodePort',
    helm: `
      type: {{ .Values.service.type }}
      ports:
        - port: {{ .Values.service.port }}
          {{- if and (eq .Values.service.type "NodePort") .Values.service.nodePort }}
          nodePort: {{ .Values.service.nodePort }}
          {{- end }}
    `,
    values: { web: webServiceValues(web, 'The web application') },
    environments: {
      local: {
        values: { web: { service: { type: 'NodePort', nodePort: 30080 } } },
      },
      production: { values: {} },
    },
    build() {
      new WebService(this, 'web', { values: this.values.web, port: 8080 });
    },
    prints: [
      {
        file: 'local/40-workload/40-web-service.k8s.yaml',
        from: 'type:',
        to: 'nodePort',
      },
      {
        file: 'production/40-workload/40-web-service.k8s.yaml',
        from: 'type:',
        to: 'protocol',
      },
    ],
  }),
  phrase({
    title: 'ingress with TLS',
    helm: `
      {{- if .Values.ingress.enabled }}
      {{- range .Values.ingress.tls }}
      # ...
    `,
    values: {
      web: webServiceValues(web, 'The web application'),
      ingress: httpIngressValues({
        enabled: true,
        hosts: ['shop.example.com'],
        tls: true,
        clusterIssuer: 'letsencrypt',
      }),
    },
    build() {
      const { web, ingress } = this.values;
      const server = new WebService(this, 'web', { values: web, port: 8080 });
      new HttpIngress(this, 'ingress', {
        values: ingress,
        routes: { '/': server },
      });
    },
    prints: [
      { file: 'production/50-operation/50-ingress.k8s.yaml', from: 'spec:' },
    ],
  }),
  phrase({
    title: 'persistence: volumeClaimTemplates and storageClass',
    helm: `
      volumeClaimTemplates:
        - metadata: { name: data }
          spec:
            {{- with .Values.persistence.storageClass }}
            storageClassName: {{ . }}
            {{- end }}
            resources: { requests: { storage: {{ .Values.persistence.size }} } }
    `,
    values: {
      store: statefulServiceValues(
        {
          image: { repository: 'registry.example.com/store' },
          storage: '10Gi',
          resources: worker.resources,
          probes: worker.probes,
        },
        'Keeps the orders',
      ),
    },
    build() {
      new StatefulService(this, 'store', {
        values: this.values.store,
        port: { name: 'store', number: 7000 },
        data: { claim: 'data', mountPath: '/data' },
      });
    },
    prints: [
      {
        file: 'templates/store-statefulset.yaml',
        from: '- apiVersion: v1',
        to: 'storage:',
      },
    ],
  }),
  phrase({
    title: 'a component that can be switched off',
    helm: `
      {{- if .Values.mailer.enabled }}
      # in each of its templates
      {{- end }}
    `,
    values: { mailer: optionalWorkerValues(false, worker, 'Sends mails') },
    build() {
      const { mailer } = this.values;
      const pods = new Worker(this, 'mailer', { values: mailer });
      Condition.of(pods).when(mailer.enabled);
    },
    prints: [
      {
        file: 'templates/mailer-deployment.yaml',
        from: '{{- if .Values.mailer.enabled',
        to: 'kind',
      },
    ],
    says: 'Once, for all of its objects.',
  }),
  phrase({
    title: 'CronJob: schedule and time zone',
    helm: `
      schedule: {{ .Values.report.schedule | quote }}
      timeZone: {{ .Values.report.timeZone }}
    `,
    values: {
      report: cronTaskValues(
        {
          image: { repository: 'registry.example.com/report' },
          schedule: '15 6 * * 1',
          timeZone: 'Europe/Berlin',
          backoffLimit: 2,
          activeDeadlineSeconds: 1800,
          resources: worker.resources,
        },
        'Writes the report of the week',
      ),
    },
    build() {
      new CronTask(this, 'report', {
        values: this.values.report,
        command: ['/app/report', '--last-week'],
      });
    },
    prints: [
      {
        file: 'templates/report-cronjob.yaml',
        from: 'schedule:',
        to: 'end',
      },
    ],
  }),
  phrase({
    title: 'NetworkPolicy',
    helm: `
      ingress:
        - from:
            - podSelector:
                matchLabels: { app.kubernetes.io/component: mailer }
          ports: [{ port: 8080 }]
    `,
    values: {
      web: webServiceValues(web, 'The web application'),
      mailer: workerValues(worker, 'Sends mails'),
    },
    build() {
      const { web, mailer } = this.values;
      const server = new WebService(this, 'web', { values: web, port: 8080 });
      const client = new Worker(this, 'mailer', { values: mailer });
      client.allowTo(server);
    },
    prints: [
      {
        file: 'production/50-operation/50-web-networkpolicy.k8s.yaml',
        from: 'ingress:',
        to: 'port:',
      },
    ],
    says: 'Both sides at once: the client may reach the server, and the server lets it in.',
  }),
  phrase({
    title: 'ServiceMonitor',
    helm: `
      {{- if .Values.metrics.serviceMonitor.enabled }}
      kind: ServiceMonitor
      # ...
      {{- end }}
    `,
    values: {
      web: webServiceValues({ ...web, metrics: true }, 'The web application'),
    },
    build() {
      new WebService(this, 'web', {
        values: this.values.web,
        port: 8080,
        metricsPath: '/metrics',
      });
    },
    prints: [
      {
        file: 'templates/web-servicemonitor.yaml',
        to: 'kind',
      },
      {
        file: 'values.yaml',
        from: 'serviceMonitor:',
        to: 'interval:',
      },
    ],
    says: 'Where there is no Prometheus Operator, the pods carry annotations by which Prometheus finds them.',
  }),
];
