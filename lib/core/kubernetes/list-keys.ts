/*
 * The lists of the Kubernetes API whose elements are told apart by some of their fields: no two elements may be the same in all of them, or
 * server-side apply refuses the object ("duplicate entries for key").
 *
 * Source: `x-kubernetes-list-map-keys` (with `x-kubernetes-list-type: map`) in api/openapi-spec/swagger.json of Kubernetes 1.36, read on
 * https://github.com/kubernetes/kubernetes. Lists of a status are left out: nobody writes them.
 */

/** A field that tells elements apart; what it is where it is not said stands behind an equals sign. */
export type ListKey = string;

type Keys = { readonly [field: string]: readonly ListKey[] };

const container: Keys = {
  env: ['name'],
  ports: ['containerPort', 'protocol=TCP'],
  volumeDevices: ['devicePath'],
  volumeMounts: ['mountPath'],
};

/** The keys of lists, by the struct that has the list, as `core.v1.PodSpec`, and its field. */
export const listKeys: { readonly [struct: string]: Keys } = {
  'core.v1.Container': container,
  'core.v1.EphemeralContainer': container,
  'core.v1.PodSpec': {
    containers: ['name'],
    ephemeralContainers: ['name'],
    hostAliases: ['ip'],
    imagePullSecrets: ['name'],
    initContainers: ['name'],
    resourceClaims: ['name'],
    schedulingGates: ['name'],
    topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
    volumes: ['name'],
  },
  'core.v1.ResourceRequirements': { claims: ['name'] },
  'core.v1.ServiceSpec': { ports: ['port', 'protocol=TCP'] },
  'core.v1.ServiceAccount': { secrets: ['name'] },
  'meta.v1.ObjectMeta': { ownerReferences: ['uid'] },
  'admissionregistration.v1.MutatingWebhook': { matchConditions: ['name'] },
  'admissionregistration.v1.MutatingWebhookConfiguration': { webhooks: ['name'] },
  'admissionregistration.v1.ValidatingAdmissionPolicySpec': { matchConditions: ['name'], variables: ['name'] },
  'admissionregistration.v1.ValidatingWebhook': { matchConditions: ['name'] },
  'admissionregistration.v1.ValidatingWebhookConfiguration': { webhooks: ['name'] },
  'storage.v1.CSINodeSpec': { drivers: ['name'] },
};

const groups = ['io.k8s.api.', 'io.k8s.apimachinery.pkg.apis.'];

/** The keys of a list in a struct, which is named as upstream does; undefined where its elements may be alike. */
export function keysOfList(struct: string, field: string): readonly ListKey[] | undefined {
  const group = groups.find((each) => struct.startsWith(each)) ?? '';
  const name = struct.slice(group.length);
  return Object.hasOwn(listKeys, name) && Object.hasOwn(listKeys[name]!, field) ? listKeys[name]![field] : undefined;
}

/** A key in its parts: the name of its field, and what counts where it is not said. */
export function partsOfKey(key: ListKey): { readonly field: string; readonly otherwise: string } {
  const [field = '', otherwise = ''] = key.split('=');
  return { field, otherwise };
}
