import {
  Expression,
  expressionsIn,
  type Helper,
  type Tree,
  type ValueType,
} from '../values';
import { conditionOf, goString, isFallback, isText, sourceOf, type Place } from './helm-expression';
import { presence } from './presence';
import { TreePrinter, type Dialect } from './tree-printer';
import { yamlString } from './yaml-scalar';

const pad = (indent: number) => ' '.repeat(indent);

/** A template action on a line of its own; the dash takes away the line break before it. */
const action = (indent: number, source: string) => `${pad(indent)}{{- ${source} }}`;

/** Keeps braces of the data apart from those of the template language. */
const escapeBraces = (line: string) => line.replace(/\{\{/g, '{{ "{{" }}');

/** Prints trees as a Helm template. This is the only producer of `{{ }}` from expressions. */
class HelmDialect implements Dialect {
  readonly printer = new TreePrinter(this);

  constructor(private readonly place: Place) {}

  string(value: string): string {
    return value.includes('{{') ? `{{ ${goString(value)} | quote }}` : yamlString(value);
  }

  blockLine(line: string): string {
    return escapeBraces(line);
  }

  entry(key: string, expression: Expression, indent: number): string[] {
    const { node } = expression;
    const head = `${pad(indent)}${this.string(key)}:`;
    if (node.kind === 'when') {
      return this.block(indent, `if ${conditionOf(presenceCondition(expression), this.place)}`, this.unguarded(key, node.tree, indent));
    }
    if (node.kind === 'optional' && isScalar(expression)) {
      const value = scalarAction('.', expression.valueType);
      return this.block(indent, `with ${sourceOf(node.operand, this.place)}`, [`${head} ${value}`]);
    }
    if (node.kind === 'file') return this.file(head, node.content, expression, indent + 2);
    if (isScalar(expression)) return [`${head} ${this.scalar(expression)}`];
    if (isText(expression)) {
      const include = [head, action(indent + 2, `${sourceOf(expression, this.place)} | nindent ${indent + 2}`)];
      return this.guard(expression, indent, include);
    }
    return this.block(indent, `with ${sourceOf(expression, this.place)}`, [head, action(indent + 2, `toYaml . | nindent ${indent + 2}`)]);
  }

  element(expression: Expression, indent: number): string[] {
    const { node } = expression;
    if (node.kind === 'items') {
      const source = sourceOf(node.list, this.place);
      return this.block(indent, `with ${source}`, [action(indent, `toYaml . | nindent ${indent}`)]);
    }
    if (node.kind === 'each') {
      if (presence(node.body) !== true) throw new Error(`an element of the loop over "${node.variable}" may be empty`);
      const inner = new HelmDialect({ ...this.place, root: '$' });
      const source = sourceOf(node.source, this.place);
      return this.block(indent, `range $${node.variable} := ${source}`, inner.printer.element(node.body, indent));
    }
    if (node.kind === 'when') {
      const inner = withoutGuard(this.printer.element(node.tree, indent), presence(node.tree) !== true);
      return this.block(indent, `if ${conditionOf(presenceCondition(expression), this.place)}`, inner);
    }
    return [`${pad(indent)}- ${this.scalar(expression)}`];
  }

  part(expression: Expression, indent: number): string[] {
    const { node } = expression;
    if (node.kind === 'when') {
      const { tree } = node;
      const lines = tree instanceof Expression ? this.part(tree, indent) : this.printer.map(tree, indent);
      return this.block(indent, `if ${conditionOf(node.condition, this.place)}`, lines);
    }
    if (isText(expression)) {
      const lines = [action(indent, `${sourceOf(expression, this.place)} | nindent ${indent}`)];
      return this.guard(expression, indent, lines);
    }
    return this.block(indent, `with ${sourceOf(expression, this.place)}`, [action(indent, `toYaml . | nindent ${indent}`)]);
  }

  guard(tree: Tree, indent: number, lines: string[]): string[] {
    const condition = presence(tree);
    return condition === true ? lines : this.block(indent, `if ${conditionOf(condition, this.place)}`, lines);
  }

  isAlways(tree: Tree): boolean {
    return presence(tree) === true;
  }

  condition(condition: Expression): string {
    return conditionOf(condition, this.place);
  }

  /** The body of a named template: entries or elements as they stand, a scalar without quotes. */
  definition(body: Tree): string {
    const isChoice = body instanceof Expression && body.node.kind === 'choose';
    if (isChoice && !isFallback(body.node.condition, body.node.then)) {
      const { condition, then, otherwise } = body.node;
      const [yes, no] = [this.definition(then), this.definition(otherwise)];
      return `{{- if ${this.condition(condition)} }}\n${yes}\n{{- else }}\n${no}\n{{- end }}`;
    }
    if (body instanceof Expression || typeof body !== 'object') return `{{- ${sourceOf(body, this.place)} }}`;
    const lines = Array.isArray(body) ? this.printer.list(body, 0) : this.printer.map(body, 0);
    return lines.join('\n');
  }

  /** A text as it reads, outside YAML. */
  text({ node }: Expression): string {
    if (node.kind !== 'text') throw new Error('a note is a text');
    const parts = node.parts.map((part) => {
      if (typeof part === 'string') return escapeBraces(part);
      return `{{ ${sourceOf(part, this.place)}${part.valueType === 'integer' ? ' | int64' : ''} }}`;
    });
    return parts.join('');
  }

  /** A scalar with its braces, as it stands after `key: `. */
  private scalar(expression: Expression): string {
    return this.safeText(expression) ?? scalarAction(sourceOf(expression, this.place), expression.valueType);
  }

  /** A text whose pieces cannot break out of a scalar is printed as it reads: `{{ include "x.fullname" . }}-backend`. */
  private safeText({ node }: Expression): string | undefined {
    if (node.kind !== 'text' || node.parts.length < 2) return undefined;
    let printed = '';
    for (const part of node.parts) {
      if (typeof part === 'string') {
        if (!/^[-A-Za-z0-9./:_?=,@+]+$/.test(part)) return undefined;
        printed += part;
      } else if (isSafe(part)) {
        printed += `{{ ${sourceOf(part, this.place)}${part.valueType === 'integer' ? ' | int64' : ''} }}`;
      } else return undefined;
    }
    const isName = node.parts.every((part) => typeof part !== 'string' || /^-?[a-z][-a-z0-9]*$/.test(part));
    return isName ? printed : `"${printed}"`;
  }

  private file(head: string, content: string, expression: Expression, indent: number): string[] {
    const source = sourceOf(expression, this.place);
    const isBlock = content.endsWith('\n') && !/^\s|\n\n|[ \t]\n|\t|\r/.test(content);
    if (!isBlock) return [`${head} {{ ${source} | quote }}`];
    return [`${head} |`, action(indent, `${source} | trimSuffix "\\n" | nindent ${indent}`)];
  }

  /** An entry inside a condition that already says that it is there. */
  private unguarded(key: string, tree: Tree, indent: number): string[] {
    const isGuarded = presence(tree) !== true && !(tree instanceof Expression);
    return withoutGuard(this.printer.entry(key, tree, indent), isGuarded);
  }

  private block(indent: number, opening: string, lines: string[]): string[] {
    return [action(indent, opening), ...lines, action(indent, 'end')];
  }
}

/** Numbers are 64-bit floats in Helm and would print as 1e+06; strings print in quotes, which no content can break. */
function scalarAction(source: string, type: ValueType): string {
  if (type === 'boolean') return `{{ ${source} }}`;
  return `{{ ${source} | ${type === 'integer' ? 'int64' : type === 'number' ? 'toJson' : 'quote'} }}`;
}

const isScalar = ({ valueType }: Expression) => valueType !== 'list' && valueType !== 'map';

const withoutGuard = (lines: string[], isGuarded: boolean) => (isGuarded ? lines.slice(1, -1) : lines);

/** The condition of a `when`, with that of a tree of which nothing may be left. */
function presenceCondition(expression: Expression): Expression<boolean> {
  const { node } = expression;
  if (node.kind === 'when' && node.tree instanceof Expression) return node.condition;
  return presence(expression) as Expression<boolean>;
}

/** Whether an expression gives only letters, digits, dashes and dots. */
function isSafe(expression: Expression): boolean {
  const { node, valueType } = expression;
  if (node.kind === 'helper') return node.helper.dnsSafe === true;
  if (node.kind === 'builtin') return node.name !== 'Chart.AppVersion' && node.name !== 'Chart.Version';
  return valueType === 'integer' && node.kind === 'reference';
}

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
  const lines = dialect.printer.map(printable.object, 0);
  const { condition, comment } = printable;
  const head = comment ? [`{{- /*`, ...comment.split('\n'), `*/ -}}`] : [];
  if (!condition) return [...head, ...lines, ''].join('\n');
  return [...head, `{{- if ${dialect.condition(condition)} -}}`, ...lines, '{{- end }}', ''].join('\n');
}

/** Lines of text with actions in them, for NOTES.txt. */
export function printText(text: Expression, condition: Expression | undefined, context: TemplateContext): string[] {
  const dialect = new HelmDialect({ chart: context.chart, root: '.' });
  const line = dialect.text(text);
  return condition ? [`{{- if ${dialect.condition(condition)} }}`, line, '{{- end }}'] : [line];
}

/** `_helpers.tpl`: the named templates that the given trees use, hand-written ones first. */
export function printHelpers(trees: readonly Tree[], context: TemplateContext): string {
  const dialect = new HelmDialect({ chart: context.chart, root: '.' });
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
    const body = define(node.name, node.description, dialect.definition(node.body));
    const other = bodies.get(node.name);
    if (other !== undefined && other !== body) throw new Error(`two different named templates are called "${node.name}"`);
    bodies.set(node.name, body);
  }
  const written = [...helpers.values()].map((helper) =>
    define(helper.name, helper.description, helper.template(context.chart)),
  );
  const sorted = [...bodies].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, body]) => body);
  return `${[...written, ...sorted].join('\n\n')}\n`;
}
