import type { HookEvent } from '../manifest';
import { isNamespace } from '../manifest/is-namespace';
import type { ClusterObject } from '../references/cluster-object';
import { argoPhases, type ArgoPhase } from './argo-phase';
import type { Graph } from './graph';
import { inHookOrder, readHook } from './read-hook';
import { isTask } from './readiness';
import type { Stage } from './stages';

/** What brings objects into a cluster. */
export const engines = ['kubectl', 'apply', 'helm', 'helm-wait', 'argocd', 'flux'] as const;
export type Engine = (typeof engines)[number];

/** How people call it. */
export const engineNames: { readonly [engine in Engine]: string } = {
  kubectl: 'kubectl apply -k',
  apply: 'chartwright apply',
  helm: 'helm',
  'helm-wait': 'helm --wait',
  argocd: 'Argo CD',
  flux: 'Flux',
};

/** What happens to a release. */
export const scenarios = ['install', 'upgrade', 'rollback'] as const;
export type Scenario = (typeof scenarios)[number];

/** Objects that an engine applies at once, and what it waits for before it goes on. */
export interface Step {
  /** What the engine calls it: `wave 40`, `pre-install`, `40-workload`. */
  readonly name: string;
  readonly objects: readonly ClusterObject[];
  /**
   * - `applied`: for nothing but that the objects are there.
   * - `done`: that Jobs and pods have come to an end.
   * - `ready`: that all of them are ready.
   */
  readonly until: 'applied' | 'done' | 'ready';
  /** Whether they are applied one after another, as they stand here. @default in an order of the engine's own, or all at once */
  readonly isInOrder?: boolean;
  /** The event of Helm at which this is a hook. */
  readonly event?: HookEvent;
  /** What the engine removes once the step is over: the hooks of an event that are not to stay. @default nothing */
  readonly removes?: readonly ClusterObject[];
}

/** What an engine goes by. */
export interface Ordered {
  readonly graph: Graph;
  readonly places: ReadonlyMap<ClusterObject, number>;
  /** The objects of the plain output; hooks that only Helm knows are not among them. */
  readonly stages: readonly Stage[];
}

/**
 * What each engine does, step by step.
 *
 * - `kubectl apply` makes one object after the other and waits for none (`kubectl wait` and `rollout status` are commands of
 *   their own).
 * - Helm runs the hooks of an event by weight and name, waits for Jobs and pods among them, and removes those that are not to stay once
 *   all of the event have succeeded; the objects of the release it applies at once, and with `--wait` it waits until they are ready
 *   before it runs the hooks afterwards; a rollback runs hooks of its own only (https://helm.sh/docs/topics/charts_hooks/). Flux'
 *   HelmRelease is Helm with `--wait`.
 * - Argo CD applies the objects of one phase and wave at once and waits until they are healthy
 *   (https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/).
 * - Flux applies a Kustomization at once and, with `wait`, waits until all of it is ready before those that depend on it
 *   (https://fluxcd.io/flux/components/kustomize/kustomizations/). `chartwright apply` does the same.
 */
export function stepsOf(engine: Engine, scenario: Scenario, ordered: Ordered): Step[] {
  const { stages } = ordered;
  switch (engine) {
    case 'kubectl':
      return [
        { name: 'all files', objects: stages.flatMap(({ objects }) => objects), until: 'applied', isInOrder: true },
      ];
    case 'apply':
    case 'flux':
      return stages.map(({ name, objects }) => ({ name, objects, until: 'ready' }));
    case 'argocd':
      return argoSteps(ordered);
    case 'helm':
      return helmSteps(scenario, ordered, 'applied');
    case 'helm-wait':
      return helmSteps(scenario, ordered, 'ready');
  }
}

function helmSteps(scenario: Scenario, { graph }: Ordered, until: 'applied' | 'ready'): Step[] {
  // Helm makes the namespace of a release itself; no construct of the chart does.
  const isOwnNamespace = ({ object, construct }: ClusterObject) => construct === undefined && isNamespace(object);
  const release = graph.objects.filter((object) => !readHook(object) && !isOwnNamespace(object));
  return [
    ...hookSteps(graph, `pre-${scenario}`),
    { name: 'the release', objects: release, until },
    ...hookSteps(graph, `post-${scenario}`),
  ];
}

/** The hooks of an event, one after another: by weight, then by name. All of them are there until the last has succeeded. */
function hookSteps({ objects }: Graph, event: HookEvent): Step[] {
  const hooks = objects.flatMap((object) => {
    const hook = readHook(object);
    return hook?.events.includes(event) ? [hook] : [];
  });
  const removes = hooks.flatMap(({ of, deletePolicies }) => (deletePolicies.includes('hook-succeeded') ? [of] : []));
  return hooks.sort(inHookOrder).map(({ of, weight }, i): Step => ({
    name: `${event} ${weight}`,
    event,
    objects: [of],
    until: isTask(of) ? 'done' : 'applied',
    ...(i === hooks.length - 1 && removes.length > 0 && { removes }),
  }));
}

function argoSteps({ graph, places, stages }: Ordered): Step[] {
  const phases = new Map<ArgoPhase, Map<number, ClusterObject[]>>();
  for (const object of stages.flatMap(({ objects }) => objects)) {
    for (const phase of argoPhasesOf(graph, object) ?? (['Sync'] as const)) {
      const waves = phases.get(phase) ?? new Map<number, ClusterObject[]>();
      phases.set(phase, waves);
      const wave = places.get(object)!;
      const others = waves.get(wave);
      if (others) others.push(object);
      else waves.set(wave, [object]);
    }
  }
  return (['PreSync', 'Sync', 'PostSync'] as const).flatMap((phase) =>
    [...(phases.get(phase) ?? [])]
      .sort(([a], [b]) => a - b)
      .map(([wave, objects]): Step => ({ name: `${phase} wave ${wave}`, objects, until: 'ready' })),
  );
}

/** The phases of Argo CD in which a hook runs, none for one that only Helm runs; undefined for an object that is not a hook. */
export function argoPhasesOf(graph: Graph, object: ClusterObject): ArgoPhase[] | undefined {
  const hook = readHook(object);
  return hook && argoPhases(hook.events, isNeededByRelease(graph, object));
}

/** Whether objects that are not hooks must come after a hook. */
export const isNeededByRelease = (graph: Graph, hook: ClusterObject): boolean =>
  graph.saidBy(hook).some(({ from, until }) => until === 'ready' && !readHook(from));
