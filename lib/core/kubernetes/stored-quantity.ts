import { partsOfQuantity } from './formats';

/*
 * The form in which the API server keeps a quantity: k8s.io/apimachinery/pkg/api/resource, ParseQuantity and CanonicalizeBytes.
 * Whole nanounits, in which nothing is rounded that the server does not round.
 */

const nano = 10n ** 9n;
/** What greater quantities of bytes become. */
const greatest = (2n ** 63n - 1n) * nano;

/** The suffixes of 1000 to the power of -3 to 6. */
const decimal = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
/** Those of 1024 to the power of 0 to 6. */
const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** A quantity in the parts that decide about its form. */
interface Written {
  readonly isNegative: boolean;
  /** All digits without leading zeros of the whole part, which is `0` at least. */
  readonly digits: string;
  /** How many of them are behind the point. */
  readonly decimals: number;
  /** The power of 1024; 0 for a decimal quantity. */
  readonly power: number;
  /** The power of ten that a decimal suffix stands for. */
  readonly exponent: number;
  /** Whether it is written as `1e3`. */
  readonly isExponent: boolean;
}

/**
 * A quantity as the API server stores it: `1000m` is stored as `1`, `0.5` as `500m`, `1024Mi` as `1Gi`, and the number 1 as the
 * text `1`.
 *
 * @returns undefined for what is not a quantity, and for one that is beyond what a unit can say
 */
export function storedQuantity(value: string | number): string | undefined {
  const text = String(value).trim();
  const written = read(text);
  if (!written) return undefined;
  if (typeof value === 'string' && isKept(written)) return text;
  const exact = inNano(written);
  const isTooGreat = exact > greatest && !isShort(written);
  if (isTooGreat && written.power === 0) return undefined;
  const amount = isTooGreat ? greatest : exact;
  if (amount === 0n) return '0';
  const sign = written.isNegative ? '-' : '';
  const isBinary = written.power > 0 && amount >= 1024n * nano && amount % nano === 0n;
  const stored = isBinary ? inBinary(amount / nano) : inDecimal(amount, written.isExponent);
  return stored === undefined ? undefined : sign + stored;
}

/** A quantity in whole nanounits, rounded up as the server rounds; undefined for what is not a quantity. */
export function nanoOf(value: string | number): bigint | undefined {
  const written = read(String(value).trim());
  return written && (written.isNegative ? -inNano(written) : inNano(written));
}

/** Nanounits as a quantity, in the greatest unit of which they are a whole number: of 1024 for bytes, else of 1000. */
export function quantityOfNano(amount: bigint, unit: 'bytes' | 'count'): string {
  if (amount === 0n) return '0';
  const isBytes = unit === 'bytes' && amount % (1024n * nano) === 0n;
  return (isBytes ? inBinary(amount / nano) : inDecimal(amount, false)) ?? `${amount}n`;
}

function read(text: string): Written | undefined {
  const parts = partsOfQuantity(text);
  if (!parts) return undefined;
  const { isNegative, digits, suffix } = parts;
  const [whole = '', fraction = ''] = digits.split('.');
  const isExponent = /^[eE][+-]?\d/.test(suffix);
  const exponent = isExponent ? Number(suffix.slice(1)) : 3 * (decimal.indexOf(suffix) - 3);
  // Beyond this there is nothing but typing errors.
  if (Math.abs(exponent) > 100) return undefined;
  const power = isExponent ? 0 : Math.max(0, binary.indexOf(suffix));
  return {
    isNegative,
    digits: (whole.replace(/^0+/, '') || '0') + fraction,
    decimals: fraction.length,
    power,
    exponent: power > 0 ? 0 : exponent,
    isExponent,
  };
}

/** Whether the server reads it as an integer of 64 bits and a power, without limits. */
const isShort = ({ digits, decimals, power, exponent }: Written): boolean =>
  power > 0 ? decimals === 0 && digits.length + 3 * power <= 14 : digits.length <= 18 && exponent - decimals >= -9;

/** Whether the server keeps the text itself, which says the number as the server would: only zeros in front or a `+` are other. */
function isKept(written: Written): boolean {
  if (!isShort(written)) return false;
  const { digits, decimals, power, exponent } = written;
  if (power > 0) return BigInt(digits) % 8n !== 0n;
  return (exponent - decimals) % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0');
}

/** Rounded up to whole nanounits. */
function inNano({ digits, decimals, power, exponent }: Written): bigint {
  const number = BigInt(digits) * 1024n ** BigInt(power);
  const scale = exponent - decimals + 9;
  if (scale >= 0) return number * 10n ** BigInt(scale);
  const divisor = 10n ** BigInt(-scale);
  return (number + divisor - 1n) / divisor;
}

/** In the greatest unit of which it is a whole number. */
function inBinary(amount: bigint): string {
  let [number, power] = [amount, 0];
  while (number % 1024n === 0n && power < binary.length - 1) {
    number /= 1024n;
    power++;
  }
  return `${number}${binary[power]}`;
}

function inDecimal(amount: bigint, isExponent: boolean): string | undefined {
  let [number, thousands] = [amount, -3];
  while (number % 1000n === 0n) {
    number /= 1000n;
    thousands++;
  }
  if (isExponent && thousands !== 0) return `${number}e${3 * thousands}`;
  const suffix = decimal[thousands + 3];
  return suffix === undefined ? undefined : `${number}${suffix}`;
}
