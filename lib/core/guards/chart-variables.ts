import { Expression, call, expressionsIn, isEntries, textOf, type Operand, type Tree } from '../values';
import { mayHold } from '../values/characters';
import { askedOnce, isOfLoop, underCondition, whereOf, type Condition } from './asked-where';
import { unknownEntriesHelper, unknownNamesHelper } from './fault-helpers';
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

/** A map of values whose entries become variables. */
interface AskedMap extends Omit<AskedText, 'text' | 'values'> {
  readonly path: string;
  readonly map: Expression;
  /** What stands before and after a key in the name of its variable. */
  readonly around: readonly [before: Operand, after: Operand];
}

/** The variables of the chart that hold values of users: `$(NAME)` in them names a variable as well. */
export class ChartVariables {
  private readonly asked = new Map<string, AskedText>();
  private readonly loops = new Map<string, AskedMap>();

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
      if (variable instanceof Expression) this.loop(variable, construct, where, known, from[0]);
      // What stands before the others is not known behind elements of somebody else.
      if (!isEntries(variable)) return;
      const { name, value } = variable;
      if (value instanceof Expression && mayName(value)) this.add(value, construct, where, known, from[0]);
      if (typeof name === 'string') known.push(pieceOf({ keys: [name], condition: where }, condition));
    }
  }

  /** A loop over a map of values, of which each entry becomes a variable. */
  private loop(
    { node }: Expression,
    construct: string,
    condition: Condition,
    before: readonly Piece[],
    from: Expression | undefined,
  ): void {
    if (node.kind !== 'each' || node.source.node.kind !== 'reference' || !isEntries(node.body)) return;
    const { name, value } = node.body;
    const around = node.key === undefined ? undefined : textsAround(name, node.key);
    if (!around || !(value instanceof Expression) || !isItem(value, node.variable) || !mayName(value)) return;
    const path = node.source.node.path.join('.');
    const make = () => ({ construct, path, map: node.source, around, known: textOfPieces(before), from });
    askedOnce(this.loops, JSON.stringify([construct, path, around.map(String), this.loops.size]), condition, make);
  }

  guards(): Guard[] {
    return [...this.ofTexts(), ...this.ofLoops()];
  }

  private ofLoops(): Guard[] {
    return [...this.loops.values()].map(
      ({ construct, path, map, around: [before, after], known, conditions, from }) => ({
        construct,
        values: [path],
        sentence: '$(NAME) in a value only where the variable stands before it',
        ...whereOf(conditions),
        fault: call(unknownEntriesHelper, { map, path, before, after, known, ...(from && { from }) }),
      }),
    );
  }

  private ofTexts(): Guard[] {
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

/** What stands before and after the key of a loop in a text; undefined where something else of a loop is in it. */
function textsAround(text: Tree | undefined, key: string): readonly [Operand, Operand] | undefined {
  if (!(text instanceof Expression)) return undefined;
  const parts = text.node.kind === 'text' ? text.node.parts : [text];
  const at = parts.findIndex((part) => part instanceof Expression && isItem(part, key));
  const [before, after] = [parts.slice(0, at), parts.slice(at + 1)];
  const isMixed = [...before, ...after].some((part) => part instanceof Expression && isOfLoop(part));
  return at < 0 || isMixed ? undefined : [whole(before), whole(after)];
}

const whole = (parts: readonly Operand[]): Operand =>
  parts.every((part) => typeof part === 'string') ? parts.join('') : textOf(parts);

/** Whether an expression is the key or value of a loop as a whole. */
const isItem = ({ node }: Expression, variable: string): boolean =>
  node.kind === 'item' && node.variable === variable && node.path.length === 0;

/** Whether a text may name a variable. */
const mayName = (text: Expression): boolean => text.valueType === 'string' && mayHold(text, '$');

const literalsIn = ({ node }: Expression): readonly unknown[] =>
  node.kind === 'text' ? node.parts.filter((part) => typeof part === 'string') : [];
