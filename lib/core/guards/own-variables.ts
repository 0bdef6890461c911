import { Expression, call, type Tree } from '../values';
import { unknownVariablesHelper } from './fault-helpers';
import type { Guard } from './guard';
import { askedOnce, whereOf, type Condition } from './asked-where';
import { pieceOf, textOfPieces, type Piece } from './key-texts';
import { partsOfList } from './list-elements';

/** What is asked of the variables of users in a value, whichever containers have them. */
interface Asked {
  readonly construct: string;
  readonly path: string;
  readonly reference: Expression;
  readonly conditions: Condition[];
  /** The variables of the chart that all of these containers have. */
  own: readonly Piece[];
  /** A list of users that may bring others. */
  readonly from: Expression | undefined;
}

/** The variables of users, which may name others in `$(NAME)` that stand before them. */
export class Variables {
  private readonly asked = new Map<string, Asked>();

  /** @param entries the fields of a container */
  see(
    { env = [], envFrom = [] }: { readonly [key: string]: Tree | undefined },
    construct: string,
    condition: Condition,
  ): void {
    const from = listsIn(envFrom);
    const { own, users, isWhole } = partsOfList(env, ['name'], condition);
    // What a ConfigMap or Secret brings, nobody knows.
    if (!from || from.length > 1 || !isWhole) return;
    for (const { reference, condition: there } of users) {
      if (reference.node.kind !== 'reference') continue;
      const path = reference.node.path.join('.');
      const pieces = own.map((each) => pieceOf(each, there));
      const make = () => ({ construct, path, reference, own: pieces, from: from[0] });
      const asked = askedOnce(this.asked, path, there, make);
      asked.own = asked.own.filter((one) => pieces.some((other) => isSame(one, other)));
    }
  }

  guards(): Guard[] {
    return [...this.asked.values()].map(({ construct, path, reference, conditions, own, from }) => ({
      construct,
      values: [path],
      sentence: '$(NAME) in a value only where the variable stands before it',
      ...whereOf(conditions),
      fault: call(unknownVariablesHelper, { list: reference, path, known: textOfPieces(own), ...(from && { from }) }),
    }));
  }
}

const isSame = (one: Piece, other: Piece): boolean =>
  one.condition === other.condition &&
  one.piece.length === other.piece.length &&
  one.piece.every((part, i) => part === other.piece[i]);

/** The lists of users that a list is made of; undefined where it has elements of its own. */
export function listsIn(tree: Tree): Expression[] | undefined {
  const parts = Array.isArray(tree) ? (tree as readonly Tree[]) : [tree];
  const lists = parts.map((each) => {
    if (!(each instanceof Expression)) return undefined;
    const { node } = each;
    const list = node.kind === 'items' ? node.list : each;
    return list.node.kind === 'reference' ? list : undefined;
  });
  return lists.every((list) => list !== undefined) ? lists : undefined;
}
