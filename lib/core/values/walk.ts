import { Expression, Merged, isEntries, type Tree } from './expression';

/**
 * Every expression in a tree, outer ones first, each once.
 *
 * @param isEntered whether what an expression is made of is looked at too; it always is where nothing is said
 */
export function expressionsIn(
  tree: Tree | undefined,
  isEntered: (expression: Expression) => boolean = () => true,
): Set<Expression> {
  const seen = new Set<Expression>();
  const visit = (node: Tree | undefined): void => {
    if (node instanceof Expression) {
      if (seen.has(node)) return;
      seen.add(node);
      if (isEntered(node)) operandsOf(node).forEach(visit);
    } else if (node instanceof Merged) node.parts.forEach((part) => visit(part));
    else if (Array.isArray(node)) node.forEach(visit);
    else if (isEntries(node)) Object.values(node).forEach(visit);
  };
  visit(tree);
  return seen;
}

/** The charts whose values a tree refers to. */
export function ownersIn(tree: Tree | undefined): Set<object> {
  const owners = new Set<object>();
  for (const { node } of expressionsIn(tree)) if (node.kind === 'reference') owners.add(node.owner);
  return owners;
}

/** What an expression is made of. */
export function operandsOf({ node }: Expression): readonly Tree[] {
  switch (node.kind) {
    case 'reference':
    case 'builtin':
    case 'item':
    case 'file':
    case 'kubernetesAtLeast':
    case 'hasApi':
      return [];
    case 'text':
      return node.parts;
    case 'choose':
      return [node.condition, node.then, node.otherwise];
    case 'and':
    case 'or':
      return node.operands;
    case 'not':
    case 'isSet':
    case 'optional':
    case 'json':
    case 'matches':
    case 'length':
    case 'template':
      return [node.operand];
    case 'transform':
      return [node.operand, ...(node.args ?? [])];
    case 'arithmetic':
      return node.operands;
    case 'search':
      return [node.whole, node.part];
    case 'compare':
    case 'equals':
      return [node.left, node.right];
    case 'concat':
      return node.lists;
    case 'overlay':
      return node.maps;
    case 'without':
      return [node.map];
    case 'join':
    case 'items':
      return [node.list];
    case 'when':
      return [node.condition, node.tree];
    case 'each':
      return [node.source, node.body];
    case 'digest':
      return [node.data];
    case 'named':
      return [node.body];
    case 'helper':
      return Object.values(node.args);
  }
}
