import { isMap, type Helper, type Json } from '../values';

/*
 * A named template that tells where a container would run as root although that is ruled out.
 */

type Args = { readonly [name: string]: Json | undefined };
type Said = readonly [value: Json | undefined, path: string];

/** What counts of a field: what the container says, else what the pod says. */
function inForce(args: Args, field: string): Said {
  for (const level of ['container', 'pod']) {
    const given = args[level];
    if (isMap(given) && Object.hasOwn(given, field)) return [given[field], `${String(args[`${level}Path`])}.${field}`];
    const own = args[`${level}.${field}`];
    if (own !== undefined) return [own, String(args[`${level}.${field}Path`])];
  }
  return [undefined, ''];
}

/**
 * `.pod` and `.container` are what both say of their security, at `.podPath` and `.containerPath`; what the chart itself says stands in
 * `pod.runAsUser` and the like, with the path of its value, which is empty where it is none.
 */
export const rootUsersHelper: Helper = {
  name: 'rootUsers',
  description: 'A container that would run as root although the pod or the container rules that out.',
  type: 'string',
  isPure: true,
  template: () => `{{- $said := dict }}
{{- range $level := list "pod" "container" }}
{{- range $field := list "runAsNonRoot" "runAsUser" }}
{{- $own := printf "%s.%s" $level $field }}
{{- if hasKey (get $ $level | default dict) $field }}
{{- $_ := set $said $field (list (get (get $ $level) $field) (printf "%s.%s" (get $ (printf "%sPath" $level)) $field)) }}
{{- else if hasKey $ $own }}
{{- $_ := set $said $field (list (get $ $own) (get $ (printf "%sPath" $own))) }}
{{- end }}
{{- end }}
{{- end }}
{{- if and (hasKey $said "runAsNonRoot") (hasKey $said "runAsUser") }}
{{- $ruledOut := $said.runAsNonRoot }}
{{- $user := $said.runAsUser }}
{{- if and (eq (toString (first $ruledOut)) "true") (eq (toString (first $user)) "0") }}
- {{ if last $user }}{{ last $user }}: 0 is root, which {{ last $ruledOut | default "the chart" }} rules out{{ else }}{{ last $ruledOut }}: the chart runs a container as root{{ end }}
{{- end }}
{{- end }}`,
  evaluate: (_, args) => {
    const [[ruledOut, by], [user, path]] = [inForce(args, 'runAsNonRoot'), inForce(args, 'runAsUser')];
    if (ruledOut !== true || user !== 0) return '';
    return path === ''
      ? `\n- ${by}: the chart runs a container as root`
      : `\n- ${path}: 0 is root, which ${by === '' ? 'the chart' : by} rules out`;
  },
};
