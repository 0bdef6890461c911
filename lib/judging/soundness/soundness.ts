import { defaults } from '../../core/values';
import { SchemaBatch } from '../verify/schema-batch';
import type { HelmTool } from '../verify/tools';
import type { CounterExample } from './counter-example';
import { drawCases, type Case } from './draw-cases';
import { judgeCases } from './judge-cases';
import type { Subject } from './subject';

export interface SoundnessOptions {
  /** How many sets of values. */
  readonly sets: number;
  readonly seed: number;
  readonly tools: readonly HelmTool[];
  /** Told how many sets have been judged. @default nobody */
  readonly tell?: (judged: number, found: number) => void;
}

/** What was tried of a chart, and what was found. */
export interface SoundnessReport {
  readonly chart: string;
  readonly sets: number;
  readonly seed: number;
  readonly accepted: number;
  readonly refused: number;
  readonly versions: readonly string[];
  /** One example of each fault. */
  readonly found: readonly CounterExample[];
  /** How many sets show each fault. */
  readonly counts: ReadonlyMap<string, number>;
}

/** How many sets are judged at once. */
const chunk = 100;

/** Tries whether what the schema of a chart accepts is accepted by all others, and the other way round. */
export async function trySoundness(subject: Subject, options: SoundnessOptions): Promise<SoundnessReport> {
  const { sets, seed, tools, tell } = options;
  const { definition } = subject;
  const schema = new SchemaBatch(subject.chart, defaults(definition.schema));
  const found = new Map<string, CounterExample>();
  const counts = new Map<string, number>();
  let accepted = 0;
  let judged = 0;
  try {
    const cases = drawCases(subject, sets, seed);
    for (let some = take(cases, chunk); some.length > 0; some = take(cases, chunk)) {
      const judgement = await judgeCases(subject, some, tools, schema);
      for (const each of judgement.found) {
        const key = `${each.kind}: ${each.fault}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
        const known = found.get(key);
        if (!known || size(each) < size(known)) found.set(key, each);
      }
      accepted += judgement.accepted.length;
      judged += some.length;
      tell?.(judged, found.size);
    }
  } finally {
    schema.remove();
  }
  const versions = tools.map(({ version }) => version);
  const { name } = definition;
  return { chart: name, sets, seed, accepted, refused: sets - accepted, versions, found: [...found.values()], counts };
}

const size = ({ installation }: CounterExample): number => JSON.stringify(installation).length;

function take(cases: Generator<Case>, count: number): Case[] {
  const taken: Case[] = [];
  while (taken.length < count) {
    const { value, done } = cases.next();
    if (done) break;
    taken.push(value);
  }
  return taken;
}
