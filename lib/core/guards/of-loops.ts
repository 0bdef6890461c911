import { Expression, and, contains, isEntries, isUnique, not, textOf, when, type Operand, type Tree } from '../values';
import { sameTree } from '../values/same-tree';
import type { ListKey } from '../kubernetes/list-keys';
import { isOfLoop, underCondition, whereOf, type Condition } from './asked-where';
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
  /** The fields of an element of the values by which its keys differ, an empty one for the element itself; none where that is not known. */
  readonly fields: readonly string[];
  readonly conditions: Condition[];
  /** The keys of the chart's own elements. */
  readonly own: readonly Piece[];
}

export class LoopGuards {
  private readonly asked: AskedLoop[] = [];

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
    const [body, within] = underCondition(node.body, undefined);
    if (path === undefined || others.length > 0 || !isEntries(body)) return;
    const given = keys.map((key) => keyIn(body, key));
    if (!given.every((one) => one !== undefined)) return;
    const key = textOf(given.flatMap((one, i) => (i === 0 ? [one] : ['/', one])));
    const fields = node.key === undefined && !within ? fieldsOf(given, node.variable) : [];
    const pieces = own.map((one) => pieceOf(one, condition));
    const known = this.asked.find(
      (one) => one.path === path && sameTree(one.key, key) && sameTree(one.within, within) && sameTree(one.own, pieces),
    );
    if (known) known.conditions.push(condition);
    else this.asked.push({ construct, loop: node, path, key, within, fields, own: pieces, conditions: [condition] });
  }

  guards(): Guard[] {
    return this.asked.flatMap((asked) => [...repeated(asked), ...taken(asked)]);
  }
}

/** Whether the parts of the list are known, and asked as such. */
const isKnown = (loop: Expression, keys: readonly ListKey[]): boolean => {
  const { users, maps } = partsOfList([loop], keys);
  return users.length + maps.length > 0;
};

/** The fields of a loop's element by which keys made of it differ; none where some key may be the same for two elements that are not. */
function fieldsOf(keys: readonly Operand[], variable: string): readonly string[] {
  const made = keys.filter((key): key is Expression => key instanceof Expression && isOfLoop(key));
  const fields = made.map((key) => fieldOf(key, variable));
  return fields.every((field) => field !== undefined) ? [...new Set(fields)] : [];
}

/** The field of a loop's element that a text holds once, so that two texts are the same only where it is; empty for the element itself. */
function fieldOf(key: Expression, variable: string): string | undefined {
  const { node } = key;
  if (node.kind === 'item') {
    const [field = '', ...deeper] = node.path;
    return node.variable === variable && deeper.length === 0 ? field : undefined;
  }
  if (node.kind !== 'text') return undefined;
  const [part, ...others] = node.parts.filter((each) => each instanceof Expression && isOfLoop(each));
  return part instanceof Expression && others.length === 0 ? fieldOf(part, variable) : undefined;
}

function repeated({ construct, loop, path, fields, conditions }: AskedLoop): Guard[] {
  if (fields.length === 0) return [];
  const source = loop.source as Expression<readonly unknown[]>;
  const named = fields.includes('') ? [] : fields;
  const fails = not(isUnique(source, ...named));
  const { broken: where } = whereOf(conditions);
  const sentence = ['each', ...(named.length > 0 ? [named.join(' and ')] : []), 'once'].join(' ');
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
