import type { Json } from '../../core/values';
import type { CheckedObject } from '../check/finding';
import { kindOf } from '../../core/references/objects';
import { immutable } from '../../core/validation/immutable';
import type { Difference } from '../../core/validation/immutable';

/** Whether the API server refuses a change of a field of an object that exists. */
export function isRefused(difference: Difference, before: CheckedObject, after: CheckedObject): boolean {
  const kind = kindOf(after);
  return Object.hasOwn(immutable, kind) && immutable[kind]!.refuses(difference, before, after);
}

/** What the API server fills in where a field is absent, so that adding or removing it changes nothing; `*` stands for an index. */
const defaults: readonly (readonly [kind: string, pointer: string, value: Json])[] = [
  ['StatefulSet.apps', '/spec/podManagementPolicy', 'OrderedReady'],
  ['StatefulSet.apps', '/spec/revisionHistoryLimit', 10],
  ['StatefulSet.apps', '/spec/volumeClaimTemplates/*/apiVersion', 'v1'],
  ['StatefulSet.apps', '/spec/volumeClaimTemplates/*/kind', 'PersistentVolumeClaim'],
  ['StatefulSet.apps', '/spec/volumeClaimTemplates/*/spec/volumeMode', 'Filesystem'],
  ['Deployment.apps', '/spec/revisionHistoryLimit', 10],
  ['Deployment.apps', '/spec/progressDeadlineSeconds', 600],
  ['Job.batch', '/spec/completionMode', 'NonIndexed'],
  ['Job.batch', '/spec/backoffLimit', 6],
  ['PersistentVolumeClaim', '/spec/volumeMode', 'Filesystem'],
  ['PersistentVolume', '/spec/volumeMode', 'Filesystem'],
  ['Service', '/spec/type', 'ClusterIP'],
  ['Service', '/spec/sessionAffinity', 'None'],
  ['Secret', '/type', 'Opaque'],
  ['StorageClass.storage.k8s.io', '/reclaimPolicy', 'Delete'],
  ['StorageClass.storage.k8s.io', '/volumeBindingMode', 'Immediate'],
];

/** Whether a field only says, or no longer says, what holds anyway. */
export function isDefault({ path, before, after }: Difference, object: CheckedObject): boolean {
  const kind = kindOf(object);
  const pointer = `/${path.map((key) => (/^\d+$/.test(key) ? '*' : key)).join('/')}`;
  const entry = defaults.find(([ofKind, at]) => ofKind === kind && at === pointer);
  return entry !== undefined && (before ?? entry[2]) === (after ?? entry[2]);
}
