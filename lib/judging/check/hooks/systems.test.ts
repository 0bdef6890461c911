import { describe, expect, test } from '@jest/globals';
import { engines, scenarios, stepsOf, type Engine, type Ordered } from '../../../core/order/engines';
import type { Need } from '../../../core/order/graph';
import { faultsOf } from '../../../core/order/judge';
import { isTask, isWorkload } from '../../../core/order/readiness';
import { simulate } from '../../../core/order/simulate';
import type { ClusterObject } from '../../../core/references/cluster-object';
import { at, describe as called, kindOf } from '../../../core/references/objects';
import { allInputs } from '../broken.fixture';
import { orderOf } from './engines';

/*
 * Every system and environment of this repository with every engine: nothing waits for ever, nothing runs too early, and where a
 * migration fails the version before goes on.
 */

const systems = allInputs().map(([name, input]) => [name, orderOf(input)!] as const);

/** What has failed in an upgrade or installation that one Job does not get through, whatever else is right. */
function harm(engine: Engine, ordered: Ordered, failed: ClusterObject): string[] {
  const { graph } = ordered;
  return (['install', 'upgrade'] as const).flatMap((scenario) => {
    const never = new Set([failed]);
    const steps = stepsOf(engine, scenario, ordered);
    if (!steps.some(({ objects }) => objects.includes(failed))) return [];
    const { applied, started } = simulate(graph, steps, { scenario, never, isLucky: true });
    const early = [...started].filter((each) => needsReady(ordered, each, failed));
    const down = [...applied].filter(
      (each) => isWorkload(each) && !isTask(each) && !started.has(each) && !goesOn(each),
    );
    return [
      ...early.map((each) => `${scenario}: ${called(each)} has started`),
      ...(scenario === 'install' ? [] : down.map((each) => `${scenario}: ${called(each)} serves no longer`)),
    ];
  });
}

/** Whether the pods of the version before go on while those of the new one wait. */
const goesOn = ({ object }: ClusterObject): boolean =>
  object['kind'] === 'Deployment' &&
  at(object, 'spec', 'strategy', 'type') !== 'Recreate' &&
  ['100%', undefined].every(
    (all) => all === undefined || at(object, 'spec', 'strategy', 'rollingUpdate', 'maxUnavailable') !== all,
  );

/** Whether an object needs another one to be ready, directly or by way of others. */
function needsReady({ graph }: Ordered, from: ClusterObject, wanted: ClusterObject): boolean {
  const seen = new Set([from]);
  for (const each of seen) for (const { to, until } of graph.of(each)) if (until === 'ready') seen.add(to);
  return from !== wanted && seen.has(wanted);
}

/** Who keeps a need where it says something: the cluster itself, or the engine; nobody where it can be broken. */
function keeperOf(engine: Engine, ordered: Ordered, need: Need): 'cluster' | 'engine' | 'nobody' {
  // A controller looks again when what it needs is there.
  if (need.reason === 'maker' && !isWorkload(need.from)) return 'cluster';
  const isBroken = scenarios.some((scenario) => {
    if (scenario === 'rollback' || (scenario === 'upgrade' && !isTask(need.to))) return false;
    const steps = stepsOf(engine, scenario, ordered);
    if (!steps.some(({ objects }) => objects.includes(need.to))) return false;
    const { applied, started } = simulate(ordered.graph, steps, { scenario, never: new Set([need.to]), isLucky: true });
    return (isWorkload(need.from) ? started : applied).has(need.from);
  });
  if (isBroken) return 'nobody';
  return need.reason === 'pods' || need.reason === 'maker' ? 'cluster' : 'engine';
}

describe.each(systems)('%s', (_, ordered) => {
  test.each(engines)('with %s, nothing waits for ever and nothing goes on too early', (engine) => {
    const faults = faultsOf(engine, ordered).map((fault) =>
      fault.kind === 'deadlock'
        ? `${fault.scenario}: ${called(fault.object)} waits for ever`
        : `${fault.scenario}: ${called(fault.need.from)} goes on before ${called(fault.need.to)} is ready`,
    );
    expect(faults).toEqual([]);
  });

  test.each(engines)(
    'with %s, a Job that fails lets nothing of the new version start, and the old one goes on',
    (engine) => {
      const jobs = ordered.graph.objects.filter(
        (each) => kindOf(each) === 'Job.batch' && ordered.graph.saidBy(each).length > 0,
      );
      expect(jobs.flatMap((job) => harm(engine, ordered, job))).toEqual([]);
    },
  );

  test.each(engines)(
    'with %s, every need of something ready is kept by the engine or by a wait of the pod',
    (engine) => {
      const needs = ordered.graph.all().filter(({ until }) => until === 'ready');
      const open = needs.filter((need) => keeperOf(engine, ordered, need) === 'nobody');
      expect(open.map(({ from, to, reason }) => `${called(from)} ${reason} ${called(to)}`)).toEqual([]);
    },
  );
});
