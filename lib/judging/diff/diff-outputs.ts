import { withoutHash } from '../../core/manifest/job-name';
import type { Json } from '../../core/values';
import type { CheckedObject } from '../check/finding';
import { readHook } from '../../core/order/read-hook';
import {
  annotationsOf,
  at,
  describe,
  kindOf,
  listOf,
  nameOf,
  namespaceOf,
  placesAt,
} from '../../core/references/objects';
import { worst, type Effect, type FieldChange, type Identity, type ObjectChange } from './change';
import { hiding } from './hidden';
import type { Difference } from '../../core/validation/immutable';
import { differences, pointerOf } from './fields';
import { isDefault, isRefused } from './immutable';
import { orderChanges, type PlacedObject } from './order';

/**
 * What an upgrade from one output to another does, object by object: those that are gone first, then the others in the
 * order of the new output. Objects are the same when kind, group, namespace and name are; the hash at the end of a Job's name does not
 * count where it is a hook, or where one Job of a name is gone and one is new.
 */
export function diffOutputs(before: readonly PlacedObject[], after: readonly PlacedObject[]): ObjectChange[] {
  const old = new Map(before.map((object) => [keyOf(object), object]));
  const current = new Set(after.map(keyOf));
  const gone = before.filter((object) => !current.has(keyOf(object)));
  const replaced = replacedJobs(
    gone,
    after.filter((object) => !old.has(keyOf(object))),
  );
  const followed = new Set(replaced.values());
  return [
    ...gone.filter((object) => !followed.has(object)).map(removal),
    ...after.flatMap((object) => {
      const known = old.get(keyOf(object)) ?? replaced.get(object);
      return known ? changeOf(known, object) : [addition(object)];
    }),
  ];
}

/** What each new Job takes the place of: the only one that is gone and that has its name but for the hash. */
function replacedJobs(gone: readonly PlacedObject[], added: readonly PlacedObject[]): Map<PlacedObject, PlacedObject> {
  const [before, after] = [jobsByName(gone), jobsByName(added)];
  return new Map(
    [...after].flatMap(([name, [job, ...others]]) => {
      const [former, ...more] = before.get(name) ?? [];
      return former && job && others.length + more.length === 0 ? [[job, former] as const] : [];
    }),
  );
}

/** Jobs whose names end in a hash, by what stands before it. */
function jobsByName(objects: readonly PlacedObject[]): Map<string, PlacedObject[]> {
  const found = new Map<string, PlacedObject[]>();
  for (const object of objects) {
    const name = withoutHash(nameOf(object));
    const isHook = readHook(object) !== undefined;
    if (kindOf(object) !== 'Job.batch' || (name === nameOf(object) && !isHook)) continue;
    const key = `${namespaceOf(object)}/${name}`;
    found.set(key, [...(found.get(key) ?? []), object]);
  }
  return found;
}

function keyOf(object: CheckedObject): string {
  const isHookJob = kindOf(object) === 'Job.batch' && readHook(object) !== undefined;
  const name = isHookJob ? withoutHash(nameOf(object)) : nameOf(object);
  return `${kindOf(object)} ${namespaceOf(object)}/${name}`;
}

const identityOf = (of: CheckedObject): Identity => {
  const namespace = namespaceOf(of);
  const { apiVersion, kind } = of.object;
  return { apiVersion: String(apiVersion), kind: String(kind), ...(namespace && { namespace }), name: nameOf(of) };
};

const addition = (object: CheckedObject): ObjectChange => ({
  object: describe(object),
  identity: identityOf(object),
  change: 'added',
  effect: 'applied in place',
  fields: [],
});

/** Kinds that take data with them when they go, and how to save the data. */
function removal(object: CheckedObject): ObjectChange {
  const note = lostWith(object);
  const removed = { object: describe(object), identity: identityOf(object), change: 'removed', fields: [] } as const;
  if (note === undefined) return { ...removed, effect: 'applied in place' };
  if (!isRetained(object)) return { ...removed, effect: 'loses data', note };
  return { ...removed, effect: 'applied in place', note: 'stays in the cluster, since its annotations say so' };
}

function lostWith(object: CheckedObject): string | undefined {
  switch (kindOf(object)) {
    case 'PersistentVolumeClaim':
      return 'its volume is deleted with it; back the data up, or keep the claim with Retain.of(object).always()';
    case 'StatefulSet.apps':
      return placesAt(object.object, '', 'spec', 'volumeClaimTemplates').length === 0
        ? undefined
        : 'its claims are left without an owner, or deleted with it; move the data first';
    case 'Namespace':
      return 'everything in the namespace is deleted with it';
    case 'CustomResourceDefinition.apiextensions.k8s.io':
      return 'every object of the kind is deleted with it';
    default:
      return undefined;
  }
}

/** Whether Helm or Argo CD leaves the object in the cluster. */
function isRetained(object: CheckedObject): boolean {
  const annotations = annotationsOf(object);
  const options = String(annotations['argocd.argoproj.io/sync-options'] ?? '').split(',');
  return (
    annotations['helm.sh/resource-policy'] === 'keep' ||
    options.some((option) => /^\s*(Prune|Delete)=false\s*$/.test(option))
  );
}

function changeOf(before: PlacedObject, after: PlacedObject): ObjectChange[] {
  const found = differences(before.object, after.object);
  const hide = found.length > 0 ? hiding(before, after) : undefined;
  const fields = found.map((difference): FieldChange => {
    const { before: from, after: to } = difference;
    const values = { ...(from === undefined ? {} : { before: from }), ...(to === undefined ? {} : { after: to }) };
    return {
      pointer: pointerOf(difference),
      ...(hide?.(difference) ?? values),
      effect: effectOf(difference, before, after),
    };
  });
  const order = orderChanges(before, after);
  if (fields.length === 0 && order.length === 0) return [];
  const effect = worst(fields.map((field) => field.effect));
  const note = noteOf(effect, before, after);
  return [
    {
      object: describe(after),
      identity: identityOf(after),
      change: isReplaced(before, after) ? 'replaced' : 'changed',
      effect,
      fields,
      ...(order.length === 0 ? {} : { order }),
      ...(note === undefined ? {} : { note }),
    },
  ];
}

function noteOf(effect: Effect, before: CheckedObject, after: CheckedObject): string | undefined {
  if (effect === 'loses data') return 'the data of the claim is left behind; move it first';
  if (effect === 'rejected by the API server') {
    return `delete the object first (for a StatefulSet with --cascade=orphan), or give it another name than ${nameOf(after)}`;
  }
  if (!isReplaced(before, after)) return undefined;
  return readHook(after)
    ? `a new Job runs; ${nameOf(before)} is left as it was`
    : `a new Job runs; engines that remove what is gone remove ${nameOf(before)}, and kubectl leaves it`;
}

/** Whether it is another Job than before: objects of one name are the same. */
const isReplaced = (before: CheckedObject, after: CheckedObject): boolean => nameOf(before) !== nameOf(after);

function effectOf(difference: Difference, before: CheckedObject, after: CheckedObject): Effect {
  if (isInformative(difference) || isDefault(difference, after)) return 'no effect';
  if (isRemovedClaim(difference, after)) return 'loses data';
  if (isMadeAnew(before, after)) return 'applied in place';
  if (isRefused(difference, before, after)) return 'rejected by the API server';
  return rolls(difference, after) ? 'rolls pods' : 'applied in place';
}

/** Labels that say something to people and nothing to Kubernetes. */
const informative = new Set(['helm.sh/chart', 'app.kubernetes.io/version', 'app.kubernetes.io/managed-by']);

const isInformative = ({ path }: Difference): boolean =>
  path.length === 3 && path[0] === 'metadata' && path[1] === 'labels' && informative.has(path[2]!);

/** A StatefulSet that no longer claims a volume which it claimed. */
function isRemovedClaim({ path, before, after }: Difference, object: CheckedObject): boolean {
  if (kindOf(object) !== 'StatefulSet.apps' || path[1] !== 'volumeClaimTemplates') return false;
  if (after === undefined && path.length <= 3) return true;
  const names = (value: Json | undefined) => listOf(value).map((each) => at(each, 'metadata', 'name'));
  if (path.length === 2) return names(before).some((name) => !names(after).includes(name));
  return path.slice(3).join('/') === 'metadata/name';
}

/** A hook is deleted before it runs again, and a Job that is named by its content has another name: nothing is changed in place. */
function isMadeAnew(before: CheckedObject, after: CheckedObject): boolean {
  if (isReplaced(before, after)) return true;
  const hook = readHook(after);
  if (!hook || !readHook(before)) return false;
  return hook.deletePolicies.includes('before-hook-creation');
}

/** Kinds whose controller replaces the pods when their template changes, and how it can be told not to. */
function rolls({ path }: Difference, object: CheckedObject): boolean {
  const kind = kindOf(object);
  const isWorkload = ['Deployment.apps', 'StatefulSet.apps', 'DaemonSet.apps', 'Rollout.argoproj.io'].includes(kind);
  const isOnDelete = at(object.object, 'spec', 'updateStrategy', 'type') === 'OnDelete';
  return isWorkload && !isOnDelete && path[0] === 'spec' && path[1] === 'template';
}
