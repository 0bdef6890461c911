import { Expression, type Operand, type Tree } from './expression';
import { numbersIn } from './number-traces';
import { jsonLiteral } from './json-literal';
import { textOf } from './text';
import { traceIn } from './token-traces';
import { tokens, type Hit, type Minted } from './token';

/** A token that cannot be right where it is, and what to do about it. */
export interface Mangled {
  readonly message: string;
  readonly remedy: string;
}

/** What finding tokens in a string brings to light. */
export interface TextReport {
  found(minted: Minted): void;
  mangled(mangled: Mangled): void;
}

/** A string with an expression wherever a token stood. */
export function decodeText(value: string, report: TextReport): Tree {
  const whole = tokens.whole(value);
  if (whole) return decodeWhole(whole, report);
  const amount = tokens.withUnit(value);
  if (amount) {
    report.found(amount);
    return amount.expression;
  }
  const pieces = piecesOf(value, report);
  return pieces.every((piece) => typeof piece === 'string') ? value : textOf(pieces);
}

function decodeWhole(minted: Minted, report: TextReport): Tree {
  report.found(minted);
  const { expression, kind } = minted;
  if (kind === 'value') return expression;
  const { node, valueType } = expression;
  // A text is there even where nothing is in it.
  if (asText(minted, report, minted.formOf !== undefined) && node.kind === 'optional') return textOf([node.operand]);
  return valueType === 'string' ? expression : textOf([expression]);
}

function piecesOf(value: string, report: TextReport): Operand[] {
  const pieces: Operand[] = [];
  let end = 0;
  const literal = (to: number) => {
    if (to > end) pieces.push(...withoutTokens(value.slice(end, to), report));
  };
  for (const hit of tokens.find(value)) {
    if (hit.start < end) continue;
    const string = hit.depth === 0 ? undefined : jsonLiteral(value, end, hit);
    literal(string?.start ?? hit.start);
    report.found(hit.minted);
    pieces.push(string ? asJson(string, hit, report) : asPiece(hit, value, report));
    end = string?.end ?? hit.end;
  }
  literal(value.length);
  return pieces;
}

/** The expression of a token in a text. */
function asPiece(hit: Hit, value: string, report: TextReport): Operand {
  const { minted, depth } = hit;
  if (depth > 0) report.mangled(mangledBy({ how: 'put into JSON', instead: 'json', minted }));
  else asText(minted, report, isJoined(hit, value));
  return minted.expression;
}

/** What JavaScript prints of numbers, and of what it adds to them as if they were. */
const endsInNumber = /(?:\d|NaN|Infinity|null|true|false|undefined)$/;
const beginsAsNumber = /^[-+]?(?:[.\d]|NaN|Infinity|null|true|false|undefined)/;

/**
 * Whether what stands for a number was added to a text, as in `amount + 'm'`: had it been added to a number, that would stand beside
 * it.
 */
function isJoined({ minted, start, end }: Hit, value: string): boolean {
  if (!minted.formOf) return false;
  const [before, after] = [value.slice(0, start), value.slice(end)];
  return !endsInNumber.test(before) && !beginsAsNumber.test(after) && !isToken(before) && !isToken(after);
}

/** Whether a token stands at the end or beginning of what is beside another one. */
const isToken = (text: string): boolean =>
  [...tokens.find(text)].some(({ start, end }) => start === 0 || end === text.length);

/** Whether the text of a token's value is what belongs there. */
function asText(minted: Minted, report: TextReport, isText = false): boolean {
  const { expression, kind } = minted;
  const { valueType } = expression;
  if (kind === 'amount') {
    const message = `${what(minted)} was taken as a number of ${minted.unit} and does not stand before its unit`;
    const remedy =
      'A quantity carries its own unit. Give the construct a literal and set the field with Binding.of(object).set(pointer, value).';
    report.mangled({ message, remedy });
    return false;
  }
  if (valueType === 'list' || valueType === 'map') {
    const message = `${what(minted)} is a ${valueType} and was put into a text`;
    const remedy = valueType === 'list' ? 'Use join(list, separator) or json(list).' : 'Use json(map).';
    report.mangled({ message, remedy });
    return false;
  }
  if (isText || kind === 'text' || valueType === 'string') return true;
  const message = `${what(minted)} was added to something`;
  const remedy = 'If its text is meant, say so: `${value}`, or text`...`. Values cannot be computed with.';
  report.mangled({ message, remedy });
  return false;
}

/** A string that JSON wrote: the JSON of the value that the token stands for, or of the text that it is in. */
function asJson(string: { readonly inner: string; readonly isKey: boolean }, hit: Hit, report: TextReport): Expression {
  const whole = tokens.whole(string.inner);
  const inner = decodeText(string.inner, report);
  if (whole && string.isKey && whole.kind === 'value' && whole.expression.valueType !== 'string') {
    const message = `${what(whole)} is not a string and was made the key of a map in JSON`;
    report.mangled({ message, remedy: 'Use its text: `${value}`.' });
  }
  const operand = inner instanceof Expression ? inner : hit.minted.expression;
  return new Expression({ kind: 'json', operand }, 'string');
}

/** A literal piece, with the text of a number wherever a number token stood. */
function withoutTokens(text: string, report: TextReport): Operand[] {
  const trace = traceIn(text);
  if (trace?.minted) report.found(trace.minted);
  if (trace) report.mangled(mangledBy(trace));
  return numbersIn(text).map((piece) => {
    if (typeof piece === 'string') return piece;
    if ('minted' in piece) {
      report.found(piece.minted);
      return piece.minted.expression;
    }
    if (piece.from) report.found(piece.from);
    report.mangled(computed(piece.computed, piece.from));
    return piece.computed;
  });
}

/** What to say of a token that was changed. */
function mangledBy({
  how,
  instead,
  minted,
}: {
  readonly how: string;
  readonly instead?: string;
  readonly minted?: Minted;
}) {
  const remedy = instead
    ? `Use ${instead}(value), which does that to the value; what was changed here is what stands for it.`
    : 'Give the construct a literal and set the field with Binding.of(object).set(pointer, value), or declare a value of its own.';
  return { message: `${minted ? what(minted) : 'a reference'} was ${how} on its way`, remedy };
}

/** What to say of a number that was computed from a token. */
export const computed = (number: string | number, minted: Minted | undefined): Mangled => ({
  message: `${minted ? what(minted) : 'a reference'} was computed with: ${number} is not a number of anybody`,
  remedy:
    'Values are computed with by add(), mul(), min() and their like, not by operators. Give the construct a literal and set the field with Binding.of(object).set(pointer, value), or declare a value of its own.',
});

/** An expression in words, with the place where its token was taken. */
export function what(minted: Minted): string {
  const at = minted.at();
  return `${describe(minted.expression)}${at === undefined ? '' : `, taken at ${at},`}`;
}

/** An expression in words, for messages. */
export function describe({ node }: Expression): string {
  if (node.kind === 'reference') return `the value ${node.path.join('.')}`;
  if (node.kind === 'builtin') return `.${node.name}`;
  if (node.kind === 'helper') return node.helper.name.toUpperCase();
  if (node.kind === 'text')
    return `"${node.parts.map((part) => (typeof part === 'string' ? part : `{${describe(part)}}`)).join('')}"`;
  return `an expression (${node.kind})`;
}
