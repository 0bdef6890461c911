/** Strings that YAML, Go templates, JSON or printf could take for something else. */
export const hostileStrings: readonly string[] = [
  '',
  ' ',
  'a',
  'plain',
  // What some YAML reader takes for a boolean, null, number, date or merge key.
  ...['yes', 'Yes', 'no', 'on', 'off', 'y', 'n', 'true', 'False', 'null', '~', '<<', '='],
  ...['0', '1', '-1', '007', '0o14', '0x10', '0b11', '1_000', '1e3', '1E+3', '1.', '.5', '-.inf', '.nan', 'Infinity'],
  ...['1:30', '190:20:30', '2024-01-01', '2024-01-01T00:00:00Z', '12345678901234567890'],
  // Indicators of YAML.
  ...['- a', '-', '? a', 'a: b', 'a:', ': a', 'a #b', '#a', '&a', '*a', '!a', '!!int 1', '|', '>-', '%a', '@a', '`a`'],
  ...['[a]', '{a: b}', '{}', '[', ',', '---', '...', '--- a', "'", '"', "it's", '"quoted"', '\\', '\\n', 'C:\\new\\x41'],
  // Braces of templates, also of other languages.
  ...['{{', '}}', '{{ .Values.x }}', '{{- fail "x" -}}', '{{`', '{{/* c */}}', '{{ "{{" }}', '${x}', '$(x)', '$x', '%s %d %%', '%!s(MISSING)'],
  // White space and line breaks.
  ...[' a', 'a ', '\ta', 'a\tb', 'a\t', 'a\nb', 'a\n', '\na', 'a\n\n', 'a\n\nb\n', 'a \nb', '  a\nb', 'a\r\nb', '\r', '\n', '\n\n', 'a\n---\nb'],
  // Other alphabets, and characters that some reader takes for a line break or nothing.
  ...['ä', 'é', '日本語', '😀', '👩‍👩‍👧', 'ß\u00a0x', '\u00ad', '\u2028', '\u2029', '\u200b', '\u0085', '\u007f', '\ufeff', '\ufffd', '\uffff', '\u{10ffff}', '\u202e'],
  ...['\u0001', '\u0007', '\u001b[0m', '\u000b', '\u001f'],
  // What JSON and HTML escape.
  ...['<b>&amp;</b>', '</script>', '\\u003c', '/', '\\/', '\u2028<'],
  'x'.repeat(200),
  'word '.repeat(40),
];

/** Keys of maps that some reader takes for something else, as far as Kubernetes allows them. */
export const hostileKeys: readonly string[] = [
  ...['a', 'team', 'yes', 'No', 'on', 'y', 'n', 'true', 'null', '0', '1', '10', '007', '0x10', '0o14', '1e3', '1.5', '1_000', '2024-01-01'],
  ...['constructor', 'toString', 'hasOwnProperty', 'example.com/a', 'example.com/a.b', 'A', 'a-b', 'a_b', 'length', 'grafana_dashboard'],
];

/** Names of releases that Helm accepts and that some reader could take for something else. */
export const hostileNames = (chart: string): readonly string[] => [
  chart,
  `${chart}-2`,
  `my-${chart}-b`,
  `a${chart}b`,
  ...['a', 'one', '1', '123', '1e3', '0x10', '1.5', 'a.b', 'true', 'null', 'yes', 'n', '2024-01-01', '0b11'],
  'x'.repeat(53),
  '1'.repeat(53),
  `${'r'.repeat(30)}-${'s'.repeat(22)}`,
  `${'r'.repeat(52 - chart.length)}-${chart}`.slice(0, 53),
];
