import { Expression, boundsOf, choicesOf, longestText, type Operand, type Bounds, type Shape } from '../values';
import { isWhole, longest } from '../values/pattern-inclusion';
import { escaped } from '../values/read-pattern';

/*
 * Which texts an expression can become, as a pattern: more of them rather than fewer.
 */

const anything = '(.|\\n)*';
const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';

/** What is asked of a value or of the element of a loop: one schema for each value that it may come from, none where nobody knows. */
export type ShapesOf = (value: Expression) => readonly Shape[];

/** A pattern that all texts match which an expression can become. */
export const patternOfTexts = (expression: Expression, shapesOf: ShapesOf): string =>
  `^${bodyOf(expression, shapesOf)}$`;

/** How long the longest text is that an expression can become; Infinity where nothing limits it. */
export function longestOfTexts(expression: Expression, shapesOf: ShapesOf): number {
  const { node } = expression;
  if (node.kind === 'text') {
    const lengths = node.parts.map((part) => (typeof part === 'string' ? part.length : longestOfTexts(part, shapesOf)));
    return lengths.reduce((sum, each) => sum + each, 0);
  }
  if (node.kind !== 'reference' && node.kind !== 'item') return longestText(expression) ?? Infinity;
  const lengths = shapesOf(expression).map((shape) => longestOfValue(shape));
  return lengths.length === 0 ? Infinity : Math.max(...lengths);
}

const longestOfValue = (shape: Shape): number =>
  Math.min(typeof shape['maxLength'] === 'number' ? shape['maxLength'] : Infinity, longest(`^${bodyOfValue(shape)}$`));

function bodyOf(operand: Operand, shapesOf: ShapesOf): string {
  if (!(operand instanceof Expression)) return escaped(String(operand));
  const { node } = operand;
  switch (node.kind) {
    case 'text':
      return node.parts.map((part) => bodyOf(part, shapesOf)).join('');
    case 'choose':
      return `(${bodyOf(node.then, shapesOf)}|${bodyOf(node.otherwise, shapesOf)})`;
    case 'optional':
      return `(${bodyOf(node.operand, shapesOf)})?`;
    case 'digest':
      return '[0-9a-f]*';
    case 'helper':
      if (!node.helper.dnsSafe) return anything;
      return node.helper.name === 'fullname' ? '[a-z]([-a-z0-9]*[a-z0-9])?' : '[-a-z0-9]*';
    case 'builtin':
      if (node.name === 'Release.Name') return `${label}(\\.${label})*`;
      return node.name === 'Release.Namespace' ? label : anything;
    case 'reference':
    case 'item': {
      const ways = shapesOf(operand).map(bodyOfValue);
      return ways.length === 0 ? anything : `(${ways.join('|')})`;
    }
    case 'arithmetic':
    case 'length':
      return bodyOfValue(operand.shape);
    default:
      return anything;
  }
}

function bodyOfValue(leaf: Shape): string {
  const choices = choicesOf(leaf);
  if (choices) return `(${choices.map(escaped).join('|')})`;
  if (leaf.type === 'boolean') return '(true|false)';
  if (leaf.type === 'integer') return bodyOfInteger(boundsOf(leaf));
  const { pattern } = leaf;
  return leaf.type === 'string' && pattern !== undefined && isWhole(pattern) ? `(${pattern.slice(1, -1)})` : anything;
}

function bodyOfInteger({ least, most }: Bounds): string {
  const digits = Math.max(...[least, most].map((bound) => String(Math.abs(bound)).length));
  return `${least < 0 ? '-?' : ''}[0-9]${Number.isFinite(least - most) ? `{1,${digits}}` : '+'}`;
}
