import { Expression, Merged, isEntries, textOf, type Operand, type Tree } from '../values';

/** What becomes of a literal text in a tree. */
export type Change = (text: string) => string | Expression<string>;

/** A tree with every literal text in it changed, also those inside expressions. What does not change is the same object. */
export function mapTexts(tree: Tree, change: Change): Tree {
  if (typeof tree === 'string') return change(tree);
  if (tree instanceof Expression) return mapExpression(tree, change);
  if (tree instanceof Merged) {
    const parts = tree.parts.map((part) => mapTexts(part, change) as (typeof tree.parts)[number]);
    return parts.every((part, i) => part === tree.parts[i]) ? tree : new Merged(parts);
  }
  if (Array.isArray(tree)) {
    const list = (tree as readonly Tree[]).map((element) => mapTexts(element, change));
    return list.every((element, i) => element === (tree as readonly Tree[])[i]) ? (tree as readonly Tree[]) : list;
  }
  if (!isEntries(tree)) return tree;
  const mapped = Object.entries(tree).map(([key, child]) => [key, child && mapTexts(child, change)] as const);
  return mapped.every(([key, child]) => child === tree[key]) ? tree : Object.fromEntries(mapped);
}

function mapExpression(expression: Expression, change: Change): Expression {
  const { node, shape } = expression;
  const operand = (each: Operand) => mapTexts(each, change) as Operand;
  switch (node.kind) {
    case 'text': {
      const parts = node.parts.map(operand);
      return parts.every((part, i) => part === node.parts[i]) ? expression : textOf(parts);
    }
    case 'choose': {
      const [then, otherwise] = [operand(node.then), operand(node.otherwise)];
      const isSame = then === node.then && otherwise === node.otherwise;
      return isSame ? expression : new Expression({ ...node, then, otherwise }, shape);
    }
    case 'when': {
      const tree = mapTexts(node.tree, change);
      return tree === node.tree ? expression : new Expression({ ...node, tree }, shape);
    }
    case 'each':
    case 'named': {
      const body = mapTexts(node.body, change);
      return body === node.body ? expression : new Expression({ ...node, body }, shape);
    }
    default:
      return expression;
  }
}
