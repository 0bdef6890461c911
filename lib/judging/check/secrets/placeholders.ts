/** What people write where a value is still missing. */
const placeholders =
  /\b(?:123456789012|000000000000|111122223333)\b|\bexample\.(?:com|org|net)\b|x{6,}|\bCHANGE[-_ ]?ME\b|\bREPLACE[-_ ]?(?:ME|WITH)\b|\b(?:TODO|FIXME|TBD)\b|<[A-Z][A-Z0-9]*(?:[-_ ][A-Z0-9]+)*>|<(?:your|insert|my)[-_ ][a-z0-9-_ ]+>|\byour[-_](?:domain|account|bucket|registry|project|org|company|team|email|cluster|region)\b/i;

/** A part of each of them: one quick pass over a text tells that there is none. */
const mayHoldOne = /123456789012|0{12}|111122223333|example\.|x{6}|change|replace|todo|fixme|tbd|<[a-z]|your/i;

/** What in a text stands for a value that is missing, apart from what is declared as such. */
export function placeholderIn(text: string, declared: readonly string[]): string | undefined {
  if (!mayHoldOne.test(text) || !placeholders.test(text)) return undefined;
  const rest = declared.reduce((left, value) => left.replaceAll(value, ' '), text);
  return placeholders.exec(rest)?.[0];
}
