import type { TSchema } from '@sinclair/typebox';
import { aMap } from './argument';
import type { Helper, JsonObject } from './expression';
import { isMap } from './is-map';
import { isGroup } from './schema';
import { takes } from './takes';
import { isTemplated } from './templated';

/*
 * Who knows other charts writes {{ .Release.Name }} into any value. Only those that the chart declares with templated() are
 * evaluated; the others are printed as they stand, and that is told.
 */

/** Marks a value whose braces are another program's. */
const mark = Symbol('verbatim');

const verbatimTakes = takes('verbatim(schema)', aMap);

/** A value in which `{{` is meant as it stands, as in rules of Prometheus: nobody is warned of it. */
export function verbatim<T extends TSchema>(schema: T): T {
  verbatimTakes(schema);
  return Object.assign(schema, { [mark]: true });
}

const open = '{{';

/** The paths of the values that hold `{{`, go through no template, and are not `verbatim`. A map is looked at entry by entry, a list as a whole. */
export const literalTemplates = (schema: TSchema, values: JsonObject): string[] =>
  found(values, '', knownPaths(schema));

function found(values: JsonObject, above: string, known: readonly string[]): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const path = above === '' ? key : `${above}.${key}`;
    if (known.includes(path)) return [];
    if (isMap(value)) return found(value, path, known);
    return JSON.stringify(value).includes(open) ? [path] : [];
  });
}

/** The paths of the values whose braces are nobody's mistake. */
function knownPaths(schema: TSchema, above = ''): string[] {
  return Object.entries((schema.properties ?? {}) as Record<string, TSchema>).flatMap(([key, field]) => {
    const path = above === '' ? key : `${above}.${key}`;
    if (isGroup(field)) return knownPaths(field, path);
    return isTemplated(field) || mark in field ? [path] : [];
  });
}

/** The same in the chart, for NOTES.txt: a line for each of them. */
export function literalTemplatesHelper(schema: TSchema): Helper {
  const known = knownPaths(schema);
  const own = known.length === 0 ? '' : `not (has $path (list ${known.map((path) => `"${path}"`).join(' ')}))`;
  const isLiteral = 'contains "{{" (toJson $value)';
  return {
    name: 'literalTemplates',
    description: 'A warning for each value that holds a template, which this chart prints as it stands.',
    type: 'string',
    template: (chart) => `{{- $above := .above }}
{{- range $key, $value := default .Values .values }}
{{- $path := printf "%s%s" (default "" $above) $key }}
{{- if ${own === '' ? 'kindIs "map" $value' : `and (${own}) (kindIs "map" $value)`} }}
{{- include "${chart}.literalTemplates" (dict "values" $value "above" (printf "%s." $path)) }}
{{- else if ${own === '' ? isLiteral : `and (${own}) (${isLiteral})`} }}
WARNING: {{ $path }} holds "{{ "{{" }}", and the chart prints it as it stands.
{{- end }}
{{- end }}`,
    evaluate: ({ values }) =>
      found(values, '', known)
        .map((path) => `\nWARNING: ${path} holds "{{", and the chart prints it as it stands.`)
        .join(''),
  };
}

/** What is told of such a value. */
export const literalTemplateText = (path: string): string =>
  `${path} holds "{{", which is printed as it stands: templated() in the definition would evaluate it`;
