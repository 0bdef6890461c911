import { phases } from '../manifest/traits';
import type { ClusterObject, ObjectSet } from '../references/cluster-object';
import { at, indexOf, kindOf, namespaceOf, placesAt } from '../references/objects';
import type { Reference } from '../references/reference';
import { targetsOf } from '../references/targets';
import { readHook } from './read-hook';
import { hasReadiness, isWorkload } from './readiness';

/**
 * Why an object needs another one, and with that what keeps the order where an engine does not.
 *
 * - `name`: it names the other one. The kubelet, or a controller, tries again until it is there.
 * - `maker`: it names what the other one has made, such as the Secret of an ExternalSecret; likewise.
 * - `pods`: its pods wait, as with an init container.
 * - `author`: the author says so, with `Order.of(construct).after(...)`.
 * - `dependency`: the author says so with `node.addDependency`, as cdk8s knows it: it is applied afterwards.
 * - `hook`: the other one is a hook that runs before objects of the release, or a hook of lower weight.
 */
export type Reason = 'name' | 'maker' | 'pods' | 'author' | 'dependency' | 'hook';

/** One object that another one needs. */
export interface Need {
  readonly from: ClusterObject;
  readonly to: ClusterObject;
  /** Where the object says so; empty where it is said of it. */
  readonly pointer: string;
  readonly reason: Reason;
  /** Whether the other one must be ready - serve, have succeeded, be filled - or only be there. */
  readonly until: 'exists' | 'ready';
}

/** Whether only an engine keeps a need: nothing in the cluster waits for it. */
export const isKeptByEngine = ({ reason }: Need): boolean =>
  reason === 'author' || reason === 'hook' || reason === 'dependency';

/** Whether pods mount a claim, and do not only come after it. */
export const isMounting = ({ from, reason }: Need): boolean => reason === 'name' && isWorkload(from);

/** Objects that all come after all others, as one construct does that depends on another: as many needs as their numbers multiply to. */
export interface Dependency {
  readonly from: ClusterObject[];
  readonly to: readonly ClusterObject[];
}

/** The objects of a release and what each needs: read off their fields, hooks, and what authors say. */
export class Graph {
  private readonly needs = new Map<ClusterObject, (Need | Dependency)[]>();
  private readonly single = new Map<ClusterObject, Need[]>();
  private readonly dependent = new Map<ClusterObject, Dependency[]>();
  private readonly needed = new Map<ClusterObject, Need[]>();
  private readonly kept = new Map<ClusterObject, Need[]>();
  private readonly keptFor = new Map<ClusterObject, Need[]>();
  /** What engines must keep until something is ready. */
  readonly forEngines: Need[] = [];
  /** What has been said of each two objects, so that it is not said twice. */
  private readonly said = new Map<ClusterObject, Map<ClusterObject, string>>();

  constructor(private readonly set: ObjectSet) {
    this.addReferences();
    this.addDeclared();
    this.addHooks();
  }

  get objects(): readonly ClusterObject[] {
    return this.set.objects;
  }

  /** What an object needs, each other object by itself: where constructs of many objects depend on each other, ask `saidOf`. */
  of(object: ClusterObject): readonly Need[] {
    const found = this.needs.get(object) ?? [];
    if (found.every((each) => 'reason' in each)) return found;
    const seen = new Set<ClusterObject>();
    return found.flatMap((each): Need[] => {
      if ('reason' in each) return [each];
      const others = each.to.filter((to) => !seen.has(to));
      return others.map((to) => (seen.add(to), dependencyNeed(object, to)));
    });
  }

  /** What an object needs, without what it depends on together with others (`dependenciesOn`). */
  saidOf(object: ClusterObject): readonly Need[] {
    return this.single.get(object) ?? [];
  }

  /** Who needs an object, without those that depend on it together (`dependenciesOn`). */
  saidBy(object: ClusterObject): readonly Need[] {
    return this.needed.get(object) ?? [];
  }

  /** The dependencies in which an object is among those that come first. */
  dependenciesOn(object: ClusterObject): readonly Dependency[] {
    return this.dependent.get(object) ?? [];
  }

  /** What an object waits for by itself, or by its pods: `of` without what only engines keep. */
  keptOf(object: ClusterObject): readonly Need[] {
    return this.kept.get(object) ?? [];
  }

  /** Who waits for an object: `by` without what only engines keep. */
  keptBy(object: ClusterObject): readonly Need[] {
    return this.keptFor.get(object) ?? [];
  }

  /** All needs, in the order of the objects. */
  all(): Need[] {
    return this.objects.flatMap((object) => this.of(object));
  }

  /** What objects name, and the permissions of the accounts of their pods. */
  private addReferences(): void {
    const targets = targetsOf(this.set);
    const bindings = bindingsByAccount(this.set);
    for (const reference of targets.references) {
      const target = reference.isOptional ? undefined : targets.find(reference)?.object;
      if (!target || target === reference.from) continue;
      this.add(needOf(reference, target));
      const isAccountOfPod =
        reference.kind === 'ServiceAccount' && indexOf(this.set).podOf(reference.from) !== undefined;
      for (const binding of isAccountOfPod ? (bindings.get(`${reference.namespace}/${reference.name}`) ?? []) : []) {
        this.add({ ...needOf(reference, binding), until: 'exists', reason: 'name' });
      }
    }
  }

  /** What authors say of constructs, of the objects at or below them. */
  private addDeclared(): void {
    const wanted = new Set(this.objects.flatMap(({ needs = [] }) => needs.map(({ on }) => on)));
    if (wanted.size === 0) return;
    const below = new Map<string, ClusterObject[]>();
    for (const object of this.objects) {
      for (const path of scopesOf(object.construct)) {
        if (wanted.has(path)) push(below, path, object);
      }
    }
    const dependencies = new Map<string, Dependency>();
    for (const from of this.objects) {
      for (const { on, reason } of from.needs ?? []) {
        if (reason === 'dependency' && !isBelow(from, on)) {
          this.depend(from, on, below.get(on) ?? [], dependencies);
          continue;
        }
        // A pod waits in vain for what is below the same construct and waits with it.
        const others = (below.get(on) ?? []).filter((each) => each !== from);
        if (reason === 'pods' && !isWorkload(from)) continue;
        const until = reason === 'dependency' ? 'exists' : 'ready';
        const withReadiness = others.filter(hasReadiness);
        for (const to of until === 'exists' || withReadiness.length === 0 ? others : withReadiness) {
          this.add({ from, to, pointer: '', reason, until });
        }
      }
    }
  }

  /** All objects that depend on a construct, as one. */
  private depend(from: ClusterObject, on: string, to: readonly ClusterObject[], known: Map<string, Dependency>): void {
    if (to.length === 0) return;
    let found = known.get(on);
    if (!found) {
      known.set(on, (found = { from: [], to }));
      for (const each of to) push(this.dependent, each, found);
    }
    if (found.from.at(-1) === from) return;
    found.from.push(from);
    push(this.needs, from, found);
  }

  /** Jobs that run before an installation or upgrade, before the pods of the release and one after another. */
  private addHooks(): void {
    const before = this.objects.flatMap((object) => {
      const hook = isWorkload(object) ? readHook(object) : undefined;
      const runsBefore = hook?.events.some((event) => event === 'pre-install' || event === 'pre-upgrade');
      return hook && runsBefore ? [{ object, hook }] : [];
    });
    if (before.length === 0) return;
    const closures = new Map(before.map(({ object }) => [object, this.closureOf(object)]));
    // Where some objects say that they need a hook, the others do not.
    const isSaid = ({ reason }: Need) => reason === 'pods' || reason === 'author';
    const told = new Set(before.flatMap(({ object }) => (this.saidBy(object).some(isSaid) ? [object] : [])));
    for (const from of this.objects) {
      const own = readHook(from);
      if (!isWorkload(from) || (own ? !closures.has(from) : isDependency(from))) continue;
      for (const { object: to, hook } of before) {
        // What a hook needs comes before it, whatever its event says.
        const isLater = own ? hook.weight < own.weight : !told.has(to) && !closures.get(to)!.has(from);
        if (to !== from && isLater) this.add({ from, to, pointer: '', reason: 'hook', until: 'ready' });
      }
    }
  }

  /** An object and all that it needs, directly or by way of others. */
  private closureOf(object: ClusterObject): ReadonlySet<ClusterObject> {
    const seen = new Set([object]);
    const gone = new Set<Dependency>();
    for (const each of seen) {
      for (const need of this.needs.get(each) ?? []) {
        if ('reason' in need) seen.add(need.to);
        else if (!gone.has(need)) {
          gone.add(need);
          for (const to of need.to) seen.add(to);
        }
      }
    }
    return seen;
  }

  /**
   * One need for each two objects, readiness and keeper, at the first place that says so: what an engine must keep is no less said where
   * the cluster keeps it too, nor the other way about.
   */
  private add(need: Need): void {
    const { from, to, until, reason } = need;
    let said = this.said.get(from);
    if (!said) this.said.set(from, (said = new Map<ClusterObject, string>()));
    const before = said.get(to) ?? '';
    const same = `${until} ${isKeptByEngine(need) ? reason : 'kept'};`;
    if (before.includes(same)) return;
    said.set(to, before + same);
    push(this.needs, from, need);
    push(this.single, from, need);
    push(this.needed, to, need);
    if (isForEngine(need)) this.forEngines.push(need);
    if (isKeptByEngine(need)) return;
    push(this.kept, from, need);
    push(this.keptFor, to, need);
  }
}

/** What an engine must keep, whatever the cluster does. */
const isForEngine = ({ reason }: Need) => reason === 'author' || reason === 'hook';

/** What the rest of the release depends on, and the migrations of it perhaps too. */
const isDependency = ({ place }: ClusterObject) => place !== undefined && place < phases['pre-deploy'];

/** What an object names must be there; what another one makes for it, be made. */
function needOf({ from, pointer, kind }: Reference, to: ClusterObject): Need {
  const isMade = kind !== kindOf(to);
  return { from, to, pointer, reason: isMade ? 'maker' : 'name', until: isMade ? 'ready' : 'exists' };
}

const dependencyNeed = (from: ClusterObject, to: ClusterObject): Need => ({
  from,
  to,
  pointer: '',
  reason: 'dependency',
  until: 'exists',
});

const isBelow = ({ construct = '' }: ClusterObject, path: string) =>
  construct === path || construct.startsWith(`${path}/`);

/** A construct's path and those of all scopes around it. */
function scopesOf(construct: string | undefined): string[] {
  if (construct === undefined) return [];
  const ids = construct.split('/');
  return ids.map((_, i) => ids.slice(0, i + 1).join('/'));
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** The bindings that give each ServiceAccount its permissions. */
function bindingsByAccount(set: ObjectSet): ReadonlyMap<string, ClusterObject[]> {
  const found = new Map<string, ClusterObject[]>();
  const index = indexOf(set);
  for (const kind of ['RoleBinding', 'ClusterRoleBinding']) {
    for (const binding of index.all(`${kind}.rbac.authorization.k8s.io`)) {
      for (const { value } of placesAt(binding.object, '', 'subjects')) {
        if (at(value, 'kind') !== 'ServiceAccount') continue;
        push(found, `${String(value['namespace'] ?? namespaceOf(binding))}/${String(value['name'])}`, binding);
      }
    }
  }
  return found;
}

const known = new WeakMap<ObjectSet, Graph>();

/** The graph of some objects, worked out once. */
export function graphOf(set: ObjectSet): Graph {
  let found = known.get(set);
  if (!found) known.set(set, (found = new Graph(set)));
  return found;
}
