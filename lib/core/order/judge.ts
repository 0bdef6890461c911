import type { HookEvent } from '../manifest';
import type { ClusterObject } from '../references/cluster-object';
import { scenarios, stepsOf, type Engine, type Ordered, type Scenario, type Step } from './engines';
import type { Need } from './graph';
import { readHook } from './read-hook';
import { isTask, isWorkload } from './readiness';
import { simulate, type Outcome } from './simulate';

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
  return scenarios.flatMap((scenario) => {
    const steps = stepsOf(engine, scenario, ordered);
    const outcome = simulate(ordered.graph, steps, { scenario });
    return [...deadlocks(engine, scenario, ordered, outcome), ...breaches(engine, scenario, ordered, steps)];
  });
}

function deadlocks(engine: Engine, scenario: Scenario, { graph }: Ordered, outcome: Outcome): Deadlock[] {
  const step = outcome.stuckAt;
  const waiting = (step?.objects ?? [...outcome.applied].filter(isWorkload)).filter(
    (object) => !outcome.ready.has(object) && (step?.until !== 'done' || isTask(object)),
  );
  return waiting.map((object) => {
    const need = graph
      .of(object)
      .find(({ to, until }) => !(until === 'exists' ? outcome.applied : outcome.ready).has(to));
    return { kind: 'deadlock', engine, scenario, object, ...(step && { step }), ...(need && { need }) };
  });
}

/** The needs that do not hold: one of them never becomes ready, and what needs it goes on all the same. */
function breaches(engine: Engine, scenario: Scenario, { graph }: Ordered, steps: readonly Step[]): Breach[] {
  const found: Breach[] = [];
  for (const to of graph.objects) {
    const needs = graph.by(to).filter((need) => isJudged(need, scenario, engine));
    // What only the cluster keeps - pods that wait, the kubelet - holds whatever the engine does.
    if (!needs.some(({ reason }) => reason === 'author' || reason === 'hook')) continue;
    const { applied, started } = simulate(graph, steps, { scenario, never: new Set([to]) });
    for (const need of needs) {
      const goesOn = isWorkload(need.from) ? started.has(need.from) : applied.has(need.from);
      if (goesOn) found.push({ kind: 'breach', engine, scenario, need });
    }
  }
  return found;
}

/** Whether a need says something of a scenario. */
function isJudged({ to, from, until, reason }: Need, scenario: Scenario, engine: Engine): boolean {
  if (until !== 'ready') return false;
  // A rollback runs no migration, and what was there before stays there during an upgrade.
  if (scenario === 'rollback' || (scenario === 'upgrade' && !isTask(to))) return false;
  const hook = readHook(to);
  if (!hook || (engine !== 'helm' && engine !== 'helm-wait')) return true;
  // Helm runs a hook at its events only.
  const runs = (events: readonly HookEvent[], when: 'pre' | 'post') => events.includes(`${when}-${scenario}`);
  if (reason !== 'hook' || !readHook(from)) return runs(hook.events, 'pre') || runs(hook.events, 'post');
  return runs(hook.events, 'pre') && runs(readHook(from)!.events, 'pre');
}
