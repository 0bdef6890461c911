/** A JSON pointer with further keys at its end, in which the characters that pointers are made of are escaped. */
export const pointerTo = (parent: string, ...keys: readonly (string | number)[]): string =>
  keys.reduce<string>((pointer, key) => `${pointer}/${escaped(String(key))}`, parent);

const escaped = (key: string) => (/[~/]/.test(key) ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key);

/** The keys that a JSON pointer leads through, from the root to the place. */
export const keysOfPointer = (pointer: string): string[] => pointer.split('/').slice(1).map(unescaped);

const unescaped = (key: string) => (key.includes('~') ? key.replaceAll('~1', '/').replaceAll('~0', '~') : key);
