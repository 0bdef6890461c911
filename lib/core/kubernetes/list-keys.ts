import { ownEntry } from '../values/own-entry';
import { usualParent } from './usual-parent';

/*
 * The lists of the Kubernetes API whose elements are told apart by some of their fields: no two elements may be the same in all of them, or
 * server-side apply refuses the object ("duplicate entries for key").
 *
 * Sources, on https://github.com/kubernetes: `applyconfigurations/internal/internal.go` of client-go at 11d940d2d5e3, read as a whole (lists with
 * `elementRelationship: associative` and keys); of CustomResourceDefinitions, which are not in it, `types_jsonschema.go` of
 * `staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1` in kubernetes at 0dbde3ef622b (`+listMapKey`). Left out are the lists of
 * a status, which nobody writes, and those of structs that are in none of the definitions beside this file. What a route of the Gateway API is
 * attached to is told apart by a rule of its definition (`parentRefs` of `CommonRouteSpec`, experimental channel), which refuses the object; groups
 * of rules are told apart by the definition of PrometheusRule (`x-kubernetes-list-map-keys`, prometheus-operator 0.60 and newer).
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

const webhook: Keys = { matchConditions: ['name'] };
const validatingPolicy: Keys = { matchConditions: ['name'], variables: ['name'] };
/** The variables of a policy that changes objects may be alike, as far as the API's types go. */
const mutatingPolicy: Keys = { matchConditions: ['name'] };

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
  'admissionregistration.v1.MutatingWebhook': webhook,
  'admissionregistration.v1.MutatingWebhookConfiguration': { webhooks: ['name'] },
  'admissionregistration.v1.ValidatingAdmissionPolicySpec': validatingPolicy,
  'admissionregistration.v1.ValidatingWebhook': webhook,
  'admissionregistration.v1.ValidatingWebhookConfiguration': { webhooks: ['name'] },
  'admissionregistration.v1alpha1.MutatingAdmissionPolicySpec': mutatingPolicy,
  'admissionregistration.v1alpha1.ValidatingAdmissionPolicySpec': validatingPolicy,
  'admissionregistration.v1beta1.MutatingAdmissionPolicySpec': mutatingPolicy,
  'admissionregistration.v1beta1.ValidatingAdmissionPolicySpec': validatingPolicy,
  'apiextensions.v1.JSONSchemaProps': { 'x-kubernetes-validations': ['rule'] },
  'gateway.networking.k8s.io.v1.HTTPRouteSpec': {
    parentRefs: ['name', 'namespace', `kind=${usualParent.kind}`, `group=${usualParent.group}`, 'sectionName', 'port'],
  },
  'monitoring.coreos.com.v1.PrometheusRuleSpec': { groups: ['name'] },
  'storage.v1.CSINodeSpec': { drivers: ['name'] },
};

const groups = ['io.k8s.api.', 'io.k8s.apimachinery.pkg.apis.', 'io.k8s.apiextensions-apiserver.pkg.apis.'];

/** The lists with keys in a struct, which is named as upstream does. */
export function keyedListsOf(struct: string): Keys {
  const group = groups.find((each) => struct.startsWith(each)) ?? '';
  return ownEntry(listKeys, struct.slice(group.length)) ?? {};
}

/** The keys of a list in a struct, which is named as upstream does; undefined where its elements may be alike. */
export const keysOfList = (struct: string, field: string): readonly ListKey[] | undefined =>
  ownEntry(keyedListsOf(struct), field);

/** A key in its parts: the name of its field, and what counts where it is not said. */
export function partsOfKey(key: ListKey): { readonly field: string; readonly otherwise: string } {
  const [field = '', otherwise = ''] = key.split('=');
  return { field, otherwise };
}
