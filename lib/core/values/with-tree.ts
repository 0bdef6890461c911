import { decode, mangledToken, strangeValue } from './decode-tree';
import { Expression, shapeOfTree, type Operand, type Tree } from './expression';
import { DefinitionError, type Problem } from './problem';

/** An expression around a tree, in which tokens may stand too. */
export function withTree<T>(tree: Tree, node: (decoded: Tree) => Expression['node']): Expression<T> {
  const decoded = readTokens(tree);
  return new Expression<T>(node(decoded), shapeOfTree(decoded));
}

/** An operand in which tokens may stand, with the expressions in their place. */
export const operandOf = (operand: Operand): Operand => readTokens(operand) as Operand;

function readTokens(tree: Tree): Tree {
  const problems: Problem[] = [];
  const decoded = decode(tree, {
    found: () => undefined,
    mangled: (value, path, mangled) => problems.push(mangledToken(value, path, mangled)),
    strange: (value, path) => problems.push(strangeValue(value, path)),
  });
  if (problems.length > 0) throw new DefinitionError(problems);
  return decoded;
}
