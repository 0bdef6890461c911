import { describe } from '@jest/globals';
import { and, each, equals, isSet, items, named, not, optional, when } from '../../core/values';
import { both } from './cases.fixture';

describe('what is left under conditions, in both outputs', () => {
  both('elements of the values can be there under a condition', ({ flag, beta, names, hosts }) => ({
    tree: {
      a: ['first', when(flag, items(names)[0]), when(beta, items(names)[0])],
      b: [when(beta, each(hosts, 'host', (host) => ({ host: host.field('host') }))[0])],
    },
    yaml: `
      a:
        - first
        - a
        - b
    `,
    helm: `
      a:
        - first
        {{- if .Values.flag }}
        {{- with .Values.names }}
        {{- toYaml . | nindent 2 }}
        {{- end }}
        {{- end }}
        {{- if .Values.beta }}
        {{- with .Values.names }}
        {{- toYaml . | nindent 2 }}
        {{- end }}
        {{- end }}
      {{- if and .Values.beta .Values.hosts }}
      b:
        {{- range $host := .Values.hosts }}
        - host: {{ $host.host | quote }}
        {{- end }}
      {{- end }}
    `,
  }));

  both('a map under a condition is there or not', ({ flag, beta, empty, noLabels, block }) => ({
    tree: {
      a: when(flag, { b: 1, none: [] }),
      c: when(flag, { d: optional(empty), e: noLabels }),
      f: when(beta, block),
      g: when(flag, when(beta, { h: noLabels })),
    },
    yaml: `
      a:
        b: 1
        none: []
    `,
    helm: `
      {{- if .Values.flag }}
      a:
        b: 1
        none: []
      {{- end }}
      {{- if and .Values.flag (or .Values.empty .Values.noLabels) }}
      c:
        {{- with .Values.empty }}
        d: {{ . | quote }}
        {{- end }}
        {{- with .Values.noLabels }}
        e:
          {{- toYaml . | nindent 4 }}
        {{- end }}
      {{- end }}
      {{- if .Values.beta }}
      {{- with .Values.block }}
      f:
        {{- toYaml . | nindent 2 }}
      {{- end }}
      {{- end }}
      {{- if .Values.flag }}
      {{- if and .Values.beta .Values.noLabels }}
      g:
        {{- with .Values.noLabels }}
        h:
          {{- toYaml . | nindent 4 }}
        {{- end }}
      {{- end }}
      {{- end }}
    `,
  }));

  both('a list or an element under a condition is there or not', ({ flag, beta }) => ({
    tree: {
      a: when(flag, ['x']),
      b: when(flag, [when(beta, 1)]),
      c: [when(flag, when(beta, { d: 1 })), when(not(flag), 'e')],
    },
    yaml: `
      a:
        - x
    `,
    helm: `
      {{- if .Values.flag }}
      a:
        - x
      {{- end }}
      {{- if and .Values.flag .Values.beta }}
      b:
        - 1
      {{- end }}
      {{- if or (and .Values.flag .Values.beta) (not .Values.flag) }}
      c:
        {{- if .Values.flag }}
        {{- if .Values.beta }}
        - d: 1
        {{- end }}
        {{- else }}
        - e
        {{- end }}
      {{- end }}
    `,
  }));

  both(
    'a map or list of which nothing is left is left out; one that was empty stays',
    ({ empty, noNames, noLabels, beta }) => ({
      tree: {
        a: { b: { c: optional(empty), d: noNames } },
        e: [when(beta, 'f'), ...items(noNames)],
        g: [{ h: optional(empty) }, { i: noLabels, j: when(beta, 1) }],
        k: {},
        l: [],
        m: [{}],
        n: [[]],
      },
      yaml: `
      k: {}
      l: []
      m:
        - {}
      "n":
        - []
    `,
      helm: `
      {{- if or .Values.empty .Values.noNames }}
      a:
        b:
          {{- with .Values.empty }}
          c: {{ . | quote }}
          {{- end }}
          {{- with .Values.noNames }}
          d:
            {{- toYaml . | nindent 6 }}
          {{- end }}
      {{- end }}
      {{- if or .Values.beta .Values.noNames }}
      e:
        {{- if .Values.beta }}
        - f
        {{- end }}
        {{- with .Values.noNames }}
        {{- toYaml . | nindent 2 }}
        {{- end }}
      {{- end }}
      {{- if or .Values.empty .Values.noLabels .Values.beta }}
      g:
        {{- if .Values.empty }}
        -
          {{- with .Values.empty }}
          h: {{ . | quote }}
          {{- end }}
        {{- end }}
        {{- if or .Values.noLabels .Values.beta }}
        -
          {{- with .Values.noLabels }}
          i:
            {{- toYaml . | nindent 6 }}
          {{- end }}
          {{- if .Values.beta }}
          j: 1
          {{- end }}
        {{- end }}
      {{- end }}
      k: {}
      l: []
      m:
        - {}
      "n":
        - []
    `,
    }),
  );

  both('lists can stand in lists', ({ name, empty }) => ({
    tree: { a: [['x', name], [optional(empty)]], b: [[['y']]] },
    yaml: `
      a:
        -
          - x
          - api
      b:
        -
          -
            - "y"
    `,
    helm: `
      a:
        -
          - x
          - {{ .Values.name | quote }}
        {{- if .Values.empty }}
        -
          {{- with .Values.empty }}
          - {{ . | quote }}
          {{- end }}
        {{- end }}
      b:
        -
          -
            - "y"
    `,
  }));

  both('the dash of an element stands before an entry that is always there', ({ flag, beta, noLabels, name }) => ({
    tree: {
      list: [
        { a: when(flag, 1), b: 2 },
        { a: noLabels, b: name },
        { a: when(flag, 1), b: when(beta, 2) },
      ],
    },
    yaml: `
      list:
        - a: 1
          b: 2
        - b: api
        - a: 1
    `,
    helm: `
      list:
        - b: 2
          {{- if .Values.flag }}
          a: 1
          {{- end }}
        - b: {{ .Values.name | quote }}
          {{- with .Values.noLabels }}
          a:
            {{- toYaml . | nindent 6 }}
          {{- end }}
        {{- if or .Values.flag .Values.beta }}
        -
          {{- if .Values.flag }}
          a: 1
          {{- end }}
          {{- if .Values.beta }}
          b: 2
          {{- end }}
        {{- end }}
    `,
  }));

  both('conditions that say nothing more are not printed', ({ flag, beta }) => ({
    tree: {
      a: { b: when(flag, 1), c: when(and(flag, beta), 2) },
      d: { e: when(flag, 1), f: when(not(flag), 2) },
    },
    yaml: `
      a:
        b: 1
      d:
        e: 1
    `,
    helm: `
      {{- if .Values.flag }}
      a:
        b: 1
        {{- if .Values.beta }}
        c: 2
        {{- end }}
      {{- end }}
      d:
        {{- if .Values.flag }}
        e: 1
        {{- else }}
        f: 2
        {{- end }}
    `,
  }));

  both('a whole object can be under a condition', ({ flag, beta, labels }) => ({
    tree: { labels },
    condition: and(flag, not(beta), isSet(labels)),
    comment: 'Why it is here,\nand what */ not to do with {{ it }}.',
    yaml: `
      labels:
        team: core
    `,
    helm: `
      {{- /*
      Why it is here,
      and what * / not to do with {{ it }}.
      */ -}}
      {{- if and .Values.flag (not .Values.beta) .Values.labels -}}
      {{- with .Values.labels }}
      labels:
        {{- toYaml . | nindent 2 }}
      {{- end }}
      {{- end }}
    `,
  }));

  both('a condition that is a comparison is printed as one', ({ name }) => ({
    tree: { name },
    condition: equals(name, 'api'),
    helm: `
      {{- if eq .Values.name "api" -}}
      name: {{ .Values.name | quote }}
      {{- end }}
    `,
  }));

  both('a text is there even where nothing is in it', ({ beta, name }) => ({
    tree: { a: { b: named('b', 'Perhaps nothing.', when(beta, name)) } },
    yaml: `
      a:
        b: ""
    `,
    helm: `
      a:
        b: {{ include "example.b" . | quote }}
    `,
    helpers: `
      {{/*
      Perhaps nothing.
      */}}
      {{- define "example.b" -}}
      {{- if .Values.beta -}}
      {{- .Values.name }}
      {{- end }}
      {{- end }}
    `,
  }));
});
