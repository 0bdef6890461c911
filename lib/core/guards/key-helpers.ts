import { type Helper } from '../values';
import { mapOf } from '../values/json-parts';

/** The keys of a map in the order in which Helm goes through them. */
export const sortedKeys = (map: Parameters<typeof mapOf>[0]): string[] =>
  Object.keys(mapOf(map)).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

/** The keys of `.map`, with commas between them. */
export const keysHelper: Helper = {
  name: 'keys',
  description: 'The keys of a map, with commas between them.',
  type: 'string',
  isPure: true,
  mayBeEmpty: true,
  template: () => `{{- keys .map | sortAlpha | join "," }}`,
  evaluate: (_, { map }) => sortedKeys(map).join(','),
};

/** `.map` is at `.path`; `.taken` are the keys that the chart sets itself, each after a comma. */
export const takenKeysHelper: Helper = {
  name: 'takenKeys',
  description: 'The keys of a map of users that the chart sets itself.',
  type: 'string',
  isPure: true,
  template: () => `{{- range $key, $_ := .map }}
{{- if contains (printf ",%s," $key) (printf "%s," $.taken) }}
- {{ printf "%s.%s is set by the chart" $.path $key }}
{{- end }}
{{- end }}`,
  evaluate: (_, { map, path, taken }) =>
    sortedKeys(map)
      .filter((key) => `${String(taken)},`.includes(`,${key},`))
      .map((key) => `\n- ${String(path)}.${key} is set by the chart`)
      .join(''),
};
