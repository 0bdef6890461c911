/*
 * Regular expressions of Go (RE2) as those of JavaScript. The two differ in what may be escaped, in `.` and `\s`, in POSIX classes and
 * in where flags stand.
 */

const posix: { readonly [name: string]: string } = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

const space = '\\t\\n\\f\\r ';
const special = /[$()*+.?[\\\]^{|}/]/;

const known = new Map<string, RegExp | undefined>();

/** The expression; undefined where it uses what only Go has, or is not one. */
export function goPattern(source: string): RegExp | undefined {
  if (!known.has(source)) known.set(source, translated(source));
  return known.get(source);
}

function translated(source: string): RegExp | undefined {
  const flags = /^\(\?([imsU]+)\)/.exec(source);
  const given = flags?.[1] ?? '';
  if (given.includes('U')) return undefined;
  try {
    const body = new Translator(source.slice(flags?.[0].length ?? 0), given.includes('s')).translate();
    return body === undefined
      ? undefined
      : new RegExp(body, `u${given.includes('i') ? 'i' : ''}${given.includes('m') ? 'm' : ''}`);
  } catch {
    return undefined;
  }
}

class Translator {
  private at = 0;

  constructor(
    private readonly source: string,
    private readonly takesLines: boolean,
  ) {}

  translate(): string | undefined {
    let result = '';
    while (this.at < this.source.length) {
      const next = this.next();
      if (next === undefined) return undefined;
      result += next;
    }
    return result;
  }

  /** What stands at the place that is looked at; undefined where JavaScript has nothing like it. */
  private next(): string | undefined {
    const rest = this.source.slice(this.at);
    const group = /^\(\?(?:P?<(\w+)>|:)/.exec(rest);
    if (group) return this.take(group[0], group[1] === undefined ? '(?:' : `(?<${group[1]}>`);
    if (rest.startsWith('(?')) return undefined;
    if (rest.startsWith('[')) return this.characterClass();
    if (rest.startsWith('\\')) return this.escape(false);
    if (rest.startsWith('.')) return this.take('.', this.takesLines ? '[\\s\\S]' : '[^\\n]');
    const times = /^\{\d+(?:,\d*)?\}/.exec(rest);
    if (times) return this.take(times[0], times[0]);
    const character = String.fromCodePoint(rest.codePointAt(0)!);
    return this.take(character, /[{}\]]/.test(character) ? `\\${character}` : character);
  }

  private characterClass(): string | undefined {
    let result = this.source.startsWith('[^', this.at) ? this.take('[^', '[^') : this.take('[', '[');
    for (let isFirst = true; ; isFirst = false) {
      const rest = this.source.slice(this.at);
      if (rest === '') return undefined;
      if (rest.startsWith(']') && !isFirst) return result + this.take(']', ']');
      const named = /^\[:(\^?)(\w+):\]/.exec(rest);
      const escaped = rest.startsWith('\\') ? this.escape(true) : undefined;
      if (named) {
        const set = posix[named[2]!];
        if (named[1] === '^' || set === undefined) return undefined;
        result += this.take(named[0], set);
      } else if (rest.startsWith('\\')) {
        if (escaped === undefined) return undefined;
        result += escaped;
      } else {
        const character = String.fromCodePoint(rest.codePointAt(0)!);
        const isDash = character === '-' && (isFirst || rest[1] === ']');
        result += this.take(character, isDash || /[[\]{}()/|]/.test(character) ? `\\${character}` : character);
      }
    }
  }

  private escape(isInClass: boolean): string | undefined {
    const rest = this.source.slice(this.at);
    const quoted = /^\\Q([\s\S]*?)(?:\\E|$)/.exec(rest);
    if (quoted) return isInClass ? undefined : this.take(quoted[0], quoted[1]!.replace(/[$()*+.?[\\\]^{|}/]/g, '\\$&'));
    const code = /^\\x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))|^\\([0-7]{3})/.exec(rest);
    if (code) {
      const point = code[3] === undefined ? parseInt((code[1] ?? code[2])!, 16) : parseInt(code[3], 8);
      return this.take(code[0], `\\u{${point.toString(16)}}`);
    }
    const property = /^\\([pP])(?:\{(\^?)(\w+)\}|(\w))/.exec(rest);
    if (property) {
      const name = (property[3] ?? property[4])!;
      const isNot = (property[1] === 'P') !== (property[2] === '^');
      return this.take(property[0], `\\${isNot ? 'P' : 'p'}{${name.length > 2 ? `Script=${name}` : name}}`);
    }
    const escaped = rest.slice(0, 2);
    const letter = escaped[1];
    if (letter === undefined) return undefined;
    if (/[dDwWnrtfvbB]/.test(letter)) return isInClass && /[bB]/.test(letter) ? undefined : this.take(escaped, escaped);
    if (letter === 's') return this.take(escaped, isInClass ? space : `[${space}]`);
    if (letter === 'S') return isInClass ? undefined : this.take(escaped, `[^${space}]`);
    if (letter === 'a') return this.take(escaped, '\\x07');
    if (letter === 'A') return isInClass ? undefined : this.take(escaped, '(?<![\\s\\S])');
    if (letter === 'z') return isInClass ? undefined : this.take(escaped, '(?![\\s\\S])');
    if (/\w/.test(letter)) return undefined;
    const isSpecial = special.test(letter) || (isInClass && letter === '-');
    return this.take(escaped, isSpecial ? escaped : letter);
  }

  private take(written: string, meant: string): string {
    this.at += written.length;
    return meant;
  }
}
