import { didYouMean } from '../../core/values';
import type { DeclaredException, Finding } from './finding';
import { ruleOf, ruleTexts } from './rules';

/** The exceptions of an input, found by the rule that they are from. */
export class Exceptions {
  private readonly byCode = new Map<
    string,
    { readonly exception: DeclaredException; readonly covers: (finding: Finding) => boolean }[]
  >();

  constructor(exceptions: readonly DeclaredException[] = []) {
    for (const exception of exceptions) {
      const entry = { exception, covers: coverage(exception) };
      const others = this.byCode.get(exception.code);
      if (others) others.push(entry);
      else this.byCode.set(exception.code, [entry]);
    }
  }

  /** The first exception that lets a finding be. */
  for(finding: Finding): DeclaredException | undefined {
    return this.byCode.get(finding.code)?.find(({ covers }) => covers(finding))?.exception;
  }
}

function coverage(exception: DeclaredException): (finding: Finding) => boolean {
  if ('construct' in exception) {
    const { construct } = exception;
    return ({ construct: path }) =>
      path !== undefined && (construct === '' || path === construct || path.startsWith(`${construct}/`));
  }
  const object = exception.object === undefined ? undefined : pattern(exception.object.replace(/\*+/g, '**'));
  const file = exception.glob === undefined ? undefined : pattern(exception.glob);
  return (finding) =>
    (object === undefined || object.test(finding.object)) && (file === undefined || file.test(finding.file ?? ''));
}

/** What a pattern matches: `*` anything but a slash, `**` anything, `**` and a slash any folders or none. */
export const pattern = (glob: string): RegExp =>
  new RegExp(
    `^${glob.replace(/\*\*\/|\*\*|\*|[^*]+/g, (part) => {
      if (part === '**/') return '(?:.*/)?';
      if (part === '**') return '.*';
      return part === '*' ? '[^/]*' : part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&');
    })}$`,
    's',
  );

/** What tells one exception from another. */
export const keyOf = (exception: DeclaredException): string =>
  'construct' in exception
    ? `${exception.code} ${exception.construct}`
    : `${exception.code} ${exception.object ?? ''} ${exception.glob ?? ''}`;

/** An exception that hides nothing. */
export function unneeded(exception: DeclaredException): Finding {
  const { code, reason } = exception;
  const codes = ruleTexts.map((rule) => rule.code as string);
  const message = codes.includes(code)
    ? `nothing here breaks "${code}" any more, for which an exception was declared: ${reason}`
    : `there is no rule "${code}" to make an exception from${didYouMean(code, codes)}`;
  const { severity, question, remedy } = ruleOf('unneeded-exception')!;
  const about = { code: 'unneeded-exception', severity, question, pointer: '', message, remedy };
  if ('construct' in exception) {
    const object = exception.construct || 'the app';
    return { ...about, object, construct: object };
  }
  const [, file = exception.declaredAt, line] = /^(.*):(\d+)$/.exec(exception.declaredAt) ?? [];
  return { ...about, object: file, file, ...(line === undefined ? {} : { line: Number(line) }) };
}
