import { describe } from '@jest/globals';
import {
  and,
  concat,
  each,
  entries,
  equals,
  items,
  optional,
  overlaid,
  releaseName,
  text,
  when,
  selectorLabels,
} from '../../core/values';
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

  both('entries of the values stand among literal ones', ({ labels, noLabels, beta, empty }) => ({
    tree: {
      a: { ...entries(labels), app: 'web' },
      b: { ...entries(noLabels) },
      c: { app: 'web', ...entries<string>(when(beta, { zone: 'z' })) },
      d: { ...entries<string>(when(beta, noLabels)), app: optional(empty) },
      e: [{ ...entries(noLabels), ...entries<string>(when(beta, { zone: 'z' })) }],
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
        {{- with omit .Values.labels "app" }}
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
      {{- if or .Values.empty (and .Values.beta (omit .Values.noLabels "app")) }}
      d:
        {{- with .Values.empty }}
        app: {{ . | quote }}
        {{- end }}
        {{- if .Values.beta }}
        {{- with omit .Values.noLabels "app" }}
        {{- toYaml . | nindent 2 }}
        {{- end }}
        {{- end }}
      {{- end }}
      {{- if or .Values.beta (omit .Values.noLabels "zone") }}
      e:
        -
          {{- if .Values.beta }}
          zone: z
          {{- end }}
          {{- with omit .Values.noLabels "zone" }}
          {{- toYaml . | nindent 4 }}
          {{- end }}
      {{- end }}
    `,
  }));

  both(
    'a key that the author gives is left out of what users give, so that no key is printed twice',
    ({ labels, beta }) => ({
      tree: {
        a: { ...entries(labels), team: 'ours' },
        b: { ...entries<string>(when(beta, labels)), team: 'ours' },
        c: { ...entries(labels), ...entries<string>(when(beta, { team: 'ours' })), kept: 'yes' },
      },
      yaml: `
      a:
        team: ours
      b:
        team: ours
      c:
        kept: "yes"
    `,
      helm: `
      a:
        team: ours
        {{- with omit .Values.labels "team" }}
        {{- toYaml . | nindent 2 }}
        {{- end }}
      b:
        team: ours
        {{- if .Values.beta }}
        {{- with omit .Values.labels "team" }}
        {{- toYaml . | nindent 2 }}
        {{- end }}
        {{- end }}
      c:
        kept: "yes"
        {{- if .Values.beta }}
        team: ours
        {{- end }}
        {{- with omit .Values.labels "kept" "team" }}
        {{- toYaml . | nindent 2 }}
        {{- end }}
    `,
    }),
  );

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
        {{- with mergeOverwrite (dict) (omit .Values.labels "app") (omit .Values.noLabels "app") }}
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

  both(
    'a label that an author gives and the chart gives too is printed once, with what the author says',
    ({ labels: users }) => ({
      tree: {
        a: { ...entries(selectorLabels), 'app.kubernetes.io/name': 'other' },
        b: { ...entries(selectorLabels), 'app.kubernetes.io/component': 'web', ...entries(users) },
      },
      helm: `
      a:
        {{- with omit (include "example.selectorLabels" . | fromYaml) "app.kubernetes.io/name" }}
        {{- toYaml . | nindent 2 }}
        {{- end }}
        app.kubernetes.io/name: other
      b:
        {{- include "example.selectorLabels" . | nindent 2 }}
        app.kubernetes.io/component: web
        {{- with omit .Values.labels "app.kubernetes.io/component" "app.kubernetes.io/name" "app.kubernetes.io/instance" }}
        {{- toYaml . | nindent 2 }}
        {{- end }}
    `,
    }),
  );
});
