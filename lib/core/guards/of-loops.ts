import { Expression, and, contains, expressionsIn, isEntries, isUnique, not, textOf, when, type Tree } from '../values';
import { type ListKey } from '../kubernetes/list-keys';
import { askedOnce, whereOf, type Condition } from './asked-where';
import type { Guard } from './guard';
import { pieceOf, textOfPieces, type Piece } from './key-texts';
import { both, keyIn, partsOfList, type OwnElement } from './list-elements';
import { referencesIn } from './sentence';

/*
 * Lists whose elements are told apart by keys, and that a loop makes of a list or map of values: of `each(names, 'name', (name) => ({ name }))`
 * each name may be there once, and none that the chart has itself.
 */

type LoopNode = Extract<Expression['node'], { readonly kind: 'each' }>;

interface AskedLoop {
  readonly construct: string;
  readonly loop: LoopNode;
  /** The value, by its path. */
  readonly path: string;
  /** What tells the elements apart, as a text: `web/TCP`. */
  readonly key: Expression<string>;
  /** What must hold of an element so that it is there. */
  readonly within: Condition;
  /** The field of an element of the values that each of its keys holds; empty for the element itself, undefined where no two can be the same. */
  readonly field: string | undefined;
  readonly conditions: Condition[];
  readonly own: Piece[];
}

export class LoopGuards {
  private readonly asked = new Map<string, AskedLoop>();

  /** @param list of which the elements are told apart by keys */
  see(list: Tree, keys: readonly ListKey[], construct: string, condition: Condition): void {
    if (!Array.isArray(list)) return;
    const own = (list as readonly Tree[]).flatMap((each) => partsOfList([each], keys, condition).own);
    for (const each of list as readonly Tree[]) this.element(each, keys, own, construct, condition);
  }

  private element(
    tree: Tree,
    keys: readonly ListKey[],
    own: readonly OwnElement[],
    construct: string,
    condition: Condition,
  ): void {
    if (!(tree instanceof Expression)) return;
    const { node } = tree;
    if (node.kind === 'when') return this.element(node.tree, keys, own, construct, both(condition, node.condition));
    if (node.kind !== 'each' || isKnown(tree, keys)) return;
    const [path, ...others] = referencesIn(node.source).map((reference) => reference.path);
    const [body, within] = underConditions(node.body);
    if (path === undefined || others.length > 0 || !isEntries(body)) return;
    const given = keys.map((key) => keyIn(body, key));
    if (!given.every((one) => one !== undefined)) return;
    const key = textOf(given.flatMap((one, i) => (i === 0 ? [one] : ['/', one])));
    const fields = given.map((one) => (one instanceof Expression ? fieldOf(one, node.variable) : undefined));
    const field = node.key === undefined && !within ? fields.find((each) => each !== undefined) : undefined;
    const make = () => ({ construct, loop: node, path, key, within, field, own: [] });
    const asked = askedOnce(this.asked, `${construct} ${path} ${keys.join()}`, condition, make);
    asked.own.push(...own.map((one) => pieceOf(one, condition)));
  }

  guards(): Guard[] {
    return [...this.asked.values()].flatMap((asked) => [...repeated(asked), ...taken(asked)]);
  }
}

/** Whether the parts of the list are known, and asked as such. */
const isKnown = (loop: Expression, keys: readonly ListKey[]): boolean => {
  const { users, maps } = partsOfList([loop], keys);
  return users.length + maps.length > 0;
};

function underConditions(tree: Tree): readonly [Tree, Condition] {
  if (!(tree instanceof Expression) || tree.node.kind !== 'when') return [tree, undefined];
  const [inner, condition] = underConditions(tree.node.tree);
  return [inner, both(tree.node.condition, condition)];
}

/** The field of a loop's element that a text holds once, so that two texts are the same only where it is; empty for the element itself. */
function fieldOf(key: Expression, variable: string): string | undefined {
  const { node } = key;
  if (node.kind === 'item') {
    const [field = '', ...deeper] = node.path;
    return node.variable === variable && deeper.length === 0 ? field : undefined;
  }
  if (node.kind !== 'text') return undefined;
  const [part, ...others] = node.parts.filter(
    (each) => each instanceof Expression && [...expressionsIn(each)].some((inner) => inner.node.kind === 'item'),
  );
  return part instanceof Expression && others.length === 0 ? fieldOf(part, variable) : undefined;
}

function repeated({ construct, loop, path, field, conditions }: AskedLoop): Guard[] {
  if (field === undefined) return [];
  const source = loop.source as Expression<readonly unknown[]>;
  const fails = not(field === '' ? isUnique(source) : isUnique(source, field));
  const { broken: where } = whereOf(conditions);
  const sentence = field === '' ? 'each once' : `each ${field} once`;
  return [
    {
      construct,
      values: [path],
      sentence,
      broken: where ? and(where, fails) : fails,
      fault: textOf([`${path}: ${sentence}`]),
    },
  ];
}

function taken({ construct, loop, path, key, within, conditions, own }: AskedLoop): Guard[] {
  if (own.length === 0) return [];
  const isTaken = contains(textOf([textOfPieces(own), ',']), textOf([',', key, ',']));
  const line = textOf([`${path}: "`, key, '" is set by the chart']);
  const body = when(within ? and(within, isTaken) : isTaken, line);
  return [
    {
      construct,
      values: [path],
      sentence: 'none that the chart sets itself',
      ...whereOf(conditions),
      fault: new Expression({ ...loop, body }, 'list'),
    },
  ];
}
