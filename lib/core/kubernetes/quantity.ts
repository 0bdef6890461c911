import { partsOfQuantity } from './formats';

const factors: { readonly [suffix: string]: number } = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The number that a quantity such as `250m`, `1.5Gi` or `1e3` stands for; undefined for what is not a quantity. */
export function quantity(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  const parts = typeof value === 'string' ? partsOfQuantity(value) : undefined;
  if (!parts) return undefined;
  const { isNegative, digits, suffix } = parts;
  const factor = /^[eE][+-]?\d/.test(suffix) ? 10 ** Number(suffix.slice(1)) : (factors[suffix] ?? 1);
  // Rounded to what a double can hold, so that 0.1 and 100m are one.
  return Number((Number(digits) * factor * (isNegative ? -1 : 1)).toPrecision(15));
}

/** The suffix of a quantity, such as `Mi`. */
export const suffixOf = (value: unknown): string =>
  typeof value === 'string' ? (partsOfQuantity(value)?.suffix ?? '') : '';
