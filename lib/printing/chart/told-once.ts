/** What some parts of a document say, all of which say the same, to the letter. */
export interface Saying {
  /** By which it is told from others. */
  readonly number: number;
  /** Of its JSON text. */
  readonly length: number;
}

/**
 * What the parts of a document say: two parts have the same saying where their JSON texts are the same. Each part is read once, however
 * many parts it stands in.
 */
export class Sayings {
  private readonly known = new Map<string, Saying>();
  private readonly read = new Map<object, Saying>();

  /** What a value says, and a map without some of its entries. */
  of(value: unknown, without?: ReadonlySet<string>): Saying {
    if (typeof value !== 'object' || value === null) return this.scalar(value);
    if (without) return this.map(value, without);
    let saying = this.read.get(value);
    if (!saying) {
      saying = Array.isArray(value) ? this.list(value) : this.map(value, none);
      this.read.set(value, saying);
    }
    return saying;
  }

  private scalar(value: unknown): Saying {
    const text = JSON.stringify(value);
    return this.saying(text, text.length);
  }

  private list(values: readonly unknown[]): Saying {
    let [key, length] = ['[', 1 + Math.max(1, values.length)];
    for (const value of values) {
      const inner = this.of(value);
      key += `${inner.number},`;
      length += inner.length;
    }
    return this.saying(key, length);
  }

  private map(entries: object, without: ReadonlySet<string>): Saying {
    let [key, length] = ['{', 1];
    for (const [name, value] of Object.entries(entries)) {
      if (value === undefined || without.has(name)) continue;
      const [inner, text] = [this.of(value), JSON.stringify(name)];
      key += `${text}${inner.number},`;
      length += text.length + inner.length + 2;
    }
    return this.saying(key, Math.max(2, length));
  }

  private saying(key: string, length: number): Saying {
    let saying = this.known.get(key);
    if (!saying) this.known.set(key, (saying = { number: this.known.size, length }));
    return saying;
  }
}

const none: ReadonlySet<string> = new Set();
