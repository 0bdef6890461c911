import { phases, usualPhase, type DeletePolicy, type HookEvent, type HookSpec } from '../manifest';
import type { ClusterObject } from '../references/cluster-object';
import type { Json, JsonObject } from '../values';
import { engines, type Engine, type Ordered } from './engines';
import { Graph } from './graph';
import { faultsOf } from './judge';
import { orderedSet } from './ordered-set';
import { stagesOf } from './stages';

/*
 * Small releases for tests: each object is called by kind and name, `Deployment web`.
 */

/** What an object is, beside its kind and name. */
export interface Given {
  /** What its pods use: `ConfigMap settings`, `Secret keys`, `ServiceAccount web`, `PersistentVolumeClaim data`. */
  readonly uses?: readonly string[];
  /** The Secret that it makes, of an ExternalSecret or Certificate. @default one of its own name */
  readonly makes?: string;
  readonly after?: readonly string[];
  readonly waitsFor?: readonly string[];
  readonly dependsOn?: readonly string[];
  /** Events and weight, `pre-install,pre-upgrade -5`. @default an object of the release */
  readonly hook?: string;
  /** @default before-hook-creation */
  readonly deletePolicies?: readonly DeletePolicy[];
  /** Where the author puts it. @default where its kind usually is */
  readonly place?: number;
  readonly spec?: JsonObject;
}

const versions: { readonly [kind: string]: string } = {
  Certificate: 'cert-manager.io/v1',
  ClusterRole: 'rbac.authorization.k8s.io/v1',
  ClusterRoleBinding: 'rbac.authorization.k8s.io/v1',
  CronJob: 'batch/v1',
  DaemonSet: 'apps/v1',
  Deployment: 'apps/v1',
  ExternalSecret: 'external-secrets.io/v1',
  Ingress: 'networking.k8s.io/v1',
  Job: 'batch/v1',
  Role: 'rbac.authorization.k8s.io/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
  SecretStore: 'external-secrets.io/v1',
  ServiceMonitor: 'monitoring.coreos.com/v1',
  StatefulSet: 'apps/v1',
};

/** An object of a release. */
export function object(called: string, given: Given = {}): ClusterObject {
  const [kind = '', name = ''] = called.split(' ');
  const apiVersion = versions[kind] ?? 'v1';
  const needs = (['after', 'waitsFor', 'dependsOn'] as const).flatMap((word) =>
    (given[word] ?? []).map((on) => ({ on, reason: reasons[word] })),
  );
  const hook = given.hook === undefined ? undefined : hookFrom(given.hook, given.deletePolicies);
  const spec = specOf(kind, name, given);
  return {
    object: { apiVersion, kind, metadata: { name, namespace: 'shop' }, ...(spec && { spec }) },
    construct: called,
    place: given.place ?? (hook ? placeOfHook(hook) : phases[usualPhase({ apiVersion, kind })]),
    ...(hook && { hook }),
    needs,
  };
}

const reasons = { after: 'author', waitsFor: 'pods', dependsOn: 'dependency' } as const;

function hookFrom(written: string, deletePolicies: readonly DeletePolicy[] = ['before-hook-creation']): HookSpec {
  const [events = '', weight = '0'] = written.split(' ');
  return { events: events.split(',') as HookEvent[], weight: Number(weight), deletePolicies };
}

const placeOfHook = ({ events }: HookSpec) =>
  events.some((event) => event.startsWith('pre-')) ? phases['pre-deploy'] : phases['post-deploy'];

function specOf(kind: string, name: string, { uses = [], makes = name, spec }: Given): JsonObject | undefined {
  if (kind === 'ExternalSecret') return { target: { name: makes }, ...spec };
  if (kind === 'Certificate') return { secretName: makes, ...spec };
  const template = { spec: podUsing(uses) };
  if (kind === 'CronJob') return { jobTemplate: { spec: { template } }, ...spec };
  if (['Deployment', 'StatefulSet', 'DaemonSet', 'Job'].includes(kind)) return { template, ...spec };
  return spec;
}

function podUsing(uses: readonly string[]): JsonObject {
  const named = (kind: string) => uses.flatMap((use) => (use.startsWith(`${kind} `) ? [use.split(' ')[1]!] : []));
  const [account] = named('ServiceAccount');
  const volumes = named('PersistentVolumeClaim').map((claimName): Json => ({
    name: claimName,
    persistentVolumeClaim: { claimName },
  }));
  const envFrom: Json[] = [
    ...named('ConfigMap').map((name) => ({ configMapRef: { name } })),
    ...named('Secret').map((name) => ({ secretRef: { name } })),
  ];
  return {
    ...(account !== undefined && { serviceAccountName: account }),
    volumes,
    containers: [{ name: 'main', envFrom }],
  };
}

/** Objects with what each needs. */
export const graphOf = (objects: readonly ClusterObject[]): Graph => new Graph({ objects });

/** Objects in the order in which we print them. Where the author says a place, it holds. */
export const printed = (objects: readonly ClusterObject[]): Ordered =>
  orderedSet(
    { objects },
    objects.map((node) => ({ node, place: node.place!, isFixed: false })),
  );

/** Objects in the places at which they are written, whatever they need: as in the manifests of others. */
export function asWritten(objects: readonly ClusterObject[]): Ordered {
  const graph = graphOf(objects);
  const places = new Map(objects.map((node) => [node, node.place!]));
  return { graph, places, stages: stagesOf(graph, places) };
}

/** What comes of a release with an engine. */
export type Verdict = 'works' | 'hangs' | 'too early';

/** What comes of a release with each engine, in any scenario. */
export function verdicts(ordered: Ordered): { [engine in Engine]: Verdict } {
  const verdictOf = (engine: Engine): Verdict => {
    const kinds = new Set(faultsOf(engine, ordered).map(({ kind }) => kind));
    return kinds.has('deadlock') ? 'hangs' : kinds.has('breach') ? 'too early' : 'works';
  };
  return Object.fromEntries(engines.map((engine) => [engine, verdictOf(engine)])) as { [engine in Engine]: Verdict };
}
