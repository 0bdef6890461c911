import type { Json } from '../values';
import type { ClusterObject } from './cluster-object';
import {
  at,
  isByAnnotation,
  isMap,
  kindOf,
  mapOf,
  namespaceOf,
  placesAt,
  pointerTo,
  stringOf,
  type Place,
} from './objects';
import type { Reference } from './reference';

type Reader = (from: ClusterObject) => Reference[];

/** The objects that an object which makes no pods names. */
export function objectReferences(from: ClusterObject): Reference[] {
  const kind = kindOf(from);
  return Object.hasOwn(readers, kind) ? readers[kind]!(from) : [];
}

const ingress: Reader = (from) => {
  const found: Reference[] = [];
  const backend = (value: Json | undefined, pointer: string) => {
    const service = at(value, 'service');
    if (isByAnnotation(service)) return;
    const port = at(service, 'port', 'number') ?? at(service, 'port', 'name');
    const field = at(service, 'port', 'number') === undefined ? 'name' : 'number';
    pushService(from, { value: mapOf(service), pointer: `${pointer}/service` }, { port, at: `/port/${field}` }, found);
  };
  backend(at(from.object, 'spec', 'defaultBackend'), '/spec/defaultBackend');
  for (const rule of placesAt(from.object, '', 'spec', 'rules')) {
    for (const path of placesAt(rule.value, rule.pointer, 'http', 'paths')) {
      backend(path.value['backend'], `${path.pointer}/backend`);
    }
  }
  const annotations = mapOf(at(from.object, 'metadata', 'annotations'));
  const isIssued = Object.keys(annotations).some((key) => /^cert-manager\.io\/(cluster-)?issuer$/.test(key));
  if (isIssued) return found;
  for (const tls of placesAt(from.object, '', 'spec', 'tls')) {
    const name = stringOf(tls.value['secretName']);
    if (name) found.push(named(from, 'Secret', name, `${tls.pointer}/secretName`));
  }
  return found;
};

/** HTTPRoute, GRPCRoute and the like: each rule has backends, which are Services when they do not say otherwise. */
const route: Reader = (from) =>
  placesAt(from.object, '', 'spec', 'rules').flatMap((rule) => {
    const found: Reference[] = [];
    const mirrors = placesAt(rule.value, rule.pointer, 'filters').flatMap(({ value, pointer }) =>
      isMap(at(value, 'requestMirror', 'backendRef'))
        ? [{ value: mapOf(at(value, 'requestMirror', 'backendRef')), pointer: `${pointer}/requestMirror/backendRef` }]
        : [],
    );
    for (const backend of [...placesAt(rule.value, rule.pointer, 'backendRefs'), ...mirrors]) {
      const { kind = 'Service', group = '', port } = backend.value;
      if (kind === 'Service' && group === '') pushService(from, backend, { port, at: '/port' }, found);
    }
    return found;
  });

/** Objects that scale a workload: the target has a kind, a name and perhaps an API version. */
const scaler =
  (field: string): Reader =>
  (from) => {
    const target = at(from.object, 'spec', field);
    const name = stringOf(at(target, 'name'));
    if (name === undefined) return [];
    const apiVersion = stringOf(at(target, 'apiVersion')) ?? 'apps/v1';
    const [group, version] = apiVersion.split('/');
    const kind = stringOf(at(target, 'kind')) ?? 'Deployment';
    return [named(from, version === undefined ? kind : `${kind}.${group}`, name, `/spec/${field}/name`)];
  };

const roleBinding: Reader = (from) => {
  const found: Reference[] = [];
  const role = at(from.object, 'roleRef');
  const name = stringOf(at(role, 'name'));
  const kind = stringOf(at(role, 'kind'));
  const isCluster = kind === 'ClusterRole';
  if (name !== undefined && kind !== undefined) {
    const reference = named(from, `${kind}.rbac.authorization.k8s.io`, name, '/roleRef/name');
    found.push(isCluster ? { ...reference, namespace: '' } : reference);
  }
  for (const subject of placesAt(from.object, '', 'subjects')) {
    const account = stringOf(subject.value['name']);
    if (subject.value['kind'] !== 'ServiceAccount' || account === undefined || account === 'default') continue;
    const namespace = stringOf(subject.value['namespace']) ?? namespaceOf(from);
    found.push({ ...named(from, 'ServiceAccount', account, `${subject.pointer}/name`), namespace });
  }
  return found;
};

const externalSecret: Reader = (from) => {
  const found: Reference[] = [];
  const store = (value: Json | undefined, pointer: string) => {
    const name = stringOf(at(value, 'name'));
    if (name === undefined) return;
    const kind = stringOf(at(value, 'kind')) ?? 'SecretStore';
    const reference = named(from, `${kind}.external-secrets.io`, name, `${pointer}/name`);
    found.push(kind === 'ClusterSecretStore' ? { ...reference, namespace: '' } : reference);
  };
  store(at(from.object, 'spec', 'secretStoreRef'), '/spec/secretStoreRef');
  for (const list of ['data', 'dataFrom']) {
    for (const { value, pointer } of placesAt(from.object, '', 'spec', list)) {
      const inside = ['sourceRef', 'storeRef'] as const;
      store(at(value, ...inside), pointerTo(pointer, ...inside));
    }
  }
  return found;
};

/** A store names the account or the Secrets by which it signs in, at a place that differs from provider to provider. */
const secretStore: Reader = (from) => {
  const found: Reference[] = [];
  const visit = (value: Json, pointer: string): void => {
    if (Array.isArray(value)) (value as readonly Json[]).forEach((each, i) => visit(each, `${pointer}/${i}`));
    if (!isMap(value)) return;
    for (const [key, child] of Object.entries(value)) {
      const place = pointerTo(pointer, key);
      const name = stringOf(at(child, 'name'));
      const kind = kindInStore(key, child);
      if (kind !== undefined && name !== undefined) {
        const secretKey = stringOf(at(child, 'key'));
        found.push({
          ...named(from, kind, name, `${place}/name`),
          namespace: stringOf(at(child, 'namespace')) ?? namespaceOf(from),
          ...(secretKey === undefined ? {} : { key: { name: secretKey, pointer: `${place}/key` } }),
        });
      } else visit(child, place);
    }
  };
  visit(mapOf(at(from.object, 'spec', 'provider')), '/spec/provider');
  return found;
};

/** The kind of what a field of a store names: an account, a Secret, or what holds the certificate of an authority. */
function kindInStore(field: string, value: Json): string | undefined {
  if (field === 'serviceAccountRef' || field === 'serviceAccount') return 'ServiceAccount';
  if (/secretRef$/i.test(field)) return 'Secret';
  const type = field === 'caProvider' ? at(value, 'type') : undefined;
  return type === 'Secret' || type === 'ConfigMap' ? type : undefined;
}

const webhooks: Reader = (from) =>
  placesAt(from.object, '', 'webhooks').flatMap(({ value, pointer }) => {
    const found: Reference[] = [];
    const service = mapOf(at(value, 'clientConfig', 'service'));
    pushService(
      from,
      { value: service, pointer: `${pointer}/clientConfig/service` },
      { port: service['port'], at: '/port' },
      found,
    );
    return found;
  });

const apiService: Reader = (from) => {
  const found: Reference[] = [];
  const service = mapOf(at(from.object, 'spec', 'service'));
  pushService(from, { value: service, pointer: '/spec/service' }, { port: service['port'], at: '/port' }, found);
  return found;
};

const readers: { readonly [kind: string]: Reader } = {
  'Ingress.networking.k8s.io': ingress,
  'HTTPRoute.gateway.networking.k8s.io': route,
  'GRPCRoute.gateway.networking.k8s.io': route,
  'TLSRoute.gateway.networking.k8s.io': route,
  'TCPRoute.gateway.networking.k8s.io': route,
  'HorizontalPodAutoscaler.autoscaling': scaler('scaleTargetRef'),
  'ScaledObject.keda.sh': scaler('scaleTargetRef'),
  'VerticalPodAutoscaler.autoscaling.k8s.io': scaler('targetRef'),
  'RoleBinding.rbac.authorization.k8s.io': roleBinding,
  'ClusterRoleBinding.rbac.authorization.k8s.io': roleBinding,
  'ExternalSecret.external-secrets.io': externalSecret,
  'SecretStore.external-secrets.io': secretStore,
  'ClusterSecretStore.external-secrets.io': secretStore,
  'MutatingWebhookConfiguration.admissionregistration.k8s.io': webhooks,
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io': webhooks,
  'APIService.apiregistration.k8s.io': apiService,
};

function pushService(
  from: ClusterObject,
  { value, pointer }: Place,
  { port, at: portAt }: { readonly port: Json | undefined; readonly at: string },
  found: Reference[],
): void {
  const name = stringOf(value['name']);
  if (name === undefined) return;
  const namespace = stringOf(value['namespace']) ?? namespaceOf(from);
  const isPort = typeof port === 'string' || typeof port === 'number';
  found.push({
    ...named(from, 'Service', name, `${pointer}/name`),
    namespace,
    ...(isPort ? { port: { value: port, pointer: `${pointer}${portAt}` } } : {}),
  });
}

const named = (from: ClusterObject, kind: string, name: string, pointer: string): Reference => ({
  from,
  pointer,
  kind,
  namespace: namespaceOf(from),
  name,
});
