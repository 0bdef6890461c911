import { numbersIn } from '../../core/values/number-traces';
import { tokens, type Problem } from '../../core/values';
import { mutantsOf, shareOf, type Mutant } from './mutants.fixture';
import { outcomeOf, type Outcome } from './outcome.fixture';
import type { PublicCall } from './public-call.fixture';
import { calls } from './public-calls.fixture';

const build = (call: PublicCall, change: Mutant['change']) => outcomeOf((app) => call.run(app, change));

/** The arguments of a correct call, which are known when it is made. */
function givenOf(call: PublicCall): { readonly given: readonly unknown[]; readonly outcome: Outcome } {
  let given: readonly unknown[] = [];
  const outcome = build(call, (all) => (given = all));
  return { given, outcome };
}

/** Words that stand in an output where a value was lost on the way. */
const signs = /\bundefined\b|\bnull\b|\[object |\bNaN\b|=>|\bfunction\b/g;

const signsIn = (texts: readonly string[]) => texts.join('\n').match(signs)?.length ?? 0;

const hasTokens = (text: string) =>
  [...tokens.find(text)].length > 0 || numbersIn(text).some((piece) => typeof piece !== 'string');

/** What V8 says of a program is not an explanation of what its author should have written. */
const bare = /Cannot (read|set|convert)|is not (a function|iterable|a constructor|defined)|internal|must be of type/;

export const isExplained = ({ at, construct, path, where, message, remedy }: Problem) =>
  (at ?? construct ?? path ?? where) !== undefined &&
  (remedy ?? '') !== '' &&
  !bare.test(message) &&
  !/\bundefined\b|\[object |\bNaN\b|=>/.test(message);

const matches = (pattern: string, path: string) =>
  pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;

/** Whether a change takes something away that must be there. */
function isNeeded({ path, how }: Mutant, { optional }: PublicCall): boolean {
  const isOptional = optional.some((pattern) => matches(pattern, path));
  if (how === 'misspelt') return !optional.some((pattern) => pattern.endsWith('*') && matches(pattern, path));
  return !isOptional && (how === 'deleted' || how === 'undefined' || how === 'null');
}

/** What is wrong with what became of a mistake; undefined where it was refused as it should be, or does no harm. */
function complaint(call: PublicCall, mutant: Mutant, usual: number): string | undefined {
  const outcome = build(call, mutant.change);
  switch (outcome.kind) {
    case 'failed':
      return `failed: ${(outcome.error as Error).stack?.split('\n').slice(0, 3).join(' | ')}`;
    case 'refused': {
      const unclear = outcome.problems.filter((problem) => !isExplained(problem));
      return unclear.length === 0 ? undefined : `is not explained: ${JSON.stringify(unclear[0])}`;
    }
    case 'works':
      if (isNeeded(mutant, call)) return 'works, although something is missing';
      if (signsIn(outcome.texts) > usual)
        return `prints ${outcome.texts
          .join('\n')
          .split('\n')
          .filter((line) => line.search(signs) >= 0)
          .join(' | ')}`;
      return outcome.texts.some(hasTokens) ? 'prints a token' : undefined;
  }
}

/** What became of the mistakes in one call. */
export interface Judged {
  /** How many were made. */
  readonly count: number;
  /** Those that did harm or were not explained. */
  readonly complaints: readonly string[];
}

/**
 * Makes mistakes in a call that is correct.
 *
 * @param share one of so many mistakes is made, beginning at another one for each call
 */
export function judge(name: string, share: number): Judged {
  const call = calls[name]!;
  const { given, outcome } = givenOf(call);
  if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.problems));
  if (outcome.kind === 'failed') throw outcome.error;
  const usual = signsIn(outcome.texts);
  const mutants = shareOf(name, mutantsOf(given), share);
  const complaints = mutants.flatMap((mutant) => {
    const found = complaint(call, mutant, usual);
    return found === undefined ? [] : [`${mutant.name} ${found}`];
  });
  return { count: mutants.length, complaints };
}
