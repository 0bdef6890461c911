import { and, isSet, or } from './algebra';
import { Expression, type Tree } from './expression';
import { remainderOf } from './left-out';

/** `true` for what is always there, else the condition under which it is. */
export type Presence = true | Expression<boolean>;

/** Under which condition something of a tree is left, given what is left out. */
export function presence(tree: Tree): Presence {
  const remainder = remainderOf(tree);
  switch (remainder.when) {
    case 'always':
      return true;
    case 'set':
      return isSet(remainder.value);
    case 'any':
      return any(remainder.of.map(presence));
    case 'tree': {
      const { condition } = remainder;
      const inner = presence(remainder.tree);
      if (condition === undefined) return inner;
      return inner === true ? condition : and(condition, inner);
    }
  }
}

/** One of the conditions, without those that say nothing more: `a or (a and b)` is `a`, `a or not a` is always. */
function any(presences: readonly Presence[]): Presence {
  const conditions = new Map<string, Expression<boolean>>();
  const keyOf = keys();
  for (const each of presences) {
    if (each === true) return true;
    conditions.set(keyOf(each), each);
  }
  if (conditions.size === 0) return true;
  for (const key of conditions.keys()) if (conditions.has(`not(${key})`)) return true;
  const kept = [...conditions.values()].filter(
    (each) => each.node.kind !== 'and' || !each.node.operands.some((operand) => conditions.has(keyOf(operand))),
  );
  return or(...kept);
}

/** A key for each condition, equal for those that say the same in the same way. */
function keys(): (condition: Expression) => string {
  const others: Expression[] = [];
  const keyOf = (expression: Expression): string => {
    const { node } = expression;
    switch (node.kind) {
      case 'reference':
        return node.path.join('.');
      case 'isSet':
        return keyOf(node.operand);
      case 'not':
        return `not(${keyOf(node.operand)})`;
      case 'and':
      case 'or':
        return `${node.kind}(${node.operands.map(keyOf).join()})`;
      case 'equals':
        return `equals(${keyOf(node.left)},${node.right instanceof Expression ? keyOf(node.right) : JSON.stringify(node.right)})`;
      default: {
        // Two other expressions are never the same condition.
        const known = others.indexOf(expression);
        return `#${known >= 0 ? known : others.push(expression) - 1}`;
      }
    }
  };
  return keyOf;
}
