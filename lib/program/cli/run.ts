import type { App } from 'cdk8s';
import { Construct } from 'constructs';
import { authorsPlace, madeAtPath } from '../../core/manifest';
import { closeTree } from '../../core/manifest/made-at';
import { OutputError } from '../../printing/files/output-error';
import { DefinitionError, didYouMean, formatProblem, type Problem } from '../../core/values';
import { problemsOfFailure } from './explain-failure';
import { paintErrors } from './colour';
import type { FleetOutput } from './fleet-output';
import { fleetRun } from './fleet-app';
import { commands } from './commands';
import { help, helpWanted } from './help';
import { print } from './print';
import { refuseCopies } from './copies';
import { hasSiblings, runOnce } from './runs';
import { prepare } from '../app';
import { canTry, endsTrial, tryOut } from './trials';

/** The author's or user's mistake. */
const refused = 1;
/** Our own failure. */
const failed = 2;

/** Set by the launcher where there is no app: what to say of a command that needs one. */
const missingApp = Symbol.for('chartwright.missing-app');
const shared = globalThis as { readonly [missingApp]?: string };

/** Says of a construct that it came too late; what was written stays as it is. */
function refuseLate(construct: string): void {
  const message = 'this construct was added when run(app) had done its work, so that it is in no output';
  const remedy = 'Wait for what it needs before run(app), which comes last.';
  const at = authorsPlace(new Error().stack ?? '');
  console.error(
    `chartwright: ${formatProblem({ code: 'late-construct', construct, message, remedy, ...(at && { at }) })}`,
  );
  process.exitCode = refused;
}

/**
 * Runs the command that the process was started with; `synth` when there is none. The last line of an app's `main.ts`; it begins
 * when that has been read to its end. Several apps each need a folder of their own, `new App({ outdir })`, and take turns.
 *
 * Sets the exit code: 1 when the definition, the values or the command line are wrong, 2 when chartwright itself fails.
 */
export async function run(app: App, argv?: readonly string[]): Promise<void> {
  const isApp = Construct.isConstruct(app);
  if (isApp && endsTrial(app)) return new Promise(() => undefined);
  const isTried = isApp && canTry(app);
  try {
    const code = await runOnce(app, argv, () => dispatch(app, argv ?? process.argv.slice(2), isTried));
    if (argv === undefined && isApp) closeTree(app, refuseLate);
    // What one run of the process's own command has found wrong, another does not make right.
    if (code !== undefined && (argv !== undefined || !process.exitCode)) process.exitCode = code;
  } catch (error) {
    process.exitCode = report(error, app, argv);
  }
}

async function dispatch(app: App, argv: readonly string[], isTried: boolean): Promise<number> {
  const wanted = helpWanted(argv);
  if (wanted) {
    print(`${help(wanted.of)}\n`);
    return 0;
  }
  const { name, args } = commandIn(argv);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!Construct.isConstruct(app)) {
    const remedy = 'End main.ts with: const app = new App(); ... void run(app);';
    throw new DefinitionError([{ code: 'no-app', message: 'run() was called without an App', remedy }]);
  }
  if (!command) {
    const known = Object.keys(commands);
    const message = `there is no command "${name}"${didYouMean(name, known)}`;
    throw new DefinitionError([{ code: 'usage', message, remedy: `Commands: ${known.join(', ')}.` }]);
  }
  if (shared[missingApp] !== undefined) {
    console.error(shared[missingApp]);
    return refused;
  }
  refuseCopies();
  if (isTried && command.samples) {
    await tryOut(prepare(app), command.samples, hasSiblings(app) ? app.outdir : undefined);
  }
  return command.load()(app, args);
}

/** The command of a command line, and what follows it. */
const commandIn = (argv: readonly string[]): { readonly name: string; readonly args: readonly string[] } =>
  argv[0] === undefined || argv[0].startsWith('-')
    ? { name: 'synth', args: argv }
    : { name: argv[0], args: argv.slice(1) };

/** Whether a command line would have written files. */
function writes(argv: readonly string[]): boolean {
  const { name, args } = commandIn(argv);
  return Object.hasOwn(commands, name) && commands[name]!.writes?.(args) === true;
}

/** Prints what went wrong, and says which exit code belongs to it. */
function report(error: unknown, app?: App, argv: readonly string[] = process.argv.slice(2)): number {
  const unwritten = writes(argv) ? '; nothing was written' : '';
  if (error instanceof OutputError) {
    console.error(`chartwright: ${countOf(error)}${error.isPartial ? '' : unwritten}\n`);
    console.error(error.message);
    return refused;
  }
  // A mistake on the command line has no line in the app.
  const problems = app && error instanceof DefinitionError ? error.problems : problemsOfFailure(error);
  if (problems) {
    const texts = problems.map((problem) => withColours(formatProblem(withPlace(problem, app)))).filter(isUnsaid);
    if (texts.length > 0) console.error(`chartwright: ${countOf({ problems: texts })}${unwritten}\n`);
    texts.forEach((text) => console.error(text));
    return refused;
  }
  console.error('chartwright: internal failure, not a mistake of yours; please report it with this trace\n', error);
  return failed;
}

/** Whether no other app of a fleet has said the same, as of the command line. */
function isUnsaid(text: string): boolean {
  const said = fleetRun()?.said;
  return said === undefined || (!said.has(text) && Boolean(said.add(text)));
}

/** A problem with its code, which ends the first line, in the colour of errors. */
function withColours(problem: string): string {
  const paint = paintErrors();
  return problem.replace(/ (\[[a-z0-9-]+\])(?=\n|$)/, (_, code: string) => ` ${paint('error', code)}`);
}

/** Says where the construct at fault was made. */
function withPlace(problem: Problem, app: App | undefined): Problem {
  if (problem.at !== undefined || !Construct.isConstruct(app)) return problem;
  const at = madeAtPath(app, problem.construct);
  return at === undefined ? problem : { ...problem, at };
}

// The program that started this process asks it about what the app threw before it came to `run`, and to write what apps came to.
Object.assign(globalThis, {
  [Symbol.for('chartwright.report')]: report,
  [Symbol.for('chartwright.write-fleet')]: (output: FleetOutput, args: readonly string[]) =>
    (require('./fleet-output') as typeof import('./fleet-output')).writeFleet(output, args),
  [Symbol.for('chartwright.warm')]: () => (require('../warm/warm') as typeof import('../warm/warm')).warm(),
});

const countOf = ({ problems }: { readonly problems: readonly unknown[] }) =>
  `${problems.length} problem${problems.length === 1 ? '' : 's'}`;
