import type { Json } from '../../values';
import type { CheckedObject } from '../finding';
import { at, kindOf } from '../objects';
import { quantity } from '../semantics/quantity';
import type { Difference } from './fields';

/** Says of a changed field of one kind whether the API server refuses the change. */
type Refuses = (difference: Difference, before: CheckedObject, after: CheckedObject) => boolean;

/** The fields at or below these pointers cannot change; `*` stands for one key. */
const below =
  (...pointers: readonly string[]): Refuses =>
  ({ path }) =>
    pointers.some((pointer) => {
      const keys = pointer.split('/').slice(1);
      return keys.length <= path.length && keys.every((key, i) => key === '*' || key === path[i]);
    });

/** Of the fields below a pointer only these can change. */
const allBut =
  (pointer: string, ...mutable: readonly string[]): Refuses =>
  (difference, before, after) =>
    below(pointer)(difference, before, after) &&
    !below(...mutable.map((field) => `${pointer}/${field}`))(difference, before, after);

const either =
  (...refusals: readonly Refuses[]): Refuses =>
  (...args) =>
    refusals.some((refuses) => refuses(...args));

/** A claim can only grow. */
const claimSpec: Refuses = (difference, before, after) => {
  if (!below('/spec')(difference, before, after)) return false;
  if (below('/spec/resources/requests/storage')(difference, before, after)) return !grows(difference);
  return !below('/spec/volumeAttributesClassName')(difference, before, after);
};

const grows = ({ before, after }: Difference): boolean => {
  const [from, to] = [quantity(before), quantity(after)];
  return from !== undefined && to !== undefined && to > from;
};

/** A Service that is to have no address of its own any more gives it up; every other change of the address is refused. */
const serviceAddress: Refuses = (difference, before, after) => {
  const becomesExternal = at(after.object, 'spec', 'type') === 'ExternalName';
  if (below('/spec/clusterIP', '/spec/clusterIPs')(difference, before, after)) return !becomesExternal;
  if (!below('/spec/loadBalancerClass')(difference, before, after)) return false;
  return at(before.object, 'spec', 'type') === at(after.object, 'spec', 'type');
};

/** Data that its author has sealed. */
const sealed: Refuses = (difference, before, after) =>
  at(before.object, 'immutable') === true &&
  below('/data', '/binaryData', '/stringData', '/immutable')(difference, before, after);

const refusals: { readonly [kind: string]: Refuses } = {
  'Deployment.apps': below('/spec/selector'),
  'ReplicaSet.apps': below('/spec/selector'),
  'DaemonSet.apps': below('/spec/selector'),
  'StatefulSet.apps': allBut(
    '/spec',
    'replicas',
    'template',
    'updateStrategy',
    'persistentVolumeClaimRetentionPolicy',
    'minReadySeconds',
    'ordinals',
  ),
  'Job.batch': below(
    '/spec/template',
    '/spec/selector',
    '/spec/completions',
    '/spec/completionMode',
    '/spec/manualSelector',
    '/spec/podFailurePolicy',
    '/spec/backoffLimitPerIndex',
    '/spec/managedBy',
    '/spec/successPolicy',
  ),
  Pod: allBut(
    '/spec',
    'containers/*/image',
    'initContainers/*/image',
    'activeDeadlineSeconds',
    'tolerations',
    'terminationGracePeriodSeconds',
  ),
  Service: serviceAddress,
  PersistentVolumeClaim: claimSpec,
  PersistentVolume: allBut(
    '/spec',
    'capacity',
    'accessModes',
    'persistentVolumeReclaimPolicy',
    'mountOptions',
    'claimRef',
  ),
  Secret: either(sealed, below('/type')),
  ConfigMap: sealed,
  'RoleBinding.rbac.authorization.k8s.io': below('/roleRef'),
  'ClusterRoleBinding.rbac.authorization.k8s.io': below('/roleRef'),
  'StorageClass.storage.k8s.io': below('/provisioner', '/parameters', '/reclaimPolicy', '/volumeBindingMode'),
  'IngressClass.networking.k8s.io': below('/spec/controller'),
  'PriorityClass.scheduling.k8s.io': below('/value', '/preemptionPolicy'),
  'RuntimeClass.node.k8s.io': below('/handler'),
  'CustomResourceDefinition.apiextensions.k8s.io': below(
    '/spec/group',
    '/spec/scope',
    '/spec/names/kind',
    '/spec/names/plural',
  ),
};

/** Whether the API server refuses a change of a field of an object that exists. */
export function isRefused(difference: Difference, before: CheckedObject, after: CheckedObject): boolean {
  const kind = kindOf(after);
  return Object.hasOwn(refusals, kind) && refusals[kind]!(difference, before, after);
}

/** What the API server fills in where a field is absent, so that adding or removing it changes nothing. */
const defaults: readonly (readonly [kind: string, pointer: string, value: Json])[] = [
  ['StatefulSet.apps', '/spec/podManagementPolicy', 'OrderedReady'],
  ['StatefulSet.apps', '/spec/revisionHistoryLimit', 10],
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
  const pointer = `/${path.join('/')}`;
  const entry = defaults.find(([ofKind, at]) => ofKind === kind && at === pointer);
  return entry !== undefined && (before ?? entry[2]) === (after ?? entry[2]);
}
