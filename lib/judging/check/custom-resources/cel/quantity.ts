import { partsOfQuantity } from '../../../../core/kubernetes/formats';
import type { Environment } from './library';
import { InvalidArgument } from './invalid-argument';

/** An amount as Kubernetes writes it: `1Gi`, `250m`, `1e3`. */
export class Quantity {
  /** @param nanos in billionths, the least that Kubernetes tells apart */
  constructor(readonly nanos: bigint) {}

  /** @returns undefined for what is not a quantity */
  static parse(text: string): Quantity | undefined {
    const parts = partsOfQuantity(text);
    if (!parts) return undefined;
    const { isNegative, digits, suffix } = parts;
    const [whole, fraction = ''] = digits.split('.');
    let nanos = BigInt(`${whole}${fraction}`) * billion;
    let tens = -fraction.length;
    if (/^[eE]./.test(suffix) && !suffix.endsWith('i')) tens += Number(suffix.slice(1));
    else if (suffix.endsWith('i')) nanos *= 1024n ** BigInt('KMGTPE'.indexOf(suffix[0]!) + 1);
    else if (suffix !== '') tens += powers[suffix]!;
    if (Math.abs(tens) > 60) return undefined;
    const power = 10n ** BigInt(Math.abs(tens));
    // What is finer than a billionth is rounded up.
    nanos = tens >= 0 ? nanos * power : (nanos + power - 1n) / power;
    return new Quantity(isNegative ? -nanos : nanos);
  }

  get isInteger(): boolean {
    return this.nanos % billion === 0n;
  }
}

const billion = 1_000_000_000n;
const powers: { readonly [suffix: string]: number } = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

const read = (text: string): Quantity => {
  const quantity = Quantity.parse(text);
  if (!quantity) throw new InvalidArgument(`${JSON.stringify(text)} is not a quantity`);
  return quantity;
};

const compare = (a: Quantity, b: Quantity): bigint => (a.nanos < b.nanos ? -1n : a.nanos > b.nanos ? 1n : 0n);

/** `quantity(...)` and what can be asked of one. Source: apiserver/pkg/cel/library/quantity.go. */
export const withQuantities = (environment: Environment): Environment =>
  environment
    .registerType('Quantity', Quantity)
    .registerFunction('quantity(string): Quantity', read)
    .registerFunction('isQuantity(string): bool', (text: string) => Quantity.parse(text) !== undefined)
    .registerFunction('Quantity.isInteger(): bool', ({ isInteger }: Quantity) => isInteger)
    .registerFunction('Quantity.asInteger(): int', (quantity: Quantity) => {
      if (!quantity.isInteger) throw new InvalidArgument('the quantity is not an integer');
      return quantity.nanos / billion;
    })
    .registerFunction('Quantity.asApproximateFloat(): double', ({ nanos }: Quantity) => Number(nanos) / 1e9)
    .registerFunction('Quantity.sign(): int', (quantity: Quantity) => compare(quantity, new Quantity(0n)))
    .registerFunction('Quantity.add(Quantity): Quantity', (a: Quantity, b: Quantity) => new Quantity(a.nanos + b.nanos))
    .registerFunction('Quantity.add(int): Quantity', (a: Quantity, b: bigint) => new Quantity(a.nanos + b * billion))
    .registerFunction('Quantity.sub(Quantity): Quantity', (a: Quantity, b: Quantity) => new Quantity(a.nanos - b.nanos))
    .registerFunction('Quantity.sub(int): Quantity', (a: Quantity, b: bigint) => new Quantity(a.nanos - b * billion))
    .registerFunction('Quantity.compareTo(Quantity): int', compare)
    .registerFunction('Quantity.isGreaterThan(Quantity): bool', (a: Quantity, b: Quantity) => a.nanos > b.nanos)
    .registerFunction('Quantity.isLessThan(Quantity): bool', (a: Quantity, b: Quantity) => a.nanos < b.nanos)
    .registerOperator('Quantity == Quantity', (a: Quantity, b: Quantity) => a.nanos === b.nanos);
