import { tokensOf, type Token } from './tokens';

/** A part of a source that is a value: a literal, or whatever stands in the place of one. */
export interface Written {
  readonly start: number;
  readonly end: number;
  /** What a string or number says; undefined for all else. */
  readonly value?: string | number | boolean;
  /** Of an object literal without spreads, by key. */
  readonly entries?: ReadonlyMap<string, Written>;
  /** Of an array literal without spreads. */
  readonly items?: readonly Written[];
  /** Of a call: `Size.gibibytes`. */
  readonly callee?: string;
  readonly args?: readonly Written[];
  /** The last name of `IMAGE` or `props.image`. */
  readonly name?: string;
  /** Whether the name is that of a member. */
  readonly isDotted?: boolean;
}

/** A call with the statement around it. */
export interface Call {
  readonly callee: string;
  readonly args: readonly Written[];
  /** Where the call begins, with `new` and what it is a method of. */
  readonly start: number;
  readonly end: number;
  /** The constant that holds the result. */
  readonly variable?: string;
  /** Whether the call begins its statement, so that a constant can be put before it. */
  readonly isStatement: boolean;
  /** Behind the semicolon. Undefined where none ends the statement, whose end is then not known for sure. */
  readonly after?: number;
}

const openers = '([{';
const closers = ')]}';

/** A source file, read as far as literals and calls go. */
export class Source {
  readonly tokens: readonly Token[];
  private readonly lineStarts: readonly number[];

  constructor(
    /** As places name it. */
    readonly file: string,
    readonly text: string,
  ) {
    this.tokens = tokensOf(text);
    this.lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  /** The offset of a line and column, which both begin at 1. */
  offset(line: number, column: number): number {
    return (this.lineStarts[line - 1] ?? 0) + column - 1;
  }

  position(offset: number): { readonly line: number; readonly column: number } {
    let line = this.lineStarts.findIndex((start) => start > offset);
    if (line < 0) line = this.lineStarts.length;
    return { line, column: offset - this.lineStarts[line - 1]! + 1 };
  }

  slice = ({ start, end }: { readonly start: number; readonly end: number }): string => this.text.slice(start, end);

  /** The token that begins there. */
  indexAt(offset: number): number | undefined {
    const index = this.tokens.findIndex(({ start }) => start >= offset);
    return index >= 0 && this.tokens[index]!.start === offset ? index : undefined;
  }

  /** The key of an object literal in front of its value; nothing where none is. */
  keyBefore(offset: number): { readonly property?: string } {
    const index = this.indexAt(offset) ?? 0;
    const key = this.is(index - 1, ':') ? this.tokens[index - 2] : undefined;
    return key ? { property: String(key.value ?? key.source) } : {};
  }

  is = (index: number, text: string): boolean =>
    this.tokens[index]?.source === text && this.tokens[index].kind !== 'text';

  /** The token that closes what the token at `index` opens. */
  closing(index: number): number | undefined {
    let depth = 0;
    for (let i = index; i < this.tokens.length; i++) {
      const { kind, source } = this.tokens[i]!;
      if (kind !== 'sign') continue;
      if (openers.includes(source)) depth++;
      if (closers.includes(source) && --depth === 0) return i;
    }
    return undefined;
  }

  /** The tokens of the braces around a place, innermost first. */
  blocksAround(offset: number): { readonly open: number; readonly close: number }[] {
    const found: { open: number; close: number }[] = [];
    this.tokens.forEach((token, open) => {
      if (token.kind !== 'sign' || token.source !== '{' || token.start >= offset) return;
      const close = this.closing(open);
      if (close !== undefined && this.tokens[close]!.start >= offset) found.unshift({ open, close });
    });
    return found;
  }

  /** The call whose `new` or last name begins at a place, as stacks name it. */
  callAt(offset: number): Call | undefined {
    const at = this.indexAt(offset);
    if (at === undefined) return undefined;
    let begin = at;
    while (this.is(begin - 1, '.') && this.tokens[begin - 2]?.kind === 'name') begin -= 2;
    if (this.is(begin - 1, 'new')) begin--;
    let open = this.is(at, 'new') ? at + 1 : at;
    const first = open;
    while (this.tokens[open]?.kind === 'name' && this.is(open + 1, '.')) open += 2;
    const callee = this.tokens
      .slice(this.is(at, 'new') ? first : begin, open + 1)
      .map(({ source }) => source)
      .join('');
    open = this.behindTypes(open + 1);
    const close = this.is(open, '(') ? this.closing(open) : undefined;
    if (close === undefined) return undefined;
    const isAssigned = this.is(begin - 1, '=') && this.tokens[begin - 2]?.kind === 'name';
    const isDeclared = isAssigned && /^(const|let|var)$/.test(this.tokens[begin - 3]?.source ?? '');
    const ends = this.is(close + 1, ';');
    return {
      callee,
      args: this.valuesIn(open, close),
      start: this.tokens[begin]!.start,
      end: this.tokens[close]!.end,
      ...(isDeclared && { variable: this.tokens[begin - 2]!.source }),
      isStatement: begin === 0 || [';', '{', '}'].some((text) => this.is(begin - 1, text)),
      ...(ends && { after: this.tokens[close + 1]!.end }),
    };
  }

  /** Calls of a method on a constant, in the order of the source. */
  callsOf(variable: string, method: string): Call[] {
    return this.tokens.flatMap(({ source, kind }, i) => {
      if (kind !== 'name' || source !== variable || this.is(i - 1, '.') || !this.is(i + 1, '.')) return [];
      const named = this.tokens[i + 2];
      return named?.source === method ? (this.callAt(named.start) ?? []) : [];
    });
  }

  private behindTypes(index: number): number {
    if (!this.is(index, '<')) return index;
    let i = index;
    while (i < this.tokens.length && !this.is(i, '(') && !this.is(i, ';')) i++;
    return i;
  }

  /** The values between an opening token and the one that closes it. */
  private valuesIn(open: number, close: number): Written[] {
    const found: Written[] = [];
    for (let i = open + 1; i < close;) {
      const end = this.endOfValue(i, close);
      found.push(this.valueOf(i, end));
      i = end + 1;
    }
    return found;
  }

  /** The token behind a value: a comma, or the end. */
  private endOfValue(from: number, close: number): number {
    for (let i = from; i < close; i++) {
      if (this.is(i, ',')) return i;
      if (this.tokens[i]!.kind === 'sign' && openers.includes(this.tokens[i]!.source)) i = this.closing(i) ?? close;
    }
    return close;
  }

  /** What the tokens from `from` up to `to` are. */
  private valueOf(from: number, to: number): Written {
    const [first, last] = [this.tokens[from]!, this.tokens[to - 1]!];
    const place = { start: first.start, end: last.end };
    if (to - from === 1) {
      if (first.kind === 'text' || first.kind === 'number') return { ...place, value: first.value };
      if (/^(true|false)$/.test(first.source)) return { ...place, value: first.source === 'true' };
      return first.kind === 'name' ? { ...place, name: first.source } : place;
    }
    if (first.source === '-' && to - from === 2 && last.kind === 'number')
      return { ...place, value: -Number(last.value) };
    const isWhole = this.closing(from) === to - 1;
    if (isWhole && first.source === '{') return { ...place, ...this.entriesIn(from, to - 1) };
    if (isWhole && first.source === '[') {
      const items = this.valuesIn(from, to - 1);
      return items.some(({ start }) => this.text.startsWith('...', start)) ? place : { ...place, items };
    }
    let names = this.is(from, 'new') ? from + 1 : from;
    const begin = names;
    while (this.tokens[names]?.kind === 'name' && this.is(names + 1, '.')) names += 2;
    if (this.tokens[names]?.kind !== 'name') return place;
    if (names === to - 1) return { ...place, name: last.source, isDotted: true };
    if (!this.is(names + 1, '(') || this.closing(names + 1) !== to - 1) return place;
    const callee = this.tokens
      .slice(begin, names + 1)
      .map(({ source }) => source)
      .join('');
    return { ...place, callee, args: this.valuesIn(names + 1, to - 1) };
  }

  /** An object literal. What is spread into it may say anything of keys, so that none is known then. */
  private entriesIn(open: number, close: number): Pick<Written, 'entries'> {
    const entries = new Map<string, Written>();
    for (let i = open + 1; i < close;) {
      const end = this.endOfValue(i, close);
      const key = this.tokens[i]!;
      if (this.is(i, '...') || this.is(i, '[')) return {};
      const text = String(key.kind === 'name' ? key.source : (key.value ?? ''));
      if (this.is(i + 1, ':') && end > i + 2) entries.set(text, this.valueOf(i + 2, end));
      // `{ image }`: what would be written there needs its key too.
      i = end + 1;
    }
    return { entries };
  }
}
