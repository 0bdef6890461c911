/** The JSON pointer of an entry or element, with the characters that pointers are made of escaped in its key. */
export const pointerTo = (parent: string, key: string): string =>
  `${parent}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`;
