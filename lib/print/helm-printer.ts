import {
  Expression,
  choicesOf,
  expressionsIn,
  isSet,
  presence,
  type Helper,
  type Tree,
  type ValueType,
} from '../values';
import {
  argument,
  conditionOf,
  dataOf,
  goString,
  isEmptyWhereFalse,
  isFallback,
  isJson,
  isText,
  numberOf,
  scalarText,
  sourceOf,
  type Place,
} from './helm-expression';
import { TreePrinter, type Dialect } from './tree-printer';
import { chomping, fitsBlock, yamlString } from './yaml-scalar';

const pad = (indent: number) => ' '.repeat(indent);

/** A template action on a line of its own; the dash takes away the line break before it. */
const action = (indent: number, source: string) => `${pad(indent)}{{- ${source} }}`;

/** Keeps braces of the data apart from those of the template language. */
const escapeBraces = (line: string) => line.replace(/\{\{/g, '{{ "{{" }}');

/** Prints trees as a Helm template. This is the only producer of `{{ }}` from expressions. */
class HelmDialect implements Dialect {
  readonly printer = new TreePrinter(this);

  constructor(
    private readonly place: Place,
    private readonly isDefinition = false,
  ) {}

  string(value: string): string {
    return value.includes('{{') ? `{{ ${goString(value)} | quote }}` : yamlString(value);
  }

  /** In a named template, whose lines are indented wherever it is included, an empty line would get blanks. */
  takesBlock(value: string): boolean {
    return !this.isDefinition || !value.includes('\n\n');
  }

  blockLine(line: string): string {
    return escapeBraces(line);
  }

  entry(key: string, expression: Expression, indent: number): string[] {
    const { node } = expression;
    const head = `${pad(indent)}${this.string(key)}:`;
    if (node.kind === 'when') {
      const opening = `if ${conditionOf(presenceCondition(expression), this.place)}`;
      const value = optionalScalar(node.tree);
      const lines = value ? [`${head} ${this.scalar(value)}`] : this.unguarded(key, node.tree, indent);
      return this.block(indent, opening, lines);
    }
    if (node.kind === 'optional' && isScalar(expression)) return this.optional(head, node.operand, indent);
    if (node.kind === 'file') return this.file(head, node.content, expression, indent + 2);
    if (isScalar(expression))
      return this.blockText(head, expression, indent + 2) ?? [`${head} ${this.scalar(expression)}`];
    if (isText(expression)) {
      return this.guard(expression, indent, [head, this.include(expression, indent + 2)]);
    }
    return this.block(indent, `with ${sourceOf(expression, this.place)}`, [
      head,
      action(indent + 2, `toYaml . | nindent ${indent + 2}`),
    ]);
  }

  element(expression: Expression, indent: number): string[] {
    const { node } = expression;
    if (node.kind === 'items') {
      const lines = [action(indent, `toYaml . | nindent ${indent}`)];
      return this.block(indent, `with ${dataOf(node.list, this.place)}`, lines);
    }
    if (node.kind === 'each') {
      if (presence(node.body) !== true) throw new Error(`an element of the loop over "${node.variable}" may be empty`);
      const inner = new HelmDialect({ ...this.place, root: '$' }, this.isDefinition);
      const source = dataOf(node.source, this.place);
      return this.block(indent, `range $${node.variable} := ${source}`, inner.printer.element(node.body, indent));
    }
    if (node.kind === 'when') {
      const isGuarded = presence(node.tree) !== true && !(node.tree instanceof Expression);
      const inner = withoutGuard(this.printer.element(node.tree, indent), isGuarded);
      return this.block(indent, `if ${conditionOf(presenceCondition(expression), this.place)}`, inner);
    }
    const head = `${pad(indent)}-`;
    if (node.kind === 'optional' && isScalar(expression)) return this.optional(head, node.operand, indent);
    if (isScalar(expression))
      return this.blockText(head, expression, indent + 2) ?? [`${head} ${this.scalar(expression)}`];
    if (isText(expression)) return this.guard(expression, indent, [head, this.include(expression, indent + 2)]);
    const source = sourceOf(expression, this.place);
    return this.block(indent, `with ${source}`, [head, action(indent + 2, `toYaml . | nindent ${indent + 2}`)]);
  }

  part(expression: Expression, indent: number): string[] {
    const { node } = expression;
    if (node.kind === 'when') {
      const { tree } = node;
      const lines = tree instanceof Expression ? this.part(tree, indent) : this.printer.map(tree, indent);
      return this.block(indent, `if ${conditionOf(node.condition, this.place)}`, lines);
    }
    if (isText(expression)) {
      return this.guard(expression, indent, [this.include(expression, indent)]);
    }
    return this.block(indent, `with ${sourceOf(expression, this.place)}`, [
      action(indent, `toYaml . | nindent ${indent}`),
    ]);
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
    // What may be a string or a number is printed as JSON, as a whole.
    const isChoice = body instanceof Expression && body.node.kind === 'choose' && body.valueType !== 'scalar';
    if (isChoice && !isFallback(body.node.condition, body.node.then)) {
      const { condition, then, otherwise } = body.node;
      const [yes, no] = [this.definition(then), this.definition(otherwise)];
      return `{{- if ${this.condition(condition)} }}\n${yes}\n{{- else }}\n${no}\n{{- end }}`;
    }
    if (body instanceof Expression) return this.definitionOf(body);
    if (typeof body !== 'object') return `{{- ${sourceOf(body, this.place)} }}`;
    const lines = Array.isArray(body) ? this.printer.list(body, 0) : this.printer.map(body, 0);
    return lines.join('\n');
  }

  private definitionOf(body: Expression): string {
    const { node, valueType } = body;
    if (node.kind === 'when') {
      return `{{- if ${this.condition(node.condition)} -}}\n${this.definition(node.tree)}\n{{- end }}`;
    }
    const number = numberOf(body);
    if (number) return `{{- ${sourceOf(number, this.place)} | int64 }}`;
    const source = sourceOf(body, this.place);
    if (isText(body) || isScalar(body)) return `{{- ${source}${isText(body) ? '' : (plainForms[valueType] ?? '')} }}`;
    return this.block(0, `with ${source}`, ['{{- toYaml . }}']).join('\n');
  }

  /** A text as it reads, outside YAML. */
  text({ node }: Expression): string {
    if (node.kind !== 'text') throw new Error('a note is a text');
    const parts = node.parts.map((part) => {
      // A brace before an action would be taken for its beginning.
      if (typeof part === 'string') return escapeBraces(part).replace(/\{$/, '{{ "{" }}');
      if (part.valueType === 'scalar') return `{{ ${scalarText(argument(part, this.place))} }}`;
      return `{{ ${sourceOf(part, this.place)}${isText(part) ? '' : (plainForms[part.valueType] ?? '')} }}`;
    });
    return parts.join('');
  }

  /** A scalar with its braces, as it stands after `key: `. */
  private scalar(expression: Expression): string {
    const source = sourceOf(expression, this.place);
    // A named template that gives a number gives it as JSON already.
    if (isText(expression) && isJson(expression.valueType)) return `{{ ${source} }}`;
    const number = numberOf(expression);
    if (number) return `{{ ${sourceOf(number, this.place)} | int64 | quote }}`;
    return this.safeText(expression) ?? scalarAction(source, expression);
  }

  /** A text whose pieces cannot break out of a scalar is printed as it reads: `{{ include "x.fullname" . }}-backend`. */
  private safeText({ node }: Expression): string | undefined {
    if (node.kind !== 'text' || node.parts.length < 2) return undefined;
    let printed = '';
    for (const part of node.parts) {
      if (typeof part === 'string') {
        if (!/^[-A-Za-z0-9 ./:_?=,@+()]+$/.test(part)) return undefined;
        printed += part;
      } else if (isSafe(part)) {
        printed += `{{ ${sourceOf(part, this.place)}${part.valueType === 'integer' ? ' | int64' : ''} }}`;
      } else return undefined;
    }
    const literals = node.parts.filter((part) => typeof part === 'string');
    const isName = literals.every((part) => /^-?[a-z][-a-z0-9]*$/.test(part));
    // Without such a piece the whole might come out as `1e3` or `on`, which are no strings.
    const isNoNumber = literals.some((part) => /-[a-z]|[a-z]{2}-/.test(part));
    return isName && isNoNumber ? printed : `"${printed}"`;
  }

  /**
   * A text of several lines, or one with quotes in it, is printed as a literal block that reads like the document it is. Its
   * pieces must stay on their line.
   */
  private blockText(head: string, { node }: Expression, indent: number): string[] | undefined {
    const staysOnLine = (part: string | Expression) =>
      typeof part === 'string' || isSafe(part) || part.valueType === 'boolean' || part.node.kind === 'json';
    if (node.kind !== 'text' || !node.parts.every(staysOnLine)) return undefined;
    const shape = node.parts.map((part) => (typeof part === 'string' ? part : 'x')).join('');
    const isDocument = /["\n]/.test(shape) && fitsBlock(shape.endsWith('\n') ? shape : `${shape}\n`);
    if (!isDocument || !this.takesBlock(shape)) return undefined;
    const printed = node.parts.map((part) => {
      // A brace right before an action would be read as part of it.
      if (typeof part === 'string') return escapeBraces(part).replace(/\{$/, '{{ "{" }}');
      return `{{ ${sourceOf(part, this.place)}${part.valueType === 'integer' ? ' | int64' : ''} }}`;
    });
    const lines = printed.join('').replace(/\n$/, '').split('\n');
    return [`${head} |${chomping(shape)}`, ...lines.map((line) => (line === '' ? '' : `${pad(indent)}${line}`))];
  }

  /** A named template with its indentation. One that begins with an action begins with a line break when it is included. */
  private include(expression: Expression, indent: number): string {
    const { node } = expression;
    const beginsWithAction = node.kind === 'named' && /^\{\{- (if|with|range)/.test(this.definition(node.body));
    const trim = beginsWithAction ? ' | trim' : '';
    return action(indent, `${sourceOf(expression, this.place)}${trim} | nindent ${indent}`);
  }

  private file(head: string, content: string, expression: Expression, indent: number): string[] {
    const source = sourceOf(expression, this.place);
    const isBlock = fitsBlock(content) && content.endsWith('\n') && !content.includes('\n\n');
    if (!isBlock) return [`${head} {{ ${source} | quote }}`];
    return [`${head} |`, action(indent, `${source} | trimSuffix "\\n" | nindent ${indent}`)];
  }

  /** A scalar that is there where it is not empty. */
  private optional(head: string, operand: Expression, indent: number): string[] {
    if (isEmptyWhereFalse(operand)) {
      return this.block(indent, `with ${dataOf(operand, this.place)}`, [`${head} ${scalarAction('.', operand)}`]);
    }
    return this.block(indent, `if ${conditionOf(isSet(operand), this.place)}`, [`${head} ${this.scalar(operand)}`]);
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

/**
 * Numbers are 64-bit floats in Helm and would print as 1e+06; strings print in quotes, which no content can break, unless
 * they can only be one of a few plain words.
 */
function scalarAction(source: string, expression: Expression): string {
  const type = expression.valueType;
  const isWord = choicesOf(expression.shape)?.every((choice) => yamlString(choice) === choice);
  const isPlain = isWord && expression.node.kind !== 'choose';
  if (type === 'boolean' || isPlain) return `{{ ${source} }}`;
  return `{{ ${source} | ${type === 'integer' ? 'int64' : isJson(type) ? 'toJson' : 'quote'} }}`;
}

/** What prints a number as such outside YAML, in a named template or note. */
const plainForms: { readonly [type in ValueType]?: string } = {
  integer: ' | int64',
  number: ' | toJson',
  scalar: ' | toJson',
};

const isScalar = ({ valueType }: Expression) => valueType !== 'list' && valueType !== 'map';

const withoutGuard = (lines: string[], isGuarded: boolean) => (isGuarded ? lines.slice(1, -1) : lines);

/** The value of a field that is left out when it is empty, where a tree is such a field. */
function optionalScalar(tree: Tree): Expression | undefined {
  if (!(tree instanceof Expression) || tree.node.kind !== 'optional') return undefined;
  return isScalar(tree) ? tree.node.operand : undefined;
}

/** The condition of a `when`, with that of a tree of which nothing may be left. */
function presenceCondition(expression: Expression): Expression<boolean> {
  const { node } = expression;
  if (node.kind === 'when' && node.tree instanceof Expression && !optionalScalar(node.tree)) return node.condition;
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
  const head = comment ? [`{{- /*`, ...comment.replaceAll('*/', '* /').split('\n'), `*/ -}}`] : [];
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
    const body = define(node.name, node.description, dialect.definition(node.body));
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
