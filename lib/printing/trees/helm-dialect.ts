import { chomping, fitsBlock, yamlString } from '../../core/yaml/write-scalar';
import { Expression, choicesOf, isSet, presence, remainderOf, type Tree, type ValueType } from '../../core/values';
import { call, operand as go, pipe, printGo, stringLiteral, type GoCall, type GoExpression } from './go-expression';
import {
  conditionOf,
  dataOf,
  isEmptyWhereFalse,
  isFallback,
  isJson,
  isText,
  mayBeEmpty,
  numberOf,
  scalarText,
  sourceOf,
  type TemplateScope,
} from './helm-expression';
import { isWholeInGo } from './helm-numbers';
import { Action, Block, pad, type Line, type Opening } from './template-lines';
import { TreePrinter, type Dialect } from './tree-printer';

/** An action within a line. */
const inline = (expression: GoExpression) => `{{ ${printGo(expression)} }}`;

/** Keeps braces of the data apart from those of the template language. */
const escapeBraces = (line: string) => line.replaceAll('{{', '{{ "{{" }}');

/** Text that stands before an action, for whose beginning a brace at its end would be taken. */
const beforeAction = (text: string) => escapeBraces(text).replace(/\{$/, '{{ "{" }}');

/** Prints trees as a Helm template. This is the only producer of `{{ }}` from expressions. */
export class HelmDialect implements Dialect {
  readonly printer = new TreePrinter(this);

  constructor(
    private readonly scope: TemplateScope,
    private readonly isDefinition = false,
  ) {}

  string(value: string): string {
    return value.includes('{{') ? inline(pipe(stringLiteral(value), call('quote'))) : yamlString(value);
  }

  /** In a named template, whose lines are indented wherever it is included, an empty line would get blanks. */
  takesBlock(value: string): boolean {
    return !this.isDefinition || !value.includes('\n\n');
  }

  blockLine(line: string): string {
    return escapeBraces(line);
  }

  entry(key: string, expression: Expression, indent: number): Line[] {
    const { node } = expression;
    const head = `${pad(indent)}${this.string(key)}:`;
    if (node.kind === 'when') {
      const value = optionalScalar(node.tree);
      const lines = value ? [`${head} ${this.scalar(value)}`] : this.unguarded(key, node.tree, indent);
      return [new Block(indent, this.ifThere(expression), lines)];
    }
    if (node.kind === 'file') return this.file(head, node.content, expression, indent + 2);
    return this.afterHead(head, expression, indent);
  }

  element(expression: Expression, indent: number): Line[] {
    const { node } = expression;
    if (node.kind === 'items') return [this.allOf(dataOf(node.list, this.scope), indent)];
    if (node.kind === 'each') {
      if (presence(node.body) !== true) throw new Error(`an element of the loop over "${node.variable}" may be empty`);
      return [new Block(indent, this.range(node), this.withinLoop().printer.element(node.body, indent))];
    }
    if (node.kind === 'when') {
      const inner = this.withoutGuard(node.tree, this.printer.element(node.tree, indent));
      return [new Block(indent, this.ifThere(expression), inner)];
    }
    return this.afterHead(`${pad(indent)}-`, expression, indent);
  }

  part(expression: Expression, indent: number): Line[] {
    const { node } = expression;
    if (node.kind === 'when') {
      const { tree } = node;
      const lines = tree instanceof Expression ? this.part(tree, indent) : this.printer.map(tree, indent);
      return [new Block(indent, this.if(node.condition), lines)];
    }
    if (isText(expression)) return this.guard(expression, indent, [this.include(expression, indent)]);
    return [this.allOf(sourceOf(expression, this.scope), indent)];
  }

  guard(tree: Tree, indent: number, lines: Line[]): Line[] {
    const condition = presence(tree);
    return condition === true ? lines : [new Block(indent, this.if(condition), lines)];
  }

  isAlways(tree: Tree): boolean {
    return presence(tree) === true;
  }

  /** What opens a block that stands only under a condition. */
  if(condition: Expression): Opening {
    return { keyword: 'if', expression: conditionOf(condition, this.scope) };
  }

  /** What opens a loop. */
  private range(loop: LoopNode): Opening {
    return { keyword: 'range', variables: variablesOf(loop), expression: dataOf(loop.source, this.scope) };
  }

  private withinLoop(): HelmDialect {
    const root = this.scope.root === '.' ? '$' : this.scope.root;
    return new HelmDialect({ ...this.scope, root }, this.isDefinition);
  }

  /** What guards tell, a line for each fault: the text of a helper brings its own lines. */
  faults(tree: Tree): Line[] {
    if (!(tree instanceof Expression)) throw new Error('a fault is an expression');
    const { node } = tree;
    if (node.kind === 'helper') return [new Action(0, sourceOf(tree, this.scope))];
    if (node.kind === 'each') return [new Block(0, this.range(node), this.withinLoop().faults(node.body))];
    if (node.kind === 'when') return [new Block(0, this.if(node.condition), this.faults(node.tree))];
    return [`- ${this.text(tree)}`];
  }

  /** The body of a named template: entries or elements as they stand, a scalar without quotes. */
  definition(body: Tree): Line[] {
    // What may be a string or a number is printed as JSON, as a whole.
    const isChoice = body instanceof Expression && body.node.kind === 'choose' && body.valueType !== 'scalar';
    if (isChoice && !isFallback(body.node.condition, body.node.then)) {
      const { condition, then, otherwise } = body.node;
      return [new Block(0, this.if(condition), this.definition(then), { otherwise: this.definition(otherwise) })];
    }
    if (body instanceof Expression) return [this.definitionOf(body)];
    if (typeof body !== 'object') return [new Action(0, sourceOf(body, this.scope))];
    return Array.isArray(body) ? this.printer.list(body, 0) : this.printer.map(body, 0);
  }

  private definitionOf(body: Expression): Line {
    const { node } = body;
    if (node.kind === 'when') {
      return new Block(0, this.if(node.condition), this.definition(node.tree), { trimsBody: true });
    }
    const number = numberOf(body);
    if (number) return new Action(0, pipe(sourceOf(number, this.scope), call('int64')));
    const source = sourceOf(body, this.scope);
    if (isText(body) || isScalar(body)) return new Action(0, plain(source, body));
    return new Block(0, { keyword: 'with', expression: source }, [new Action(0, call('toYaml', go('.')))]);
  }

  /** A text as it reads, outside YAML. */
  text({ node }: Expression): string {
    if (node.kind !== 'text') throw new Error('a note is a text');
    const parts = node.parts.map((part) => {
      if (typeof part === 'string') return beforeAction(part);
      if (part.valueType === 'scalar') return inline(scalarText(dataOf(part, this.scope)));
      return inline(plain(sourceOf(part, this.scope), part));
    });
    return parts.join('');
  }

  /** What follows `key:` or the dash of an element. */
  private afterHead(head: string, expression: Expression, indent: number): Line[] {
    if (isScalar(expression)) {
      const remainder = remainderOf(expression);
      if (remainder.when === 'set') return [this.optional(head, remainder.value, indent)];
      return this.blockText(head, expression, indent + 2) ?? [`${head} ${this.scalar(expression)}`];
    }
    const opening: Opening = { keyword: 'with', expression: sourceOf(expression, this.scope) };
    if (mayBeEmpty(expression)) {
      return [new Block(indent, opening, [head, new Action(indent + 2, pipe(go('.'), nindent(indent + 2)))])];
    }
    if (isText(expression)) return this.guard(expression, indent, [head, this.include(expression, indent + 2)]);
    return [new Block(indent, opening, [head, yamlOfDot(indent + 2)])];
  }

  /** All entries or elements of a value, where it has any. */
  private allOf(source: GoExpression, indent: number): Block {
    return new Block(indent, { keyword: 'with', expression: source }, [yamlOfDot(indent)]);
  }

  /** A scalar with its braces, as it stands after `key: `. */
  private scalar(expression: Expression): string {
    const literal = literalTextOf(expression);
    if (literal !== undefined) return this.string(literal);
    const source = sourceOf(expression, this.scope);
    // A named template that gives a number gives it as JSON already.
    if (isText(expression) && isJson(expression.valueType)) return inline(source);
    const number = numberOf(expression);
    if (number) return inline(pipe(sourceOf(number, this.scope), call('int64'), call('quote')));
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
        printed += this.piece(part);
      } else return undefined;
    }
    const literals = node.parts.filter((part) => typeof part === 'string');
    const isName = literals.every((part) => /^-?[a-z][-a-z0-9]*$/.test(part));
    // Without such a piece the whole might come out as `1e3` or `on`, which are not strings.
    const isNotNumber = literals.some((part) => /-[a-z]|[a-z]{2}-/.test(part));
    return isName && isNotNumber ? printed : `"${printed}"`;
  }

  /**
   * A text of several lines, or one with quotes in it, is printed as a literal block that reads like the document it is. Its
   * pieces must stay on their line.
   */
  private blockText(head: string, { node }: Expression, indent: number): Line[] | undefined {
    const staysOnLine = (part: string | Expression) =>
      typeof part === 'string' || isSafe(part) || part.valueType === 'boolean' || part.node.kind === 'json';
    if (node.kind !== 'text' || !node.parts.every(staysOnLine)) return undefined;
    const shape = node.parts.map((part) => (typeof part === 'string' ? part : 'x')).join('');
    const isDocument = /["\n]/.test(shape) && fitsBlock(shape.endsWith('\n') ? shape : `${shape}\n`);
    if (!isDocument || !this.takesBlock(shape)) return undefined;
    const printed = node.parts.map((part) => (typeof part === 'string' ? beforeAction(part) : this.piece(part)));
    const lines = printed.join('').replace(/\n$/, '').split('\n');
    return [`${head} |${chomping(shape)}`, ...lines.map((line) => (line === '' ? '' : `${pad(indent)}${line}`))];
  }

  /** A piece of a text that reads as the text does. */
  private piece(part: Expression): string {
    const source = sourceOf(part, this.scope);
    return inline(part.valueType === 'integer' && !isWholeInGo(part) ? pipe(source, call('int64')) : source);
  }

  /** A named template with its indentation. One that begins with a block begins with a line break when it is included. */
  private include(expression: Expression, indent: number): Action {
    const { node } = expression;
    const beginsWithBlock = node.kind === 'named' && this.definition(node.body)[0] instanceof Block;
    const trim = beginsWithBlock ? [call('trim')] : [];
    return new Action(indent, pipe(sourceOf(expression, this.scope), ...trim, nindent(indent)));
  }

  private file(head: string, content: string, expression: Expression, indent: number): Line[] {
    const source = sourceOf(expression, this.scope);
    const isBlock = fitsBlock(content) && content.endsWith('\n') && !content.includes('\n\n');
    if (!isBlock) return [`${head} ${inline(pipe(source, call('quote')))}`];
    const trimmed = call('trimSuffix', stringLiteral('\n'));
    return [`${head} |`, new Action(indent, pipe(source, trimmed, nindent(indent)))];
  }

  /** A scalar that is there where it is not empty. */
  private optional(head: string, operand: Expression, indent: number): Block {
    if (isEmptyWhereFalse(operand)) {
      const opening: Opening = { keyword: 'with', expression: dataOf(operand, this.scope) };
      return new Block(indent, opening, [`${head} ${scalarAction(go('.'), operand)}`]);
    }
    return new Block(indent, this.if(isSet(operand)), [`${head} ${this.scalar(operand)}`]);
  }

  /** The condition of a `when`, with that of a tree of which nothing may be left. */
  private ifThere(expression: Expression): Opening {
    const { node } = expression;
    if (node.kind === 'when' && node.tree instanceof Expression && !optionalScalar(node.tree)) {
      return this.if(node.condition);
    }
    return this.if(presence(expression) as Expression<boolean>);
  }

  /** An entry inside a condition that already says that it is there. */
  private unguarded(key: string, tree: Tree, indent: number): readonly Line[] {
    return this.withoutGuard(tree, this.printer.entry(key, tree, indent));
  }

  /** The lines of a tree inside a condition that already says that something of it is there. */
  private withoutGuard(tree: Tree, lines: Line[]): readonly Line[] {
    const [guard] = lines;
    const isGuarded = presence(tree) !== true && !(tree instanceof Expression);
    return isGuarded && guard instanceof Block ? guard.body : lines;
  }
}

/** The text of an expression in which nothing depends on values, such as `text` around a number that is written down. */
const literalTextOf = ({ node }: Expression): string | undefined =>
  node.kind === 'text' && node.parts.every((part) => typeof part === 'string') ? node.parts.join('') : undefined;

/** What a loop calls its element, after what it calls the key where it is over a map. */
type LoopNode = Extract<Expression['node'], { readonly kind: 'each' }>;

const variablesOf = ({ key, variable }: LoopNode): readonly string[] =>
  key === undefined ? [variable] : [key, variable];

const nindent = (indent: number): GoCall => call('nindent', go(String(indent)));

const yamlOfDot = (indent: number) => new Action(indent, pipe(call('toYaml', go('.')), nindent(indent)));

/**
 * Numbers are 64-bit floats in Helm and would print as 1e+06; strings print in quotes, which no content can break, unless
 * they can only be one of a few plain words.
 */
function scalarAction(source: GoExpression, expression: Expression): string {
  const type = expression.valueType;
  const isWord = choicesOf(expression.shape)?.every((choice) => yamlString(choice) === choice);
  const isPlain = isWord && expression.node.kind !== 'choose';
  if (type === 'boolean' || isPlain) return inline(source);
  if (type === 'integer' && isWholeInGo(expression)) return inline(source);
  return inline(pipe(source, call(type === 'integer' ? 'int64' : isJson(type) ? 'toJson' : 'quote')));
}

/** A value as such outside YAML, in a named template or note. */
function plain(source: GoExpression, expression: Expression): GoExpression {
  const printers: { readonly [type in ValueType]?: string } = { integer: 'int64', number: 'toJson', scalar: 'toJson' };
  const printer = printers[expression.valueType];
  return printer && !isText(expression) && !isWholeInGo(expression) ? pipe(source, call(printer)) : source;
}

const isScalar = ({ valueType }: Expression) => valueType !== 'list' && valueType !== 'map';

/** The value of a field that is left out when it is empty, where a tree is such a field. */
function optionalScalar(tree: Tree): Expression | undefined {
  if (!(tree instanceof Expression) || !isScalar(tree)) return undefined;
  const remainder = remainderOf(tree);
  return remainder.when === 'set' ? remainder.value : undefined;
}

/** Whether an expression gives only letters, digits, dashes and dots. */
function isSafe(expression: Expression): boolean {
  const { node, valueType } = expression;
  if (node.kind === 'helper') return node.helper.dnsSafe === true;
  if (node.kind === 'builtin') return !node.name.endsWith('Version');
  return valueType === 'integer' && node.kind === 'reference';
}
