import { defaults } from '../../core/values';
import { SchemaBatch } from '../verify/schema-batch';
import type { HelmTool } from '../verify/tools';
import { channels, type Channel } from './channels';
import { keyOf, type CounterExample } from './counter-example';
import { drawCases, type Case } from './draw-cases';
import { GuardBatch } from './guard-batch';
import { findingsOf, judgeCases, type Batches } from './judge-cases';
import { judgeThrough } from './judge-channels';
import { refusalsOf } from './own-verdict';
import { ParentChart } from './parent-chart';
import { shrinkExample, type Judge } from './shrink-example';
import type { Installation, Subject } from './subject';

export interface SoundnessOptions {
  /** How many sets of values. */
  readonly sets: number;
  readonly seed: number;
  readonly tools: readonly HelmTool[];
  /** How many sets go through a channel other than a batch, each in runs of its own. @default a fiftieth, 20 at least */
  readonly alone?: number;
  /** Of how many faults the values are made small. @default 20 */
  readonly shrunk?: number;
  /** Told how many sets have been judged, and how many faults were found. @default nobody */
  readonly tell?: (judged: number, found: number) => void;
}

/** A fault, and values that show it. */
export interface Fault extends CounterExample {
  /** How many sets showed it. */
  readonly sets: number;
}

/** What was tried of a chart, and what was found. */
export interface SoundnessReport {
  readonly chart: string;
  readonly sets: number;
  readonly seed: number;
  readonly accepted: number;
  readonly refused: number;
  /** How many sets went through each channel in runs of their own. */
  readonly alone: Readonly<Record<Channel, number>>;
  /** Versions of Helm. */
  readonly versions: readonly string[];
  /** One example of each fault, the most frequent first. */
  readonly found: readonly Fault[];
}

/** How many sets are judged at once: few enough to keep their objects in memory. */
const chunk = 100;

/**
 * Tries the promise of a chart with random values: what its schema accepts, in any release and through any channel, gives the same objects in
 * both outputs, of which no cluster refuses any; what the schema refuses, both Helms refuse, and say where.
 */
export async function trySoundness(subject: Subject, options: SoundnessOptions): Promise<SoundnessReport> {
  const { sets, seed, tools, alone = Math.max(20, Math.ceil(sets / 50)), shrunk = 20, tell } = options;
  const { definition } = subject;
  const usual = defaults(definition.schema);
  const batches: Batches = {
    schema: new SchemaBatch(subject.chart, usual),
    guards: new GuardBatch(subject.chart, definition.name, usual),
  };
  const parent = new ParentChart(subject);
  const faults = new Faults();
  const through = Object.fromEntries(channels.map((channel) => [channel, 0])) as Record<Channel, number>;
  const every = Math.max(1, Math.floor(sets / Math.max(1, alone)));
  let accepted = 0;
  try {
    const cases = drawCases(subject, sets, seed);
    for (let some = take(cases, chunk); some.length > 0; some = take(cases, chunk)) {
      const judgement = await judgeCases(subject, some, tools, batches);
      faults.add(judgement.found);
      accepted += judgement.accepted.length;
      const own = some.filter(({ number }) => number % every === 0);
      const judged = own.map((each) => {
        const channel = channels[Math.floor(each.number / every) % channels.length]!;
        through[channel] += 1;
        return judgeThrough(channel, subject, each, tools, parent);
      });
      for (const found of await Promise.all(judged)) faults.add(found);
      tell?.(some.at(-1)!.number, faults.count);
    }
    const found: Fault[] = [];
    for (const [i, fault] of faults.all().entries()) {
      const judge = judgeOf(fault, subject, tools, batches, parent);
      found.push(i < shrunk ? { ...(await shrinkExample(subject, fault, judge)), sets: fault.sets } : fault);
    }
    const versions = tools.map(({ version }) => version);
    return { chart: definition.name, sets, seed, accepted, refused: sets - accepted, alone: through, versions, found };
  } finally {
    batches.schema.remove();
    batches.guards.remove();
    parent.remove();
  }
}

/** Who finds a fault again: chartwright alone where it needs no Helm. */
function judgeOf(
  { kind, channel }: Fault,
  subject: Subject,
  tools: readonly HelmTool[],
  batches: Batches,
  parent: ParentChart,
): Judge {
  if (channel !== 'batch') return (installation) => judgeThrough(channel, subject, installation, tools, parent);
  if (kind === 'refused by a cluster' || kind === 'failed')
    return (installation) => Promise.resolve(ownFindings(subject, installation));
  return async (installation) => (await judgeCases(subject, [installation], tools, batches)).found;
}

const ownFindings = (subject: Subject, installation: Installation): readonly CounterExample[] =>
  refusalsOf(subject, installation).length > 0 ? [] : findingsOf(subject, installation).found;

/** Of each fault the smallest example, and how many sets show it. */
class Faults {
  private readonly known = new Map<string, Fault>();

  add(found: readonly CounterExample[]): void {
    const seen = new Set<string>();
    for (const each of found) {
      const key = keyOf(each);
      const known = this.known.get(key);
      const sets = (known?.sets ?? 0) + (seen.has(`${key} ${size(each)}`) ? 0 : 1);
      seen.add(`${key} ${size(each)}`);
      this.known.set(key, { ...(known && size(known) <= size(each) ? known : each), sets });
    }
  }

  get count(): number {
    return this.known.size;
  }

  all(): Fault[] {
    return [...this.known.values()].sort((a, b) => b.sets - a.sets);
  }
}

const size = ({ installation }: CounterExample): number => JSON.stringify(installation).length;

function take(cases: Generator<Case>, count: number): Case[] {
  const taken: Case[] = [];
  while (taken.length < count) {
    const step = cases.next();
    if (step.done) break;
    taken.push(step.value);
  }
  return taken;
}
