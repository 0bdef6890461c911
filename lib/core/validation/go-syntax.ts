/*
 * What Go's regular expressions (RE2) refuse. Only what is certain is told: an expression without a fault here may still have one.
 */

/** Letters and digits that may stand after a backslash. */
const escapes = /[0-7AaBbCDdfnPpQrSstvWwxz]/;

/** The most that a repetition may ask for. */
const mostTimes = 1000;

/** What stands before a place: nothing that could be repeated, something, or something that is repeated already. */
type Operand = 'none' | 'plain' | 'repeated';

/** What is wrong with a regular expression of Go. */
export function wrongGoPattern(source: string): string | undefined {
  let at = 0;
  let depth = 0;
  let operand: Operand = 'none';
  while (at < source.length) {
    const rest = source.slice(at);
    const character = rest[0]!;
    const times = /^(?:[*+?]|\{(\d+)(?:,(\d*))?\})\??/.exec(rest);
    let length = 1;
    let next: Operand = 'plain';
    if (rest.startsWith('\\Q')) {
      const end = rest.indexOf('\\E');
      length = end < 0 ? rest.length : end + 2;
    } else if (character === '\\') {
      const wrong = wrongEscape(rest);
      if (wrong !== undefined) return wrong;
      length = /^\\(?:x|p|P)\{[^}]*\}/.exec(rest)?.[0].length ?? 2;
    } else if (character === '[') {
      const read = readClass(rest);
      if (typeof read === 'string') return read;
      length = read;
    } else if (character === '(') {
      const look = /^\(\?(<?[=!]|>|#|\()/.exec(rest);
      if (look) return `"${look[0]}" is not a part of Go's regular expressions`;
      const opening = /^\((\?(P?<\w+>|[imsU-]*:|([imsU-]+\))))?/.exec(rest)!;
      length = opening[0].length;
      if (opening[3] === undefined) depth += 1;
      next = 'none';
    } else if (character === ')') {
      if (depth === 0) return 'a ")" has no "(" before it';
      depth -= 1;
    } else if (character === '|') next = 'none';
    else if (times) {
      const wrong = wrongRepetition(times, operand);
      if (wrong !== undefined) return wrong;
      length = times[0].length;
      next = 'repeated';
    }
    operand = next;
    at += length;
  }
  return depth > 0 ? 'a "(" has no ")" after it' : undefined;
}

function wrongRepetition([operator, least, most]: RegExpExecArray, operand: Operand): string | undefined {
  if (operand === 'none') return `nothing stands before "${operator}" that could be repeated`;
  if (operand === 'repeated') return `"${operator}" repeats what is repeated already`;
  if (Number(least ?? 0) > mostTimes || Number(most ?? 0) > mostTimes)
    return `"${operator}" asks for more than ${mostTimes} times`;
  return most !== undefined && most !== '' && Number(most) < Number(least)
    ? `"${operator}" has its ends in the wrong order`
    : undefined;
}

function wrongEscape(rest: string): string | undefined {
  const letter = rest[1];
  if (letter === undefined) return 'ends in a backslash';
  if (/[1-7]/.test(letter) && !/[0-7]/.test(rest[2] ?? '')) return `"\\${letter}" refers back, which Go cannot`;
  return /[A-Za-z0-9]/.test(letter) && !escapes.test(letter)
    ? `"\\${letter}" is not an escape of Go's regular expressions`
    : undefined;
}

/** The length of a class of characters, or what is wrong with it. */
function readClass(rest: string): number | string {
  let at = rest.startsWith('[^') ? 2 : 1;
  for (let isFirst = true; ; isFirst = false) {
    const next = rest.slice(at);
    if (next === '') return 'a "[" has no "]" after it';
    if (next.startsWith(']') && !isFirst) return at + 1;
    const named = /^\[:\^?\w+:\]/.exec(next);
    if (named) {
      at += named[0].length;
      continue;
    }
    if (next.startsWith('\\')) {
      const wrong = wrongEscape(next);
      if (wrong !== undefined) return wrong;
      at += 2;
      continue;
    }
    const range = /^([^\\\]])-([^\\\]])/u.exec(next);
    if (range && range[1]!.codePointAt(0)! > range[2]!.codePointAt(0)!)
      return `the range "${range[0]}" has its ends in the wrong order`;
    at += range ? range[0].length : String.fromCodePoint(next.codePointAt(0)!).length;
  }
}
