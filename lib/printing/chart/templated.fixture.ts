import { App, ApiObject } from 'cdk8s';
import { HelmChart } from '../../core/manifest';
import { boolean, entries, integer, object, oneOf, string, stringMap, templated, values } from '../../core/values';

const own = values({
  web: object(
    {
      host: templated(string('{{ .Release.Name }}.example.org', 'Host')),
      port: integer(80, 'Port', { minimum: 1, maximum: 65535 }),
      big: integer(12345678, 'A number that Helm would print with an exponent'),
      level: oneOf(['info', 'debug'], 'info', 'Log level'),
    },
    'The web server',
  ),
  isOn: boolean(true, 'Whether it is on'),
  domain: string('example.org', 'Domain'),
  note: string('', 'A text in which nothing is evaluated'),
  notes: templated(stringMap({ url: 'https://{{ .Release.Namespace }}.x' }, 'Annotations')),
});

/** A chart with values that hold templates, and one value that does not. */
export class Site extends HelmChart<typeof own> {
  constructor(scope = new App()) {
    super(scope, 'site', {
      version: '1.2.3',
      appVersion: '7.1',
      description: 'A site',
      values: own,
      environments: { local: { values: {} } },
    });
    new ApiObject(this, 'config', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { annotations: entries(this.values.notes) },
      data: {
        host: this.values.web.host,
        port: `${this.values.web.port}`,
        big: `${this.values.web.big}`,
        level: this.values.web.level,
        isOn: `${this.values.isOn}`,
        domain: this.values.domain,
        note: this.values.note,
      },
    });
  }
}

/** Texts with templates that the chart evaluates. */
export const taken = [
  'plain',
  '',
  '{',
  'a { b } }} c',
  '{{ .Release.Name }}.{{.Release.Namespace}}.x',
  '{{   .Chart.Name   }}-{{ .Chart.Version }}-{{ .Chart.AppVersion }}',
  'http://{{ include "site.fullname" . }}:{{ .Values.web.port }}/{{ .Values.web.level }}',
  '{{ include "site.name" . }} {{ .Values.isOn }} {{ .Values.domain }}',
  '$x "quoted" \\ {{ .Values.domain }} # : | > é',
];

/** Texts with what a template could say elsewhere, and not here. */
export const refused = [
  '{{',
  '{{ }}',
  '{{{ .Release.Name }}',
  '{{ .Release.Name',
  '{{- .Release.Name }}',
  '{{ .Release.Name | upper }}',
  '{{ .Release.Revision }}',
  '{{ .Values.missing }}',
  '{{ .Values.web }}',
  '{{ .Values.web.big }}',
  '{{ .Values.web.host }}',
  '{{ .Values.notes.url }}',
  '{{ include "other.fullname" . }}',
  '{{ include "site.labels" . }}',
  '{{ lookup "v1" "Secret" "a" "b" }}',
  '{{/* comment */}}',
  '{{ "text" }}',
];
