import { Expression, expressionsIn, isEntries, or, type Tree } from '../values';
import { sameTree } from '../values/same-tree';
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

/** Whether the element of a loop is in an expression. What a digest is made of is not. */
export const isOfLoop = (expression: Expression): boolean =>
  [...expressionsIn(expression, ({ node }) => node.kind !== 'digest')].some(({ node }) => node.kind === 'item');

type Entries = { readonly [key: string]: Tree | undefined };

/**
 * The fields of each container and init container, with what must hold so that it is there.
 *
 * @param spec a PodSpec
 */
export function containersOf(
  { containers, initContainers }: Entries,
  condition: Condition,
): (readonly [container: Entries, where: Condition])[] {
  const all = [containers, initContainers].flatMap((list) => (Array.isArray(list) ? (list as readonly Tree[]) : []));
  return all.flatMap((each) => {
    const [container, where] = underCondition(each, condition);
    return isEntries(container) ? [[container, where] as const] : [];
  });
}

/** What is asked under a key, once for all places: as it was made for the first of them, with one more condition. */
export function askedOnce<T extends { readonly conditions: Condition[] }>(
  among: Map<string, T>,
  key: string,
  condition: Condition,
  make: () => Omit<T, 'conditions'>,
): T {
  const asked = among.get(key) ?? ({ ...make(), conditions: [] as Condition[] } as unknown as T);
  among.set(key, asked);
  asked.conditions.push(condition);
  return asked;
}

/** Where a value is used at all, as a guard says it: under one of these conditions. */
export function whereOf(conditions: readonly Condition[]): { readonly broken?: Expression<boolean> } {
  const given = conditions.flatMap((condition) => condition ?? []);
  if (given.length < conditions.length) return {};
  const distinct = [...new Set(given)].filter(
    (each, i, all) => !all.slice(0, i).some((other) => sameTree(each, other)),
  );
  return { broken: distinct.length === 1 ? distinct[0]! : or(...distinct) };
}
