import { unicodeEscape } from '../../core/values/unicode-escape';

/** An expression of Go's template language: what stands between the braces of an action. */
export type GoExpression = GoOperand | GoCall | GoPipe;

/** What needs no parentheses anywhere: a field (`.Values.port`), a variable, the dot, a literal. */
export interface GoOperand {
  readonly kind: 'operand';
  readonly source: string;
}

/** A function with its arguments; the last of them may come through a pipe. */
export interface GoCall {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: readonly GoExpression[];
}

/** A value that goes through one function after the other. */
export interface GoPipe {
  readonly kind: 'pipe';
  readonly from: GoOperand | GoCall;
  readonly through: readonly GoCall[];
}

export const operand = (source: string): GoOperand => ({ kind: 'operand', source });

/** A string literal: raw between backquotes when it holds quotes or braces, so that it can be read. */
export const stringLiteral = (value: string): GoOperand => operand(goString(value));

/**
 * A number literal, which is a float to Go where it has a point or an exponent. A whole number has to have one beyond what Go's integers
 * hold, or where floats are wanted.
 */
export function numberLiteral(value: number, isFloat = !Number.isSafeInteger(value)): GoOperand {
  const digits = String(value);
  return operand(isFloat && !/[.e]/.test(digits) ? `${digits}.0` : digits);
}

export const call = (name: string, ...args: readonly GoExpression[]): GoCall => ({
  kind: 'call',
  name,
  arguments: args,
});

export function pipe(from: GoExpression, ...through: readonly GoCall[]): GoExpression {
  if (through.length === 0) return from;
  if (from.kind !== 'pipe') return { kind: 'pipe', from, through };
  return { kind: 'pipe', from: from.from, through: [...from.through, ...through] };
}

/** The source of an expression; a call or pipe among the arguments of another stands in parentheses. */
export function printGo(expression: GoExpression): string {
  switch (expression.kind) {
    case 'operand':
      return expression.source;
    case 'call':
      return [expression.name, ...expression.arguments.map(printArgument)].join(' ');
    case 'pipe':
      return [expression.from, ...expression.through].map(printGo).join(' | ');
  }
}

const printArgument = (expression: GoExpression): string =>
  expression.kind === 'operand' ? expression.source : `(${printGo(expression)})`;

/** A Go string literal: raw between backquotes when it holds quotes or braces, so that it can be read. */
export function goString(value: string): string {
  const canBeRaw = !/[`\u0000-\u001f\u007f-\uffff]/.test(value);
  if (canBeRaw && /["\\{}]/.test(value)) return `\`${value}\``;
  return JSON.stringify(value).replace(/[\u007f-\u009f\ufeff]/g, unicodeEscape);
}
