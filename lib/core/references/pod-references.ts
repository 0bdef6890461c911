import type { Json, JsonObject } from '../values';
import { at, mapOf, namespaceOf, placesAt, pointerTo, stringOf, type Container, type Place, type Pod } from './objects';
import type { Reference } from './reference';

/**
 * The objects that a pod names. Pull secrets are left out: they are made beforehand by whoever runs the registry, and a pod
 * starts without them.
 */
export function podReferences(pod: Pod): Reference[] {
  const found: Reference[] = [];
  const { spec, pointer } = pod;
  const account = stringOf(spec['serviceAccountName']);
  if (account !== undefined && account !== 'default' && account !== '') {
    found.push(reference(pod, 'ServiceAccount', account, `${pointer}/serviceAccountName`));
  }
  for (const container of pod.containers) containerReferences(pod, container, found);
  const claimed = claimedBy(pod);
  for (const volume of placesAt(spec, pointer, 'volumes')) {
    const name = stringOf(volume.value['name']);
    if (name === undefined || !claimed.has(name)) volumeReferences(pod, volume, found);
  }
  return found;
}

/** The volumes that a StatefulSet claims for its pods. It puts them in place of those that its template has by the same name. */
const claimedBy = ({ owner }: Pod): ReadonlySet<string | undefined> =>
  new Set(
    placesAt(owner.object, '', 'spec', 'volumeClaimTemplates').map(({ value }) =>
      stringOf(at(value, 'metadata', 'name')),
    ),
  );

function containerReferences(pod: Pod, { value, pointer }: Container, found: Reference[]): void {
  for (const variable of placesAt(value, pointer, 'env')) {
    for (const [field, kind] of keyRefs) {
      const ref = at(variable.value, 'valueFrom', field);
      if (ref !== undefined)
        push(pod, kind, { value: mapOf(ref), pointer: `${variable.pointer}/valueFrom/${field}` }, found);
    }
  }
  for (const source of placesAt(value, pointer, 'envFrom')) {
    for (const [field, kind] of wholeRefs) {
      if (source.value[field] === undefined) continue;
      push(pod, kind, { value: mapOf(source.value[field]), pointer: `${source.pointer}/${field}` }, found);
    }
  }
}

const keyRefs = [
  ['configMapKeyRef', 'ConfigMap'],
  ['secretKeyRef', 'Secret'],
] as const;
const wholeRefs = [
  ['configMapRef', 'ConfigMap'],
  ['secretRef', 'Secret'],
] as const;

function volumeReferences(pod: Pod, { value, pointer }: Place, found: Reference[]): void {
  const inside = (field: string): Place => ({ value: mapOf(value[field]), pointer: `${pointer}/${field}` });
  pushVolume(pod, 'ConfigMap', 'name', inside('configMap'), found);
  pushVolume(pod, 'Secret', 'secretName', inside('secret'), found);
  for (const source of placesAt(value['projected'], `${pointer}/projected`, 'sources')) {
    for (const [field, kind] of projected) {
      pushVolume(
        pod,
        kind,
        'name',
        { value: mapOf(source.value[field]), pointer: `${source.pointer}/${field}` },
        found,
      );
    }
  }
  const claim = stringOf(at(value, 'persistentVolumeClaim', 'claimName'));
  if (claim !== undefined) {
    found.push(reference(pod, 'PersistentVolumeClaim', claim, `${pointer}/persistentVolumeClaim/claimName`));
  }
  const publish = inside('csi');
  const node = stringOf(at(publish.value, 'nodePublishSecretRef', 'name'));
  if (node !== undefined) found.push(reference(pod, 'Secret', node, `${publish.pointer}/nodePublishSecretRef/name`));
  const provided = providerClassOf(value);
  if (provided !== undefined) {
    const at = `${publish.pointer}/volumeAttributes/secretProviderClass`;
    found.push(reference(pod, 'SecretProviderClass.secrets-store.csi.x-k8s.io', provided, at));
  }
}

/** The SecretProviderClass whose secrets a volume of the Secrets Store CSI Driver holds. */
export const providerClassOf = (volume: JsonObject): string | undefined =>
  at(volume, 'csi', 'driver') === 'secrets-store.csi.k8s.io'
    ? stringOf(at(volume, 'csi', 'volumeAttributes', 'secretProviderClass'))
    : undefined;

const projected = [
  ['configMap', 'ConfigMap'],
  ['secret', 'Secret'],
] as const;

/** A volume made of a ConfigMap or Secret: the object, and each key that it picks. */
function pushVolume(pod: Pod, kind: string, nameField: string, { value, pointer }: Place, found: Reference[]): void {
  const name = stringOf(value[nameField]);
  if (name === undefined) return;
  const base = { ...reference(pod, kind, name, pointerTo(pointer, nameField)), isOptional: value['optional'] === true };
  const items = placesAt(value, pointer, 'items');
  if (items.length === 0) found.push(base);
  for (const item of items) {
    const key = stringOf(item.value['key']);
    if (key !== undefined) found.push({ ...base, key: { name: key, pointer: `${item.pointer}/key` } });
  }
}

function push(pod: Pod, kind: string, { value, pointer }: Place, found: Reference[]): void {
  const name = stringOf(value['name']);
  if (name === undefined) return;
  const key = stringOf(value['key']);
  found.push({
    ...reference(pod, kind, name, `${pointer}/name`),
    ...(key === undefined ? {} : { key: { name: key, pointer: `${pointer}/key` } }),
    isOptional: value['optional'] === true,
  });
}

const reference = (pod: Pod, kind: string, name: string, pointer: string): Reference => ({
  from: pod.owner,
  pointer,
  kind,
  namespace: namespaceOf(pod.owner),
  name,
});

/** What a container is told in words: the literal values of its environment, its arguments, its command. */
export function wordsOf({
  value,
  pointer,
}: Container): { readonly name?: string; readonly text: string; readonly pointer: string }[] {
  const texts = (field: 'command' | 'args', from: number) =>
    ((Array.isArray(value[field]) ? value[field] : []) as readonly Json[]).flatMap((text, i) =>
      typeof text === 'string' && i >= from ? [{ text, pointer: `${pointer}/${field}/${i}` }] : [],
    );
  const variables = placesAt(value, pointer, 'env').flatMap(
    ({ value: variable, pointer: place }: { value: JsonObject; pointer: string }) =>
      typeof variable['value'] === 'string'
        ? [{ name: String(variable['name']), text: variable['value'], pointer: `${place}/value` }]
        : [],
  );
  return [...variables, ...texts('command', 1), ...texts('args', 0)];
}
