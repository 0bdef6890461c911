/*
 * Regular expressions in their parts. It reads what Go and JavaScript have in common, which is what patterns in `values.schema.json` may
 * say. Word boundaries and anchors are passed over.
 */

/** A part of a pattern. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'class'; readonly ranges: readonly Range[]; readonly isNegated: boolean }
  | { readonly kind: 'all'; readonly parts: readonly Part[] }
  | { readonly kind: 'any'; readonly parts: readonly Part[] }
  | { readonly kind: 'times'; readonly part: Part; readonly least: number; readonly most: number };

/** Code points from one to another, both included. */
export type Range = readonly [from: number, to: number];

const code = (character: string) => character.codePointAt(0)!;
const range = (from: string, to: string): Range => [code(from), code(to)];

const digits = [range('0', '9')];
const letters = [range('a', 'z'), range('A', 'Z')];
const words = [...letters, ...digits, range('_', '_')];
const blanks = [range(' ', ' '), range('\t', '\t'), range('\n', '\n')];

const classes: { readonly [letter: string]: readonly [ranges: readonly Range[], isNegated: boolean] } = {
  d: [digits, false],
  D: [digits, true],
  w: [words, false],
  W: [words, true],
  s: [blanks, false],
  S: [blanks, true],
};
const controls: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v', 0: '\0' };

/** A text as a pattern that matches nothing else. */
export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The parts of a pattern; undefined where it says something that is not known here. */
export function readPattern(pattern: string): Part | undefined {
  try {
    new RegExp(pattern, 'u');
    return new PatternReader([...pattern]).read();
  } catch {
    return undefined;
  }
}

class PatternReader {
  private at = 0;

  constructor(private readonly characters: readonly string[]) {}

  read(): Part {
    const part = this.choices();
    if (this.at < this.characters.length) throw new Error('a bracket too many');
    return part;
  }

  private choices(): Part {
    const parts = [this.sequence()];
    while (this.take('|')) parts.push(this.sequence());
    return parts.length === 1 ? parts[0]! : { kind: 'any', parts };
  }

  private sequence(): Part {
    const parts: Part[] = [];
    while (this.at < this.characters.length && this.next !== '|' && this.next !== ')') parts.push(this.repeated());
    return { kind: 'all', parts };
  }

  private repeated(): Part {
    const part = this.single();
    const times = this.times();
    if (!times) return part;
    // Lazy or not, the texts are the same.
    this.take('?');
    return { kind: 'times', part, least: times[0], most: times[1] };
  }

  private times(): readonly [number, number] | undefined {
    if (this.take('*')) return [0, Infinity];
    if (this.take('+')) return [1, Infinity];
    if (this.take('?')) return [0, 1];
    const counted = /^\{(\d+)(,?)(\d*)\}/.exec(this.characters.slice(this.at, this.at + 24).join(''));
    if (!counted) return undefined;
    this.at += counted[0].length;
    const least = Number(counted[1]);
    return [least, counted[2] === '' ? least : counted[3] === '' ? Infinity : Number(counted[3])];
  }

  private single(): Part {
    const character = this.characters[this.at]!;
    this.at += 1;
    switch (character) {
      case '^':
      case '$':
        return { kind: 'text', text: '' };
      case '.':
        return { kind: 'class', ranges: [range('\n', '\n')], isNegated: true };
      case '(':
        return this.group();
      case '[':
        return this.characterClass();
      case '\\':
        return this.escape();
      default:
        return { kind: 'text', text: character };
    }
  }

  private group(): Part {
    if (this.take('?')) {
      const head = /^(:|P?<[A-Za-z_]\w*>)/.exec(this.characters.slice(this.at, this.at + 80).join(''))?.[0];
      if (head === undefined) throw new Error('a lookaround or flag');
      this.at += head.length;
    }
    const part = this.choices();
    if (!this.take(')')) throw new Error('a group without an end');
    return part;
  }

  private escape(): Part {
    const letter = this.characters[this.at]!;
    this.at += 1;
    if (letter === 'b' || letter === 'B') return { kind: 'text', text: '' };
    const known = Object.hasOwn(classes, letter) ? classes[letter] : undefined;
    if (known) return { kind: 'class', ranges: known[0], isNegated: known[1] };
    return { kind: 'text', text: this.escaped(letter) };
  }

  private escaped(letter: string): string {
    if (Object.hasOwn(controls, letter)) return controls[letter]!;
    if (letter === 'x' || letter === 'u') {
      const rest = this.characters.slice(this.at, this.at + 10).join('');
      const found =
        /^\{([0-9A-Fa-f]+)\}/.exec(rest) ?? new RegExp(`^([0-9A-Fa-f]{${letter === 'x' ? 2 : 4}})`).exec(rest);
      if (!found) throw new Error('an escape without digits');
      this.at += found[0].length;
      return String.fromCodePoint(Number.parseInt(found[1]!, 16));
    }
    if (/[A-Za-z]/.test(letter)) throw new Error('an escape that is not known');
    return letter;
  }

  private characterClass(): Part {
    const isNegated = this.take('^');
    const ranges: Range[] = [];
    while (!this.take(']')) {
      const from = this.member();
      if (typeof from !== 'string') {
        ranges.push(...from);
      } else if (this.next === '-' && this.characters[this.at + 1] !== ']') {
        this.at += 1;
        const to = this.member();
        if (typeof to !== 'string') throw new Error('a range that ends in a class');
        ranges.push(range(from, to));
      } else ranges.push(range(from, from));
    }
    return { kind: 'class', ranges, isNegated };
  }

  /** A character of a class, or a class in it. */
  private member(): string | readonly Range[] {
    const character = this.characters[this.at];
    if (character === undefined) throw new Error('a class without an end');
    this.at += 1;
    if (character !== '\\') return character;
    const letter = this.characters[this.at]!;
    this.at += 1;
    const known = Object.hasOwn(classes, letter) ? classes[letter] : undefined;
    if (known?.[1]) throw new Error('a negated class inside of another');
    return known ? known[0] : letter === 'b' ? '\b' : this.escaped(letter);
  }

  private get next(): string | undefined {
    return this.characters[this.at];
  }

  private take(character: string): boolean {
    if (this.next !== character) return false;
    this.at += 1;
    return true;
  }
}
