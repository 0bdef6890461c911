import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { DeletePolicy } from '../manifest';
import type { ClusterObject } from '../references/cluster-object';
import { isAlwaysAwaited } from './awaited';
import { engines, scenarios, stepsOf, type Engine, type Ordered, type Scenario } from './engines';
import type { Need } from './graph';
import { Explorer, type State } from './interleavings.fixture';
import { faultsOf, isJudged } from './judge';
import { isWorkload } from './readiness';
import { asWritten, object, printed } from './release.fixture';
import { simulate, type Start } from './simulate';

/*
 * Random releases, and all ways in which things can come about with each engine: what the simulator says in one go must be what all of
 * them come to.
 */

const seed = 20_261_127;
const numRuns = 300;

const kinds = [
  'ConfigMap',
  'ServiceAccount',
  'PersistentVolumeClaim',
  'ExternalSecret',
  'Job',
  'Deployment',
  'Deployment',
  'Job',
] as const;
const events = ['pre-install,pre-upgrade', 'post-install,post-upgrade', 'post-install,pre-upgrade', 'pre-upgrade'];

/** What a pod calls what an object is or makes. */
const usable: { readonly [kind: string]: string } = { ExternalSecret: 'Secret' };

interface Drawn {
  readonly kind: (typeof kinds)[number];
  readonly place: number;
  readonly hook?: string;
  readonly uses: readonly number[];
  readonly after: readonly number[];
  readonly waitsFor: readonly number[];
}

const others = fc.uniqueArray(fc.nat(5), { maxLength: 2 });
const fewOthers = fc.oneof({ weight: 3, arbitrary: fc.constant<number[]>([]) }, { weight: 1, arbitrary: others });

const drawnObject: fc.Arbitrary<Drawn> = fc.record(
  {
    kind: fc.constantFrom(...kinds),
    place: fc.constantFrom(10, 20, 30, 31, 40, 50),
    hook: fc
      .tuple(fc.constantFrom(...events), fc.integer({ min: -1, max: 1 }))
      .map(([when, weight]) => `${when} ${weight}`),
    uses: others,
    after: fewOthers,
    waitsFor: fewOthers,
  },
  { requiredKeys: ['kind', 'place', 'uses', 'after', 'waitsFor'] },
);

interface Case {
  readonly objects: readonly Drawn[];
  readonly deletePolicies: readonly DeletePolicy[];
  readonly engine: Engine;
  readonly scenario: Scenario;
  readonly isPrinted: boolean;
}

const drawnCase: fc.Arbitrary<Case> = fc.record({
  objects: fc.array(drawnObject, { minLength: 2, maxLength: 6 }),
  deletePolicies: fc.constantFrom<DeletePolicy[]>(['before-hook-creation'], ['hook-succeeded']),
  engine: fc.constantFrom(...engines),
  scenario: fc.constantFrom(...scenarios),
  isPrinted: fc.boolean(),
});

/** The release that was drawn; in which an object names only others, and none that is not there. */
function releaseOf({ objects, deletePolicies, isPrinted }: Case): Ordered {
  const called = objects.map(({ kind }, i) => `${kind} o${i}`);
  const named = (indices: readonly number[], own: number, as = (kind: string) => kind) =>
    indices.flatMap((i) => (i !== own && objects[i] ? [`${as(objects[i].kind)} o${i}`] : []));
  const made = objects.map(({ uses, after, waitsFor, ...rest }, i): ClusterObject =>
    object(called[i]!, {
      ...rest,
      deletePolicies,
      uses: named(uses, i, (kind) => usable[kind] ?? kind),
      after: named(after, i),
      waitsFor: named(waitsFor, i),
    }),
  );
  try {
    return isPrinted ? printed(made) : asWritten(made);
  } catch {
    // A circle; as it is written, nobody asks.
    return asWritten(made);
  }
}

/** What came out wrong of one case; undefined where all is as the simulator says. */
type Check = (drawn: Case, ordered: Ordered) => void;

const forAll = (check: Check) => {
  fc.assert(
    fc.property(drawnCase, (drawn) => check(drawn, releaseOf(drawn))),
    { seed, numRuns },
  );
};

const worldOf = ({ engine, scenario }: Case, ordered: Ordered, start: Omit<Start, 'scenario'> = {}) => {
  const steps = stepsOf(engine, scenario, ordered);
  const explorer = new Explorer(ordered.graph, steps, { scenario, ...start });
  return { steps, explorer, ...explorer.explore() };
};

/** Whether what needs something has gone on: a workload has started, any other object has been applied. */
const goesOn = (explorer: Explorer, { from }: Need, state: State) =>
  ((isWorkload(from) ? state.started : state.applied) & explorer.setOf([from])) !== 0;

describe('all interleavings of an engine and a cluster', () => {
  test('end in the state that the simulator gives', () => {
    let stuck = 0;
    let ended = 0;
    forAll((drawn, ordered) => {
      const { steps, explorer, last } = worldOf(drawn, ordered);
      const surely = simulate(ordered.graph, steps, { scenario: drawn.scenario });
      const perhaps = simulate(ordered.graph, steps, { scenario: drawn.scenario, isLucky: true });
      if (surely.stuckAt) stuck++;
      else ended++;
      const removed = explorer.setOf(steps.flatMap(({ removes = [] }) => removes));
      const inAll = last.reduce((set, { ready }) => set & ready, ~0);
      const inSome = last.reduce((set, { ready }) => set | ready, 0);
      // What is taken away may have been ready before, or not: nobody can tell any more, and nobody asks.
      expect([inAll & ~removed, inSome]).toEqual([
        explorer.setOf(surely.ready) & ~removed,
        explorer.setOf(perhaps.ready),
      ]);
      expect(last.some(({ step }) => step < steps.length)).toBe(surely.stuckAt !== undefined);
      expect(new Set(last.map(({ step }) => steps[step])).has(surely.stuckAt)).toBe(true);
    });
    // Neither is rare among what is drawn.
    expect(Math.min(stuck, ended)).toBeGreaterThan(numRuns / 10);
  });

  test('keep what is judged kept, and one of them breaks what is judged a breach', () => {
    const counts = { kept: 0, broken: 0 };
    forAll((drawn, ordered) => {
      const { engine, scenario } = drawn;
      const waitsFor = (each: ClusterObject) => isAlwaysAwaited(engine, each);
      const broken = new Set(
        faultsOf(engine, ordered).flatMap((fault) =>
          fault.kind === 'breach' && fault.scenario === scenario ? [fault.need] : [],
        ),
      );
      const { explorer, all } = worldOf(drawn, ordered, { waitsFor });
      for (const need of ordered.graph.all()) {
        if (!isJudged(need, scenario, engine)) continue;
        const to = explorer.setOf([need.to]);
        const isViolated = all.some((state) => goesOn(explorer, need, state) && (state.ready & to) === 0);
        expect([need, isViolated]).toEqual([need, broken.has(need)]);
        counts[isViolated ? 'broken' : 'kept']++;
      }
    });
    expect(Math.min(counts.kept, counts.broken)).toBeGreaterThan(20);
  });

  test('start no pod before what it waits for by itself', () => {
    let count = 0;
    forAll((drawn, ordered) => {
      const { explorer, all } = worldOf(drawn, ordered);
      for (const need of ordered.graph.all()) {
        if (need.until !== 'ready' || (need.reason !== 'pods' && need.reason !== 'maker')) continue;
        if (drawn.scenario !== 'install' || !isWorkload(need.from)) continue;
        const to = explorer.setOf([need.to]);
        count++;
        expect(all.some((state) => goesOn(explorer, need, state) && (state.ready & to) === 0)).toBe(false);
      }
    });
    expect(count).toBeGreaterThan(20);
  });
});
