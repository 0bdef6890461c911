import { Expression, Merged, isEntries, textOf, tokens, type Problem, type Tree } from '../values';

/** Finds the expressions again that travelled through an object as tokens. */
export class Decoder {
  readonly problems: Problem[] = [];
  private readonly found = new Set<Expression>();

  constructor(private readonly construct: string) {}

  /** The object with an expression wherever a token stood. */
  decode(node: unknown, pointer = ''): Tree {
    if (typeof node === 'string') return this.string(node, pointer);
    if (typeof node === 'number') return this.number(node);
    if (Array.isArray(node)) return node.map((element, i) => this.decode(element, `${pointer}/${i}`));
    if (typeof node === 'object' && node !== null) return this.map(node, pointer);
    return node as Tree;
  }

  /** Reports the expressions that cdk8s met in the object and that are not in what came out. */
  reportSwallowed(resolved: ReadonlySet<Expression>): void {
    for (const expression of resolved) {
      if (this.found.has(expression)) continue;
      this.problems.push({
        code: 'swallowed-token',
        construct: this.construct,
        message: `${describe(expression)} was given to this object and is not in what came out`,
        remedy:
          'The construct drops strings where it wants a struct or a list: use Binding.of(object).set(pointer, value).',
      });
    }
  }

  private string(value: string, pointer: string): Tree {
    const whole = tokens.whole(value);
    if (whole) return this.take(whole);
    const pieces = tokens.split(value);
    for (const piece of pieces) {
      if (piece instanceof Expression) this.take(piece);
      else if (tokens.isMangled(piece)) this.reportMangled(value, pointer);
    }
    return pieces.every((piece) => typeof piece === 'string') ? value : textOf(pieces);
  }

  private number(value: number): Tree {
    const whole = tokens.wholeNumber(value);
    return whole ? this.take(whole) : value;
  }

  private map(node: object, pointer: string): Tree {
    const parts: (Expression | Record<string, Tree>)[] = [];
    for (const [key, value] of Object.entries(node)) {
      const whole = tokens.whole(key);
      if (whole) {
        parts.push(this.take(whole));
        continue;
      }
      if (tokens.isMangled(key)) this.reportMangled(key, pointer);
      const last = parts.at(-1);
      const entries = last instanceof Expression || !last ? {} : last;
      if (entries !== last) parts.push(entries);
      entries[key] = this.decode(value, `${pointer}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`);
    }
    if (parts.length === 1 && isEntries(parts[0])) return parts[0];
    return parts.length === 0 ? {} : inReadingOrder(parts);
  }

  private take(expression: Expression): Expression {
    this.found.add(expression);
    tokens.found(expression);
    return expression;
  }

  private reportMangled(value: string, pointer: string): void {
    this.problems.push({
      code: 'mangled-token',
      construct: this.construct,
      path: pointer,
      message: `a reference was changed on its way into "${value}"`,
      remedy: 'The construct computes with the string: give it a literal and set the field with Binding.of(object).set(pointer, value).',
    });
  }
}

/** The labels that a chart gives to all come first, literal entries next, what users add last. */
function inReadingOrder(parts: readonly (Expression | Record<string, Tree>)[]): Merged {
  const isHelper = (part: Expression | Record<string, Tree>) => part instanceof Expression && part.node.kind === 'helper';
  const literal: Record<string, Tree> = Object.assign({}, ...parts.filter((part) => !(part instanceof Expression)));
  const added = parts.filter((part) => part instanceof Expression && !isHelper(part));
  return new Merged([...parts.filter(isHelper), ...(Object.keys(literal).length > 0 ? [literal] : []), ...added]);
}

/** An expression in words, for messages. */
export function describe({ node }: Expression): string {
  if (node.kind === 'reference') return `the value ${node.path.join('.')}`;
  if (node.kind === 'builtin') return `.${node.name}`;
  return `an expression (${node.kind})`;
}
