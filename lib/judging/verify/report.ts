/** How many lines of one problem are printed. */
const MOST_LINES = 12;

/** A problem of one environment, and the Helm versions that show it; none when it has nothing to do with Helm. */
export interface VerifyProblem {
  readonly text: string;
  readonly versions: readonly string[];
}

/** What was found for one environment. */
export interface EnvironmentReport {
  readonly name: string;
  /** How many objects the plain YAML holds, without the Namespace. */
  readonly objects: number;
  /** The Helm versions that judged. */
  readonly versions: readonly string[];
  readonly problems: readonly VerifyProblem[];
}

/** What was found for a system. */
export interface VerifyReport {
  readonly system: string;
  readonly equal: boolean;
  readonly environments: readonly EnvironmentReport[];
}

/** A report as text: a line for each environment, and below it what is wrong. */
export function printReport({ system, environments }: VerifyReport): string {
  return environments.map((environment) => printEnvironment(system, environment)).join('');
}

function printEnvironment(system: string, { name, objects, versions, problems }: EnvironmentReport): string {
  const verdict = problems.length === 0 ? 'equal' : counted(problems.length, 'problem');
  const head = `${system} ${name}: ${counted(objects, 'object')}, ${verdict} (helm ${versions.join(', ')})\n`;
  return head + problems.map((problem) => printProblem(problem, versions)).join('');
}

function printProblem({ text, versions }: VerifyProblem, all: readonly string[]): string {
  const some = versions.length > 0 && versions.length < all.length ? ` (only helm ${versions.join(', ')})` : '';
  const [first = '', ...rest] = text.split('\n');
  const shown = rest.slice(0, MOST_LINES - 1);
  const left = rest.length > shown.length ? [`... ${counted(rest.length - shown.length, 'more line')}`] : [];
  return [first + some, ...shown, ...left].map((line) => `  ${line}`.trimEnd() + '\n').join('');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
