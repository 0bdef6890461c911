/** What the API server takes for an amount: sign, whole part, fraction, suffix, exponent. */
const form = /^[+]?([0-9]*)[.]?([0-9]*)([a-zA-Z]*)([-+]?[0-9]*)$/;

const powersOfTen: { readonly [suffix: string]: number } = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const powersOf1024 = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** Beyond it nobody tells amounts apart. */
const mostExponent = 4000;

/**
 * An amount as a text that stands in the order of amounts, exactly: five digits say where the point is, the others follow. Nothing is `""`.
 * `1500m` and `1.5` are the same.
 */
export function comparableQuantity(quantity: string | number): string {
  const [, whole = '', fraction = '', suffix = '', said = ''] = form.exec(String(quantity)) ?? [];
  const factor = 1024n ** BigInt(powersOf1024.indexOf(suffix) + 1);
  const digits = String(BigInt(`0${whole}${fraction}`) * factor).replace(/^0+/, '');
  if (digits === '') return '';
  const power = said === '' ? (powersOfTen[suffix] ?? 0) : Number(said);
  const exponent = Math.min(Math.max(power, -mostExponent), mostExponent);
  const magnitude = digits.length - fraction.length + exponent;
  return `${String(magnitude + 50000).padStart(5, '0')}${digits.replace(/0+$/, '')}`;
}

/** The same in a template: of `.quantity`. What is multiplied are twelve digits at a time, which with 1024 are within int64. */
export const comparableQuantityTemplate = `{{- $form := "^[+]?([0-9]*)[.]?([0-9]*)([a-zA-Z]*)([-+]?[0-9]*)$" }}
{{- $text := toString .quantity }}
{{- $fraction := regexReplaceAll $form $text "\${2}" }}
{{- $suffix := regexReplaceAll $form $text "\${3}" }}
{{- $exponent := regexReplaceAll $form $text "\${4}" }}
{{- $digits := regexReplaceAll $form $text "\${1}\${2}" }}
{{- $powers := dict "n" -9 "u" -6 "m" -3 "k" 3 "M" 6 "G" 9 "T" 12 "P" 15 "E" 18 }}
{{- $exponent = ternary (get $powers $suffix | default 0 | int) (atoi $exponent) (eq $exponent "") | min ${mostExponent} | max -${mostExponent} }}
{{- range until (get (dict "Ki" 1 "Mi" 2 "Gi" 3 "Ti" 4 "Pi" 5 "Ei" 6) $suffix | default 0 | int) }}
{{- /* Times 1024, twelve digits at a time. */}}
{{- $rest := $digits }}
{{- $product := "" }}
{{- $carry := 0 }}
{{- range until (int (div (add (len $digits) 11) 12)) }}
{{- $start := max 0 (sub (len $rest) 12) | int }}
{{- $part := add (mul (atoi (substr $start (len $rest) $rest)) 1024) $carry }}
{{- $product = printf "%012d%s" (mod $part 1000000000000) $product }}
{{- $carry = div $part 1000000000000 }}
{{- $rest = substr 0 $start $rest }}
{{- end }}
{{- $digits = printf "%d%s" (int64 $carry) $product }}
{{- end }}
{{- $digits = regexReplaceAll "^0+" $digits "" }}
{{- if $digits }}
{{- $magnitude := add (sub (len $digits) (len $fraction)) $exponent }}
{{- printf "%05d%s" (add $magnitude 50000) (regexReplaceAll "0+$" $digits "") }}
{{- end }}`;
