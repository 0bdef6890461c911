import { describe } from '@jest/globals';
import {
  choose,
  concat,
  digest,
  each,
  entries,
  equals,
  fullname,
  items,
  join,
  named,
  not,
  optional,
  orElse,
  selectorLabels,
  text,
  when,
} from '../../core/values';
import { both } from './cases.fixture';

describe('named templates in both outputs', () => {
  both('a map is included where it is used', ({ name, empty, flag }) => {
    const data = named('data', 'The data.', { name, extra: optional(empty) });
    return {
      tree: {
        a: data,
        b: { ...entries(named('more', 'More data.', { z: '1' })), y: '2' },
        c: [data],
        d: when(flag, data),
      },
      yaml: `
      a:
        name: api
      b:
        "y": "2"
        z: "1"
      c:
        - name: api
      d:
        name: api
    `,
      helm: `
      a:
        {{- include "example.data" . | nindent 2 }}
      b:
        "y": "2"
        {{- include "example.more" . | nindent 2 }}
      c:
        -
          {{- include "example.data" . | nindent 4 }}
      {{- if .Values.flag }}
      d:
        {{- include "example.data" . | nindent 2 }}
      {{- end }}
    `,
      helpers: `
      {{/*
      The data.
      */}}
      {{- define "example.data" -}}
      name: {{ .Values.name | quote }}
      {{- with .Values.empty }}
      extra: {{ . | quote }}
      {{- end }}
      {{- end }}

      {{/*
      More data.
      */}}
      {{- define "example.more" -}}
      z: "1"
      {{- end }}
    `,
    };
  });

  both('a map of which nothing is left is left out', ({ empty, beta, noLabels }) => ({
    tree: {
      a: named('a', 'Perhaps nothing.', { b: optional(empty) }),
      c: when(beta, named('c', 'Perhaps nothing.', { d: optional(empty), e: noLabels })),
      f: [named('f', 'Perhaps nothing.', when(beta, { g: 1 }))],
    },
    yaml: `

    `,
    helm: `
      {{- if .Values.empty }}
      a:
        {{- include "example.a" . | trim | nindent 2 }}
      {{- end }}
      {{- if .Values.beta }}
      {{- if or .Values.empty .Values.noLabels }}
      c:
        {{- include "example.c" . | trim | nindent 2 }}
      {{- end }}
      f:
        -
          {{- include "example.f" . | trim | nindent 4 }}
      {{- end }}
    `,
    helpers: `
      {{/*
      Perhaps nothing.
      */}}
      {{- define "example.a" -}}
      {{- with .Values.empty }}
      b: {{ . | quote }}
      {{- end }}
      {{- end }}

      {{/*
      Perhaps nothing.
      */}}
      {{- define "example.c" -}}
      {{- with .Values.empty }}
      d: {{ . | quote }}
      {{- end }}
      {{- with .Values.noLabels }}
      e:
        {{- toYaml . | nindent 2 }}
      {{- end }}
      {{- end }}

      {{/*
      Perhaps nothing.
      */}}
      {{- define "example.f" -}}
      {{- if .Values.beta -}}
      g: 1
      {{- end }}
      {{- end }}
    `,
  }));

  both('a list is included where it is used, and read again where its elements are', ({ name, names }) => {
    const list = named<string[]>('list', 'The list.', ['a', name as never]);
    return {
      tree: {
        a: list,
        b: ['first', ...items(list)],
        c: concat(list, names),
        d: each(list, 'item', (item) => ({ item })),
        e: join(list, ','),
        f: digest(list),
      },
      yaml: `
      a:
        - a
        - api
      b:
        - first
        - a
        - api
      c:
        - a
        - api
        - a
        - b
      d:
        - item: a
        - item: api
      e: a,api
      f: "4783527b42d193468285efd32e7556f5d7fe2d3e2176855a65482281066889ad"
    `,
      helm: `
      a:
        {{- include "example.list" . | nindent 2 }}
      b:
        - first
        {{- with include "example.list" . | fromYamlArray }}
        {{- toYaml . | nindent 2 }}
        {{- end }}
      {{- with concat (include "example.list" . | fromYamlArray) .Values.names }}
      c:
        {{- toYaml . | nindent 2 }}
      {{- end }}
      {{- if include "example.list" . | fromYamlArray }}
      d:
        {{- range $item := include "example.list" . | fromYamlArray }}
        - item: {{ $item | quote }}
        {{- end }}
      {{- end }}
      e: {{ join "," (include "example.list" . | fromYamlArray) | quote }}
      f: {{ include "example.list" . | fromYamlArray | toJson | sha256sum | quote }}
    `,
      helpers: `
      {{/*
      The list.
      */}}
      {{- define "example.list" -}}
      - a
      - {{ .Values.name | quote }}
      {{- end }}
    `,
    };
  });

  both('a whole block of the values can have a name', ({ labels, names, noNames }) => ({
    tree: {
      a: named('labels', 'The labels.', labels),
      b: named('names', 'The names.', concat(names, noNames)),
      c: named('merged', 'All labels.', { ...entries(labels), app: 'web' }),
    },
    yaml: `
      a:
        team: core
      b:
        - a
        - b
      c:
        app: web
        team: core
    `,
    helm: `
      {{- if .Values.labels }}
      a:
        {{- include "example.labels" . | trim | nindent 2 }}
      {{- end }}
      {{- if concat .Values.names .Values.noNames }}
      b:
        {{- include "example.names" . | trim | nindent 2 }}
      {{- end }}
      c:
        {{- include "example.merged" . | nindent 2 }}
    `,
    helpers: `
      {{/*
      The labels.
      */}}
      {{- define "example.labels" -}}
      {{- with .Values.labels }}
      {{- toYaml . }}
      {{- end }}
      {{- end }}

      {{/*
      All labels.
      */}}
      {{- define "example.merged" -}}
      app: web
      {{- with omit .Values.labels "app" }}
      {{- toYaml . | nindent 0 }}
      {{- end }}
      {{- end }}

      {{/*
      The names.
      */}}
      {{- define "example.names" -}}
      {{- with concat .Values.names .Values.noNames }}
      {{- toYaml . }}
      {{- end }}
      {{- end }}
    `,
  }));

  both('a string can have a name', ({ flag, name, empty }) => {
    const account = named('account', 'The account.', choose(flag, orElse(empty, text`${name}-sa`), 'default'));
    return {
      tree: { a: account, b: text`user:${account}`, c: equals(account, 'default'), d: optional(account), e: [account] },
      yaml: `
      a: api-sa
      b: user:api-sa
      c: false
      d: api-sa
      e:
        - api-sa
    `,
      helm: `
      a: {{ include "example.account" . | quote }}
      b: {{ printf "user:%s" (include "example.account" .) | quote }}
      c: {{ eq (include "example.account" .) "default" }}
      {{- with include "example.account" . }}
      d: {{ . | quote }}
      {{- end }}
      e:
        - {{ include "example.account" . | quote }}
    `,
      helpers: `
      {{/*
      The account.
      */}}
      {{- define "example.account" -}}
      {{- if .Values.flag }}
      {{- .Values.empty | default (printf "%s-sa" .Values.name) }}
      {{- else }}
      {{- "default" }}
      {{- end }}
      {{- end }}
    `,
    };
  });

  both('numbers and booleans with a name are not text where they are used', ({ big, zero, ratio, flag, beta }) => {
    const port = named('port', 'The port.', big);
    const isOff = named('isOff', 'Whether it is off.', not(flag));
    const fraction = named('fraction', 'The fraction.', choose(flag, ratio, 2.5));
    return {
      tree: {
        a: port,
        b: text`:${port}`,
        c: equals(port, 12345678),
        d: isOff,
        e: when(isOff, 1),
        f: choose(isOff, 'a', 'b'),
        g: fraction,
        h: text`${fraction}`,
        i: equals(fraction, 2.5),
        j: when(not(equals(named('zero', 'Zero.', zero), 0)), 1),
        k: text`${isOff}`,
        l: { m: when(beta, 1), n: when(isOff, 2) },
      },
      yaml: `
      a: 12345678
      b: ":12345678"
      c: true
      d: false
      f: b
      g: 0.5
      h: "0.5"
      i: false
      k: "false"
    `,
      helm: `
      a: {{ include "example.port" . | int64 }}
      b: {{ printf ":%d" (include "example.port" . | int64) | quote }}
      c: {{ eq (include "example.port" . | int64) 12345678 }}
      d: {{ include "example.isOff" . }}
      {{- if eq (include "example.isOff" .) "true" }}
      e: 1
      {{- end }}
      f: {{ ternary "a" "b" (eq (include "example.isOff" .) "true") | quote }}
      g: {{ include "example.fraction" . }}
      h: {{ printf "%s" (include "example.fraction" .) | quote }}
      i: {{ eq (include "example.fraction" .) "2.5" }}
      {{- if include "example.zero" . | int64 }}
      j: 1
      {{- end }}
      k: {{ printf "%t" (eq (include "example.isOff" .) "true") | quote }}
      {{- if or .Values.beta (eq (include "example.isOff" .) "true") }}
      l:
        {{- if .Values.beta }}
        m: 1
        {{- end }}
        {{- if eq (include "example.isOff" .) "true" }}
        "n": 2
        {{- end }}
      {{- end }}
    `,
      helpers: `
      {{/*
      The fraction.
      */}}
      {{- define "example.fraction" -}}
      {{- if .Values.flag }}
      {{- .Values.ratio | toJson }}
      {{- else }}
      {{- 2.5 }}
      {{- end }}
      {{- end }}

      {{/*
      Whether it is off.
      */}}
      {{- define "example.isOff" -}}
      {{- not .Values.flag }}
      {{- end }}

      {{/*
      The port.
      */}}
      {{- define "example.port" -}}
      {{- .Values.big | int64 }}
      {{- end }}

      {{/*
      Zero.
      */}}
      {{- define "example.zero" -}}
      {{- .Values.zero | int64 }}
      {{- end }}
    `,
    };
  });

  both('texts of several lines keep them, with no blanks at the ends of lines', ({ name }) => {
    const data = named('config', 'The data.', {
      'a.conf': 'one\n\ntwo {{ x }}\n',
      name,
      'b.conf': text`say "${fullname}"\n`,
      'c.conf': 'x\n {{ y }}\n',
    });
    return {
      tree: { data, digest: digest(data) },
      yaml: `
      data:
        a.conf: |
          one

          two {{ x }}
        name: api
        b.conf: |
          say "demo-c6-0"
        c.conf: |
          x
           {{ y }}
      digest: f52cd71d33087a93bea18db76f59960c457aed66016e75db4d9bf93626f91bb0
    `,
      helm: `
      data:
        {{- include "example.config" . | nindent 2 }}
      digest: {{ include "example.config" . | printf "%s\\n" | fromYaml | toJson | sha256sum | quote }}
    `,
      helpers: `
      {{/*
      A text as a DNS label. One that has to change, or is too long, ends in its hash, which keeps it apart from others.
      */}}
      {{- define "example.dnsLabel" -}}
      {{- $label := regexReplaceAll "[^-a-z0-9]" (lower .text) "-" | trimAll "-" }}
      {{- /* The name of a Service begins with a letter. */}}
      {{- if and .before (regexMatch "^[0-9]" $label) }}
      {{- $label = printf "%s-%s" .before $label }}
      {{- end }}
      {{- if or (ne $label .text) (gt (len $label) .longest) }}
      {{- $label = printf "%s-%s" ($label | trunc (sub .longest 9 | int) | trimSuffix "-") (.text | sha256sum | trunc 8) }}
      {{- end }}
      {{- $label | trimPrefix "-" }}
      {{- end }}

      {{/*
      The chart's name, or what the user put in its place. The alias of a subchart may be no DNS label.
      */}}
      {{- define "example.name" -}}
      {{- include "example.dnsLabel" (dict "text" (default .Chart.Name .Values.nameOverride) "longest" 63) }}
      {{- end }}

      {{/*
      The name that all objects of the release begin with, unique among the releases of a namespace.
      */}}
      {{- define "example.fullname" -}}
      {{- $name := include "example.name" . }}
      {{- $full := printf "%s-%s" .Release.Name $name }}
      {{- if .Values.fullnameOverride }}
      {{- $full = .Values.fullnameOverride }}
      {{- else if and .Chart.IsRoot (eq $name .Release.Name) }}
      {{- /* A subchart keeps its name: its parent, or itself under another alias, may have that of the release. */}}
      {{- $full = .Release.Name }}
      {{- end }}
      {{- /* A release may be called 2024 or my.site; 35 characters leave room for suffixes within 63. */}}
      {{- include "example.dnsLabel" (dict "text" $full "before" "release" "longest" 35) }}
      {{- end }}

      {{/*
      The data.
      */}}
      {{- define "example.config" -}}
      a.conf: {{ "one\\n\\ntwo {{ x }}\\n" | quote }}
      name: {{ .Values.name | quote }}
      b.conf: |
        say "{{ include "example.fullname" . }}"
      c.conf: |
        x
         {{ "{{" }} y }}
      {{- end }}
    `,
    };
  });

  both('the templates of every chart come with what they use', ({ labels }) => ({
    tree: { name: text`${fullname}-web`, labels: { ...entries(selectorLabels), ...entries(labels), app: 'web' } },
    yaml: `
      name: demo-c7-0-web
      labels:
        app.kubernetes.io/name: c7-0
        app.kubernetes.io/instance: demo
        app: web
        team: core
    `,
    helm: `
      name: {{ include "example.fullname" . }}-web
      labels:
        {{- include "example.selectorLabels" . | nindent 2 }}
        app: web
        {{- with omit .Values.labels "app" "app.kubernetes.io/name" "app.kubernetes.io/instance" }}
        {{- toYaml . | nindent 2 }}
        {{- end }}
    `,
  }));
});
