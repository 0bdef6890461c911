import { Expression, call, expressionsIn, isEntries, type Operand, type Tree } from '../values';
import { mayHold } from '../values/characters';
import { askedOnce, underCondition, whereOf, type Condition } from './asked-where';
import { unknownNamesHelper } from './fault-helpers';
import type { Guard } from './guard';
import { pieceOf, textOfPieces, type Piece } from './key-texts';
import { listsIn } from './own-variables';

/** A value that becomes a variable of the chart. */
interface AskedText {
  readonly construct: string;
  readonly text: Expression;
  readonly values: readonly string[];
  readonly conditions: Condition[];
  /** The variables that stand before it. */
  readonly known: Operand;
  /** A list of users that may bring others. */
  readonly from: Expression | undefined;
}

/** The variables of the chart that hold values of users: `$(NAME)` in them names a variable as well. */
export class ChartVariables {
  private readonly asked = new Map<string, AskedText>();

  /** @param entries the fields of a container */
  see(
    { env, envFrom = [] }: { readonly [key: string]: Tree | undefined },
    construct: string,
    condition: Condition,
  ): void {
    const from = listsIn(envFrom);
    // What a ConfigMap or Secret brings, nobody knows.
    if (!from || from.length > 1 || !Array.isArray(env)) return;
    const known: Piece[] = [];
    for (const each of env as readonly Tree[]) {
      const [variable, where] = underCondition(each, condition);
      // What stands before the others is not known behind elements of somebody else.
      if (!isEntries(variable)) return;
      const { name, value } = variable;
      if (value instanceof Expression && mayName(value)) this.add(value, construct, where, known, from[0]);
      if (typeof name === 'string') known.push(pieceOf({ keys: [name], condition: where }, condition));
    }
  }

  guards(): Guard[] {
    return [...this.asked.values()].map(({ construct, text, values, conditions, known, from }) => ({
      construct,
      values,
      sentence: 'no $(NAME), which would name a variable of the program',
      ...whereOf(conditions),
      fault: call(unknownNamesHelper, {
        text,
        path: values.join(' and '),
        known,
        ...(from && { from }),
      }),
    }));
  }

  private add(
    text: Expression,
    construct: string,
    condition: Condition,
    before: readonly Piece[],
    from: Expression | undefined,
  ): void {
    const free = [...expressionsIn(text)].filter((each) => each.node.kind === 'reference' && mayName(each));
    const values = [...new Set(free.map(({ node }) => (node.kind === 'reference' ? node.path.join('.') : '')))];
    if (values.length === 0) return;
    // A variable that stands under the same condition is there wherever this one is.
    const there = before.map((each) => (each.condition === condition ? { ...each, condition: undefined } : each));
    const known = textOfPieces(there);
    const unsure = typeof known === 'string' ? '' : this.asked.size;
    const key = JSON.stringify([values, literalsIn(text), before.map(({ piece }) => piece), unsure]);
    askedOnce(this.asked, key, condition, () => ({ construct, text, values, known, from }));
  }
}

/** Whether a text may name a variable. */
const mayName = (text: Expression): boolean => text.valueType === 'string' && mayHold(text, '$');

const literalsIn = ({ node }: Expression): readonly unknown[] =>
  node.kind === 'text' ? node.parts.filter((part) => typeof part === 'string') : [];
