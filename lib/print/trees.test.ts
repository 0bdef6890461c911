import { describe } from '@jest/globals';
import {
  and,
  concat,
  each,
  entries,
  equals,
  isSet,
  items,
  not,
  optional,
  overlaid,
  releaseName,
  text,
  when,
  type Expression,
} from '../values';
import { both } from './cases.fixture';

describe('maps and lists in both outputs', () => {
  both(
    'a block of the values is printed whole, and left out when it is empty',
    ({ labels, names, hosts, block, noBlock }) => ({
      tree: { labels, names, hosts, block, noBlock },
      yaml: `
      labels:
        team: core
      names:
        - a
        - b
      hosts:
        - host: a.example.org
          port: 12345678
        - host: b.example.org
          port: 2
      block:
        cpu: "1"
        shares: 12345678
    `,
      helm: `
      {{- with .Values.labels }}
      labels:
        {{- toYaml . | nindent 2 }}
      {{- end }}
      {{- with .Values.names }}
      names:
        {{- toYaml . | nindent 2 }}
      {{- end }}
      {{- with .Values.hosts }}
      hosts:
        {{- toYaml . | nindent 2 }}
      {{- end }}
      {{- with .Values.block }}
      block:
        {{- toYaml . | nindent 2 }}
      {{- end }}
      {{- with .Values.noBlock }}
      noBlock:
        {{- toYaml . | nindent 2 }}
      {{- end }}
    `,
    }),
  );

  both('a block can be an element of a list', ({ block, labels, noBlock, names, noNames }) => ({
    tree: { maps: [block, 'x', labels, noBlock], lists: [names, 'x', noNames] },
    yaml: `
      maps:
        - cpu: "1"
          shares: 12345678
        - x
        - team: core
      lists:
        -
          - a
          - b
        - x
    `,
    helm: `
      maps:
        {{- with .Values.block }}
        -
          {{- toYaml . | nindent 4 }}
        {{- end }}
        - x
        {{- with .Values.labels }}
        -
          {{- toYaml . | nindent 4 }}
        {{- end }}
        {{- with .Values.noBlock }}
        -
          {{- toYaml . | nindent 4 }}
        {{- end }}
      lists:
        {{- with .Values.names }}
        -
          {{- toYaml . | nindent 4 }}
        {{- end }}
        - x
        {{- with .Values.noNames }}
        -
          {{- toYaml . | nindent 4 }}
        {{- end }}
    `,
  }));

  both('elements of the values stand among literal ones', ({ names, noNames }) => ({
    tree: { a: ['first', ...items(names), 'last'], b: [...items(noNames)], c: [...items(noNames), ...items(names)] },
    yaml: `
      a:
        - first
        - a
        - b
        - last
      c:
        - a
        - b
    `,
    helm: `
      a:
        - first
        {{- with .Values.names }}
        {{- toYaml . | nindent 2 }}
        {{- end }}
        - last
      {{- with .Values.noNames }}
      b:
        {{- toYaml . | nindent 2 }}
      {{- end }}
      {{- if or .Values.noNames .Values.names }}
      c:
        {{- with .Values.noNames }}
        {{- toYaml . | nindent 2 }}
        {{- end }}
        {{- with .Values.names }}
        {{- toYaml . | nindent 2 }}
        {{- end }}
      {{- end }}
    `,
  }));

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
        {{- if .Values.beta }}
        {{- range $host := .Values.hosts }}
        - host: {{ $host.host | quote }}
        {{- end }}
        {{- end }}
      {{- end }}
    `,
  }));

  both('entries of the values stand among literal ones', ({ labels, noLabels, beta, empty }) => ({
    tree: {
      a: { ...entries(labels), app: 'web' },
      b: { ...entries(noLabels) },
      c: { app: 'web', ...entries(when(beta, { zone: 'z' })) },
      d: { ...entries(when(beta, noLabels)), app: optional(empty) },
      e: [{ ...entries(noLabels), ...entries(when(beta, { zone: 'z' })) }],
    },
    yaml: `
      a:
        app: web
        team: core
      c:
        app: web
    `,
    helm: `
      a:
        app: web
        {{- with .Values.labels }}
        {{- toYaml . | nindent 2 }}
        {{- end }}
      {{- with .Values.noLabels }}
      b:
        {{- toYaml . | nindent 2 }}
      {{- end }}
      c:
        app: web
        {{- if .Values.beta }}
        zone: z
        {{- end }}
      {{- if or .Values.empty (and .Values.beta .Values.noLabels) }}
      d:
        {{- with .Values.empty }}
        app: {{ . | quote }}
        {{- end }}
        {{- if .Values.beta }}
        {{- with .Values.noLabels }}
        {{- toYaml . | nindent 2 }}
        {{- end }}
        {{- end }}
      {{- end }}
      {{- if or .Values.beta .Values.noLabels }}
      e:
        {{- if or .Values.beta .Values.noLabels }}
        -
          {{- if .Values.beta }}
          zone: z
          {{- end }}
          {{- with .Values.noLabels }}
          {{- toYaml . | nindent 4 }}
          {{- end }}
        {{- end }}
      {{- end }}
    `,
  }));

  both('of several maps of users the last one wins, also over an empty string', ({ labels, noLabels }) => ({
    tree: { a: overlaid(labels, noLabels), b: { ...entries(labels), ...entries(noLabels), app: 'web' } },
    yaml: `
      a:
        team: core
      b:
        team: core
        app: web
    `,
    helm: `
      {{- with mergeOverwrite (dict) .Values.labels .Values.noLabels }}
      a:
        {{- toYaml . | nindent 2 }}
      {{- end }}
      b:
        {{- with mergeOverwrite (dict) .Values.labels .Values.noLabels }}
        {{- toYaml . | nindent 2 }}
        {{- end }}
        app: web
    `,
    also: [
      { labels: { team: 'a', zone: 'b' }, noLabels: { team: '', zone: 'c' } },
      { labels: { team: '' }, noLabels: { team: 'x' } },
    ],
  }));

  both('lists of the values can be concatenated', ({ names, noNames, flag }) => ({
    tree: {
      a: concat(names, noNames),
      b: concat(noNames, noNames),
      c: ['first', ...items(concat(names, noNames))],
      d: when(flag, concat(noNames, names)),
    },
    yaml: `
      a:
        - a
        - b
      c:
        - first
        - a
        - b
      d:
        - a
        - b
    `,
    helm: `
      {{- with concat .Values.names .Values.noNames }}
      a:
        {{- toYaml . | nindent 2 }}
      {{- end }}
      {{- with concat .Values.noNames .Values.noNames }}
      b:
        {{- toYaml . | nindent 2 }}
      {{- end }}
      c:
        - first
        {{- with concat .Values.names .Values.noNames }}
        {{- toYaml . | nindent 2 }}
        {{- end }}
      {{- if .Values.flag }}
      {{- with concat .Values.noNames .Values.names }}
      d:
        {{- toYaml . | nindent 2 }}
      {{- end }}
      {{- end }}
    `,
  }));

  both('a loop gives one element for each scalar of a list', ({ names, noNames, ports, name }) => ({
    tree: {
      a: each(names, 'name', (item) => item),
      b: ['first', ...each(noNames, 'name', (item) => text`${item}-${name}`)],
      c: each(ports, 'port', (port) => ({ port })),
      d: each(ports, 'port', (port) => text`${name}:${port}`),
    },
    yaml: `
      a:
        - a
        - b
      b:
        - first
      c:
        - port: 80
        - port: 443
      d:
        - api:80
        - api:443
    `,
    helm: `
      {{- if .Values.names }}
      a:
        {{- range $name := .Values.names }}
        - {{ $name | quote }}
        {{- end }}
      {{- end }}
      b:
        - first
        {{- range $name := .Values.noNames }}
        - {{ printf "%s-%s" $name $.Values.name | quote }}
        {{- end }}
      {{- if .Values.ports }}
      c:
        {{- range $port := .Values.ports }}
        - port: {{ $port | int64 }}
        {{- end }}
      {{- end }}
      {{- if .Values.ports }}
      d:
        {{- range $port := .Values.ports }}
        - {{ printf "%s:%d" $.Values.name (int64 $port) | quote }}
        {{- end }}
      {{- end }}
    `,
  }));

  both(
    'a loop gives one element for each map of a list, and reaches what is outside of it',
    ({ hosts, names, flag, name }) => ({
      tree: {
        rules: each(hosts, 'host', (host) => ({
          host: host.field('host'),
          port: host.field('port'),
          name,
          release: releaseName,
          both: when(and(flag, equals(host.field('port'), 2)), text`${host.field('host')}:${host.field('port')}`),
          inner: each(names, 'item', (item) => text`${host.field('host')}-${item}`),
        })),
      },
      yaml: `
      rules:
        - host: a.example.org
          port: 12345678
          name: api
          release: demo
          inner:
            - a.example.org-a
            - a.example.org-b
        - host: b.example.org
          port: 2
          name: api
          release: demo
          both: b.example.org:2
          inner:
            - b.example.org-a
            - b.example.org-b
    `,
      helm: `
      {{- if .Values.hosts }}
      rules:
        {{- range $host := .Values.hosts }}
        - host: {{ $host.host | quote }}
          port: {{ $host.port | int64 }}
          name: {{ $.Values.name | quote }}
          release: {{ $.Release.Name | quote }}
          {{- if and $.Values.flag (eq (int64 $host.port) 2) }}
          both: {{ printf "%s:%d" $host.host (int64 $host.port) | quote }}
          {{- end }}
          {{- if $.Values.names }}
          inner:
            {{- range $item := $.Values.names }}
            - {{ printf "%s-%s" $host.host $item | quote }}
            {{- end }}
          {{- end }}
        {{- end }}
      {{- end }}
    `,
    }),
  );

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
        {{- if .Values.beta }}
        - 1
        {{- end }}
      {{- end }}
      {{- if or (and .Values.flag .Values.beta) (not .Values.flag) }}
      c:
        {{- if .Values.flag }}
        {{- if .Values.beta }}
        - d: 1
        {{- end }}
        {{- end }}
        {{- if not .Values.flag }}
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
        {{- if or .Values.empty .Values.noNames }}
        b:
          {{- with .Values.empty }}
          c: {{ . | quote }}
          {{- end }}
          {{- with .Values.noNames }}
          d:
            {{- toYaml . | nindent 6 }}
          {{- end }}
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
        {{- if .Values.flag }}
        b: 1
        {{- end }}
        {{- if and .Values.flag .Values.beta }}
        c: 2
        {{- end }}
      {{- end }}
      d:
        {{- if .Values.flag }}
        e: 1
        {{- end }}
        {{- if not .Values.flag }}
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
    condition: equals(name, 'api') as Expression<boolean>,
    helm: `
      {{- if eq .Values.name "api" -}}
      name: {{ .Values.name | quote }}
      {{- end }}
    `,
  }));
});
