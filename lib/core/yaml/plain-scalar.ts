/** The words that Kubernetes' YAML reader takes for something other than a string. */
const words = new Map<string, null | boolean | number>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, -Infinity] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, NaN] as const),
]);

const integerForm = /^([+-]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|[0-9]+)$/;
const floatForm = /^[+-]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][+-]?[0-9]+)?$/;
const dottedFloat = /^\.[0-9](_?[0-9])*([eE][+-]?[0-9](_?[0-9])*)?$/;

export const maxInt64 = 2n ** 63n - 1n;
const maxUint64 = 2n ** 64n - 1n;

/**
 * What an unquoted scalar means to Kubernetes, whose reader (sigs.k8s.io/yaml) is neither YAML 1.1 nor 1.2 core:
 * `yes` is true and `014` is 12 as in 1.1, `0o14` is 12 and `1e3` is 1000 as in 1.2, and `1:30` and dates are strings.
 */
export function readPlainScalar(text: string): null | boolean | number | bigint | string {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (text.startsWith('.')) return dottedFloat.test(text) ? (finite(text.replaceAll('_', '')) ?? text) : text;
  if (!/^[0-9+-]/.test(text)) return text;
  const digits = text.replaceAll('_', '');
  const integer = readInteger(digits);
  if (integer !== undefined) return isHeldByNumber(integer) ? Number(integer) : integer;
  return (floatForm.test(digits) ? finite(digits) : undefined) ?? text;
}

/** The integer that an unquoted scalar stands for; undefined where it stands for none of 64 bits. */
export const readPlainInteger = (text: string): bigint | undefined => readInteger(text.replaceAll('_', ''));

/** Go keeps what is beyond 63 bits as a float. */
const isHeldByNumber = (integer: bigint) => integer > maxInt64 || Number.isSafeInteger(Number(integer));

function readInteger(digits: string): bigint | undefined {
  const [, sign, unsigned] = integerForm.exec(digits) ?? [];
  if (unsigned === undefined) return undefined;
  const octal = /^0[0-9]+$/.test(unsigned);
  if (octal && /[89]/.test(unsigned)) return undefined;
  const size = BigInt(octal ? `0o${unsigned}` : unsigned.toLowerCase());
  if (size > (sign === '' ? maxUint64 : sign === '-' ? maxInt64 + 1n : maxInt64)) return undefined;
  return sign === '-' ? -size : size;
}

/** The number that a text stands for, without a negative zero; undefined when it is beyond a float64. */
function finite(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value + 0 : undefined;
}

/** Whether a number has another value than the digits of a decimal fraction or of an integer beyond 64 bits. */
export function losesDigits(text: string, value: number): boolean {
  return (value === 0 && text.startsWith('-')) || decimal(text) !== decimal(String(value));
}

/** The digits of a number without zeros at their ends, and the power of ten that they count. */
function decimal(text: string): string {
  const [mantissa = '', exponent = '0'] = text.replace(/[_+]/g, '').replace(/^-/, '').toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  return significant === ''
    ? '0'
    : `${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
