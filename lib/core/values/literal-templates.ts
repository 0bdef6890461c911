import type { TSchema } from '@sinclair/typebox';
import type { Helper, JsonObject } from './expression';
import { isMap } from './is-map';
import { isGroup } from './schema';
import { isTemplated } from './templated';

/*
 * Who knows other charts writes {{ .Release.Name }} into any value. Only those that the chart declares with templated() are
 * evaluated; the others are printed as they stand, and that is told.
 */

const open = '{{';

/** The paths of the values that hold `{{` and go through no template. A map is looked at entry by entry, a list as a whole. */
export const literalTemplates = (schema: TSchema, values: JsonObject): string[] =>
  found(values, '', templatedPaths(schema));

function found(values: JsonObject, above: string, templated: readonly string[]): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const path = above === '' ? key : `${above}.${key}`;
    if (templated.includes(path)) return [];
    if (isMap(value)) return found(value, path, templated);
    return JSON.stringify(value).includes(open) ? [path] : [];
  });
}

function templatedPaths(schema: TSchema, above = ''): string[] {
  return Object.entries((schema.properties ?? {}) as Record<string, TSchema>).flatMap(([key, field]) => {
    const path = above === '' ? key : `${above}.${key}`;
    if (isGroup(field)) return templatedPaths(field, path);
    return isTemplated(field) ? [path] : [];
  });
}

/** The same in the chart, for NOTES.txt: a line for each of them. */
export function literalTemplatesHelper(schema: TSchema): Helper {
  const templated = templatedPaths(schema);
  const own = templated.length === 0 ? '' : `not (has $path (list ${templated.map((path) => `"${path}"`).join(' ')}))`;
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
      found(values, '', templated)
        .map((path) => `\nWARNING: ${path} holds "{{", and the chart prints it as it stands.`)
        .join(''),
  };
}

/** What is told of such a value. */
export const literalTemplateText = (path: string): string =>
  `${path} holds "{{", which is printed as it stands: templated() in the definition would evaluate it`;
