import {
  evaluate,
  Expression,
  holds,
  isBlock,
  isEntries,
  isMap,
  Merged,
  pointerTo,
  type Json,
  type Release,
  type Tree,
} from '../../core/values';
import { pathsIn } from '../../judging/check/unused-values';

/** A place of an object with what it was made of. */
export interface Origin {
  /** JSON pointer. Without a release, elements behind others of which only values know the number are `*`. */
  readonly pointer: string;
  /** The values that the place itself is made of, by path. */
  readonly values: readonly string[];
  /** The values that decide whether the place is there. */
  readonly conditions: readonly string[];
  /** What the author wrote there: a literal, or an expression. */
  readonly tree: Tree;
}

/**
 * Where each place of an object comes from: the innermost places that an author wrote, in their order.
 *
 * @param release which conditions hold and how many elements there are; without one, all that there may be
 */
export function originsOf(object: Tree, release?: Release): Origin[] {
  const origins: Origin[] = [];
  visit(object, '', []);
  return origins;

  function visit(tree: Tree, pointer: string, conditions: readonly string[]): void {
    if (tree instanceof Expression) return ofExpression(tree, pointer, conditions);
    if (tree instanceof Merged) return tree.parts.forEach((part) => ofPart(part, pointer, conditions));
    if (Array.isArray(tree)) return ofList(tree as readonly Tree[], pointer, conditions);
    if (isEntries(tree)) return ofEntries(tree, pointer, conditions);
    add(pointer, tree, conditions);
  }

  function ofEntries(entries: object, pointer: string, conditions: readonly string[]): void {
    for (const [key, child] of Object.entries(entries) as [string, Tree | undefined][]) {
      if (child !== undefined) visit(child, pointerTo(pointer, key), conditions);
    }
  }

  function ofExpression(expression: Expression, pointer: string, conditions: readonly string[]): void {
    const { node } = expression;
    if (node.kind === 'when') {
      if (release && !isItemOf(node.condition) && !holds(node.condition, release)) return;
      return visit(node.tree, pointer, [...conditions, ...pathsIn([node.condition])]);
    }
    if (node.kind === 'named' && isBlock(node.body)) return visit(node.body, pointer, conditions);
    add(pointer, expression, conditions);
  }

  /** Of several maps in one, a later one takes the place of an earlier one. */
  function ofPart(part: Tree, pointer: string, conditions: readonly string[]): void {
    if (!release) return visit(part, pointer, conditions);
    const value = evaluated(part, release);
    if (!isMap(value)) return;
    for (const key of Object.keys(value)) {
      const place = pointerTo(pointer, key);
      const kept = origins.filter((origin) => !isWithin(origin.pointer, place));
      origins.splice(0, origins.length, ...kept);
      if (part instanceof Expression) add(place, part, conditions);
      else if (isEntries(part) && Object.hasOwn(part, key)) visit(part[key]!, place, conditions);
    }
  }

  function ofList(list: readonly Tree[], pointer: string, conditions: readonly string[]): void {
    let index: number | '*' = 0;
    for (const element of list) {
      const isSpread = element instanceof Expression && isSplice(element);
      if (!release) {
        if (isSpread) index = '*';
        visitElement(element, isSpread, pointerTo(pointer, index), conditions);
        if (index !== '*') index++;
        continue;
      }
      const made = evaluated([element], release);
      const count: number = Array.isArray(made) ? made.length : 0;
      for (let i = 0; i < count; i++) {
        visitElement(element, isSpread, pointerTo(pointer, Number(index) + i), conditions);
      }
      index = Number(index) + count;
    }
  }

  function visitElement(element: Tree, isSpread: boolean, pointer: string, conditions: readonly string[]): void {
    if (isSpread) add(pointer, element, conditions);
    else visit(element, pointer, conditions);
  }

  function add(pointer: string, tree: Tree, conditions: readonly string[]): void {
    const values = tree instanceof Expression ? [...pathsIn([tree])].sort() : [];
    origins.push({ pointer, values, conditions: [...new Set(conditions)].sort(), tree });
  }
}

/** Whether an expression stands for any number of elements. */
function isSplice({ node }: Expression): boolean {
  if (node.kind === 'when') return node.tree instanceof Expression && isSplice(node.tree);
  return node.kind === 'items' || node.kind === 'each';
}

/** What of a loop's body has no value outside of the loop is taken to be there. */
function evaluated(tree: Tree, release: Release): Json | undefined {
  try {
    return evaluate(tree, release);
  } catch {
    return undefined;
  }
}

const isItemOf = ({ node }: Expression): boolean => node.kind === 'item';

/** The origins that a place is made of: those at or below it; where there is none, the innermost one around it. */
export function originsAt(origins: readonly Origin[], pointer: string): Origin[] {
  const below = origins.filter((origin) => isWithin(origin.pointer, pointer));
  if (below.length > 0) return below;
  const around = origins.filter((origin) => isWithin(pointer, origin.pointer));
  const deepest = Math.max(...around.map((origin) => origin.pointer.length));
  return around.filter((origin) => origin.pointer.length === deepest);
}

const isWithin = (pointer: string, outer: string): boolean => pointer === outer || pointer.startsWith(`${outer}/`);
