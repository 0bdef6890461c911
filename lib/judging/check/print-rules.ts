import { kubernetesVersions } from '../../core/kubernetes/definitions';
import { examples } from './examples';
import { sources } from './examples/sources';
import type { Question } from './finding';
import { isCorrectness, levelIn } from './levels';
import { definitionRules, families, type RuleText } from './rules';
import { entriesOf, type Entry } from './validation/entries';

const introductions: { readonly [family: string]: string } = {
  Schema: 'What the schema of the chosen Kubernetes version, or of a custom resource, says.',
  'Custom resources':
    'What the definition of a custom resource says: one of the same output, or of a folder given with `--crds`.',
  Semantics: 'What the API server refuses although the schema allows it.',
  References:
    'What an object names must be there: in the same output, or declared with `External.of(construct)`, or under `externals`.',
  Hooks: 'What a hook needs must be there when it runs. `chartwright hooks SYSTEM` prints the order.',
  Security:
    'The Pod Security Standard `restricted`, and what goes beyond it. Where a Namespace of the same output enforces a level, what that level keeps out cannot work, and is an error whatever the levels of the rules are.',
  Operations: 'What keeps a system running through rollouts, drains and load.',
  Drift:
    'What is stored otherwise than it is written, so that kubectl, Argo CD or Flux find a difference after each apply. `docs/drift.md` says which engine minds what.',
  Secrets: 'No secret in any output, and nothing left to supply that is not said.',
  Texts: 'What was lost before it came in, here and in what only the chart prints: its metadata, values and notes.',
  Files: 'What `chartwright check --path` finds in files before there are objects.',
  Definition: 'What is wrong with the definition rather than with an object.',
};

const questions: { readonly [Q in Question]: string } = {
  refused: 'refused by the API server or kubectl',
  'cannot-work': 'cannot work',
  'closed-world': 'closed world',
  policy: 'policy',
};

const introduction = `# Rules of the linter

<!-- Written by \`npm run rules\` from the rules themselves. -->

Every synth checks every environment against these rules and writes nothing when one of them finds an error in a \`HelmChart\`; of a
cdk8s \`Chart\` it lists errors by rule, and stops for them where somebody has said how strict its rules are.
\`chartwright check\` prints warnings too, and looks at any folder of YAML with \`--path\`.

## What a rule asks

- **Correctness**: does the API server or kubectl refuse it (*refused*); does Helm refuse it, or does the output itself prove that it
  cannot work (*cannot work*)? Always on.
- **Closed world**: is what it refers to in this output? An error for a \`HelmChart\`, whose output claims to be complete; a warning for
  a cdk8s \`Chart\` and in a folder, where it may be elsewhere. What operators make of their custom resources is known, and so is what
  every cluster has.
- **Policy**: is it as it should be? Hardening, operations, style. Policies have levels.

## Levels

| set           | what policies are                                                                                      | who begins with it                 |
| ------------- | ------------------------------------------------------------------------------------------------------ | ---------------------------------- |
| \`advisory\`    | warnings, which the text report sums up by rule                                                        | a cdk8s \`Chart\`; \`check --path\`    |
| \`recommended\` | errors where one loses data, leaks a secret or takes the service down, else warnings                   | a \`HelmChart\`                      |
| \`strict\`      | errors, but for a few                                                                                  | nobody who does not ask            |

\`\`\`ts
Rules.of(app).use('strict'); // all charts of the app
super(scope, 'shop', { rules: { 'floating-tag': 'off' }, ... }); // a HelmChart, over what the app says
environments: { production: { rules: { 'missing-requests': 'error' }, tier: 'production', ... } }; // an environment, over its chart
Rules.of(chart).use({ extends: 'recommended', 'no-spread': 'error' }); // with extends, what was said further out does not count
\`\`\`

A rule is \`'off'\`, a \`'warning'\` or an \`'error'\`. Correctness has no levels: \`Exception.of(construct).allow(code, reason)\` lets one object
break one rule, shows in the report, and is an error itself once it is no longer needed. \`chartwright check --list-rules\` prints all
levels that are in force, and who says so.

Rules about production hold in environments whose \`tier\` is \`production\`: by default those that are called \`prod\` or \`production\`, or begin
with one of them and a dash.

## A folder

\`chartwright check --path FOLDER\` reads \`chartwright.yaml\` in the folder, or in the nearest folder above it up to where it is run;
\`--config FILE\` names another one. All its keys may be left out:

\`\`\`yaml
rules: # as in a definition: a set, or levels
  extends: recommended
  floating-tag: error
exceptions: # of an object as reports name it, or of files; * stands for any characters
  - { code: missing-volume, object: apps/v1 Deployment shop/*, reason: a webhook adds the volume }
  - { code: plain-secret, file: vendor/**, reason: as the vendor ships it }
externals: # what exists although the folder does not make it
  - { kind: Secret, name: database, reason: made by Terraform }
kubernetes: '1.33' # --kubernetes overrules it
crds: [crds/] # files and folders of CustomResourceDefinitions, from where this file lies; --crds adds others
tier: production
complete: true # all that is referred to is here: what is missing is an error
\`\`\`

An exception that hides nothing any more is an error, unless the file lies above the folder that is checked: it may be about others too.

## Which Kubernetes

Objects are held to the version of \`--kubernetes\`; else to the oldest one that a chart's \`kubeVersion\`, or \`kubernetes:\` in
\`chartwright.yaml\`, takes: a field that only a newer one has is an error then. Where nobody says a version it is a warning, in \`synth\`,
\`check\` and \`check --path\` alike. Known are ${kubernetesVersions[0]} to ${kubernetesVersions.at(-1)}.

## Custom resources

A resource is held to the version of its definition that it names. Definitions of the same output come first, then those of other charts of
the app, then those of \`--crds\` and \`crds:\`; where files there define one version in two ways, the last holds, and a warning says so.

For a gate on YAML of others, \`--only-what-the-cluster-refuses\` leaves out all but the errors that the API server or kubectl would
answer with.
`;

/** docs/rules.md: every rule with what it asks, its levels, why it is there, what to do, and examples. */
export function printRules(): string {
  const sections = Object.entries({ ...families, Definition: definitionRules } as {
    [family: string]: readonly RuleText[];
  }).map(([family, rules]) =>
    [`## ${family}`, '', introductions[family], '', ...table(rules), '', ...rules.flatMap(details)].join('\n'),
  );
  return [introduction, ...sections, ''].join('\n');
}

function table(rules: readonly RuleText[]): string[] {
  const rows = rules.map((rule) => [`[\`${rule.code}\`](#${rule.code})`, questions[rule.question], ...levels(rule)]);
  const head = ['Rule', 'Asks', 'HelmChart', 'Strict', 'Folder, cdk8s chart'];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((text, i) => text.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)];
}

/** The levels with which a HelmChart, who asks for strictness, and a folder begin. */
function levels(rule: RuleText): [recommended: string, strict: string, folder: string] {
  if (isCorrectness(rule)) return [rule.severity, rule.severity, rule.severity];
  if (rule.question === 'closed-world') return [rule.severity, rule.severity, 'warning'];
  return [levelIn(rule, 'recommended'), levelIn(rule, 'strict'), levelIn(rule, 'advisory')];
}

/** Where it is written that a rule is right: an address, or the functions of Kubernetes that the tables name. */
export function sourcesOf({ code, source }: RuleText): readonly string[] {
  const own = source ?? sources[code];
  const functions = new Set(entriesOf(code).map((entry) => `\`${entry.source}\``));
  return [...(own === undefined ? [] : [own]), ...functions];
}

function details(rule: RuleText): string[] {
  const { why, remedy } = rule;
  const { language = 'yaml', valid, invalid } = rule.examples ?? examples[rule.code]!;
  const entries = entriesOf(rule.code);
  return [
    `### ${rule.code}`,
    '',
    `${why} ${remedy}`,
    '',
    ...(entries.length > 0 ? [] : [`Source: ${sourcesOf(rule).join(', ')}`, '']),
    ...block('Found', language, invalid),
    ...block('Not found', language, valid),
    ...(entries.length > 0 ? entryTable(entries) : []),
  ];
}

/** What the tables of \`validation/\` check, and which function of Kubernetes each entry is taken from. */
const entryTable = (entries: readonly Entry[]): string[] => [
  '<details><summary>What is checked, and its source</summary>',
  '',
  '| where | what must hold | source |',
  '| --- | --- | --- |',
  ...entries.map(({ of, says, source }) => `| ${[code(of), cell(says), cell(source)].join(' | ')} |`),
  '',
  '</details>',
  '',
];

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('*', '\\*');
const code = (text: string) => `\`${text.replaceAll('|', '\\|')}\``;

const block = (title: string, language: string, text: string): string[] => [
  `${title}:`,
  '',
  `\`\`\`${language}`,
  text.trimEnd(),
  '```',
  '',
];
