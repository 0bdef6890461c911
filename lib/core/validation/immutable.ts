import { keysOfPointer, type Json, type JsonObject } from '../values';
import { quantity } from '../kubernetes/quantity';
import { at } from '../values/json-parts';

/*
 * What the API server does not let an update change, by kind. `diff` tells by it what must be deleted and made anew.
 */

/** One place at which two values differ; `path` has the keys and the indexes of the new value on the way. */
export interface Difference {
  readonly path: readonly string[];
  readonly before?: Json;
  readonly after?: Json;
}

/** An object of the cluster, before or after. */
interface Stored {
  readonly object: JsonObject;
}

/** Says of a changed field of one kind whether the API server refuses the change. */
type Refuses = (difference: Difference, before: Stored, after: Stored) => boolean;

/** The fields of a kind that cannot change. */
export interface Immutability {
  /** Package and function of Kubernetes that the entry is taken from. */
  readonly source: string;
  /** A field that may change. */
  readonly changes: string;
  /** One that may not. */
  readonly stays: string;
  readonly refuses: Refuses;
}

/** The fields at or below these pointers cannot change; `*` stands for one key. */
const below =
  (...pointers: readonly string[]): Refuses =>
  ({ path }) =>
    pointers.some((pointer) => {
      const keys = keysOfPointer(pointer);
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

const entry = (source: string, changes: string, stays: string, refuses: Refuses): Immutability => ({
  source,
  changes,
  stays,
  refuses,
});

const selector = (validation: string): Immutability =>
  entry(
    `apps/validation ${validation}`,
    '/spec/template/spec/x',
    '/spec/selector/matchLabels/app',
    below('/spec/selector'),
  );

const binding = (validation: string): Immutability =>
  entry(`rbac/validation ${validation}`, '/subjects/0/name', '/roleRef/name', below('/roleRef'));

export const immutable: { readonly [kind: string]: Immutability } = {
  'Deployment.apps': selector('ValidateDeploymentUpdate'),
  'ReplicaSet.apps': selector('ValidateReplicaSetUpdate'),
  'DaemonSet.apps': selector('ValidateDaemonSetUpdate'),
  'StatefulSet.apps': entry(
    'apps/validation ValidateStatefulSetUpdate',
    '/spec/replicas',
    '/spec/serviceName',
    allBut(
      '/spec',
      'replicas',
      'template',
      'updateStrategy',
      'persistentVolumeClaimRetentionPolicy',
      'minReadySeconds',
      'ordinals',
    ),
  ),
  'ControllerRevision.apps': entry(
    'apps/validation ValidateControllerRevisionUpdate',
    '/revision',
    '/data/a',
    below('/data'),
  ),
  'Job.batch': entry(
    'batch/validation ValidateJobSpecUpdate',
    '/spec/parallelism',
    '/spec/template/spec/x',
    below(
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
  ),
  Pod: entry(
    'core/validation ValidatePodUpdate',
    '/spec/containers/0/image',
    '/spec/containers/0/env/0/value',
    allBut(
      '/spec',
      'containers/*/image',
      'initContainers/*/image',
      'activeDeadlineSeconds',
      'tolerations',
      'terminationGracePeriodSeconds',
    ),
  ),
  Service: entry('core/validation ValidateServiceUpdate', '/spec/ports/0/port', '/spec/clusterIP', serviceAddress),
  PersistentVolumeClaim: entry(
    'core/validation ValidatePersistentVolumeClaimUpdate',
    '/metadata/labels/a',
    '/spec/storageClassName',
    claimSpec,
  ),
  PersistentVolume: entry(
    'core/validation ValidatePersistentVolumeUpdate',
    '/spec/capacity/storage',
    '/spec/csi/volumeHandle',
    allBut(
      '/spec',
      'capacity',
      'accessModes',
      'persistentVolumeReclaimPolicy',
      'mountOptions',
      'claimRef',
      'storageClassName',
      'volumeAttributesClassName',
    ),
  ),
  Secret: entry('core/validation ValidateSecretUpdate', '/data/a', '/type', either(sealed, below('/type'))),
  ConfigMap: entry('core/validation ValidateConfigMapUpdate', '/metadata/labels/a', '/data/a', sealed),
  'RoleBinding.rbac.authorization.k8s.io': binding('ValidateRoleBindingUpdate'),
  'ClusterRoleBinding.rbac.authorization.k8s.io': binding('ValidateClusterRoleBindingUpdate'),
  'StorageClass.storage.k8s.io': entry(
    'storage/validation ValidateStorageClassUpdate',
    '/allowVolumeExpansion',
    '/provisioner',
    below('/provisioner', '/parameters', '/reclaimPolicy', '/volumeBindingMode'),
  ),
  'VolumeAttributesClass.storage.k8s.io': entry(
    'storage/validation ValidateVolumeAttributesClassUpdate',
    '/metadata/labels/a',
    '/driverName',
    below('/driverName', '/parameters'),
  ),
  'IngressClass.networking.k8s.io': entry(
    'networking/validation ValidateIngressClassUpdate',
    '/spec/parameters/name',
    '/spec/controller',
    below('/spec/controller'),
  ),
  'EndpointSlice.discovery.k8s.io': entry(
    'discovery/validation ValidateEndpointSliceUpdate',
    '/endpoints/0/addresses/0',
    '/addressType',
    below('/addressType'),
  ),
  'PriorityClass.scheduling.k8s.io': entry(
    'scheduling/validation ValidatePriorityClassUpdate',
    '/description',
    '/value',
    below('/value', '/preemptionPolicy'),
  ),
  'RuntimeClass.node.k8s.io': entry(
    'node/validation ValidateRuntimeClassUpdate',
    '/overhead/podFixed/cpu',
    '/handler',
    below('/handler'),
  ),
  'CustomResourceDefinition.apiextensions.k8s.io': entry(
    'apiextensions/validation ValidateCustomResourceDefinitionUpdate',
    '/spec/versions/0/served',
    '/spec/scope',
    below('/spec/group', '/spec/scope', '/spec/names/kind', '/spec/names/plural'),
  ),
};
