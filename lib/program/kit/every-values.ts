import type { Chart } from 'cdk8s';
import { brokenGuards } from '../../core/guards';
import { chartFacts } from '../../core/manifest';
import {
  DefinitionError,
  defaults,
  didYouMean,
  isMap,
  mistake,
  overlay,
  validateValues,
  type JsonObject,
} from '../../core/values';
import { aFunction, aName, aWholeNumber, listOf, mapOf, maybe, wordOf } from '../../core/values/argument';
import { takes, type Kind } from '../../core/values/takes';
import { fittingValues } from '../../judging/kit/fitting-values';
import { draws, ValueDrawing, type Choices, type Draws } from '../../judging/kit/draw-values';
import { Random } from '../../judging/kit/random';
import { RenderedObjects } from '../../judging/kit/rendered-objects';
import { fails, holds, type RunnerOptions } from '../../judging/kit/runner';
import { shrinkValues } from '../../judging/kit/shrink-values';
import { printYaml } from '../../printing/trees';
import { environmentOf, type System } from '../app';
import { refusals } from './findings';
import { aChart, byDefault, optionsOf, outputObjects, releaseWith, systemOf } from './tested-chart';

/** Values that were drawn for a run. */
export interface DrawnValues {
  /** What differs from the defaults, or from the environment. */
  readonly given: JsonObject;
  /** All values, defaults included. */
  readonly values: JsonObject;
}

export interface EveryValuesOptions extends RunnerOptions {
  /** How many sets of values are drawn: first none but those that are required, then random ones. One that is drawn again is tried once. @default 100 */
  readonly runs?: number;
  /** Other values with another seed. @default 1, so that each run of the tests draws the same */
  readonly seed?: number;
  /** The environment on top of whose values others are laid. @default none: the chart's defaults */
  readonly environment?: string;
  /**
   * Which values are drawn, beside those without a default and those that `choices` names: `everything`, or only `switches`, which are
   * true or false or one of a few. Of texts, numbers and parts of objects a schema mostly accepts more than a cluster does.
   *
   * @default everything, but switches without a check
   */
  readonly draw?: Draws;
  /** What to draw from at a path, where the schema does not say enough: `{ 'web.image.tag': ['1.0.0'] }`. @default what the schema accepts */
  readonly choices?: Choices;
}

/** Looks at the objects of one set of values. Throws where they are not right. */
export type ValuesCheck<Result = void> = (objects: RenderedObjects, drawn: DrawnValues) => Result;

const aJson: Kind<never> = { words: 'values', holds: (value) => value !== undefined };
const taking = takes(
  'everyValues(chart, check, options)',
  aChart,
  maybe(aFunction),
  optionsOf<EveryValuesOptions>({
    runs: maybe({
      ...aWholeNumber,
      words: 'a whole number from 1 on',
      holds: (n) => Number.isInteger(n) && Number(n) > 0,
    }),
    seed: maybe(aWholeNumber),
    environment: maybe(aName),
    draw: maybe(wordOf(draws)),
    choices: maybe(mapOf(listOf(aJson))),
    expect: maybe({ words: 'the expect of a runner', holds: (value) => typeof value === 'function' }),
  }),
);

/**
 * Tries a chart with random values, all of which its own schema accepts. Where a check fails, the values are made as small as they can be
 * and fail still.
 *
 * @param check throws where the objects are not right; one that returns a promise makes `everyValues` return one @default a cluster would refuse nothing of it
 * @throws an error with the smallest values that fail, what they fail with, and the seed
 */
export function everyValues(chart: Chart, check?: undefined, options?: EveryValuesOptions): void;
export function everyValues(
  chart: Chart,
  check: ValuesCheck<Promise<void>>,
  options?: EveryValuesOptions,
): Promise<void>;
export function everyValues(chart: Chart, check: ValuesCheck<unknown>, options?: EveryValuesOptions): void;
export function everyValues(
  chart: Chart,
  check?: ValuesCheck<unknown>,
  options: EveryValuesOptions = {},
): void | Promise<void> {
  taking(chart, check, options);
  const trials = trialsOf(chart, { draw: check ? 'everything' : 'switches', ...options });
  const tryOut = tester(chart, check, options);
  const end = (failure: Failure | undefined): void => {
    if (!failure) return holds(options);
    fails(told(chart, options, failure), options, everyValues);
  };
  // Without a promise as long as the check gives none: a call that nobody waits for must not pass.
  for (let step = trials.next(); ;) {
    if (step.done) return end(step.value);
    const outcome = tryOut(step.value);
    if (outcome instanceof Promise || isThenable(outcome)) return goOn(trials, tryOut, outcome).then(end);
    step = trials.next(outcome);
  }
}

async function goOn(
  trials: Generator<JsonObject, Failure | undefined, Outcome>,
  tryOut: (given: JsonObject) => Outcome | PromiseLike<Outcome>,
  first: PromiseLike<Outcome>,
): Promise<Failure | undefined> {
  let step = trials.next(await first);
  while (!step.done) step = trials.next(await tryOut(step.value));
  return step.value;
}

/** What became of a set of values: nothing, or what the check threw. */
type Outcome = { readonly error: unknown } | undefined;

const isThenable = (value: unknown): value is PromiseLike<Outcome> =>
  typeof value === 'object' && value !== null && 'then' in value;

interface Failure {
  readonly run: number;
  readonly runs: number;
  readonly seed: number;
  readonly given: JsonObject;
  readonly error: unknown;
}

/** The sets of values to try. Is told what became of each. */
function* trialsOf(chart: Chart, options: EveryValuesOptions): Generator<JsonObject, Failure | undefined, Outcome> {
  const { runs = 100, seed = 1, choices = {}, draw } = options;
  const system = systemOf(chart);
  const { schema, guards = [] } = system.definition;
  const { base, environment } = baseOf(system, options);
  const facts = {
    release: { name: environment.release, namespace: environment.namespace },
    chart: chartFacts(system.definition),
  };
  const broken = (values: JsonObject) => brokenGuards(guards, { ...facts, values }, '');
  const isAccepted = (given: JsonObject) => {
    const values = overlay(base, given);
    return validateValues(schema, values, '').length === 0 && broken(values).length === 0;
  };
  const drawing = new ValueDrawing(schema, choices, draw);
  refuseUnknown(system, drawing, choices);
  const random = new Random(seed);
  const tried = new Set<string>();
  for (let run = 1; run <= runs; run += 1) {
    // The first has what is required, the second all that is drawn, each other about half.
    const share = run === 1 ? 0 : run === 2 ? 1 : 0.5;
    const given = accepted(() => fittingValues(schema, drawing.draw(random, share), { guards, facts }), isAccepted);
    // Of a few switches there are few sets.
    const key = JSON.stringify(given);
    if (tried.has(key)) continue;
    tried.add(key);
    const outcome = yield given;
    if (!outcome) continue;
    const failure = { run, runs, seed };
    let { error } = outcome;
    const shrinking = shrinkValues(given, isAccepted);
    let step = shrinking.next();
    while (!step.done) {
      const again: Outcome = yield step.value;
      if (again) ({ error } = again);
      step = shrinking.next(again !== undefined);
    }
    return { ...failure, given: step.value, error };
  }
  refuseUndrawn(system, drawing.undrawn);
  return undefined;
}

/** Choices at a path where no value is would never be drawn. */
function refuseUnknown({ definition }: System, drawing: ValueDrawing, choices: Choices): void {
  const known = drawing.leaves().map(({ path }) => path.join('.'));
  const problems = Object.keys(choices)
    .filter((path) => !known.includes(path))
    .map((path) => ({
      code: 'unknown-value',
      construct: definition.construct,
      path: `choices: ${path}`,
      message: `is no value of the chart${didYouMean(path, known)}`,
      remedy: `Paths are those of single values, as in { choices: { '${known[0] ?? 'web.replicaCount'}': [...] } }.`,
    }));
  if (problems.length > 0) throw new DefinitionError(problems);
}

/** Values that fit together, where a schema says more than what each of them must be. */
function accepted(draw: () => JsonObject, isAccepted: (given: JsonObject) => boolean): JsonObject {
  for (let tries = 0; tries < 100; tries += 1) {
    const given = draw();
    if (isAccepted(given)) return given;
  }
  throw mistake({
    code: 'cannot-draw',
    message: 'of 100 sets of values that were drawn the schema of the chart accepts none',
    remedy: 'Say what to draw from: everyValues(chart, check, { choices: { path: [...] } }).',
  });
}

function refuseUndrawn({ definition }: System, paths: ReadonlySet<string>): void {
  if (paths.size === 0) return;
  const [first] = paths;
  throw mistake({
    code: 'cannot-draw',
    construct: definition.construct,
    path: [...paths].join(', '),
    message: 'nothing else than the default was tried here, since no value was found that the schema accepts',
    remedy: `Say what to draw from: everyValues(chart, check, { choices: { '${first}': [...] } }).`,
  });
}

/** What values are laid over, and in which environment. */
function baseOf(system: System, { environment: name }: EveryValuesOptions) {
  const environment = name === undefined ? byDefault(system) : environmentOf(system, name);
  return { environment, base: overlay(defaults(system.definition.schema), environment.overrides) };
}

/** Tries a check with values. */
function tester(
  chart: Chart,
  check: ValuesCheck<unknown> | undefined,
  options: EveryValuesOptions,
): (given: JsonObject) => Outcome | PromiseLike<Outcome> {
  const system = systemOf(chart);
  const { environment } = baseOf(system, options);
  const title = `${system.definition.name} ${environment.name}`;
  return (given) => {
    try {
      const release = releaseWith(system, environment, given);
      if (!check) {
        const refused = refusals(system, environment, release);
        if (refused !== undefined) throw new Error(`a cluster would refuse this\n\n${refused}`);
        return undefined;
      }
      const drawn = { given, values: release.values };
      const result = check(new RenderedObjects(outputObjects(system, release), title), drawn);
      if (!isThenable(result)) return undefined;
      return result.then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
    } catch (error) {
      return { error };
    }
  };
}

function told(chart: Chart, { environment }: EveryValuesOptions, { run, runs, seed, given, error }: Failure): string {
  const values = Object.keys(given).length === 0 ? '  (none: it fails with the defaults)' : indented(printYaml(given));
  const thrown = isMap(error) || error instanceof Error ? (error as { readonly message?: unknown }).message : error;
  const render = `render(chart, ${environment === undefined ? 'undefined' : `'${environment}'`}, ${JSON.stringify(given)})`;
  return [
    `everyValues(${chart.node.path}): run ${run} of ${runs} with seed ${seed} fails. The smallest values found that fail, which the schema accepts:`,
    values,
    `It fails with\n${indented(String(thrown))}`,
    `The same objects: ${render}`,
  ].join('\n\n');
}

const indented = (text: string) => text.trimEnd().replace(/^(?=.)/gm, '  ');
