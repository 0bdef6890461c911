import { setImmediate } from 'node:timers/promises';
import type { App } from 'cdk8s';
import {
  chartsIn,
  compareParts,
  hasShownDefaults,
  HelmChart,
  partsOf,
  synthesize,
  type BuildParts,
  type ChartManifests,
} from '../../core/manifest';
import { DefinitionError, formatProblem, near, tokens, type Problem, type Sample } from '../../core/values';

/*
 * A program is run again with sample values in place of tokens, in the same process: it must come to the objects that its first
 * run means for these values. Its sources may hold a copy of this library of their own, which a further run has once more: what
 * the runs tell each other is plain data in the process's global object.
 */

/** The program as the launcher has it. */
interface Program {
  /** Runs it again, up to its `run(app)`. */
  readonly read: () => Promise<unknown>;
  /** Whether it has been read to its end for the first time. */
  readonly isRead: boolean;
}

/** A further run that is going on. */
interface Trial {
  readonly sample: Sample;
  /** The folder of the app that is tried, where the program has several. */
  readonly outdir?: string | undefined;
  /** Takes what the program came to. */
  readonly take: (parts: () => BuildParts) => void;
}

const programKey = Symbol.for('chartwright.program');
const trialKey = Symbol.for('chartwright.trial');
const shared = globalThis as { readonly [programKey]?: Program; [trialKey]?: Trial };
/** Says to a copy of this library that begins meanwhile which values to hand out. */
const seed = 'CHARTWRIGHT_TOKEN_SEED';

/** Set in a copy of this library that began with a trial. */
const isOfTrial = shared[trialKey] !== undefined;

/**
 * Takes note that a program has come to its `run(app)`.
 *
 * @returns whether that was a further run of it, which ends here and must not go on to what follows
 */
export function endsTrial(app: App): boolean {
  const trial = shared[trialKey];
  if (trial && (trial.outdir ?? app.outdir) === app.outdir) trial.take(() => partsOf(synthesize(app), trial.sample));
  if (trial || isOfTrial) return true;
  return process.env[seed] === undefined && chartsIn(app).some((chart) => tokens.isTried(chart));
}

/** Whether a program that has come to its `run(app)` just now can be run again. */
export function canTry(app: App): boolean {
  const program = shared[programKey];
  const isWanted = process.env['CHARTWRIGHT_TRIALS'] !== '0' && process.env[seed] === undefined;
  if (!isWanted || !program || program.isRead || hasShownDefaults()) return false;
  return tokens.lost().length > 0 && chartsIn(app).some((chart) => HelmChart.isHelmChart(chart));
}

/**
 * Runs the program again with each of these sample values.
 *
 * @param first what it came to with tokens
 * @param outdir the folder of the app, where the program has several
 * @throws DefinitionError with each place at which a further run came to something else, for a reason that is in the values
 */
export async function tryOut(
  first: readonly ChartManifests[],
  samples: readonly Sample[],
  outdir?: string,
): Promise<void> {
  const found = new Map<string, Problem>();
  const left = [...samples];
  let hasTaken = false;
  for (let sample = left.shift(); sample !== undefined; sample = left.shift()) {
    const parts = partsOf(first, sample);
    const trial = await partsOfTrial(sample, outdir);
    hasTaken ||= trial !== undefined;
    if (left.length === 0 && !hasTaken && sample !== near && tokens.areJudged) left.push(near);
    const problems = trial ? compareParts(parts, trial) : [];
    if (!trial || problems.length === 0) continue;
    // What is another in each run, such as the time of day, is none of a value's doing.
    const again = await partsOfTrial(sample, outdir);
    const unsteady = new Set((again ? compareParts(trial, again) : []).map(formatProblem));
    for (const problem of problems) {
      const text = formatProblem(problem);
      if (!unsteady.has(text)) found.set(text, problem);
    }
  }
  if (found.size > 0) throw new DefinitionError([...found.values()]);
}

/** What the program comes to with sample values; undefined where it does not, as when it refuses such values. */
async function partsOfTrial(sample: Sample, outdir: string | undefined): Promise<BuildParts | undefined> {
  let parts: (() => BuildParts) | undefined;
  const speak = mute();
  process.env[seed] = sample;
  tokens.use(sample);
  try {
    await new Promise<void>((resolve, reject) => {
      shared[trialKey] = { sample, outdir, take: (given) => resolve(void (parts ??= given)) };
      shared[programKey]!.read().then(() => resolve(), reject);
    });
    await setImmediate();
    return parts?.();
  } catch {
    return undefined;
  } finally {
    delete shared[trialKey];
    tokens.use(undefined);
    delete process.env[seed];
    speak();
  }
}

/** Keeps what a further run prints from being printed again. */
function mute(): () => void {
  const streams = [process.stdout, process.stderr];
  const before = streams.map((stream) => stream.write.bind(stream));
  for (const stream of streams) stream.write = () => true;
  return () => streams.forEach((stream, i) => (stream.write = before[i]!));
}
