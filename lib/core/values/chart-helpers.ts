import {
  aBoolean,
  aFunction,
  aMap,
  aName,
  aScalar,
  aText,
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
import { sha256 } from './go-json';
import { refuseUnrepeatable } from './refused-functions';

/*
 * The named templates that every chart has. Each stands here twice, as Helm text and as its meaning, side by side.
 */

/**
 * Longest full name of a release. Names made from it add at most 25 characters (`-blackbox-exporter-config`), and the name
 * of a Service, like the value of a label, has at most 63 (RFC 1123, RFC 1035).
 */
export const fullNameLimit = 38;

const trimDash = (name: string) => name.replace(/-$/, '');
/** The value of a label begins and ends with a letter or digit. */
const trimLabel = (text: string) => text.slice(0, 63).replace(/^[-_.]+|[-_.]+$/g, '');
const value = (release: Release, key: string) => String(release.values[key] ?? '');

export const nameHelper: Helper = {
  name: 'name',
  description: "The chart's name, or what the user put in its place.",
  type: 'string',
  dnsSafe: true,
  template: () => `{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}`,
  evaluate: (release) => trimDash((value(release, 'nameOverride') || release.chart.name).slice(0, 63)),
};

export const fullnameHelper: Helper = {
  name: 'fullname',
  description: 'The name that all objects of the release begin with, unique among the releases of a namespace.',
  type: 'string',
  dnsSafe: true,
  uses: [nameHelper],
  template: (chart) => `{{- $name := include "${chart}.name" . }}
{{- $full := printf "%s-%s" .Release.Name $name }}
{{- if .Values.fullnameOverride }}
{{- $full = .Values.fullnameOverride }}
{{- else if and .Chart.IsRoot (eq $name .Release.Name) }}
{{- /* A subchart keeps its name: its parent, or itself under another alias, may have that of the release. */}}
{{- $full = .Release.Name }}
{{- end }}
{{- /* A name that is cut keeps apart from others by its hash; ${fullNameLimit} leaves room for suffixes within 63. */}}
{{- if gt (len $full) ${fullNameLimit} }}
{{- $full = printf "%s-%s" ($full | trunc ${fullNameLimit - 9} | trimSuffix "-") ($full | sha256sum | trunc 8) }}
{{- end }}
{{- $full | trimSuffix "-" }}`,
  evaluate: (release, args) => {
    const name = String(nameHelper.evaluate(release, args));
    const releaseName = release.release.name;
    const full = value(release, 'fullnameOverride') || (releaseName === name ? releaseName : `${releaseName}-${name}`);
    if (full.length <= fullNameLimit) return trimDash(full);
    return `${trimDash(full.slice(0, fullNameLimit - 9))}-${sha256(full).slice(0, 8)}`;
  },
};

export const prefixHelper: Helper = {
  name: 'prefix',
  description: 'What stands before a well-known name: nothing in the release that has the name of the chart.',
  type: 'string',
  dnsSafe: true,
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
{{- $reference := $image.repository }}
{{- with .root.Values.global.imageRegistry }}
{{- $reference = printf "%s/%s" (trimSuffix "/" .) $reference }}
{{- end }}
{{- if $image.digest }}
{{- printf "%s@%s" $reference $image.digest }}
{{- else }}
{{- printf "%s:%s" $reference (default .root.Chart.AppVersion $image.tag) }}
{{- end }}`,
  evaluate: (release, { image }) => {
    const { repository, tag, digest } = image as Record<string, string>;
    const registry = String((release.values['global'] as JsonObject | undefined)?.['imageRegistry'] ?? '');
    const reference = registry ? `${registry.replace(/\/$/, '')}/${repository}` : repository;
    return digest ? `${reference}@${digest}` : `${reference}:${tag || release.chart.appVersion}`;
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
