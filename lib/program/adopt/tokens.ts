/** A word of a source in TypeScript or JavaScript. */
export interface Token {
  readonly kind: 'text' | 'number' | 'name' | 'sign' | 'other';
  readonly source: string;
  readonly start: number;
  readonly end: number;
  /** What a string or number says. */
  readonly value?: string | number;
}

const blank = /\s+|\/\/[^\n]*|\/\*[^]*?\*\//y;
const quoted = /'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*"/y;
const numeral = /0[xXoObB][\da-fA-F_]+n?|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?n?/y;
const word = /[\p{ID_Start}$_#@][\p{ID_Continue}$]*/uy;
const regex = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const sign = /=>|\?\.|\?\?=?|\.\.\.|[=!]==?|&&|\|\||[^]/y;

/** The words of a source, without blanks and comments. What no program would be made of is passed over letter by letter. */
export function tokensOf(source: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  const add = (kind: Token['kind'], text: string, value?: string | number): void => {
    found.push({ kind, source: text, start: at, end: at + text.length, ...(value !== undefined && { value }) });
    at += text.length;
  };
  while (at < source.length) {
    const gap = match(blank);
    if (gap !== undefined) {
      at += gap.length;
      continue;
    }
    const text = match(quoted);
    if (text !== undefined) {
      const value = said(text.slice(1, -1));
      add(value === undefined ? 'other' : 'text', text, value);
      continue;
    }
    if (source[at] === '`') {
      const whole = source.slice(at, endOfTemplate(source, at));
      const isPlain = !whole.includes('${');
      const value = isPlain ? said(whole.slice(1, -1)) : undefined;
      add(value === undefined ? 'other' : 'text', whole, value);
      continue;
    }
    const figure = match(numeral);
    if (figure !== undefined) {
      add('number', figure, Number(figure.replaceAll('_', '')));
      continue;
    }
    const name = match(word);
    if (name !== undefined) {
      add('name', name);
      continue;
    }
    const pattern = source[at] === '/' && !endsValue(found.at(-1)) ? match(regex) : undefined;
    if (pattern !== undefined) add('other', pattern);
    else add('sign', match(sign)!);
  }
  return found;
}

/** Whether a slash behind this divides. */
const endsValue = (before: Token | undefined): boolean =>
  before !== undefined &&
  (before.kind === 'name' ? !/^(return|typeof|case|in|of|await)$/.test(before.source) : true) &&
  (before.kind !== 'sign' || /^[)\]}]$/.test(before.source));

/** Where a template ends; what stands in it may hold templates. */
function endOfTemplate(source: string, start: number): number {
  let at = start + 1;
  while (at < source.length) {
    if (source[at] === '\\') at += 2;
    else if (source[at] === '`') return at + 1;
    else if (source.startsWith('${', at)) at = endOfHole(source, at + 2);
    else at++;
  }
  return source.length;
}

function endOfHole(source: string, start: number): number {
  let depth = 1;
  let at = start;
  while (at < source.length && depth > 0) {
    quoted.lastIndex = at;
    const text = quoted.exec(source)?.[0];
    if (text !== undefined) at += text.length;
    else if (source[at] === '`') at = endOfTemplate(source, at);
    else {
      if (source[at] === '{') depth++;
      if (source[at] === '}') depth--;
      at++;
    }
  }
  return at;
}

const escapes: { readonly [letter: string]: string } = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
};

/** What is between quotes; undefined where an escape is of a rare kind. */
function said(inner: string): string | undefined {
  if (/\\[ux0-9]/.test(inner)) return undefined;
  return inner.replace(/\\([^])/g, (_, letter: string) => escapes[letter] ?? letter);
}
