/** A JSON pointer with further keys at its end, in which the characters that pointers are made of are escaped. */
export const pointerTo = (parent: string, ...keys: readonly (string | number)[]): string =>
  keys.reduce<string>((pointer, key) => `${pointer}/${escaped(String(key))}`, parent);

const escaped = (key: string) => (/[~/]/.test(key) ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key);
