import type { Guard } from '../../core/guards';
import { expressionsIn, type Expression, type Helper, type Tree } from '../../core/values';
import { commentLines } from '../../core/yaml/comment-lines';
import { HelmDialect } from './helm-dialect';
import { printGo } from './go-expression';
import { Block, printLines, type Line } from './template-lines';

/** What a chart's templates have in common. */
export interface TemplateContext {
  /** Prefix of the chart's named templates. */
  readonly chart: string;
}

/** An object as it is printed: what the author wrote, with the annotations of this kind of output. */
export interface PrintableObject {
  readonly object: { readonly [key: string]: Tree };
  readonly condition?: Expression<boolean>;
  readonly comment?: string;
}

/** The template of one object. */
export function printTemplate(printable: PrintableObject, context: TemplateContext): string {
  const dialect = new HelmDialect({ chart: context.chart, root: '.' });
  const { condition, comment } = printable;
  const object = dialect.printer.map(printable.object, 0);
  const lines: readonly Line[] = condition
    ? [new Block(0, dialect.if(condition), object, { trimsBody: true })]
    : object;
  const head = comment ? [`{{- /*`, ...commentLines(comment.replaceAll('*/', '* /')), `*/ -}}`] : [];
  return [...head, ...printLines(lines), ''].join('\n');
}

/** Lines of text with actions in them, for NOTES.txt. */
export function printText(text: Expression, condition: Expression | undefined, context: TemplateContext): string[] {
  const dialect = new HelmDialect({ chart: context.chart, root: '.' });
  const line = dialect.text(text);
  return printLines(condition ? [new Block(0, dialect.if(condition), [line])] : [line]);
}

/** `_validate.tpl`: what guards refuse, as a text of a line for each fault, and what fails with that text. */
export function printGuards(guards: readonly Guard[], context: TemplateContext): string {
  const { chart } = context;
  const dialect = new HelmDialect({ chart, root: '.' });
  // Those that hold under one condition stand in one block, where the first of them is.
  const blocks = new Map<string, { readonly broken: Guard['broken']; readonly lines: Line[] }>();
  guards.forEach(({ broken, fault }, i) => {
    const told = dialect.faults(fault);
    const key = broken ? printGo(dialect.if(broken).expression) : `always ${i}`;
    const known = blocks.get(key);
    if (known) known.lines.push(...told);
    else blocks.set(key, { broken, lines: told });
  });
  const lines = [...blocks.values()].flatMap(({ broken, lines: own }) =>
    printLines(broken ? [new Block(0, dialect.if(broken), own)] : own),
  );
  return [
    `{{/*\nWhat is wrong with values that fit the schema, a line for each fault; nothing where all is well.\n*/}}`,
    `{{- define "${chart}.faults" -}}`,
    ...lines,
    '{{- end }}',
    '',
    `{{/*\nRefuses these values.\n*/}}`,
    `{{- define "${chart}.validate" -}}`,
    `{{- with include "${chart}.faults" . | trim }}`,
    '{{- fail (splitList "\\n" . | uniq | join "\\n" | printf "these values do not fit:\\n%s") }}',
    '{{- end }}',
    '{{- end }}',
    '',
  ].join('\n');
}

/** `_helpers.tpl`: the named templates that the given trees use, hand-written ones first. */
export function printHelpers(trees: readonly Tree[], context: TemplateContext): string {
  const dialect = new HelmDialect({ chart: context.chart, root: '.' }, true);
  const helpers = new Map<string, Helper>();
  const bodies = new Map<string, string>();
  const define = (name: string, description: string, body: string) =>
    `{{/*\n${description}\n*/}}\n{{- define "${context.chart}.${name}" -}}\n${body}\n{{- end }}`;
  const use = (helper: Helper) => {
    if (helpers.has(helper.name)) return;
    helper.uses?.forEach(use);
    helpers.set(helper.name, helper);
  };
  for (const { node } of expressionsIn(trees)) {
    if (node.kind === 'helper') use(node.helper);
    if (node.kind !== 'named') continue;
    const body = define(node.name, node.description, printLines(dialect.definition(node.body)).join('\n'));
    const other = bodies.get(node.name);
    if (other !== undefined && other !== body)
      throw new Error(`two different named templates are called "${node.name}"`);
    bodies.set(node.name, body);
  }
  const written = [...helpers.values()].map((helper) =>
    define(helper.name, helper.description, helper.template(context.chart)),
  );
  const sorted = [...bodies].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, body]) => body);
  return `${[...written, ...sorted].join('\n\n')}\n`;
}
