import {
  aBoolean,
  aFunction,
  aMap,
  aName,
  aScalar,
  aText,
  aWholeNumber,
  listOf,
  mapOf,
  maybe,
  propsOf,
  takes,
  wordOf,
  type Kind,
} from './argument';
import { shapeOf, type KeyRule, type ValueType } from './shape';
import { Expression, type Helper, type Json, type Operand, type Release, type JsonObject } from './expression';
import { registryInFront, tagOfVersion } from './image-reference';
import { sha256 } from './go-json';
import { transforms } from './go-text';
import { refuseUnrepeatable } from './refused-functions';

/*
 * The named templates that every chart has. Each stands here twice, as Helm text and as its meaning, side by side.
 */

/**
 * Longest full name of a release. Of the 63 characters that a Service may have (RFC 1035) it leaves 28 for a dash and an id, of the 52
 * of a CronJob and a StatefulSet 17 (`-postgres-backup`).
 */
export const fullNameLimit = 35;

const hashLength = 8;
const trimDash = (name: string) => name.replace(/-$/, '');
/** The value of a label begins and ends with a letter or digit. */
const trimLabel = (text: string) => text.slice(0, 63).replace(/^[-_.]+|[-_.]+$/g, '');
const value = (release: Release, key: string) => String(release.values[key] ?? '');

export const dnsLabelHelper: Helper = {
  name: 'dnsLabel',
  description:
    'A text as a DNS label. One that has to change, or is too long, ends in its hash, which keeps it apart from others.',
  type: 'string',
  dnsSafe: true,
  template: () => `{{- $label := regexReplaceAll "[^-a-z0-9]" (lower .text) "-" | trimAll "-" }}
{{- /* The name of a Service begins with a letter. */}}
{{- if and .before (regexMatch "^[0-9]" $label) }}
{{- $label = printf "%s-%s" .before $label }}
{{- end }}
{{- if or (ne $label .text) (gt (len $label) .longest) }}
{{- $label = printf "%s-%s" ($label | trunc (sub .longest ${hashLength + 1} | int) | trimSuffix "-") (.text | sha256sum | trunc ${hashLength}) }}
{{- end }}
{{- $label | trimPrefix "-" }}`,
  evaluate: (_release, { text, before, longest }) =>
    dnsLabel(String(text), Number(longest), before as string | undefined),
};

/** What the named template `dnsLabel` gives. */
function dnsLabel(text: string, longest: number, before = ''): string {
  const written = transforms
    .lower(text)
    .replace(/[^-a-z0-9]/gu, '-')
    .replace(/^-+|-+$/g, '');
  const label = before !== '' && /^[0-9]/.test(written) ? `${before}-${written}` : written;
  if (label === text && label.length <= longest) return label;
  return `${trimDash(label.slice(0, longest - hashLength - 1))}-${sha256(text).slice(0, hashLength)}`.replace(/^-/, '');
}

export const nameHelper: Helper = {
  name: 'name',
  description: "The chart's name, or what the user put in its place. The alias of a subchart may be no DNS label.",
  type: 'string',
  dnsSafe: true,
  longest: 63,
  uses: [dnsLabelHelper],
  template: (chart) =>
    `{{- include "${chart}.dnsLabel" (dict "text" (default .Chart.Name .Values.nameOverride) "longest" 63) }}`,
  evaluate: (release) => dnsLabel(value(release, 'nameOverride') || release.chart.name, 63),
};

export const fullnameHelper: Helper = {
  name: 'fullname',
  description: 'The name that all objects of the release begin with, unique among the releases of a namespace.',
  type: 'string',
  dnsSafe: true,
  longest: fullNameLimit,
  uses: [nameHelper, dnsLabelHelper],
  template: (chart) => `{{- $name := include "${chart}.name" . }}
{{- $full := printf "%s-%s" .Release.Name $name }}
{{- if .Values.fullnameOverride }}
{{- $full = .Values.fullnameOverride }}
{{- else if and .Chart.IsRoot (eq $name .Release.Name) }}
{{- /* A subchart keeps its name: its parent, or itself under another alias, may have that of the release. */}}
{{- $full = .Release.Name }}
{{- end }}
{{- /* A release may be called 2024 or my.site; ${fullNameLimit} characters leave room for suffixes within 63. */}}
{{- include "${chart}.dnsLabel" (dict "text" $full "before" "release" "longest" ${fullNameLimit}) }}`,
  evaluate: (release, args) => {
    const name = String(nameHelper.evaluate(release, args));
    const releaseName = release.release.name;
    const full = value(release, 'fullnameOverride') || (releaseName === name ? releaseName : `${releaseName}-${name}`);
    return dnsLabel(full, fullNameLimit, 'release');
  },
};

export const prefixHelper: Helper = {
  name: 'prefix',
  description: 'What stands before a well-known name: nothing in the release that has the name of the chart.',
  type: 'string',
  dnsSafe: true,
  longest: fullNameLimit + 1,
  uses: [fullnameHelper],
  template: (chart) => `{{- if ne (include "${chart}.fullname" .) .Chart.Name }}
{{- printf "%s-" (include "${chart}.fullname" .) }}
{{- end }}`,
  evaluate: (release, args) => {
    const full = String(fullnameHelper.evaluate(release, args));
    return full === release.chart.name ? '' : `${full}-`;
  },
};

export const chartHelper: Helper = {
  name: 'chart',
  description: 'Chart name and version, for the label helm.sh/chart.',
  type: 'string',
  template: () => `{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimAll "-_." }}`,
  evaluate: ({ chart }) => trimLabel(`${chart.name}-${chart.version}`.replace(/\+/g, '_')),
};

const nameLabel = 'app.kubernetes.io/name';
const instanceLabel = 'app.kubernetes.io/instance';

/** The keys of labels that users add: none by which the chart knows its objects. */
export const usersLabelKeys = {
  pattern: '^[A-Za-z0-9][-A-Za-z0-9_./]*$',
  not: { pattern: '^(app\\.kubernetes\\.io|helm\\.sh)/' },
} as const satisfies KeyRule;

export const selectorLabelsHelper: Helper = {
  name: 'selectorLabels',
  description: 'The labels by which a release knows its own objects: they never change, so selectors may use them.',
  type: 'map',
  keys: { enum: [nameLabel, instanceLabel] },
  uses: [nameHelper],
  template: (chart) => `app.kubernetes.io/name: {{ include "${chart}.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}`,
  evaluate: (release, args) => ({
    [nameLabel]: nameHelper.evaluate(release, args),
    [instanceLabel]: release.release.name,
  }),
};

/** What tells who manages an object in plain YAML; in a chart it is Helm. */
export const manager = 'chartwright';

export const labelsHelper: Helper = {
  name: 'labels',
  description: 'The labels of every object.',
  type: 'map',
  takesUserEntries: true,
  keys: {
    anyOf: [
      {
        enum: [
          'helm.sh/chart',
          nameLabel,
          instanceLabel,
          'app.kubernetes.io/version',
          'app.kubernetes.io/part-of',
          'app.kubernetes.io/managed-by',
        ],
      },
      usersLabelKeys,
    ],
  },
  uses: [chartHelper, nameHelper, selectorLabelsHelper],
  template: (chart) => `helm.sh/chart: {{ include "${chart}.chart" . | quote }}
{{ include "${chart}.selectorLabels" . }}
app.kubernetes.io/version: {{ regexReplaceAll "[^-A-Za-z0-9_.]" .Chart.AppVersion "_" | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/part-of: {{ include "${chart}.name" . | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}`,
  evaluate: (release, args) => ({
    ...(selectorLabelsHelper.evaluate(release, args) as JsonObject),
    'app.kubernetes.io/version': trimLabel(release.chart.appVersion.replace(/[^-A-Za-z0-9_.]/gu, '_')),
    'app.kubernetes.io/part-of': nameHelper.evaluate(release, args),
    'app.kubernetes.io/managed-by': manager,
    ...(release.values['commonLabels'] as JsonObject | undefined),
  }),
};

export const imageHelper: Helper = {
  name: 'image',
  description: 'The reference of an image: a digest wins over the tag, the tag defaults to the app version.',
  type: 'string',
  template: () => `{{- $image := .image }}
{{- $repository := $image.repository }}
{{- with $image.registry | default .root.Values.global.imageRegistry }}
{{- /* It takes the place of the registry in the repository: a first part with a dot or a port, or localhost. */}}
{{- $repository = printf "%s/%s" (trimSuffix "/" .) (regexReplaceAll "${registryInFront}" $repository "") }}
{{- end }}
{{- if $image.digest }}
{{- printf "%s@%s" $repository $image.digest }}
{{- else }}
{{- printf "%s:%s" $repository (default (replace "+" "_" .root.Chart.AppVersion) $image.tag) }}
{{- end }}`,
  evaluate: (release, { image }) => {
    const { registry: own, repository = '', tag, digest } = image as Record<string, string>;
    const shared = (release.values['global'] as JsonObject | undefined)?.['imageRegistry'] ?? '';
    const registry = own || String(shared);
    const path = repository.replace(new RegExp(registryInFront), '');
    const name = registry ? `${registry.replace(/\/$/, '')}/${path}` : repository;
    return digest ? `${name}@${digest}` : `${name}:${tag || tagOfVersion(release.chart.appVersion)}`;
  },
};

const aTemplate: Kind = {
  words: 'a function that gives the text of a template',
  holds: (value) => typeof value === 'function' && typeof (value as Helper['template'])('chart') === 'string',
};

const callTakes = takes(
  'call(helper, args)',
  propsOf<Helper>({
    name: aName,
    description: aText,
    type: wordOf(['string', 'integer', 'number', 'boolean', 'scalar', 'list', 'map'] satisfies ValueType[]),
    dnsSafe: maybe(aBoolean),
    longest: maybe(aWholeNumber),
    takesUserEntries: maybe(aBoolean),
    keys: maybe(aMap),
    isPure: maybe(aBoolean),
    mayBeEmpty: maybe(aBoolean),
    uses: maybe(listOf(aMap)),
    template: aTemplate,
    evaluate: aFunction,
  }),
  maybe(mapOf(aScalar)),
);

/** A call of a hand-written named template. */
export function call<T extends Json>(helper: Helper, args: { readonly [name: string]: Operand } = {}): Expression<T> {
  if (typeof helper === 'string') refuseUnrepeatable(helper);
  callTakes(helper, args);
  refuseUnrepeatable(helper);
  const { type, keys } = helper;
  const shape = type === 'map' && keys ? { ...shapeOf(type), propertyNames: keys } : type;
  return new Expression<T>({ kind: 'helper', helper, args }, shape);
}

/** The name that all objects of the release begin with. */
export const fullname = call<string>(fullnameHelper);

/** The labels of every object. */
export const labels = call<{ readonly [key: string]: string }>(labelsHelper);

/** The labels for selectors, without the component. */
export const selectorLabels = call<{ readonly [key: string]: string }>(selectorLabelsHelper);

/** What stands before a well-known name: nothing in the release that has the name of the chart, else its full name. */
export const wellKnownPrefix = call<string>(prefixHelper);
