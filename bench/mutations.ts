import * as ts from 'typescript';

/*
 * The places of a source that a mutation can change, and the draw among them. Pure: `mutate.ts` tries them.
 */

/** One small change of a source that a test should notice. */
export interface Mutation {
  /** What is done: `condition negated`, `statement dropped`. */
  readonly kind: string;
  /** The characters that are replaced, from the first up to, not including, the last. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** A source with a mutation in it. */
export const mutated = (source: string, { start, end, replacement }: Mutation): string =>
  source.slice(0, start) + replacement + source.slice(end);

const swaps = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.PlusToken, '-'],
  [ts.SyntaxKind.MinusToken, '+'],
]);

/** Calls on a list that leave one of the same type. */
const droppable = new Set(['filter', 'sort', 'toSorted', 'reverse', 'toReversed']);

/** All mutations of a source, in the order of their places. Imports, exports from elsewhere and types have none. */
export function mutationsOf(source: string): Mutation[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const found: Mutation[] = [];
  const visit = (node: ts.Node): void => {
    if (isTypeOnly(node)) return;
    for (const [kind, start, end, replacement] of changesOf(node, file)) found.push({ kind, start, end, replacement });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

const isTypeOnly = (node: ts.Node): boolean =>
  ts.isTypeNode(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isTypeParameterDeclaration(node) ||
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node);

type Change = readonly [kind: string, start: number, end: number, replacement: string];

/** What can be changed at a node itself. */
function changesOf(node: ts.Node, file: ts.SourceFile): Change[] {
  const text = (of: ts.Node) => of.getText(file);
  const whole = (kind: string, of: ts.Node, replacement: string): Change => [
    kind,
    of.getStart(file),
    of.end,
    replacement,
  ];

  if (ts.isIfStatement(node) || ts.isWhileStatement(node)) {
    const negated = whole('condition negated', node.expression, `!(${text(node.expression)})`);
    const other = ts.isIfStatement(node) ? node.elseStatement : undefined;
    return other && ts.isIfStatement(node)
      ? [negated, ['else dropped', node.thenStatement.end, other.end, '']]
      : [negated];
  }
  if (ts.isConditionalExpression(node)) {
    const { whenTrue, whenFalse } = node;
    const between = file.text.slice(whenTrue.end, whenFalse.getStart(file));
    return [['branches swapped', whenTrue.getStart(file), whenFalse.end, text(whenFalse) + between + text(whenTrue)]];
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [whole('negation dropped', node, text(node.operand))];
  if (ts.isBinaryExpression(node)) {
    const operator = node.operatorToken;
    const swapped = swaps.get(operator.kind);
    if (swapped !== undefined) return [whole('operator swapped', operator, swapped)];
    return operator.kind === ts.SyntaxKind.QuestionQuestionToken ? [whole('?? dropped', node, text(node.left))] : [];
  }
  if (ts.isExpressionStatement(node))
    return isDroppable(node.expression) ? [whole('statement dropped', node, ';')] : [];
  if (ts.isBlock(node) && ts.isFunctionLike(node.parent) && node.statements.length > 0) {
    const start = node.getStart(file) + 1;
    return ts.isConstructorDeclaration(node.parent) ? [] : [['returns early', start, start, ' return;']];
  }
  if (ts.isArrayLiteralExpression(node)) return node.elements.map((_, i) => withoutElement(node, i, file));
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name, expression } = node.expression;
    return droppable.has(name.text) ? [whole(`${name.text}() dropped`, node, text(expression))] : [];
  }
  return literalChange(node, whole);
}

/** A call or an assignment: what is left without it is still a program. The call of a parent's constructor is not. */
function isDroppable(expression: ts.Expression): boolean {
  const inner = ts.isAwaitExpression(expression) ? expression.expression : expression;
  if (ts.isCallExpression(inner)) return inner.expression.kind !== ts.SyntaxKind.SuperKeyword;
  if (ts.isPostfixUnaryExpression(inner)) return true;
  if (!ts.isBinaryExpression(inner)) return false;
  const { kind } = inner.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** An array without one element and the comma behind it, or before the last one. */
function withoutElement({ elements }: ts.ArrayLiteralExpression, i: number, file: ts.SourceFile): Change {
  const next = elements[i + 1];
  const start = next || i === 0 ? elements[i]!.getStart(file) : elements[i - 1]!.end;
  return ['element dropped', start, next ? next.getStart(file) : elements[i]!.end, ''];
}

function literalChange(node: ts.Node, whole: (kind: string, of: ts.Node, replacement: string) => Change): Change[] {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [whole('boolean negated', node, 'false')];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [whole('boolean negated', node, 'true')];
  if (ts.isNumericLiteral(node)) return [whole('number plus one', node, String(Number(node.text) + 1))];
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node))
    return [whole('string replaced', node, node.text === '' ? "'mutated'" : "''")];
  if (ts.isTemplateHead(node)) return node.text === '' ? [] : [whole('text dropped', node, '`${')];
  if (ts.isTemplateMiddle(node)) return node.text === '' ? [] : [whole('text dropped', node, '}${')];
  if (ts.isTemplateTail(node)) return node.text === '' ? [] : [whole('text dropped', node, '}`')];
  return [];
}

/** The elements in an order that a seed and a name give: the same on any machine, whatever else is drawn beside it. */
export function drawn<T>(elements: readonly T[], seed: number, name: string): T[] {
  let state = [...name].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0, seed >>> 0);
  // Mulberry32, by Tommy Ettinger; public domain.
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const order = [...elements];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
