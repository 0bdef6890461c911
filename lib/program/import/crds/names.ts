/** A name of TypeScript made of a text: `my-kind` becomes `MyKind`, and what is no letter or digit is left out. */
export const pascal = (text: string): string => {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(joined) ? joined : `V${joined}`;
};

/** `v1beta1` becomes `V1Beta1`. */
export const versionSuffix = (version: string): string => pascal(version.replace(/(\d)([a-z])/g, '$1-$2'));

/** Names that a module has, so that none is given twice. */
export class Names {
  private readonly taken: Set<string>;

  constructor(taken: Iterable<string>) {
    this.taken = new Set(taken);
  }

  /** The name, or where it is taken, the same with the first number that is free. */
  take(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.taken.has(name); number++) name = `${wanted}${number}`;
    this.taken.add(name);
    return name;
  }
}

/** A property as TypeScript writes it, in quotes where it is not a word. */
export const propertyName = (name: string): string =>
  /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? name : quoted(name);

/** A text as a literal of TypeScript, in the quotes in which it needs fewer escapes. */
export function quoted(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  const singles = text.split("'").length;
  const doubles = text.split('"').length;
  return singles > doubles ? `"${escaped}"` : `'${escaped.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
