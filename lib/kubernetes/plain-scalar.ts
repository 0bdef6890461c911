/** The words that Kubernetes' YAML reader takes for something other than a string. */
const words = new Map<string, null | boolean | number>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, -Infinity] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, NaN] as const),
]);

const integer = /^([+-]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|[0-9]+)$/;
const float = /^[+-]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][+-]?[0-9]+)?$/;
const dottedFloat = /^\.[0-9](_?[0-9])*([eE][+-]?[0-9](_?[0-9])*)?$/;

const maxInt64 = 2n ** 63n - 1n;
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
  return readInteger(digits) ?? (float.test(digits) ? finite(digits) : undefined) ?? text;
}

function readInteger(digits: string): number | bigint | undefined {
  const [, sign, unsigned] = integer.exec(digits) ?? [];
  if (unsigned === undefined) return undefined;
  const octal = /^0[0-9]+$/.test(unsigned);
  if (octal && /[89]/.test(unsigned)) return undefined;
  const size = BigInt(octal ? `0o${unsigned}` : unsigned.toLowerCase());
  if (size > (sign === '' ? maxUint64 : sign === '-' ? maxInt64 + 1n : maxInt64)) return undefined;
  const value = sign === '-' ? -size : size;
  return Number.isSafeInteger(Number(value)) || value > maxInt64 ? Number(value) : value;
}

/** The number that a text stands for, without a negative zero; undefined when it is beyond a float64. */
function finite(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value + 0 : undefined;
}
