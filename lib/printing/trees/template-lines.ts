import { printGo, type GoExpression } from './go-expression';

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

/** The lines of a template as text. */
export function printLines(lines: readonly Line[]): string[] {
  return lines.flatMap((line) => {
    if (typeof line === 'string') return [line];
    const start = `${pad(line.indent)}{{- `;
    if (line instanceof Action) return [`${start}${printGo(line.expression)} }}`];
    const { otherwise, trimsBody = false } = line.options;
    return [
      `${start}${printOpening(line.opening)} ${trimsBody ? '-' : ''}}}`,
      ...printLines(line.body),
      ...(otherwise ? [`${start}else }}`, ...printLines(otherwise)] : []),
      `${start}end }}`,
    ];
  });
}

function printOpening({ keyword, variables = [], expression }: Opening): string {
  const named = variables.map((variable) => `$${variable}`).join(', ');
  return `${keyword} ${named === '' ? '' : `${named} := `}${printGo(expression)}`;
}
