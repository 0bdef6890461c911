import { Expression, Merged, isBlock, isEntries, type Json, type Tree } from './expression';

/*
 * What is empty is left out of both outputs. This is the one place that decides it: the evaluator asks it about values,
 * `presence` about conditions, and the printers where an `if` or a `with` has to stand.
 */

/** When something of a tree is left. */
export type Remainder =
  | { readonly when: 'always' }
  /** While the value is not empty. */
  | { readonly when: 'set'; readonly value: Expression }
  /** While anything is left of at least one of these. */
  | { readonly when: 'any'; readonly of: readonly Tree[] }
  /** While anything is left of another tree, and the condition holds. */
  | { readonly when: 'tree'; readonly tree: Tree; readonly condition?: Expression<boolean> };

const always: Remainder = { when: 'always' };

export function remainderOf(tree: Tree): Remainder {
  if (tree instanceof Expression) return remainderOfExpression(tree);
  const parts = partsOf(tree);
  return parts.length === 0 ? always : { when: 'any', of: parts };
}

/** Whether a map or list was written without anything in it. Such a one is printed: the author means it. */
export const isEmptyLiteral = (tree: Tree): boolean =>
  isBlock(tree) && !(tree instanceof Expression) && partsOf(tree).length === 0;

function partsOf(tree: Exclude<Tree, Expression>): readonly Tree[] {
  if (tree instanceof Merged) return tree.parts;
  if (Array.isArray(tree)) return tree as readonly Tree[];
  return isEntries(tree) ? Object.values(tree).filter((child) => child !== undefined) : [];
}

function remainderOfExpression(expression: Expression): Remainder {
  const { node } = expression;
  switch (node.kind) {
    case 'when':
      return { when: 'tree', tree: node.tree, condition: node.condition };
    case 'optional':
      return { when: 'set', value: node.operand };
    case 'items':
      return { when: 'set', value: node.list };
    case 'each':
      return { when: 'set', value: node.source };
    case 'named':
      return isScalar(expression) ? always : { when: 'tree', tree: node.body };
    case 'helper':
      return node.helper.mayBeEmpty ? { when: 'set', value: expression } : always;
    default:
      return isScalar(expression) ? always : { when: 'set', value: expression };
  }
}

const isScalar = ({ valueType }: Expression): boolean => valueType !== 'list' && valueType !== 'map';

/** Whether nothing is in a value. A number or boolean is never empty. */
export const isEmpty = (value: Json): boolean =>
  value === '' || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
