import type { Helper, Json } from '../values';
import { goJson } from '../values/go-json';
import { mapOf } from '../values/json-parts';
import { network } from '../validation/patterns';

/*
 * Named templates that tell what is wrong with the annotations of users, a line for each fault, and nothing where all is well.
 */

/** `.annotations` are at `.path`; they may have `.most` bytes. */
export const longAnnotationsHelper: Helper = {
  name: 'longAnnotations',
  description: 'Annotations that are too long together.',
  type: 'string',
  template: () => `{{- $bytes := 0 }}
{{- range $key, $text := .annotations }}
{{- $bytes = add $bytes (len $key) (len $text) }}
{{- end }}
{{- if gt $bytes (int64 .most) }}
- {{ printf "%s: %d bytes in all; %d are the most" .path $bytes (int64 .most) }}
{{- end }}`,
  evaluate: (_, { annotations, path, most }) => {
    const bytes = Object.entries(mapOf(annotations)).reduce(
      (sum, [key, text]) => sum + lengthOf(key) + lengthOf(text),
      0,
    );
    return bytes > Number(most) ? `\n- ${String(path)}: ${bytes} bytes in all; ${String(most)} are the most` : '';
  },
};

const lengthOf = (text: Json | undefined): number => Buffer.byteLength(String(text));

export const sourceRanges = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const networkBetweenSpaces = `^ *(${String(network['pattern']).slice(1, -1)}) *$`;

/** `.annotations` of a Service of a `.type` are at `.path`. */
export const sourceRangesHelper: Helper = {
  name: 'sourceRanges',
  description: 'The annotation that limits who may come in, where nobody comes from outside or it names no networks.',
  type: 'string',
  template: () => `{{- if hasKey .annotations "${sourceRanges}" }}
{{- $text := get .annotations "${sourceRanges}" }}
{{- $place := printf "%s.${sourceRanges}" .path }}
{{- if ne .type "LoadBalancer" }}
- {{ printf "%s: goes with the type LoadBalancer only" $place }}
{{- else if regexMatch "[^ ]" $text }}
{{- range splitList "," $text }}
{{- if not (regexMatch ${JSON.stringify(networkBetweenSpaces)} .) }}
- {{ printf "%s: %s is not a network such as 10.0.0.0/8" $place (toJson .) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}`,
  evaluate: (_, { annotations, path, type }) => {
    const given = mapOf(annotations);
    if (!Object.hasOwn(given, sourceRanges)) return '';
    const place = `${String(path)}.${sourceRanges}`;
    if (type !== 'LoadBalancer') return `\n- ${place}: goes with the type LoadBalancer only`;
    const text = String(given[sourceRanges]);
    const form = new RegExp(networkBetweenSpaces, 'u');
    const wrong = /[^ ]/.test(text) ? text.split(',').filter((each) => !form.test(each)) : [];
    return wrong.map((each) => `\n- ${place}: ${goJson(each)} is not a network such as 10.0.0.0/8`).join('');
  },
};

export const classAnnotation = 'kubernetes.io/ingress.class';

/** `.annotations` of an Ingress of a `.class` are at `.path`. */
export const otherClassHelper: Helper = {
  name: 'otherClass',
  description: 'The annotation that names another class of an Ingress than its field does.',
  type: 'string',
  template: () => `{{- if and .class (hasKey .annotations "${classAnnotation}") }}
{{- $other := get .annotations "${classAnnotation}" }}
{{- if ne $other .class }}
- {{ printf "%s.${classAnnotation}: %s is not ingressClassName, %s" .path (toJson $other) (toJson .class) }}
{{- end }}
{{- end }}`,
  evaluate: (_, { annotations, path, class: name }) => {
    const given = mapOf(annotations);
    if (name === '' || !Object.hasOwn(given, classAnnotation) || given[classAnnotation] === name) return '';
    const [other, field] = [goJson(given[classAnnotation]!), goJson(name!)];
    return `\n- ${String(path)}.${classAnnotation}: ${other} is not ingressClassName, ${field}`;
  },
};
