import { App } from 'cdk8s';
import {
  DefinitionError,
  evaluate,
  samplesOfSynth,
  tokens,
  values as makeValues,
  type Expression,
  type Json,
  type Leaf,
  type Problem,
  type Sample,
  type Tree,
} from '../values';
import { compareBuilds } from './compare-builds';
import { configMap } from './example.fixture';
import { HelmChart } from './helm-chart';
import type { Operation } from './operations.fixture';
import { synthesize, type ChartManifests } from './synthesize';

/** What came of operations on the token of a value. */
export interface Verdict {
  /** Those that were refused, with the code of what was said. */
  readonly refused: ReadonlyMap<string, string>;
  /** Those that came to what they come to with the value itself, whatever that is. */
  readonly right: readonly string[];
  /** The others, each with the value, what should have come of it and what did. */
  readonly wrong: readonly string[];
  /** The app with all that was not refused, for other judges. */
  readonly app: App;
  /** What should come of an operation with a value; undefined where that is nothing that an object can hold. */
  readonly expected: (operation: number, value: Json) => unknown;
}

/** How a program gets at a value, and which it may be. */
export interface Subject<T> {
  readonly leaf: Leaf<unknown>;
  readonly take: (reference: Expression) => T;
  /** Values that the schema accepts, as the operation would get them. */
  readonly values: readonly Json[];
  readonly given: (value: Json) => T;
  /** Whether the token is in an object, untouched, beside what was made of it. @default false */
  readonly isKept?: boolean;
}

class Operations extends HelmChart {}

/** Applies each operation to the token of a value of its own, and judges what comes of it. */
export function judge<T>(operations: readonly Operation<T>[], subject: Subject<T>): Verdict {
  const refused = new Map<string, string>();
  const say = (index: number, code: string) => refused.set(operations[index]!.name, code);
  const schema = makeValues(Object.fromEntries(operations.map((_, i) => [`v${i}`, subject.leaf])));

  const build = (): App => {
    const app = new App();
    const meta = {
      environments: { test: { values: {} } },
      version: '1.0.0',
      appVersion: '1',
      description: 'All that can be done.',
    };
    const chart = new Operations(app, 'chart', { values: schema, ...meta });
    const references = chart.values as unknown as { readonly [key: string]: Expression };
    const data: { [key: string]: unknown } = {};
    operations.forEach(({ name, apply }, i) => {
      if (refused.has(name)) return;
      try {
        const taken = subject.take(references[`v${i}`]!);
        data[`k${i}`] = asValue(apply(taken));
        if (subject.isKept) data[`t${i}`] = taken;
      } catch (error) {
        say(i, error instanceof DefinitionError ? error.problems[0]!.code : 'thrown');
      }
    });
    configMap(chart, 'config', data);
    return app;
  };
  const refuse = (problems: readonly Problem[]) => {
    for (const { code, path, message } of problems) {
      const index = /\/[kt](\d+)/.exec(path ?? '')?.[1] ?? /\bv(\d+)\b/.exec(message)?.[1];
      if (index === undefined) throw new Error(`of no operation: ${message}`);
      say(Number(index), code);
    }
  };
  /** Without what is refused, since that ends the whole. */
  let app = new App();
  const buildAccepted = (): ChartManifests[] => {
    for (;;) {
      try {
        return synthesize((app = build()));
      } catch (error) {
        if (!(error instanceof DefinitionError)) throw error;
        refuse(error.problems);
      }
    }
  };
  const first = buildAccepted();
  for (const sample of samplesOfSynth) refuse(compareBuilds(first, inTrial(sample, buildAccepted), sample));
  const expected = (i: number, value: Json) => plainly(() => asValue(operations[i]!.apply(subject.given(value))));
  const accepted = buildAccepted();
  return { refused, ...outcome(operations, subject, accepted, refused), app, expected };
}

function inTrial<T>(sample: Sample, run: () => T): T {
  tokens.use(sample);
  try {
    return run();
  } finally {
    tokens.use(undefined);
  }
}

function outcome<T>(
  operations: readonly Operation<T>[],
  { values, given }: Subject<T>,
  [chart]: ChartManifests[],
  refused: ReadonlyMap<string, string>,
): Pick<Verdict, 'right' | 'wrong'> {
  const data = chart!.manifests[0]!.object['data'] as { readonly [key: string]: Tree };
  const wrong: string[] = [];
  const right: string[] = [];
  operations.forEach(({ name, apply }, i) => {
    if (refused.has(name)) return;
    const faults = values.flatMap((value) => {
      const expected = plainly(() => asValue(apply(given(value))));
      if (expected === undefined) return [];
      const release = {
        values: { [`v${i}`]: value },
        release: { name: 'demo', namespace: 'space' },
        chart: { name: 'chart', version: '1.0.0', appVersion: '1' },
      };
      const tree = data[`k${i}`];
      const actual = tree === undefined ? undefined : evaluate(tree, release);
      return same(expected, actual) ? [] : [`${name} of ${show(value)}: ${show(expected)}, not ${show(actual)}`];
    });
    if (faults.length === 0) right.push(name);
    else wrong.push(faults[0]!);
  });
  return { right, wrong };
}

const show = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));

/** What an operation comes to with the value itself; undefined where that is nothing that an object can hold. */
function plainly(run: () => unknown): unknown {
  try {
    const value = run();
    const isNothing = value === undefined || (typeof value === 'number' && !Number.isFinite(value));
    return isNothing || (Array.isArray(value) && value.length === 0) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** What can stand in an object. */
function asValue(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return [...(value as unknown[])];
  return typeof value === 'object' && value?.constructor !== Object ? undefined : value;
}

/** JSON by Go and by JavaScript differ in a few escapes that mean the same. */
export const same = (a: unknown, b: unknown) => canonical(a) === canonical(b);
function canonical(value: unknown): string {
  try {
    // A key that is there twice is the last one's.
    if (typeof value === 'string' && /^[[{]/.test(value))
      return canonical(Object.entries(JSON.parse(value) as object).sort());
  } catch {
    // No JSON.
  }
  return escaped(value);
}
const escaped = (value: unknown) =>
  show(value).replace(/\\+u(003c|003e|0026|2028|2029)/g, (_, code: string) =>
    JSON.stringify(String.fromCharCode(parseInt(code, 16))).slice(1, -1),
  );
