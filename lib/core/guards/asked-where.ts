import { Expression, or, type Tree } from '../values';
import { both } from './list-elements';

/** What must hold so that something is there at all; undefined where it always is. */
export type Condition = Expression<boolean> | undefined;

/** A tree without the conditions around it, and these with those that hold already. */
export function underCondition(tree: Tree, condition: Condition): readonly [Tree, Condition] {
  if (tree instanceof Expression && tree.node.kind === 'when') {
    return underCondition(tree.node.tree, both(condition, tree.node.condition));
  }
  return [tree, condition];
}

/** Where a value is used at all, as a guard says it: under one of these conditions. */
export function whereOf(conditions: readonly Condition[]): { readonly broken?: Expression<boolean> } {
  const given = conditions.flatMap((condition) => condition ?? []);
  if (given.length < conditions.length) return {};
  const distinct = [...new Set(given)];
  return { broken: distinct.length === 1 ? distinct[0]! : or(...distinct) };
}
