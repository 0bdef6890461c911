import type { App } from 'cdk8s';
import { Construct } from 'constructs';
import { authorsPlace, madeAtPath } from '../../core/manifest';
import { closeTree } from '../../core/manifest/made-at';
import { OutputError } from '../../printing/files/output-error';
import {
  DefinitionError,
  didYouMean,
  formatProblem,
  samples,
  samplesOfSynth,
  type Problem,
  type Sample,
} from '../../core/values';
import { problemsOfFailure } from './explain-failure';
import { print } from './print';
import { refuseCopies } from './copies';
import { hasSiblings, runOnce } from './runs';
import { prepare } from '../app';
import { canTry, endsTrial, tryOut } from './trials';

/** The author's or user's mistake. */
const refused = 1;
/** Our own failure. */
const failed = 2;

interface Command {
  readonly usage: string;
  readonly about: string;
  /** The sample values with which the program is tried before the command begins. @default none */
  readonly samples?: readonly Sample[];
  /** Each command is loaded only when it runs. */
  readonly load: () => (app: App, args: readonly string[]) => Promise<number> | number;
}

const commands: { readonly [name: string]: Command } = {
  synth: {
    usage:
      '[SYSTEM...] [--environment E] [--values FILE...] [--stdout] [--outdir DIR] [--charts DIR] [--force] [--quiet]',
    about:
      'writes plain YAML to dist/ and Helm charts to charts/; --stdout prints one environment and writes nothing; --force overwrites files that are not from chartwright',
    // Each costs a sixth of a run; `check` takes the time for all.
    samples: samplesOfSynth,
    load: () => (require('./synth') as typeof import('./synth')).synth,
  },
  check: {
    usage:
      '[SYSTEM...] [--environment E] [--path DIR [--config FILE] [--external KIND/NAME...]] [--crds PATH...] [--kubernetes 1.34] [--format text|json|sarif|github|junit] [--only-what-the-cluster-refuses] [--list-rules]',
    about:
      'finds what a cluster would refuse, or accept and then fail on; --path looks at any folder of YAML, with the levels of its chartwright.yaml; --crds names files and folders of CustomResourceDefinitions; --only-what-the-cluster-refuses leaves out all else; --list-rules prints the levels and who says so',
    samples,
    load: () => (require('./check') as typeof import('./check')).check,
  },
  diff: {
    usage: '[SYSTEM...] [--from REF|DIR] [--format text|github|markdown|json]',
    about:
      'tells what an upgrade does: applied in place, rolls pods, rejected, loses data, exit code 1 for the last two; and what is applied in another order. github and markdown are comments of a pull request',
    load: () => (require('./diff') as typeof import('./diff')).diff,
  },
  order: {
    usage: '[SYSTEM...] [--environment E] [--engine ENGINE...] [--format text|mermaid|json]',
    about:
      'prints what must come before what, and what kubectl, chartwright apply, Helm, Argo CD and Flux do with it step by step (--engine kubectl|apply|helm|helm-wait|argocd|flux)',
    load: () => (require('./order') as typeof import('./order')).order,
  },
  hooks: {
    usage: '[SYSTEM...] [--environment E]',
    about: 'of `order`, what Helm does: its hooks in the order in which they run, with what each of them needs',
    load: () => (require('./order') as typeof import('./order')).hooks,
  },
  secrets: {
    usage: 'SYSTEM ENVIRONMENT',
    about: 'prints the Secrets that an environment needs, with random values, for kubectl apply',
    load: () => (require('./secrets') as typeof import('./secrets')).secrets,
  },
  adopt: {
    usage: '[CHART...] [--against CHART|FILE] [--save FILE] [--format text|json]',
    about:
      'proposes the values that an expert would offer for what the app prints today, each with its places in the source and the text to write; charts of one class, or --against another one, are environments; --save keeps what the app prints for --against in another run. Changes no source',
    load: () => (require('./adopt') as typeof import('./adopt')).adopt,
  },
  gitops: {
    usage:
      'argocd|flux [SYSTEM...] --repo URL | --registry oci://... | --chart-repo URL [--source directory|chart] [--revision [ENVIRONMENT=]REF...] [--path DIR] [--environment E...] [--namespace NS] [--project NAME] [--cluster [ENVIRONMENT/]NAME=SERVER...] [--application-set] [--outdir DIR] [--force]',
    about:
      'writes the objects with which Argo CD or Flux deploys each environment, to gitops/: from the plain YAML or the chart, in Git, an OCI registry or a Helm repository; --path is where dist and charts stand in the repository; --project, --cluster and --application-set are for Argo CD',
    load: () => (require('./gitops') as typeof import('./gitops')).gitops,
  },
  package: {
    usage: '[SYSTEM...] [--destination DIR] [--key NAME] [--passphrase-file FILE] [--force]',
    about: 'writes what a Helm repository publishes: packages, their index and, with a key, their signatures',
    load: () => (require('./package') as typeof import('./package')).packageCharts,
  },
  apply: {
    usage:
      'SYSTEM ENVIRONMENT --context C [--dry-run=server] [--timeout 10m] [--prune [--yes]] [--force-conflicts] [--kubectl PATH]',
    about:
      'applies what synth prints to a cluster, stage by stage, by the real kubectl: waits until each stage is ready, and stops with the reason where it is not; --prune removes what an earlier apply made and is no longer printed, after asking',
    load: () => (require('./apply') as typeof import('./apply')).apply,
  },
  artifact: {
    usage: '[SYSTEM...] [--environment E] [--whole] [--destination DIR] [--source URL] [--revision REVISION] [--force]',
    about:
      'writes the plain YAML of each environment, or of all with --whole, as an OCI artifact for Flux and Argo CD, a layout to push with skopeo, oras or crane; prints their digests',
    load: () => (require('./artifact') as typeof import('./artifact')).artifact,
  },
  verify: {
    usage: '[SYSTEM...] [--outdir DIR] [--charts DIR]',
    about: 'compares the charts, as the real Helm renders them, with the plain YAML',
    load: () => (require('./verify') as typeof import('./verify')).verify,
  },
};

const help = () =>
  ['Usage: chartwright COMMAND', '']
    .concat(Object.entries(commands).map(([name, { usage, about }]) => `  ${name} ${usage}\n      ${about}`))
    .join('\n');

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
    process.exitCode = report(error, app);
  }
}

async function dispatch(app: App, argv: readonly string[], isTried: boolean): Promise<number> {
  if (argv.some((arg) => arg === '--help' || arg === '-h') || argv[0] === 'help') {
    print(`${help()}\n`);
    return 0;
  }
  const [name, args] = argv[0] === undefined || argv[0].startsWith('-') ? ['synth', argv] : [argv[0], argv.slice(1)];
  const command = commands[name];
  if (!Construct.isConstruct(app)) {
    const remedy = 'End main.ts with: const app = new App(); ... void run(app);';
    throw new DefinitionError([{ code: 'no-app', message: 'run() was called without an App', remedy }]);
  }
  if (!command) {
    const known = Object.keys(commands);
    const message = `there is no command "${name}"${didYouMean(name, known)}`;
    throw new DefinitionError([{ code: 'usage', message, remedy: `Commands: ${known.join(', ')}.` }]);
  }
  refuseCopies();
  if (isTried && command.samples) {
    await tryOut(prepare(app), command.samples, hasSiblings(app) ? app.outdir : undefined);
  }
  return command.load()(app, args);
}

/** Prints what went wrong, and says which exit code belongs to it. */
function report(error: unknown, app?: App): number {
  if (error instanceof OutputError) {
    console.error(`chartwright: ${countOf(error)}${error.isPartial ? '' : '; nothing was written'}\n`);
    console.error(error.message);
    return refused;
  }
  // A mistake on the command line has no line in the app.
  const problems = app && error instanceof DefinitionError ? error.problems : problemsOfFailure(error);
  if (problems) {
    console.error(`chartwright: ${countOf({ problems })}; nothing was written\n`);
    for (const problem of problems) console.error(formatProblem(withPlace(problem, app)));
    return refused;
  }
  console.error('chartwright: internal failure, not a mistake of yours; please report it with this trace\n', error);
  return failed;
}

/** Says where the construct at fault was made. */
function withPlace(problem: Problem, app: App | undefined): Problem {
  if (problem.at !== undefined || !Construct.isConstruct(app)) return problem;
  const at = madeAtPath(app, problem.construct);
  return at === undefined ? problem : { ...problem, at };
}

// The program that started this process asks it about what the app threw before it came to `run`.
Object.assign(globalThis, { [Symbol.for('chartwright.report')]: report });

const countOf = ({ problems }: { readonly problems: readonly unknown[] }) =>
  `${problems.length} problem${problems.length === 1 ? '' : 's'}`;
