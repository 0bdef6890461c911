/** One mistake of the author or user, with what is needed to mend it. */
export interface Problem {
  /** A stable short code such as `unknown-value`. */
  readonly code: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** The construct at fault, as in `sovd-webapp/backend/deployment`. */
  readonly construct?: string;
  /** Where in the object, as a JSON pointer, or in the values, as `backend.replicaCount`. */
  readonly path?: string;
  /** The line of the author's code that made it, as `main.ts:25:55`. */
  readonly at?: string;
  /** The environment or values file in which it shows. */
  readonly where?: string;
  /** What to do. */
  readonly remedy?: string;
}

/**
 * The definition, a values file or the command line is wrong. Carries every problem of the run; the command line prints
 * them and exits with 1. Any other error is our own failure and exits with 2.
 */
export class DefinitionError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.name = 'DefinitionError';
  }
}

/** A problem as text: a first line that says where and what, a second that says what to do. */
export function formatProblem(problem: Problem): string {
  const place = [problem.where, problem.construct, problem.path].filter((part) => part !== undefined && part !== '');
  const head = `${place.join(' ')}${place.length > 0 ? ': ' : ''}${problem.message} [${problem.code}]`;
  const made = problem.at === undefined ? '' : `\n    at ${problem.at}`;
  return `${head}${problem.remedy ? `\n    ${problem.remedy}` : ''}${made}`;
}

/** An error of one problem. */
export const mistake = (problem: Problem): DefinitionError => new DefinitionError([problem]);
