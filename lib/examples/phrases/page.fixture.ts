import { readFileSync } from 'node:fs';
import { anchorOf } from '../../markdown.fixture';
import { aroundPods } from './around-pods.fixture';
import { conditions } from './conditions.fixture';
import { loops } from './loops.fixture';
import { names } from './names.fixture';
import { pods } from './pods.fixture';
import { releases } from './releases.fixture';
import { texts } from './texts.fixture';
import { filesOf, pieceOf } from './output.fixture';
import { packages } from './packages.fixture';
import type { Phrase, Piece, Unsaid } from './phrase.fixture';

/** A part of the page: idioms that are declared in one file, in its order. */
export interface Section {
  readonly title: string;
  /** The file that declares them. */
  readonly source: string;
  readonly phrases: readonly (Phrase | Unsaid)[];
}

export const sections: readonly Section[] = [
  { title: 'Conditions', source: 'conditions', phrases: conditions },
  { title: 'Lists and maps', source: 'loops', phrases: loops },
  { title: 'Texts and files', source: 'texts', phrases: texts },
  { title: 'Names, labels and helpers', source: 'names', phrases: names },
  { title: 'Pods', source: 'pods', phrases: pods },
  { title: 'Around pods', source: 'around-pods', phrases: aroundPods },
  { title: 'The life of a release', source: 'releases', phrases: releases },
  { title: 'Values and the package', source: 'packages', phrases: packages },
];

export const isSaid = (phrase: Phrase | Unsaid): phrase is Phrase =>
  'make' in phrase;

/** The name of every chart in the page. */
const chart = 'shop';

const introduction = () => `# From Helm templates: how do I say ...?

<!-- Written by \`npm run phrases\` from the programs in \`lib/examples/phrases/\`, which a test runs. -->

On the left what people write in templates, on the right what you write here, and below what ours prints, as it is written to the
chart (\`templates/...\`, \`values.yaml\`) or to \`dist/\`. Every program on the right is compiled and run, and both its outputs are compared with
the real Helm 3 and 4.

The programs leave out what is the same in all of them:

\`\`\`ts
import { HelmChart, values /* and whatever else is used */ } from 'chartwright';
import { KubeConfigMap /* and other kinds */ } from 'chartwright/k8s';

const Values = values({ ... }); // as on the right, where there are any

class Shop extends HelmChart<typeof Values> {
  constructor(app: App) {
    super(app, 'shop', { values: Values, environments: { production: { values: {} } } /* version, ... */ });
    // the rest of what stands on the right
  }
}
\`\`\`

\`web\` and \`worker\` are the defaults of a workload, in all of them the same:

\`\`\`ts
${given()}
\`\`\`

Most of a chart needs none of what follows: \`WebService\`, \`Worker\`, \`CronTask\` and the other [workloads](workloads.md) bring their values, names,
labels, probes and policies, and are \`restricted\`. Pods of your own take that from \`restrictedPod\` and \`restrictedContainer\`, which the programs here
leave out, as they leave out objects that are only named (a Service \`web\`); the linter would tell. This page is for what is yours alone, and
for finding your way from templates that you have. [expressions.md](expressions.md) has each expression with its meaning.
`;

/** What the programs take for granted, without its comments. */
function given(): string {
  return readFileSync('lib/examples/phrases/given.fixture.ts', 'utf8')
    .replace(/^import .*\n+/gm, '')
    .replace(/^\/\*\*.*\n/gm, '')
    .replace(/^export /gm, '')
    .trim();
}

/** The page \`docs/phrase-book.md\`. */
export function printPage(): string {
  const contents = sections.map(({ title, phrases }) => {
    const lines = phrases.map(
      (each) => `- [${each.title}](#${anchorOf(each.title)})`,
    );
    return `**${title}**\n\n${lines.join('\n')}\n`;
  });
  const parts = sections.flatMap((section) => [
    `## ${section.title}\n`,
    ...section.phrases.map(printWith(section)),
  ]);
  return [introduction(), ...contents, ...parts].join('\n');
}

const printWith =
  ({ source }: Section) =>
  (phrase: Phrase | Unsaid): string => {
    const head = `### ${phrase.title}\n`;
    if (!isSaid(phrase))
      return [
        head,
        fenced('yaml', dedented(phrase.helm)),
        `${phrase.instead}\n`,
      ].join('\n');
    const files = filesOf(phrase.make(chart));
    return [
      head,
      sideBySide(
        fenced('yaml', dedented(phrase.helm)),
        fenced('ts', programOf(source, phrase.title)),
      ),
      ...phrase.prints.map((piece) => printed(piece, files)),
      ...(phrase.says === undefined ? [] : [`${phrase.says}\n`]),
    ].join('\n');
  };

/** Two columns, in the HTML that GitHub shows; Markdown stands between empty lines. */
const sideBySide = (left: string, right: string) =>
  `<table><tr><th>Helm</th><th>chartwright</th></tr><tr><td valign="top">\n\n${left}\n</td><td valign="top">\n\n${right}\n</td></tr></table>\n`;

const fenced = (language: string, text: string) =>
  `\`\`\`${language}\n${text}\n\`\`\`\n`;

function printed(piece: Piece, files: ReadonlyMap<string, string>): string {
  const [folder = ''] = piece.file.split('/');
  const path = files.has(`${folder}/Kustomization`)
    ? `dist/${chart}/${piece.file}`
    : piece.file;
  const language =
    /\.(json|md|txt)$/.exec(path)?.[1]?.replace(/md|txt/, 'text') ?? 'yaml';
  return `\`${path}\`\n\n${fenced(language, pieceOf(files, piece))}`;
}

/** A text without the empty lines around it and what all of its lines are indented by. */
function dedented(text: string): string {
  const lines = text.replace(/^\n|\s+$/g, '').split('\n');
  const least = Math.min(
    ...lines
      .filter((line) => line.trim() !== '')
      .map((line) => line.search(/\S/)),
  );
  return lines.map((line) => line.slice(least)).join('\n');
}

/** How an idiom is said, as its source has it: what is declared, then what stands in the constructor. */
function programOf(source: string, title: string): string {
  const text = readFileSync(
    `lib/examples/phrases/${source}.fixture.ts`,
    'utf8',
  );
  const own = text
    .split(/^ {2}phrase\(\{$/m)
    .find((each) => titleOf(each) === quoted(title));
  if (own === undefined)
    throw new Error(
      `${source} has no phrase that begins with the title ${quoted(title)}`,
    );
  const part = (name: string) =>
    new RegExp(`^ {4}${name}: (\\{(?:.*\\}(?=,$)|[^]*?\\n {4}\\}))`, 'm').exec(
      own,
    )?.[1];
  const declared = (['values', 'environments', 'props'] as const).flatMap(
    (name) => {
      const found = part(name);
      if (found === undefined) return [];
      const call = {
        values: `const Values = values(${found});`,
        environments: `environments: ${found},`,
        props: `${inside(found)}`,
      }[name];
      return [
        name === 'values'
          ? dedentedTail(call)
          : `// in super(app, 'shop', { ... })\n${dedentedTail(call)}`,
      ];
    },
  );
  const body = /^ {4}build\(\) \{\n([^]*?)^ {4}\},$/m.exec(own)?.[1];
  if (body === undefined)
    throw new Error(`${source} has no program for ${quoted(title)}`);
  return [...declared, dedented(body)].join('\n\n');
}

/** The title of an idiom, as its source has it. */
const titleOf = (source: string) =>
  /^ {4}title:\s+(['"].*['"]),$/m.exec(source)?.[1];

/** What stands between the braces of a literal. */
const inside = (literal: string) => literal.replace(/^\{\s*|\s*\}$/g, '');

/** A piece of source that begins in the middle of a line, whose other lines are four characters to the right. */
const dedentedTail = (text: string) => text.replaceAll('\n    ', '\n');

/** A title as prettier writes it. */
const quoted = (title: string) =>
  title.includes("'") ? `"${title}"` : `'${title}'`;
