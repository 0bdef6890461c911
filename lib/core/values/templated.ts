import type { TSchema } from '@sinclair/typebox';
import { aMap } from './argument';
import { call, fullnameHelper, nameHelper } from './chart-helpers';
import { Expression, type Helper, type Json, type JsonObject, type Release } from './expression';
import { isMap } from './is-map';
import { at } from './json-parts';
import { setEntry } from './own-entry';
import { mistake } from './problem';
import { isGroup, mapLeaves, readThrough, type Group } from './schema';
import { takes } from './takes';

/** Marks a value whose text goes through `tpl`; a symbol is kept by a copy of the schema and is not part of what users see of it. */
const mark = Symbol('templated');

const templatedTakes = takes('templated(schema)', aMap);

/**
 * A text, or a map of texts, in which users may write templates: `{{ .Release.Namespace }}.example.com`. The chart has Helm's
 * `tpl` evaluate it, the plain YAML has the same put in. What may stand between the braces is a closed set, which the schema
 * says: name and namespace of the release, name, version and app version of the chart, `include "CHART.fullname" .`,
 * `include "CHART.name" .`, and the chart's own values that are texts, switches, or whole numbers below a million.
 *
 * @throws DefinitionError for a value that is neither a text of any form nor a map of such
 */
export function templated<T extends TSchema>(schema: T): T {
  templatedTakes(schema);
  if (!isFreeText(schema) && !isFreeText((schema as TSchema).additionalProperties)) {
    const message = 'a template can only stand in a text, or in the texts of a map';
    const remedy = "Give it string('...', 'what it is') or stringMap({}, 'what it is').";
    throw mistake({ code: 'invalid-schema', message, remedy });
  }
  return readThrough({ ...schema, [mark]: true }, templateOf) as TSchema as T;
}

const isFreeText = (schema: unknown): boolean =>
  isMap(schema) && schema['type'] === 'string' && schema['enum'] === undefined;

/** Whether users may write templates in a value. */
export const isTemplated = (schema: TSchema): boolean => mark in schema;

/** What a template may say of the release, beside values. */
const builtins: { readonly [source: string]: (release: Release) => Json } = {
  '.Release.Name': ({ release }) => release.name,
  '.Release.Namespace': ({ release }) => release.namespace,
  '.Chart.Name': ({ chart }) => chart.name,
  '.Chart.Version': ({ chart }) => chart.version,
  '.Chart.AppVersion': ({ chart }) => chart.appVersion,
};

/** The named templates that it may include. */
const helpers = [fullnameHelper, nameHelper];

/** From here on Helm prints a number with an exponent: it has floats, and `%v` writes 1e+06. */
const firstWithExponent = 1_000_000;

const action = /\{\{ *(?:(\.[A-Za-z][A-Za-z0-9.]*)|include "[^"]*\.(fullname|name)" \.) *\}\}/g;

/** A text with what its templates come to, as `tpl` gives it. */
export const evaluateTemplate = (text: string, release: Release): string =>
  text.replace(action, (_, path: string | undefined, included: string | undefined) => {
    if (path === undefined) return String(helpers.find(({ name }) => name === included)!.evaluate(release, {}));
    if (Object.hasOwn(builtins, path)) return String(builtins[path]!(release));
    return String(at(release.values, ...path.split('.').slice(2)) ?? '');
  });

const mapHelper: Helper = {
  name: 'templates',
  description: 'A map, with what the templates in its texts come to.',
  type: 'map',
  takesUserEntries: true,
  mayBeEmpty: true,
  template: () => `{{- $lines := list }}
{{- range $key, $text := .map }}
{{- $lines = append $lines (printf "%s: %s" (quote $key) (tpl $text $.root | quote)) }}
{{- end }}
{{- join "\\n" $lines }}`,
  evaluate: (release, { map }) => {
    const result: Record<string, Json> = {};
    for (const [key, text] of Object.entries(map as JsonObject))
      setEntry(result, key, evaluateTemplate(String(text), release));
    return result;
  },
};

/** What a value that may hold templates comes to. */
export function templateOf(reference: Expression): Expression {
  const { shape, valueType } = reference;
  if (valueType === 'string') return new Expression({ kind: 'template', operand: reference }, 'string');
  const { node } = call(mapHelper, { map: reference });
  return new Expression(node, { type: 'object', ...(shape.propertyNames && { propertyNames: shape.propertyNames }) });
}

/**
 * The schema of a chart in which every value that is marked says what may stand in its templates.
 *
 * @param chart whose named templates they may include
 */
export function withTemplates(schema: Group, chart: string): Group {
  if (!holdsTemplates(schema)) return schema;
  const known = [
    ...Object.keys(builtins).map(quoted),
    ...included(chart),
    `\\.Values${oneOfPaths(printablePaths(schema))}`,
  ];
  const rule = {
    pattern: `^([^{]|\\{[^{]|\\{\\{ *(${known.join('|')}) *\\}\\})*\\{?$`,
    patternErrorMessage:
      `between {{ and }} may stand ${Object.keys(builtins).join(', ')}, ` +
      `include "${chart}.fullname" ., include "${chart}.name" ., and .Values with the path of a text, switch or small number of this chart`,
  };
  return mapLeaves(schema, (leaf) => {
    if (!isTemplated(leaf)) return leaf;
    const description = `${String(leaf.description)}; may hold templates, such as {{ .Release.Name }}`;
    if (leaf.type === 'string') return { ...withRule(leaf, rule), description };
    return { ...leaf, description, additionalProperties: withRule(leaf.additionalProperties as TSchema, rule) };
  });
}

const withRule = (text: TSchema, rule: object): TSchema => {
  const { allOf = [] } = text as { readonly allOf?: readonly object[] };
  return { ...text, allOf: [...allOf, rule] };
};

const holdsTemplates = (group: Group): boolean =>
  Object.values(group.properties).some((field) => (isGroup(field) ? holdsTemplates(field) : isTemplated(field)));

const quoted = (text: string): string => text.replace(/[.]/g, '\\.');

const included = (chart: string): string[] => [
  `include "${chart}\\.(${helpers.map(({ name }) => name).join('|')})" \\.`,
];

/** Paths as a tree: the keys below a key. */
interface Paths {
  readonly [key: string]: Paths;
}

/** The values that a template prints as the plain YAML does. */
function printablePaths(group: Group): Paths {
  const entries = Object.entries(group.properties as Record<string, TSchema>).flatMap(
    ([key, field]): [string, Paths][] => {
      if (!isGroup(field)) return isPrintable(field) ? [[key, {}]] : [];
      const inner = printablePaths(field);
      return Object.keys(inner).length > 0 ? [[key, inner]] : [];
    },
  );
  return Object.fromEntries(entries);
}

function isPrintable(leaf: TSchema): boolean {
  const {
    type,
    minimum = -Infinity,
    maximum = Infinity,
  } = leaf as { readonly [keyword: string]: unknown } & {
    readonly minimum?: number;
    readonly maximum?: number;
  };
  if (isTemplated(leaf)) return false;
  if (type === 'integer') return minimum > -firstWithExponent && maximum < firstWithExponent;
  return type === 'string' || type === 'boolean';
}

/** `(\.web(\.host|\.port)|\.name)` */
function oneOfPaths(paths: Paths): string {
  const choices = Object.entries(paths).map(
    ([key, inner]) => `\\.${key}${Object.keys(inner).length > 0 ? oneOfPaths(inner) : ''}`,
  );
  return choices.length === 1 ? choices[0]! : `(${choices.join('|')})`;
}
