import { Expression, Merged, and, isEntries, isSet, or, type Tree } from '../values';

/** `true` for what is always there, else the condition under which it is. */
export type Presence = true | Expression<boolean>;

/** Under which condition something of a tree is left, given that empty lists and maps are left out. */
export function presence(tree: Tree): Presence {
  if (tree instanceof Expression) return presenceOf(tree);
  if (tree instanceof Merged) return any(tree.parts.map((part) => presence(part)));
  if (Array.isArray(tree)) return tree.length === 0 || any(tree.map(presence));
  if (!isEntries(tree)) return true;
  const children = Object.values(tree).filter((child) => child !== undefined);
  return children.length === 0 || any(children.map(presence));
}

function presenceOf(expression: Expression): Presence {
  const { node } = expression;
  switch (node.kind) {
    case 'when': {
      const inner = presence(node.tree);
      return inner === true ? node.condition : and(node.condition, inner);
    }
    case 'optional':
      return isSet(node.operand);
    case 'items':
      return isSet(node.list);
    case 'each':
      return isSet(node.source);
    case 'named':
      return presence(node.body);
    case 'helper':
      return true;
    default:
      return expression.type === 'list' || expression.type === 'map' ? isSet(expression) : true;
  }
}

function any(presences: readonly Presence[]): Presence {
  const conditions: Expression<boolean>[] = [];
  for (const each of presences) {
    if (each === true) return true;
    if (!conditions.includes(each)) conditions.push(each);
  }
  return conditions.length === 0 || or(...conditions);
}
