import type { Json, JsonObject } from '../../core/values';

/** Where an object stands in the API. */
export interface Place {
  readonly apiVersion: string;
  readonly group: string;
  readonly plural: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  /** Whether it is the log of a pod. */
  readonly log: boolean;
}

/** The kinds that the server knows: plural, kind, whether in namespaces. */
const resources: { readonly [apiVersion: string]: readonly (readonly [string, string, boolean])[] } = {
  v1: [
    ['namespaces', 'Namespace', false],
    ['configmaps', 'ConfigMap', true],
    ['secrets', 'Secret', true],
    ['services', 'Service', true],
    ['serviceaccounts', 'ServiceAccount', true],
    ['persistentvolumeclaims', 'PersistentVolumeClaim', true],
    ['pods', 'Pod', true],
    ['events', 'Event', true],
  ],
  'apps/v1': [
    ['deployments', 'Deployment', true],
    ['statefulsets', 'StatefulSet', true],
    ['daemonsets', 'DaemonSet', true],
    ['replicasets', 'ReplicaSet', true],
  ],
  'batch/v1': [
    ['jobs', 'Job', true],
    ['cronjobs', 'CronJob', true],
  ],
  'autoscaling/v2': [['horizontalpodautoscalers', 'HorizontalPodAutoscaler', true]],
  'rbac.authorization.k8s.io/v1': [
    ['clusterroles', 'ClusterRole', false],
    ['clusterrolebindings', 'ClusterRoleBinding', false],
    ['roles', 'Role', true],
    ['rolebindings', 'RoleBinding', true],
  ],
  'networking.k8s.io/v1': [
    ['networkpolicies', 'NetworkPolicy', true],
    ['ingresses', 'Ingress', true],
  ],
  'policy/v1': [['poddisruptionbudgets', 'PodDisruptionBudget', true]],
  'apiextensions.k8s.io/v1': [['customresourcedefinitions', 'CustomResourceDefinition', false]],
  'keda.sh/v1alpha1': [['scaledobjects', 'ScaledObject', true]],
  'storage.k8s.io/v1': [['storageclasses', 'StorageClass', false]],
  'external-secrets.io/v1': [
    ['externalsecrets', 'ExternalSecret', true],
    ['secretstores', 'SecretStore', true],
  ],
  'monitoring.coreos.com/v1': [['servicemonitors', 'ServiceMonitor', true]],
};

const groupOf = (apiVersion: string) => (apiVersion.includes('/') ? apiVersion.split('/')[0]! : '');
const rootOf = (apiVersion: string) => (apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`);

/** Where an object is stored. */
export function placeOf(object: {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: JsonObject & { readonly name: string };
}): Place {
  const { apiVersion, kind, metadata } = object;
  const [plural, , isNamespaced] = resources[apiVersion]?.find(([, each]) => each === kind) ?? [];
  if (plural === undefined) throw new Error(`the small server knows no ${apiVersion} ${kind}`);
  const namespace = isNamespaced ? String(metadata['namespace'] ?? 'default') : undefined;
  return { apiVersion, group: groupOf(apiVersion), plural, kind, namespace, name: metadata.name, log: false };
}

/** What a path of the API means; undefined where there is no such resource. */
export function resourceAt(path: string): Place | undefined {
  for (const [apiVersion, all] of Object.entries(resources)) {
    const root = `${rootOf(apiVersion)}/`;
    if (!path.startsWith(root)) continue;
    const parts = path.slice(root.length).split('/');
    const isInside = parts[0] === 'namespaces' && parts.length > 2;
    const [namespace, rest] = isInside ? [parts[1], parts.slice(2)] : [undefined, parts];
    const found = all.find(([plural]) => plural === rest[0]);
    if (!found) return undefined;
    const log = rest[2] === 'log';
    return { apiVersion, group: groupOf(apiVersion), plural: found[0], kind: found[1], namespace, name: rest[1], log };
  }
  return undefined;
}

/** The answer to what kubectl asks before all else; undefined for other paths. */
export function discoveryOf(path: string, version: string): Json | undefined {
  if (path === '/version') {
    const [major, minor] = version.split('.');
    return { major: major!, minor: minor!, gitVersion: `v${version}` };
  }
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };
  const versions = Object.keys(resources);
  if (path === '/apis') {
    const groups = versions
      .filter((each) => each !== 'v1')
      .map((groupVersion) => {
        const only = { groupVersion, version: groupVersion.split('/')[1]! };
        return { name: groupOf(groupVersion), versions: [only], preferredVersion: only };
      });
    return { kind: 'APIGroupList', apiVersion: 'v1', groups };
  }
  if (path === '/openapi/v3') {
    const paths = versions.map((each) => [rootOf(each).slice(1), { serverRelativeURL: `/openapi/v3${rootOf(each)}` }]);
    return { paths: Object.fromEntries(paths) as JsonObject };
  }
  const groupVersion = versions.find((each) => path === rootOf(each) || path === `/openapi/v3${rootOf(each)}`);
  if (groupVersion === undefined) return undefined;
  return path.startsWith('/openapi') ? schemaOf(groupVersion) : listOf(groupVersion);
}

const verbs = ['get', 'list', 'patch', 'delete', 'create', 'update', 'watch'];

const listOf = (groupVersion: string): JsonObject => ({
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion,
  resources: resources[groupVersion]!.map(([name, kind, namespaced]) => ({
    ...{ name, kind, namespaced, singularName: kind.toLowerCase(), verbs },
  })),
});

/** As much of the schema as tells kubectl that the server validates fields itself. */
function schemaOf(groupVersion: string): JsonObject {
  const paths = resources[groupVersion]!.map(([plural, kind, isNamespaced]) => {
    const path = `${rootOf(groupVersion)}/${isNamespaced ? 'namespaces/{namespace}/' : ''}${plural}/{name}`;
    const [version, group] = groupVersion.split('/').reverse();
    const patch = {
      'x-kubernetes-group-version-kind': { group: group ?? '', version: version!, kind },
      'x-kubernetes-action': 'patch',
      parameters: [
        { name: 'fieldValidation', in: 'query', schema: { type: 'string' } },
        { name: 'dryRun', in: 'query', schema: { type: 'string' } },
      ],
      responses: {},
    };
    return [path, { patch }] as const;
  });
  return { openapi: '3.0.0', info: { title: 'Small', version: '1' }, paths: Object.fromEntries(paths) };
}
