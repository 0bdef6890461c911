import { usualParent } from '../kubernetes/usual-parent';
import { isMap, type Helper, type Json, type JsonObject } from '../values';
import { listOf } from '../values/json-parts';

/*
 * A named template about what a route of the Gateway API is attached to: of a parent that is named twice, each time a part is named.
 */

const usual: JsonObject = { ...usualParent, namespace: '', name: '' };
const parts = ['sectionName', 'port'];

const shown = (value: Json | undefined): string => (value === undefined || value === null ? '' : String(value));
const parentOf = (reference: JsonObject): string =>
  Object.entries(usual)
    .map(([key, otherwise]) => shown(reference[key]) || shown(otherwise))
    .join('/');
const partsIn = (reference: JsonObject): string => parts.filter((key) => shown(reference[key]) !== '').join();

/** `.list` are references to parents at `.path`. */
export const wholeParentsHelper: Helper = {
  name: 'wholeParents',
  description: 'The parents of a route that are named twice, once with a part of theirs and once without.',
  type: 'string',
  isPure: true,
  template: () => `{{- $seen := dict }}
{{- range $i, $reference := .list }}
{{- $parent := list }}
{{- range $key, $usual := dict ${Object.entries(usual)
    .map(([key, otherwise]) => `"${key}" ${JSON.stringify(otherwise)}`)
    .join(' ')} }}
{{- $parent = append $parent (get $reference $key | default $usual) }}
{{- end }}
{{- $parts := list }}
{{- range $key := list ${parts.map((key) => `"${key}"`).join(' ')} }}
{{- if get $reference $key }}
{{- $parts = append $parts $key }}
{{- end }}
{{- end }}
{{- $id := join "/" $parent }}
{{- if and (hasKey $seen $id) (ne (get $seen $id) (join "," $parts)) }}
- {{ printf "%s[%d]: a parent that is named twice has a sectionName each time" $.path $i }}
{{- else }}
{{- $_ := set $seen $id (join "," $parts) }}
{{- end }}
{{- end }}`,
  evaluate: (_, { list, path }) => {
    const seen = new Map<string, string>();
    return listOf(list)
      .filter((each): each is JsonObject => isMap(each))
      .map((reference, i) => {
        const [parent, part] = [parentOf(reference), partsIn(reference)];
        const before = seen.get(parent);
        if (before === undefined) seen.set(parent, part);
        return before === undefined || before === part
          ? ''
          : `\n- ${String(path)}[${i}]: a parent that is named twice has a sectionName each time`;
      })
      .join('');
  },
};
