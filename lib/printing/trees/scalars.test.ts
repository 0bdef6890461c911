import { describe } from '@jest/globals';
import {
  and,
  appVersion,
  chartName,
  chartVersion,
  choose,
  concat,
  equals,
  isSet,
  join,
  json,
  not,
  optional,
  or,
  orElse,
  releaseName,
  releaseNamespace,
  text,
  when,
} from '../../core/values';
import { both } from './cases.fixture';

describe('scalars in both outputs', () => {
  both(
    'a reference prints as its type demands: numbers not as floats, strings in quotes',
    ({ flag, name, big, ratio }) => ({
      tree: { flag, name, big, ratio, list: [flag, name, big, ratio] },
      yaml: `
      flag: true
      name: api
      big: 12345678
      ratio: 0.5
      list:
        - true
        - api
        - 12345678
        - 0.5
    `,
      helm: `
      flag: {{ .Values.flag }}
      name: {{ .Values.name | quote }}
      big: {{ .Values.big | int64 }}
      ratio: {{ .Values.ratio | toJson }}
      list:
        - {{ .Values.flag }}
        - {{ .Values.name | quote }}
        - {{ .Values.big | int64 }}
        - {{ .Values.ratio | toJson }}
    `,
    }),
  );

  both('one of a few words is in quotes only where one of them needs them', ({ level, mode }) => ({
    tree: { level, mode, text: text`${level}-${mode}`, list: [level, mode], optional: optional(mode) },
    yaml: `
      level: info
      mode: "on"
      text: info-on
      list:
        - info
        - "on"
      optional: "on"
    `,
    helm: `
      level: {{ .Values.level }}
      mode: {{ .Values.mode | quote }}
      text: {{ printf "%s-%s" .Values.level .Values.mode | quote }}
      list:
        - {{ .Values.level }}
        - {{ .Values.mode | quote }}
      {{- with .Values.mode }}
      optional: {{ . | quote }}
      {{- end }}
    `,
  }));

  both('a number or percentage prints as what it is', ({ percent, ratio, count, flag }) => ({
    tree: {
      percent,
      text: text`=${percent}`,
      optional: optional(percent),
      fallback: orElse(percent, '25%'),
      equal: equals(percent, '50%'),
      mixed: choose(flag, count, 2.5),
      fraction: choose(flag, ratio, 1),
    },
    yaml: `
      percent: "50%"
      text: "=50%"
      optional: "50%"
      fallback: "50%"
      equal: true
      mixed: 3
      fraction: 0.5
    `,
    helm: `
      percent: {{ .Values.percent | toJson }}
      text: {{ printf "=%s" (ternary .Values.percent (toJson .Values.percent) (kindIs "string" .Values.percent)) | quote }}
      {{- if ne (toJson .Values.percent) \`""\` }}
      optional: {{ .Values.percent | toJson }}
      {{- end }}
      fallback: {{ ternary .Values.percent "25%" (ne (toJson .Values.percent) \`""\`) | toJson }}
      equal: {{ eq (toJson .Values.percent) \`"50%"\` }}
      mixed: {{ ternary .Values.count 2.5 .Values.flag | toJson }}
      fraction: {{ ternary .Values.ratio 1 .Values.flag | toJson }}
    `,
  }));

  both('facts about the release are as Helm knows them', () => ({
    tree: { a: releaseName, b: releaseNamespace, d: chartVersion, e: appVersion, f: equals(chartName, 'other') },
    yaml: `
      a: demo
      b: demo-space
      d: "1.2.3"
      e: "7.1"
      f: false
    `,
    helm: `
      a: {{ .Release.Name | quote }}
      b: {{ .Release.Namespace | quote }}
      d: {{ .Chart.Version | quote }}
      e: {{ .Chart.AppVersion | quote }}
      f: {{ eq .Chart.Name "other" }}
    `,
  }));

  both('a text of harmless pieces reads as it is', ({ count }) => ({
    tree: {
      name: text`${releaseName}-backend`,
      url: text`http://${releaseName}-backend:${count}/path`,
      list: [text`x-${releaseName}`],
    },
    yaml: `
      name: demo-backend
      url: http://demo-backend:3/path
      list:
        - x-demo
    `,
    helm: `
      name: {{ .Release.Name }}-backend
      url: "http://{{ .Release.Name }}-backend:{{ .Values.count | int64 }}/path"
      list:
        - "x-{{ .Release.Name }}"
    `,
  }));

  both('a text that could be read as a number or boolean is in quotes', () => ({
    tree: { a: text`${releaseName}e3`, b: text`${releaseName}${releaseName}`, c: text`o${releaseName}` },
    helm: `
      a: "{{ .Release.Name }}e3"
      b: "{{ .Release.Name }}{{ .Release.Name }}"
      c: "o{{ .Release.Name }}"
    `,
  }));

  both('a text with strings of users is built by printf', ({ name, big, ratio, flag, labels, beta }) => ({
    tree: {
      percent: text`100% of "${name}" \\ {{ .x }}`,
      numbers: text`${big}/${ratio}/${flag}/${and(flag, beta)}/${isSet(labels)}`,
      lines: text`${name}\n${name}\n`,
      list: [text`<${name}>`],
    },
    yaml: `
      percent: '100% of "api" \\ {{ .x }}'
      numbers: 12345678/0.5/true/false/true
      lines: |
        api
        api
      list:
        - "<api>"
    `,
    helm: `
      percent: {{ printf \`100%% of "%s" \\ {{ .x }}\` .Values.name | quote }}
      numbers: {{ printf "%d/%s/%t/%t/%t" (int64 .Values.big) (toJson .Values.ratio) .Values.flag (and .Values.flag .Values.beta) (not (empty .Values.labels)) | quote }}
      lines: {{ printf "%s\\n%s\\n" .Values.name .Values.name | quote }}
      list:
        - {{ printf "<%s>" .Values.name | quote }}
    `,
  }));

  both('a number, boolean or fraction alone in a text becomes a string', ({ big, ratio, flag }) => ({
    tree: { a: text`${big}`, b: text`${ratio}`, c: text`${flag}` },
    yaml: `
      a: "12345678"
      b: "0.5"
      c: "true"
    `,
    helm: `
      a: {{ .Values.big | int64 | quote }}
      b: {{ printf "%s" (toJson .Values.ratio) | quote }}
      c: {{ printf "%t" .Values.flag | quote }}
    `,
  }));

  both('a text of several lines is a block, in which strings of users stand as JSON', ({ name, big }) => ({
    tree: {
      conf: text`{"name": ${json(name)},\n {{ "big": {${big}} }\n\nend ${releaseName}\n`,
      list: [text`"${releaseName}"`],
    },
    yaml: `
      conf: |
        {"name": "api",
         {{ "big": {12345678} }

        end demo
      list:
        - '"demo"'
    `,
    helm: `
      conf: |
        {"name": {{ .Values.name | toJson }},
         {{ "{{" }} "big": {{ "{" }}{{ .Values.big | int64 }}} }

        end {{ .Release.Name }}
      list:
        - |-
          "{{ .Release.Name }}"
    `,
  }));

  both('a choice is a ternary, a fallback a default', ({ flag, beta, name, empty, big, ratio, labels }) => ({
    tree: {
      word: choose(flag, 'yes', 'no "{{"'),
      number: choose(flag, big, 5),
      fraction: choose(and(flag, not(beta)), ratio, 2.5),
      truth: choose(not(beta), beta, true),
      set: choose(isSet(labels), name, 'none'),
      fallback: orElse(empty, name),
      fallbackText: orElse(empty, text`${name}-x`),
      nested: choose(flag, choose(beta, 'a', 'b'), orElse(empty, 'c')),
      list: [choose(flag, name, empty)],
    },
    yaml: `
      word: "yes"
      number: 12345678
      fraction: 0.5
      truth: false
      set: api
      fallback: api
      fallbackText: api-x
      nested: b
      list:
        - api
    `,
    helm: `
      word: {{ ternary "yes" \`no "{{"\` .Values.flag | quote }}
      number: {{ ternary .Values.big 5 .Values.flag | int64 }}
      fraction: {{ ternary .Values.ratio 2.5 (and .Values.flag (not .Values.beta)) | toJson }}
      truth: {{ ternary .Values.beta true (not .Values.beta) }}
      set: {{ ternary .Values.name "none" (not (empty .Values.labels)) | quote }}
      fallback: {{ .Values.empty | default .Values.name | quote }}
      fallbackText: {{ .Values.empty | default (printf "%s-x" .Values.name) | quote }}
      nested: {{ ternary (ternary "a" "b" .Values.beta) (.Values.empty | default "c") .Values.flag | quote }}
      list:
        - {{ ternary .Values.name .Values.empty .Values.flag | quote }}
    `,
  }));

  both('comparisons take numbers as they are, wherever they come from', ({ name, flag, beta, count, big, ratio }) => ({
    tree: {
      string: equals(name, 'api'),
      integer: equals(count, 3),
      integers: equals(count, big),
      booleans: equals(flag, beta),
      fraction: equals(ratio, 0.5),
      whole: equals(ratio, 1),
      mixed: equals(ratio, count),
      huge: equals(ratio, 1e21),
      chosen: equals(choose(flag, 'a', 'b'), 'b'),
    },
    yaml: `
      string: true
      integer: true
      integers: false
      booleans: false
      fraction: true
      whole: false
      mixed: false
      huge: false
      chosen: false
    `,
    helm: `
      string: {{ eq .Values.name "api" }}
      integer: {{ eq (int64 .Values.count) 3 }}
      integers: {{ eq (int64 .Values.count) (int64 .Values.big) }}
      booleans: {{ eq .Values.flag .Values.beta }}
      fraction: {{ eq (toJson .Values.ratio) "0.5" }}
      whole: {{ eq (toJson .Values.ratio) "1" }}
      mixed: {{ eq (toJson .Values.ratio) (toJson .Values.count) }}
      huge: {{ eq (toJson .Values.ratio) "1e+21" }}
      chosen: {{ eq (ternary "a" "b" .Values.flag) "b" }}
    `,
  }));

  both('conditions can be values too', ({ flag, beta, name, labels, names }) => ({
    tree: {
      and: and(flag, beta),
      or: or(flag, beta),
      not: not(flag),
      set: isSet(labels),
      all: and(isSet(name), or(beta, not(isSet(names)))),
      none: not(and(flag, or(beta, isSet(name)))),
    },
    yaml: `
      and: false
      or: true
      not: false
      set: true
      all: false
      none: false
    `,
    helm: `
      and: {{ and .Values.flag .Values.beta }}
      or: {{ or .Values.flag .Values.beta }}
      not: {{ not .Values.flag }}
      set: {{ not (empty .Values.labels) }}
      all: {{ and (not (empty .Values.name)) (or .Values.beta (empty .Values.names)) }}
      none: {{ not (and .Values.flag (or .Values.beta (not (empty .Values.name)))) }}
    `,
  }));

  both(
    'an optional string is left out when it is empty, a number where 0 means none',
    ({ name, empty, zero, flag }) => ({
      tree: {
        a: optional(name),
        b: optional(empty),
        c: when(not(equals(zero, 0)), zero),
        f: optional(choose(flag, '', 'b')),
        list: [optional(name), optional(empty), 'last'],
        none: [optional(empty)],
      },
      yaml: `
      a: api
      list:
        - api
        - last
    `,
      helm: `
      {{- with .Values.name }}
      a: {{ . | quote }}
      {{- end }}
      {{- with .Values.empty }}
      b: {{ . | quote }}
      {{- end }}
      {{- if .Values.zero }}
      c: {{ .Values.zero | int64 }}
      {{- end }}
      {{- with ternary "" "b" .Values.flag }}
      f: {{ . | quote }}
      {{- end }}
      list:
        {{- with .Values.name }}
        - {{ . | quote }}
        {{- end }}
        {{- with .Values.empty }}
        - {{ . | quote }}
        {{- end }}
        - last
      {{- if .Values.empty }}
      none:
        {{- with .Values.empty }}
        - {{ . | quote }}
        {{- end }}
      {{- end }}
    `,
    }),
  );

  both('the elements of lists can be joined', ({ names, noNames }) => ({
    tree: { a: join(names, ', '), b: join(noNames, '"'), c: text`[${join(concat(names, noNames), '\n')}]` },
    yaml: `
      a: "a, b"
      b: ""
      c: |-
        [a
        b]
    `,
    helm: `
      a: {{ join ", " .Values.names | quote }}
      b: {{ join \`"\` .Values.noNames | quote }}
      c: {{ printf "[%s]" (join "\\n" (concat .Values.names .Values.noNames)) | quote }}
    `,
  }));

  both('a scalar under a condition is there or not', ({ flag, beta, count, name }) => ({
    tree: {
      a: when(flag, count),
      b: when(beta, 'literal'),
      c: when(flag, when(beta, name)),
      d: when(flag, optional(name)),
    },
    yaml: `
      a: 3
      d: api
    `,
    helm: `
      {{- if .Values.flag }}
      a: {{ .Values.count | int64 }}
      {{- end }}
      {{- if .Values.beta }}
      b: literal
      {{- end }}
      {{- if .Values.flag }}
      {{- if .Values.beta }}
      c: {{ .Values.name | quote }}
      {{- end }}
      {{- end }}
      {{- if and .Values.flag .Values.name }}
      d: {{ .Values.name | quote }}
      {{- end }}
    `,
  }));
});
