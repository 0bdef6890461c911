/** A character as JSON, YAML and Go write it where it may not stand itself: `\u0007`. */
export const unicodeEscape = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
