import type { HookEvent } from '../manifest';
import type { ClusterObject } from '../references/cluster-object';
import { isAlwaysAwaited } from './awaited';
import { scenarios, stepsOf, type Engine, type Ordered, type Scenario, type Step } from './engines';
import { isMounting, type Need } from './graph';
import { Necessity } from './necessity';
import { readHook } from './read-hook';
import { isClaim, isTask, isWorkload } from './readiness';
import { isOfBefore, simulate, type Outcome } from './simulate';

/** Something that goes wrong with an engine. */
export type Fault = Deadlock | Breach;

/** An engine waits for what cannot come, or pods wait for ever. */
export interface Deadlock {
  readonly kind: 'deadlock';
  readonly engine: Engine;
  readonly scenario: Scenario;
  /** The step that does not end; undefined where only pods wait. */
  readonly step?: Step;
  /** What waits. */
  readonly object: ClusterObject;
  /** What it waits for, where that is known. */
  readonly need?: Need;
  /** Of a claim: a workload whose pods mount it. */
  readonly pod?: ClusterObject;
}

/** An engine goes on before what is needed is ready. */
export interface Breach {
  readonly kind: 'breach';
  readonly engine: Engine;
  readonly scenario: Scenario;
  readonly need: Need;
}

/** All that goes wrong with a release when an engine installs it, upgrades it, or goes back to an earlier version. */
export function faultsOf(engine: Engine, ordered: Ordered): Fault[] {
  const { graph } = ordered;
  const isHelm = engine === 'helm' || engine === 'helm-wait';
  const isAlwaysSame = !isHelm || !graph.objects.some((object) => readHook(object));
  const found: Fault[] = [];
  for (const scenario of scenarios) {
    const steps = stepsOf(engine, scenario, ordered);
    // Later there is only more from before: where the same steps come to their end the first time, they always do.
    const isKnown = isAlwaysSame && scenario !== 'install' && found.every(({ kind }) => kind !== 'deadlock');
    if (!isKnown) found.push(...deadlocks(engine, scenario, ordered, simulate(graph, steps, { scenario })));
    found.push(...breaches(engine, scenario, ordered, steps));
  }
  return found;
}

function deadlocks(engine: Engine, scenario: Scenario, { graph }: Ordered, outcome: Outcome): Deadlock[] {
  const step = outcome.stuckAt;
  const waiting = (step?.objects ?? [...outcome.applied].filter(isWorkload)).filter(
    (object) => !outcome.ready.has(object) && (step?.until !== 'done' || isTask(object)),
  );
  return waiting.map((object) => {
    const need = graph.keptOf(object).find((each) => isUnmet(each, outcome));
    const pod = isClaim(object) ? graph.keptBy(object).find(isMounting)?.from : undefined;
    return {
      kind: 'deadlock',
      engine,
      scenario,
      object,
      ...(step && { step }),
      ...(need && { need }),
      ...(pod && { pod }),
    };
  });
}

const isUnmet = ({ to, until }: Need, { applied, ready, removed }: Outcome): boolean =>
  !(until === 'exists' ? applied : ready).has(to) || removed.has(to);

/** The needs that do not hold: what is needed may never become ready, and what needs it goes on all the same. */
function breaches(engine: Engine, scenario: Scenario, { graph }: Ordered, steps: readonly Step[]): Breach[] {
  const needs = graph.forEngines.filter((need) => isJudged(need, scenario, engine));
  if (needs.length === 0) return [];
  const waitsFor = (object: ClusterObject) => isAlwaysAwaited(engine, object);
  const planned = new Set(steps.flatMap(({ objects }) => objects));
  const { applied, started } = simulate(graph, steps, { scenario, waitsFor, isLucky: true });
  const necessity = new Necessity(graph, steps, waitsFor, (object) => isOfBefore(object, scenario, planned));
  return needs.flatMap((need) => {
    const goesOn = isWorkload(need.from) ? started.has(need.from) : applied.has(need.from);
    return goesOn && !necessity.holds(need) ? [{ kind: 'breach', engine, scenario, need }] : [];
  });
}

/** Whether a need says something of a scenario that the cluster does not keep by itself, as where pods wait. */
export function isJudged({ to, from, until, reason }: Need, scenario: Scenario, engine: Engine): boolean {
  if (until !== 'ready' || (reason !== 'author' && reason !== 'hook')) return false;
  // A rollback runs no migration, and what was there before stays there during an upgrade.
  if (scenario === 'rollback' || (scenario === 'upgrade' && !isTask(to))) return false;
  const hook = readHook(to);
  if (!hook || (engine !== 'helm' && engine !== 'helm-wait')) return true;
  // Helm runs a hook at its events only.
  const runs = (events: readonly HookEvent[], when: 'pre' | 'post') => events.includes(`${when}-${scenario}`);
  if (reason !== 'hook' || !readHook(from)) return runs(hook.events, 'pre') || runs(hook.events, 'post');
  return runs(hook.events, 'pre') && runs(readHook(from)!.events, 'pre');
}
