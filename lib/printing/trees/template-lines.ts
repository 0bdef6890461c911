import { call, printGo, type GoExpression } from './go-expression';

/** What a template consists of: lines of YAML as they stand, actions, and blocks. Plain YAML has lines alone. */
export type Line = string | Action | Block;

/** An action on a line of its own, which takes away the line break before it. */
export class Action {
  constructor(
    readonly indent: number,
    readonly expression: GoExpression,
  ) {}
}

/** What opens a block: `if`, `with` or `range`, and what it is about. */
export interface Opening {
  readonly keyword: 'if' | 'with' | 'range';
  /** The variable that stands for the elements of a `range`, after that for their keys where they have some. */
  readonly variables?: readonly string[];
  readonly expression: GoExpression;
}

/** Lines that stand only under a condition, or once for each element. */
export class Block {
  constructor(
    readonly indent: number,
    readonly opening: Opening,
    readonly body: readonly Line[],
    readonly options: {
      /** The lines that stand where those of the body do not. */
      readonly otherwise?: readonly Line[];
      /** Takes away the line break after the opening, too: for what a file or named template begins with. */
      readonly trimsBody?: boolean;
    } = {},
  ) {}
}

export const pad = (indent: number): string => ' '.repeat(indent);

/** Blocks that stand under one condition, one behind the other, as one; what stands under the opposite is its other side. */
function joined(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  for (const line of lines) {
    const last = result.at(-1);
    const both = last instanceof Block && line instanceof Block ? joinedBlocks(last, line) : undefined;
    if (both) result[result.length - 1] = both;
    else result.push(line);
  }
  return result;
}

function joinedBlocks(first: Block, second: Block): Block | undefined {
  const { trimsBody = false, otherwise } = first.options;
  if (first.indent !== second.indent || second.options.otherwise || second.options.trimsBody || trimsBody)
    return undefined;
  const [one, other] = [first, second].map(({ opening }) => printOpening(opening)) as [string, string];
  if (second.opening.keyword !== 'if') return undefined;
  if (one === other && !otherwise) return new Block(first.indent, first.opening, [...first.body, ...second.body]);
  const isOpposite = isNegated(other, one.replace(/^(if|with) /, ''));
  if (isOpposite && first.opening.keyword !== 'range' && (first.opening.variables ?? []).length === 0) {
    return new Block(first.indent, first.opening, first.body, { otherwise: [...(otherwise ?? []), ...second.body] });
  }
  return undefined;
}

/** Whether an `if` asks for the opposite of a condition. */
const isNegated = (opening: string, condition: string): boolean =>
  opening === `if not ${condition}` || opening === `if not (${condition})`;

/** Lines without what the blocks around them ask already. Only an `if` keeps the dot, and with it the meaning of a condition. */
function withoutRepeated(lines: readonly Line[], known: ReadonlySet<string> = new Set()): Line[] {
  return lines.flatMap((line) => {
    if (!(line instanceof Block)) return [line];
    const { indent, opening, body, options } = line;
    const otherwise = options.otherwise && withoutRepeated(options.otherwise, known);
    if (opening.keyword !== 'if')
      return [new Block(indent, opening, withoutRepeated(body), { ...options, ...(otherwise && { otherwise }) })];
    const asked = conjunctsOf(opening.expression);
    if (!options.trimsBody && asked.some((each) => isDenied(each, known))) return otherwise ? [...otherwise] : [];
    const inner = withoutRepeated(body, new Set([...known, ...asked.map(printGo)]));
    const left = options.trimsBody ? asked : asked.filter((each) => !known.has(printGo(each)));
    if (left.length === 0) return inner;
    const expression =
      left.length === asked.length ? opening.expression : left.length === 1 ? left[0]! : call('and', ...left);
    return [new Block(indent, { ...opening, expression }, inner, { ...options, ...(otherwise && { otherwise }) })];
  });
}

/** Whether the opposite of a condition holds already. */
const isDenied = (condition: GoExpression, known: ReadonlySet<string>): boolean =>
  condition.kind === 'call' && condition.name === 'not' && known.has(printGo(condition.arguments[0]!));

/** What must all hold for a condition to hold. */
const conjunctsOf = (condition: GoExpression): readonly GoExpression[] =>
  condition.kind === 'call' && condition.name === 'and' ? condition.arguments : [condition];

/** The lines of a template as text. */
export const printLines = (all: readonly Line[]): string[] => printed(withoutRepeated(all));

function printed(all: readonly Line[]): string[] {
  return joined(all).flatMap((line) => {
    if (typeof line === 'string') return [line];
    const start = `${pad(line.indent)}{{- `;
    if (line instanceof Action) return [`${start}${printGo(line.expression)} }}`];
    const { otherwise, trimsBody = false } = line.options;
    return [
      `${start}${printOpening(line.opening)} ${trimsBody ? '-' : ''}}}`,
      ...printed(line.body),
      ...(otherwise ? [`${start}else }}`, ...printed(otherwise)] : []),
      `${start}end }}`,
    ];
  });
}

function printOpening({ keyword, variables = [], expression }: Opening): string {
  const named = variables.map((variable) => `$${variable}`).join(', ');
  return `${keyword} ${named === '' ? '' : `${named} := `}${printGo(expression)}`;
}
