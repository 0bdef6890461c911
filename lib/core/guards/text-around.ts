import { tagOfImage } from '../values/image-reference';
import { dnsLabel, dnsName, labelValue, letterLabel } from '../validation/patterns';
import { fits } from '../values/fits';
import type { JsonSchema } from './json-schema';

/*
 * What is asked of a value that stands in a text of the chart: of `name` in `${name}-cache`, where the whole is a name.
 */

/** A form in which parts of letters and digits are joined by other characters. */
interface Joined {
  readonly pattern: unknown;
  readonly maxLength: number;
  /** A letter or digit at the beginning of the whole, and anywhere else. */
  readonly first: string;
  readonly letter: string;
  /** What may stand between two letters. */
  readonly between: string;
  /** What may follow a letter, and comes before a joining character of the chart. */
  readonly beforeJoin: { readonly [join: string]: string };
}

const dashes = { '-': '-*' };
const forms: readonly Joined[] = [
  {
    pattern: dnsLabel['pattern'],
    maxLength: 63,
    first: '[a-z0-9]',
    letter: '[a-z0-9]',
    between: '-*',
    beforeJoin: dashes,
  },
  {
    pattern: letterLabel['pattern'],
    maxLength: 63,
    first: '[a-z]',
    letter: '[a-z0-9]',
    between: '-*',
    beforeJoin: dashes,
  },
  {
    ...{ pattern: dnsName['pattern'], maxLength: 253, first: '[a-z0-9]', letter: '[a-z0-9]', between: '(-*|\\.)' },
    beforeJoin: { ...dashes, '.': '' },
  },
  {
    ...{ pattern: labelValue['pattern'], maxLength: 63, first: '[A-Za-z0-9]', letter: '[A-Za-z0-9]' },
    ...{ between: '[-_.]*', beforeJoin: { '-': '[-_.]*', _: '[-_.]*', '.': '[-_.]*' } },
  },
];

/**
 * What must hold for a value between two texts, so that the whole is of a form.
 *
 * @param asked what is asked of the whole
 * What stands behind a colon in the name of an image is a tag, although `nginx:` could also begin a host with its port.
 *
 * @returns undefined where nothing can be told, or no value is right
 */
export function askedBetween(asked: JsonSchema, before: string, after: string): JsonSchema | undefined {
  const { pattern, maxLength, errorMessage } = asked;
  const told = (found: JsonSchema) => ({
    type: 'string',
    ...found,
    ...(errorMessage !== undefined && { errorMessage }),
  });
  if (after === '' && before.endsWith(':') && fits(asked, `${before}1`) && !fits(asked, `${before}/`)) {
    return told({ pattern: `^${tagOfImage}$` });
  }
  const form = forms.find((each) => each.pattern === pattern);
  if (!form) return undefined;
  const most = Math.min(form.maxLength, typeof maxLength === 'number' ? maxLength : Infinity);
  const body = bodyOf(form, before, after);
  const left = most - before.length - after.length;
  if (body === undefined || left < 1) return undefined;
  const isOptional = fits(asked, before + after);
  return told({ pattern: isOptional ? `^(${body})?$` : `^${body}$`, maxLength: left });
}

function bodyOf({ first, letter, between, beforeJoin }: Joined, before: string, after: string): string | undefined {
  const isLetter = new RegExp(`^${letter}$`, 'u');
  const [last, next] = [before.slice(-1), after.slice(0, 1)];
  const tail = next === '' ? '' : isLetter.test(next) ? between : beforeJoin[next];
  if (tail === undefined) return undefined;
  if (before === '') return `${first}(${between}${letter})*${tail}`;
  if (isLetter.test(last)) return `(${between}${letter})*${tail}`;
  const join = beforeJoin[last];
  return join === undefined ? undefined : `${join}${letter}(${between}${letter})*${tail}`;
}
