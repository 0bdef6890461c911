import { unicodeEscape } from '../values/unicode-escape';

/** A word, path, URL or image reference: begins with a letter, slash or underscore; a colon stands between others. */
const word = /^[A-Za-z/_][-A-Za-z0-9_./@=+~,]*(:[-A-Za-z0-9_./@=+~]+)*$/;
/** Several plain words. */
const words = /^[A-Za-z][-A-Za-z0-9_./@=+~]*( [-A-Za-z0-9_./@=+~(),;]+)*$/;

/** 250m, 1Gi, 30s, 10.0.0.0/20, 10-config.yaml: a digit first, and a letter or slash that is in no number of any reader. */
const measure = /^[0-9][-A-Za-z0-9_./]*[g-np-wyzG-NP-WYZ/][-A-Za-z0-9_./]*$/;

/** What YAML 1.1 reads as a boolean or null; 1.2 readers know fewer. Some readers take `e1` for a number without digits. */
const reserved = /^(y|n|yes|no|on|off|true|false|null|e\d+)$/i;

/** A key or scalar string on one line. */
export function yamlString(value: string): string {
  const isPlain = (word.test(value) || words.test(value) || measure.test(value)) && !reserved.test(value);
  if (isPlain) return value;
  return /"/.test(value) && /^[ -&(-~]*$/.test(value) ? `'${value}'` : doubleQuoted(value);
}

/** A scalar on one line. YAML 1.1 knows no `1e+21` without a point. */
export const yamlScalar = (value: string | number | boolean | null): string =>
  typeof value === 'string' ? yamlString(value) : String(value).replace(/^(-?\d+)e/, '$1.0e');

/**
 * JSON's escapes are YAML's, but YAML readers refuse control characters and lone surrogates that JSON lets stand, and
 * Go's refuses escaped surrogate pairs.
 */
export const doubleQuoted = (value: string): string =>
  JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, unicodeEscape);

/**
 * Whether a string of several lines can stand as a literal block (`|`): printable, no trailing spaces or empty last lines
 * that an editor or the trimming of templates would take away, a first line that begins with its text.
 */
export const fitsBlock = (value: string): boolean =>
  value.includes('\n') &&
  !/^[\s]/.test(value) &&
  !/[ \t]\n|[ \t]$|\n\n$/.test(value) &&
  !/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/.test(value) &&
  !/[\ud800-\udfff]/.test(value.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ''));

/** The sign after `|` that says whether the block ends in a newline: `-` where it does not. */
export const chomping = (value: string): string => (value.endsWith('\n') ? '' : '-');
