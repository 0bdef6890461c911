import { describe } from '@jest/globals';
import { file, optional, text, when } from '../../core/values';
import { both } from './cases.fixture';

describe('literal texts in both outputs', () => {
  both('a text in which nothing depends on values is printed as it is', () => ({
    tree: { port: text`${5432}`, name: text`db`, braces: text`{{ a }}` },
    yaml: `
      port: "5432"
      name: db
      braces: "{{ a }}"
    `,
    helm: `
      port: "5432"
      name: db
      braces: {{ \`{{ a }}\` | quote }}
    `,
  }));

  both('braces come out as they are, in strings, blocks, keys and elements', ({ name, labels }) => ({
    tree: {
      line: '{{ $labels.pod }}',
      quoted: '`{{`"\\',
      block: 'one {{ a }}\ntwo {{{{ }}\n',
      '{{key}}': { '{{ inner }}': 1 },
      list: ['{{', { '{{': 1 }, 'x\n{{ y }}'],
      entries: { '{{a': optional(name), '{{b': labels, '{{c': name },
    },
    yaml: `
      line: "{{ $labels.pod }}"
      quoted: '\`{{\`"\\'
      block: |
        one {{ a }}
        two {{{{ }}
      "{{key}}":
        "{{ inner }}": 1
      list:
        - "{{"
        - "{{": 1
        - |-
          x
          {{ y }}
      entries:
        "{{a": api
        "{{b":
          team: core
        "{{c": api
    `,
    helm: `
      line: {{ \`{{ $labels.pod }}\` | quote }}
      quoted: {{ "\`{{\`\\"\\\\" | quote }}
      block: |
        one {{ "{{" }} a }}
        two {{ "{{" }}{{ "{{" }} }}
      {{ \`{{key}}\` | quote }}:
        {{ \`{{ inner }}\` | quote }}: 1
      list:
        - {{ \`{{\` | quote }}
        - {{ \`{{\` | quote }}: 1
        - |-
          x
          {{ "{{" }} y }}
      entries:
        {{- with .Values.name }}
        {{ \`{{a\` | quote }}: {{ . | quote }}
        {{- end }}
        {{- with .Values.labels }}
        {{ \`{{b\` | quote }}:
          {{- toYaml . | nindent 4 }}
        {{- end }}
        {{ \`{{c\` | quote }}: {{ .Values.name | quote }}
    `,
  }));

  both('a text of several lines is a block; empty lines at its end are kept by quotes', ({ flag, beta }) => ({
    tree: {
      a: 'one\ntwo\n',
      b: 'one\n\n  two',
      c: when(flag, 'x'),
      d: 'one\n\n',
      e: when(beta, 'y'),
      f: ['a\nb', when(beta, 'q'), 'c\n\n\n', when(flag, 'r')],
      g: ' leading\n',
      h: 'trailing \nblank',
      i: 'tab\there\n',
      j: '# no comment\n---\n...\n- a: b\n',
    },
    yaml: `
      a: |
        one
        two
      b: |-
        one

          two
      c: x
      d: "one\\n\\n"
      f:
        - |-
          a
          b
        - "c\\n\\n\\n"
        - r
      g: " leading\\n"
      h: "trailing \\nblank"
      i: "tab\\there\\n"
      j: |
        # no comment
        ---
        ...
        - a: b
    `,
    helm: `
      a: |
        one
        two
      b: |-
        one

          two
      {{- if .Values.flag }}
      c: x
      {{- end }}
      d: "one\\n\\n"
      {{- if .Values.beta }}
      e: "y"
      {{- end }}
      f:
        - |-
          a
          b
        {{- if .Values.beta }}
        - q
        {{- end }}
        - "c\\n\\n\\n"
        {{- if .Values.flag }}
        - r
        {{- end }}
      g: " leading\\n"
      h: "trailing \\nblank"
      i: "tab\\there\\n"
      j: |
        # no comment
        ---
        ...
        - a: b
    `,
  }));

  both('a file of the chart is read where it stands', () => ({
    tree: {
      a: file('a.txt', 'one\n{{ two }}\n  three\n'),
      b: file('b.txt', 'no newline'),
      c: file('dir/c.txt', '\n  leading\n\n'),
      d: file('d.txt', 'x\u0085y\u2028z\u007f\n'),
      e: [file('e.txt', 'in a "list"')],
      f: text`<${file('f.txt', 'in\na text')}>`,
      g: file('g.txt', ''),
      h: file('h.txt', 'carriage\r\nreturns\r\n'),
      i: file('i.txt', '\ufeffmarked\n'),
      j: file('j.txt', '\ufeff\ufeffmarked twice'),
    },
    yaml: `
      a: |
        one
        {{ two }}
          three
      b: no newline
      c: "\\n  leading\\n\\n"
      d: "x\\u0085y\\u2028z\\u007f\\n"
      e:
        - 'in a "list"'
      f: |-
        <in
        a text>
      g: ""
      h: "carriage\\r\\nreturns\\r\\n"
      i: "\\ufeffmarked\\n"
      j: "\\ufeff\\ufeffmarked twice"
    `,
    helm: `
      a: |
        {{- .Files.Get "files/a.txt" | trimSuffix "\\n" | nindent 2 }}
      b: {{ .Files.Get "files/b.txt" | quote }}
      c: {{ .Files.Get "files/dir/c.txt" | quote }}
      d: {{ .Files.Get "files/d.txt" | quote }}
      e:
        - {{ .Files.Get "files/e.txt" | quote }}
      f: {{ printf "<%s>" (.Files.Get "files/f.txt") | quote }}
      g: {{ .Files.Get "files/g.txt" | quote }}
      h: {{ .Files.Get "files/h.txt" | quote }}
      i: {{ printf "\\ufeff%s" (.Files.Get "files/i.txt") | quote }}
      j: {{ printf "\\ufeff%s" (.Files.Get "files/j.txt") | quote }}
    `,
  }));

  const literals = `
      "yes": "on"
      "1e3": "0x10"
      "null": "~"
      a: "- b"
      c: "d: e"
      f: "2024-01-01"
      g: 1.0e+21
      h: 1.0e-7
      i: 9007199254740991
      j: 0.1
    `;
  both('literals that a reader takes for something else are in quotes', () => ({
    tree: {
      yes: 'on',
      '1e3': '0x10',
      null: '~',
      a: '- b',
      c: 'd: e',
      f: '2024-01-01',
      g: 1e21,
      h: 1e-7,
      i: 9007199254740991,
      j: 0.1,
    },
    yaml: literals,
    helm: literals,
  }));
});
