/* What is public, as text that a review of a change reads: each name with its signature, and no documentation. */
import { createHash } from 'node:crypto';
import ts from 'typescript';

/** Lines of a constant's type that are shown. Of a longer one, as TypeScript infers them, a digest tells whether the rest has changed. */
const shown = 16;
/** The same of a constant that is not exported: what it is made of is told by what is. */
const shownInside = 2;

const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed });
const head = `# What is public

Made by \`npm run api\` from the types of the package; a proof compares it. A name that is not exported stands here because a public one
needs it. Of a long type of a constant the first lines are shown, and a digest of all of it. What \`chartwright/k8s\` and the other typed
constructs declare stands in \`imports/\`.
`;

/**
 * @param files texts of the files of types, by name
 * @param subpaths names of those that users import
 */
export function reportOf(files, subpaths) {
  const [main, ...others] = subpaths.map((name) => partOf(`${name}.d.ts`, files[`${name}.d.ts`]));
  const names = new Set([main, ...others].flatMap(({ exported }) => exported));
  const isExported = (text) => names.has(/^declare const ([\w$]+)/.exec(text)?.[1]);
  const shared = Object.keys(files)
    .filter((name) => !subpaths.some((subpath) => `${subpath}.d.ts` === name))
    .sort();
  return [
    head,
    titled('chartwright', listed(main.exported)),
    ...others.map(({ exported }, i) => titled(`chartwright/${subpaths[i + 1]}`, listed(exported))),
    ...shared.map((name) => titled(name, `Digest: ${digestOf(partOf(name, files[name]).declared.join('\n'))}\n`)),
    titled(
      'Signatures',
      fenced(
        [main, ...others]
          .flatMap(({ declared }) => declared)
          .sort()
          .map((text) => shortened(text, isExported)),
      ),
    ),
  ].join('\n');
}

/** The names that a file of types exports, and what it declares. */
function partOf(name, text) {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
  const exported = [];
  const declared = [];
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) continue;
    if (!ts.isExportDeclaration(statement))
      declared.push(printer.printNode(ts.EmitHint.Unspecified, statement, source));
    else exported.push(...namesIn(statement, source));
  }
  return { exported: exported.sort(), declared };
}

const namesIn = ({ exportClause }, source) =>
  exportClause === undefined
    ? []
    : ts.isNamespaceExport(exportClause)
      ? [exportClause.name.text]
      : exportClause.elements.map((element) => element.name.getText(source));

function shortened(text, isExported) {
  const lines = text.split('\n');
  const most = isExported(text) ? shown : shownInside;
  if (lines.length <= most + 4 || !/^declare const /.test(text)) return text;
  return [
    ...lines.slice(0, most),
    `    // and ${lines.length - most} more lines; digest of all: ${digestOf(text)}`,
  ].join('\n');
}

const digestOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16);
const titled = (title, text) => `## ${title}\n\n${text}`;
const listed = (names) => `${names.map((name) => `- ${name}`).join('\n')}\n`;
const fenced = (texts) => `\`\`\`ts\n${texts.join('\n\n')}\n\`\`\`\n`;
