import { definitionRules, families, type RuleText } from './rules';

const introductions: { readonly [family: string]: string } = {
  Schema: 'What the schema of the chosen Kubernetes version, or of a custom resource, says.',
  'Custom resources':
    'What the definition of a custom resource says: one of the same output, or of a folder given with `--crds`.',
  Semantics: 'What the API server refuses although the schema allows it.',
  References: 'What an object names must be there: in the same output, or declared with `External.of(construct)`.',
  Hooks: 'What a hook needs must be there when it runs. `chartwright hooks SYSTEM` prints the order.',
  Security: 'The Pod Security Standard `restricted`, and what goes beyond it.',
  Operations: 'What keeps a system running through rollouts, drains and load.',
  Secrets: 'No secret in any output, and nothing left to supply that is not said.',
  Texts: 'What was lost before it came in, here and in what only the chart prints: its metadata, values and notes.',
  Files: 'What `chartwright check --path` finds in files before there are objects.',
  Definition: 'What is wrong with the definition rather than with an object.',
};

/** docs/rules.md: every rule with why it is there and what to do. */
export function printRules(): string {
  const sections = Object.entries({ ...families, Definition: definitionRules } as {
    [family: string]: readonly RuleText[];
  }).map(([family, rules]) => [`## ${family}`, '', introductions[family], '', ...table(rules), ''].join('\n'));
  return `${[
    '# Rules of the linker',
    '',
    '<!-- Written by `npm run rules` from the rules themselves. -->',
    '',
    'Every synth checks every environment against these rules and writes nothing when one of them finds an error;',
    '`chartwright check` prints warnings too, and looks at any folder of YAML with `--path`. Rules that look at production only',
    'say so. An exception stands in the definition, with a reason: `Exception.of(construct).allow(code, reason)`; it shows in the',
    'report, and one that is no longer needed is an error.',
    '',
    ...sections,
  ].join('\n')}`;
}

function table(rules: readonly RuleText[]): string[] {
  const rows = rules.map(({ code, severity, why, remedy }) => [`\`${code}\``, severity, cell(why), cell(remedy)]);
  const head = ['Code', 'Severity', 'Why', 'What to do'];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((text, i) => text.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)];
}

const cell = (text: string) => text.replaceAll('|', '\\|');
