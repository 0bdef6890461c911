import type { Expression } from './expression';

/*
 * A token is brace-free (cdk8s and Kubernetes names refuse braces), of fixed length (no token is the beginning of
 * another) and made of letters and digits only (what validates labels and names lets it pass).
 */
const tokenPattern = /qzx(\d{5})xzq/;
const everyToken = new RegExp(tokenPattern, 'g');
const wholeToken = new RegExp(`^${tokenPattern.source}$`);
/** What is left of a token that a construct cut, hashed or changed the case of. */
const fragment = /qzx\d{2}|\d{2}xzq/i;

/*
 * Where a construct insists on a number, an integer above any that Kubernetes uses (2^53 is about 9.0e15) stands in.
 */
const numberBase = 8_641_000_000_000_000;
const numberLimit = numberBase + 100_000;
const everyNumber = /86410000000\d{5}/g;

/** Where a token was made, for the message about one that got lost. */
export interface Minted {
  readonly expression: Expression;
  readonly token: string;
  /** The line of the author's code, as `file:line:column`; absent for tokens made while an object is resolved. */
  readonly at?: string;
}

/** Gives expressions their tokens and finds the expressions again. */
class Tokens {
  private readonly byIndex: Expression[] = [];
  private readonly indexOf = new Map<Expression, number>();
  /** Tokens that an author's code took and that no object has shown yet. */
  private readonly outstanding = new Map<Expression, Minted>();
  private resolved = new Set<Expression>();

  /** The string token of an expression, taken by the author's code. */
  mint(expression: Expression): string {
    const token = text(this.index(expression));
    this.remember(expression, token);
    return token;
  }

  /** The string token of an expression that cdk8s met in an object. */
  mintDuringResolve(expression: Expression): string {
    this.resolved.add(expression);
    return text(this.index(expression));
  }

  /** The number token of an expression, for constructs that compute with or check a number. */
  mintNumber(expression: Expression): number {
    const token = numberBase + this.index(expression);
    this.remember(expression, String(token));
    return token;
  }

  /** The expressions whose tokens were handed out since the last call, while cdk8s resolved one object. */
  takeResolved(): ReadonlySet<Expression> {
    const taken = this.resolved;
    this.resolved = new Set();
    return taken;
  }

  /** Marks an expression as found in an object. */
  found(expression: Expression): void {
    this.outstanding.delete(expression);
  }

  /** Tokens that were made by the author's code and have not been found in any object. */
  lost(): Minted[] {
    return [...this.outstanding.values()];
  }

  /** The expression whose token a string is, as a whole. */
  whole(value: string): Expression | undefined {
    const match = wholeToken.exec(value);
    return match ? this.byIndex[Number(match[1])] : undefined;
  }

  /** The expression whose number token this is. */
  wholeNumber(value: number): Expression | undefined {
    return value >= numberBase && value < numberLimit ? this.byIndex[value - numberBase] : undefined;
  }

  /** Splits a string into literal pieces and the expressions between them; a string without tokens is one piece. */
  split(value: string): (string | Expression)[] {
    const pieces: (string | Expression)[] = [];
    let end = 0;
    const take = (match: RegExpMatchArray, expression: Expression | undefined) => {
      if (!expression) return;
      if (match.index! > end) pieces.push(value.slice(end, match.index));
      pieces.push(expression);
      end = match.index! + match[0].length;
    };
    const matches = [...value.matchAll(everyToken), ...value.matchAll(everyNumber)];
    for (const match of matches.sort((a, b) => a.index - b.index)) {
      take(match, match[1] ? this.byIndex[Number(match[1])] : this.wholeNumber(Number(match[0])));
    }
    if (end < value.length || pieces.length === 0) pieces.push(value.slice(end));
    return pieces;
  }

  /** Whether a literal piece holds the remains of a token. */
  isMangled(piece: string): boolean {
    return fragment.test(piece);
  }

  private index(expression: Expression): number {
    let index = this.indexOf.get(expression);
    if (index === undefined) {
      index = this.byIndex.push(expression) - 1;
      this.indexOf.set(expression, index);
    }
    return index;
  }

  private remember(expression: Expression, token: string): void {
    if (this.outstanding.has(expression)) return;
    this.outstanding.set(expression, { expression, token, at: callSite() });
  }
}

const text = (index: number) => `qzx${String(index).padStart(5, '0')}xzq`;

/** The first stack line outside this folder and outside node_modules. */
function callSite(): string | undefined {
  const lines = new Error().stack?.split('\n').slice(1) ?? [];
  const isAuthors = (line: string) =>
    /:\d+:\d+\)?$/.test(line) && !/node_modules|[\\/]lib[\\/]values[\\/]|\(node:/.test(line);
  const line = lines.find(isAuthors);
  return line?.replace(/^.*?\(?([^( ]+:\d+:\d+)\)?$/, '$1');
}

export const tokens = new Tokens();
