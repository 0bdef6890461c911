import type { App } from 'cdk8s';
import { DefinitionError, didYouMean, formatProblem } from '../values';
import { OutputError } from '../output/output-error';

/** The author's or user's mistake. */
const refused = 1;
/** Our own failure. */
const failed = 2;

type Command = (app: App, args: readonly string[]) => Promise<number> | number;

/** Each command is loaded only when it runs. */
const commands: { readonly [name: string]: () => Command } = {
  synth: () => (require('./synth') as typeof import('./synth')).synth,
  secrets: () => (require('./secrets') as typeof import('./secrets')).secrets,
  verify: () => (require('./verify') as typeof import('./verify')).verify,
};

/**
 * Runs the command that the process was started with; `synth` when there is none. The last line of an app's `main.ts`.
 *
 * Sets the exit code: 1 when the definition, the values or the command line are wrong, 2 when chartwright itself fails.
 */
export function run(app: App, argv: readonly string[] = process.argv.slice(2)): Promise<void> {
  return dispatch(app, argv).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.exitCode = report(error);
    },
  );
}

async function dispatch(app: App, argv: readonly string[]): Promise<number> {
  const [name = 'synth', ...args] = argv;
  const load = commands[name];
  if (!load) {
    const known = Object.keys(commands);
    const message = `there is no command "${name}"${didYouMean(name, known)}`;
    throw new DefinitionError([{ code: 'usage', message, remedy: `Commands: ${known.join(', ')}.` }]);
  }
  return load()(app, args);
}

function report(error: unknown): number {
  if (error instanceof DefinitionError) {
    const count = error.problems.length;
    console.error(`chartwright: ${count} problem${count === 1 ? '' : 's'}; nothing was written\n`);
    for (const problem of error.problems) console.error(formatProblem(problem));
    return refused;
  }
  if (error instanceof OutputError || (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))) {
    console.error(`chartwright: ${error.message}`);
    return refused;
  }
  console.error('chartwright: internal failure, not a mistake of yours; please report it with this trace\n', error);
  return failed;
}
