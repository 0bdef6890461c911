import { groupOf } from '../../core/kubernetes/scopes';
import type { JsonObject } from '../../core/values';
import { apiVersionOf, at, kindOf, listAt, nameOf, textAt } from './deployed';

/** Fields of an object that others write in the cluster. An engine that puts them back fights whoever owns them. */
export interface OwnedFields {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  /** Absent for what has no namespace. */
  readonly namespace?: string;
  /** JSON pointers. */
  readonly pointers: readonly string[];
}

/**
 * What others own of the objects of an environment:
 *
 * - the number of replicas of what an autoscaler scales: HorizontalPodAutoscaler, and ScaledObject of KEDA, which makes one;
 * - the certificate authority that cert-manager or OpenShift puts into webhooks, CustomResourceDefinitions and APIServices
 *   that ask for it (https://cert-manager.io/docs/concepts/ca-injector);
 * - the rules of an aggregated ClusterRole, which Kubernetes writes
 *   (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles).
 *
 * @param namespace that of the release, for objects that name none
 */
export function ownedFields(objects: readonly JsonObject[], namespace: string): OwnedFields[] {
  const found = new Map<string, OwnedFields>();
  for (const object of objects) {
    for (const owned of [...scaledBy(object, namespace), ...injectedInto(object), ...aggregatedIn(object)]) {
      const { group, kind, name, namespace: home = '' } = owned;
      found.set([group, kind, home, name].join(' '), owned);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, owned]) => owned);
}

function scaledBy(object: JsonObject, namespace: string): OwnedFields[] {
  const group = groupOf(apiVersionOf(object));
  const isScaler =
    (group === 'autoscaling' && kindOf(object) === 'HorizontalPodAutoscaler') ||
    (group === 'keda.sh' && kindOf(object) === 'ScaledObject');
  const name = textAt(object, 'spec', 'scaleTargetRef', 'name');
  if (!isScaler || name === '') return [];
  // KEDA scales a Deployment where it is not told otherwise.
  const apiVersion = textAt(object, 'spec', 'scaleTargetRef', 'apiVersion') || 'apps/v1';
  const kind = textAt(object, 'spec', 'scaleTargetRef', 'kind') || 'Deployment';
  const home = textAt(object, 'metadata', 'namespace') || namespace;
  return [{ group: groupOf(apiVersion), kind, name, namespace: home, pointers: ['/spec/replicas'] }];
}

const injectors = [
  'cert-manager.io/inject-ca-from',
  'cert-manager.io/inject-ca-from-secret',
  'cert-manager.io/inject-apiserver-ca',
  'service.beta.openshift.io/inject-cabundle',
];

function injectedInto(object: JsonObject): OwnedFields[] {
  if (!injectors.some((key) => textAt(object, 'metadata', 'annotations', key) !== '')) return [];
  const [group, kind, name] = [groupOf(apiVersionOf(object)), kindOf(object), nameOf(object)];
  const pointers = bundlesOf(object, group, kind);
  return pointers.length === 0 ? [] : [{ group, kind, name, pointers }];
}

function bundlesOf(object: JsonObject, group: string, kind: string): string[] {
  if (group === 'admissionregistration.k8s.io' && kind.endsWith('WebhookConfiguration')) {
    return listAt(object, 'webhooks').map((_, i) => `/webhooks/${i}/clientConfig/caBundle`);
  }
  if (group === 'apiextensions.k8s.io') return ['/spec/conversion/webhook/clientConfig/caBundle'];
  return group === 'apiregistration.k8s.io' ? ['/spec/caBundle'] : [];
}

function aggregatedIn(object: JsonObject): OwnedFields[] {
  const isAggregated = kindOf(object) === 'ClusterRole' && at(object, 'aggregationRule') !== undefined;
  if (!isAggregated) return [];
  return [{ group: groupOf(apiVersionOf(object)), kind: 'ClusterRole', name: nameOf(object), pointers: ['/rules'] }];
}
