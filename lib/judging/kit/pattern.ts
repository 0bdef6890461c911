import type { Part, Range } from '../../core/values/read-pattern';
import type { Random } from './random';

export { readPattern } from '../../core/values/read-pattern';

/*
 * Texts that a regular expression matches, drawn from the expression itself. Whoever draws asks the expression itself afterwards, as word
 * boundaries and anchors in the middle are passed over.
 */

const range = (from: string, to: string): Range => [from.codePointAt(0)!, to.codePointAt(0)!];

/** From where the characters of a negated class are drawn. */
const printable = [range(' ', '~'), range('à', 'ö'), range('あ', 'ん')];

/** How often something is repeated at most, beyond what is asked. */
const extra = 6;

/** A text of a pattern. */
export function drawPattern(part: Part, random: Random): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'all':
      return part.parts.map((each) => drawPattern(each, random)).join('');
    case 'any':
      return drawPattern(random.pick(part.parts)!, random);
    case 'times': {
      const count = random.integer(part.least, Math.min(part.most, part.least + extra));
      return Array.from({ length: count }, () => drawPattern(part.part, random)).join('');
    }
    case 'class':
      return drawCharacter(part.ranges, part.isNegated, random);
  }
}

const within = (point: number, ranges: readonly Range[]) => ranges.some(([from, to]) => point >= from && point <= to);

function drawCharacter(ranges: readonly Range[], isNegated: boolean, random: Random): string {
  for (let tries = 0; tries < 100; tries += 1) {
    const [from, to] = random.pick(isNegated ? printable : ranges) ?? range(' ', ' ');
    const point = random.integer(from, to);
    const isSurrogate = point >= 0xd800 && point <= 0xdfff;
    if (!isSurrogate && (!isNegated || !within(point, ranges))) return String.fromCodePoint(point);
  }
  return '';
}
