/*
 * Where a construct insists on a number, one of these stands in: far above what Kubernetes counts, far below 2^53 so that half
 * of it and a tenth more are still exact, and so far apart, at random, that no other number is near one by chance.
 */
const least = 2 ** 42;
const step = 2 ** 27;

/** Bits that look random and are the same in every run. */
function noise(index: number): number {
  let x = Math.imul(index + 1, 0x9e3779b1);
  x = Math.imul(x ^ (x >>> 15), 0x85ebca77);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae3d);
  return ((x ^ (x >>> 16)) >>> 0) & 0x3ffffff;
}

/** Later tokens are greater, so that a maximum that is taken after its minimum passes for one. */
export const numberTokenOf = (index: number): number => least + index * step + noise(index);

/** Below this a number has too few digits to tell where it came from; a second build with other tokens tells. */
const telling = 1e6;
/** A sum of a token and what people add to a number. */
const near = 1e5;
/** An app has far fewer number tokens. */
const mostCompared = 200;
const mostCombined = 50;
/** By what programs multiply and divide beside small numbers: units of time and size. */
const units = [60, 3600, 86_400, 604_800, 1e3, 1e6, 1024, 1024 ** 2];

const functions = Object.getOwnPropertyNames(Math)
  .map((name): unknown => Reflect.get(Math, name))
  .filter((each): each is (x: number) => number => typeof each === 'function' && each.length === 1);

/** The numbers that were computed from tokens, as far as a number by itself can tell. */
export class Derivations {
  private readonly tokens: number[] = [];
  private readonly known = new Set<number>();
  private readonly exact = new Map<number, number>();
  private readonly digits = new Map<string, number>();

  get isEmpty(): boolean {
    return this.tokens.length === 0;
  }

  /** Makes a token known. */
  add(token: number): void {
    for (const each of functions) this.keep(each(token), token);
    for (const value of [~token, token | 0, token >>> 0, token ** 2, 1 / token]) this.keep(value, token);
    for (const other of this.tokens.slice(-mostCombined)) {
      this.combine(token, other);
      this.combine(other, token);
    }
    this.tokens.push(token);
    this.known.add(token);
    for (let radix = 2; radix <= 36; radix++) this.digits.set(Math.abs(token).toString(radix), token);
  }

  /** The token that a number was computed from; undefined for a number of its own. */
  originOf(value: number): number | undefined {
    const size = Math.abs(value);
    if (!Number.isFinite(value) || this.known.has(value)) return undefined;
    const exact = this.exact.get(value);
    if (exact !== undefined || size < telling) return exact;
    return this.tokens.slice(-mostCompared).find((token) => isMultiple(size, token));
  }

  /** The token whose digits these are, to whatever base. */
  originOfDigits(digits: string): number | undefined {
    return this.digits.get(digits.toLowerCase().replace(/^0[xbo]/, ''));
  }

  private combine(a: number, b: number): void {
    for (const value of [a + b, a - b, a * b, a / b, a % b]) this.keep(value, a);
  }

  private keep(value: number, token: number): void {
    if (Number.isFinite(value) && (Math.abs(value) >= telling || !Number.isInteger(value)))
      this.exact.set(value, token);
  }
}

/** Whether a number is a token times or divided by something that people write, or near to it. */
function isMultiple(size: number, signed: number): boolean {
  const token = Math.abs(signed);
  const times = Math.round(size / token);
  if (times > 0 && times <= 1e4 && Math.abs(size - times * token) <= near) return true;
  const rounding = Number.isInteger(size) ? 1 : 0;
  const isNear = (value: number, error: number) => {
    const whole = Math.round(value / token);
    return whole > 0 && whole <= 1000 && Math.abs(value - whole * token) <= value * 4e-16 + error;
  };
  if (units.some((unit) => isNear(size * unit, rounding * unit) || isNear(size / unit, 0))) return true;
  return isFraction(size, token, rounding);
}

/** Whether `size` is `token` times a fraction of small numbers, but for rounding. */
function isFraction(size: number, token: number, rounding: number): boolean {
  // The continued fraction of their ratio comes to every fraction that is as near as this.
  let [times, lastTimes, divisor, lastDivisor] = [1, 0, 0, 1];
  let ratio = size / token;
  for (let i = 0; i < 12; i++) {
    const whole = Math.floor(ratio);
    [times, lastTimes, divisor, lastDivisor] = [
      whole * times + lastTimes,
      times,
      whole * divisor + lastDivisor,
      divisor,
    ];
    if (divisor > 100 || times > 1e4) return false;
    const error = Math.abs(size * divisor - times * token);
    if (times > 0 && error <= size * divisor * 4e-16 + rounding * divisor) return true;
    ratio = 1 / (ratio - whole);
  }
  return false;
}
