import { Expression, Merged, isEntries, type Tree } from '../../core/values';

/** What takes the place of a part of a tree; undefined where it stays. `key` is that of an entry. */
type Change = (tree: Tree, key?: string) => Tree | undefined;

/** A tree with other parts in the place of some. What nothing changes in is the same afterwards, and what was one object still is one. */
export const rewritten = <T extends Tree>(tree: T, change: Change): T => rewriting(change)(tree);

/** The same for several trees, one behind the other, which have parts in common. */
export function rewriting(change: Change): <T extends Tree>(tree: T) => T {
  const all = new Rewriting(change);
  return <T extends Tree>(tree: T) => all.of(tree) as T;
}

/** What of a node is no tree. */
const plain = new Set(['kind', 'owner', 'helper', 'path', 'keys']);

class Rewriting {
  private readonly known = new Map<object, Tree>();

  constructor(private readonly change: Change) {}

  of(tree: Tree, key?: string): Tree {
    if (typeof tree !== 'object') return this.change(tree, key) ?? tree;
    const known = this.known.get(tree);
    if (known !== undefined) return known;
    const made = this.change(tree, key) ?? this.inside(tree);
    this.known.set(tree, made);
    return made;
  }

  private inside(tree: Exclude<Tree, string | number | boolean>): Tree {
    if (tree instanceof Expression) {
      const node = this.fields(tree.node, (name) => !plain.has(name));
      return node === tree.node ? tree : new Expression(node, tree.shape);
    }
    if (tree instanceof Merged) {
      const parts = tree.parts.map((part) => this.of(part) as Expression);
      return parts.every((part, i) => part === tree.parts[i]) ? tree : new Merged(parts);
    }
    if (Array.isArray(tree)) {
      const list = tree as readonly Tree[];
      const elements = list.map((each) => this.of(each));
      return elements.every((each, i) => each === list[i]) ? list : elements;
    }
    return isEntries(tree) ? this.fields(tree, () => true) : tree;
  }

  private fields<T extends object>(map: T, isTree: (name: string) => boolean): T {
    const entries = Object.entries(map) as [string, Tree | undefined][];
    const changed = entries.map(
      ([name, field]) => [name, field === undefined || !isTree(name) ? field : this.of(field, name)] as const,
    );
    return changed.every(([, field], i) => field === entries[i]![1]) ? map : (Object.fromEntries(changed) as T);
  }
}
