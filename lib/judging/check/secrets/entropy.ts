/** Bits per character: how hard a text is to guess from how often its characters occur. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** Forms that are as random as a password and no secret. */
const usualForms: readonly RegExp[] = [
  // Digests, commits, identifiers.
  /^(sha\d+[:-])?[a-f0-9]{32,128}$/i,
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  /^arn:/,
  /@sha\d+:[a-f0-9]+$/,
  // Addresses, paths, names of images and objects.
  /^[a-z][a-z0-9+.-]*:\/\//i,
  /[/\\]/,
  /^[a-z0-9]+([-._][a-z0-9]+)+$/,
  // Variables and templates.
  /[${}<>()]/,
  /\s/,
];

/** Whether a text looks as if a machine had made it up: long, of several kinds of characters, without order. */
export function looksRandom(text: string): boolean {
  if (text.length < 16 || text.length > 512 || usualForms.some((form) => form.test(text))) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/].filter((kind) => kind.test(text)).length;
  return kinds >= 2 && /[0-9]/.test(text) && entropy(text) >= 3.5;
}
