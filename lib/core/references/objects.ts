import { groupOf, isClusterScoped } from '../kubernetes/scopes';
import { matchesLabels, selects } from '../kubernetes/selects';
import { isMap, pointerTo, type Json, type JsonObject } from '../values';
import { at, listOf, mapOf, stringOf } from '../values/json-parts';
import type { ClusterObject } from './cluster-object';

export { at, isMap, listOf, mapOf, matchesLabels, pointerTo, selects, stringOf };

/*
 * Readers of objects for the rules. Objects may be of any shape, since the schema is checked beside the rules and not before
 * them: every reader takes whatever it finds and never throws.
 */

/** A map and where it stands in its object. */
export interface Place {
  readonly value: JsonObject;
  readonly pointer: string;
}

/** The maps of the list at a path, each with its pointer. Elements that are not maps are passed over. */
export function placesAt(value: Json | undefined, pointer: string, ...path: readonly string[]): Place[] {
  const list = listOf(at(value, ...path));
  if (list.length === 0) return [];
  const base = pointerTo(pointer, ...path);
  return list.flatMap((element, i) => (isMap(element) ? [{ value: element, pointer: `${base}/${i}` }] : []));
}

/** Kind and API group, which together tell a kind: `Service`, `Deployment.apps`, `Ingress.networking.k8s.io`. */
export function kindOf({ object }: ClusterObject): string {
  const apiVersion = String(object['apiVersion']);
  const slash = apiVersion.indexOf('/');
  const kind = String(object['kind']);
  return slash < 0 ? kind : `${kind}.${apiVersion.slice(0, slash)}`;
}

/** The name of an object, or an empty string. */
export const nameOf = ({ object }: ClusterObject): string => stringOf(at(object, 'metadata', 'name')) ?? '';

/** The namespace of an object; an empty string for one that names none, and for a kind that has none whatever it names. */
export const namespaceOf = ({ object }: ClusterObject): string =>
  isClusterScoped(String(object['apiVersion']), String(object['kind']))
    ? ''
    : (stringOf(at(object, 'metadata', 'namespace')) ?? '');

/** The labels of an object itself. */
export const labelsOf = ({ object }: ClusterObject): JsonObject => mapOf(at(object, 'metadata', 'labels'));

/** The annotations of an object itself. */
export const annotationsOf = ({ object }: ClusterObject): JsonObject => mapOf(at(object, 'metadata', 'annotations'));

/** Whether the Service of a backend stands for what an annotation tells the load balancers of AWS. */
export const isByAnnotation = (service: Json | undefined): boolean => at(service, 'port', 'name') === 'use-annotation';

/** How findings name an object: `apps/v1 Deployment shop/backend`. */
export function describe(checked: ClusterObject): string {
  const namespace = namespaceOf(checked);
  const name = nameOf(checked) || '(no name)';
  const { apiVersion, kind } = checked.object;
  return `${String(apiVersion)} ${String(kind)} ${namespace === '' ? name : `${namespace}/${name}`}`;
}

/** What a container is to its pod. A sidecar is an init container that keeps running. */
export type ContainerRole = 'main' | 'init' | 'sidecar' | 'ephemeral';

/** One container of a pod. */
export interface Container extends Place {
  readonly role: ContainerRole;
  readonly name: string;
}

/** A pod, or the template from which a workload makes pods. */
export interface Pod {
  readonly owner: ClusterObject;
  readonly labels: JsonObject;
  readonly annotations: JsonObject;
  readonly spec: JsonObject;
  /** JSON pointer of the spec, as `/spec/template/spec`. */
  readonly pointer: string;
  /** JSON pointer of the pod's metadata, as `/spec/template/metadata`. */
  readonly metadataPointer: string;
  readonly containers: readonly Container[];
}

/** Where each kind keeps the pod that it makes. */
const templates: { readonly [kind: string]: readonly string[] } = {
  Pod: [],
  ReplicationController: ['spec', 'template'],
  PodTemplate: ['template'],
  'Deployment.apps': ['spec', 'template'],
  'ReplicaSet.apps': ['spec', 'template'],
  'StatefulSet.apps': ['spec', 'template'],
  'DaemonSet.apps': ['spec', 'template'],
  'Job.batch': ['spec', 'template'],
  'CronJob.batch': ['spec', 'jobTemplate', 'spec', 'template'],
  'Rollout.argoproj.io': ['spec', 'template'],
};

/** The words of the kinds that are or make pods. */
export const podKinds: ReadonlySet<string> = new Set(Object.keys(templates).map((kind) => kind.replace(/\..*$/, '')));

/** The keys to the pod that an object of a kind is or makes: `['spec', 'template']`; undefined for a kind that makes none. */
export const podTemplateOf = (apiVersion: string, kind: string): readonly string[] | undefined => {
  const group = groupOf(apiVersion);
  const word = group === '' ? kind : `${kind}.${group}`;
  return Object.hasOwn(templates, word) ? templates[word] : undefined;
};

/** The pod that an object is or makes; undefined for an object that makes none. */
export function podOf(owner: ClusterObject): Pod | undefined {
  const kind = kindOf(owner);
  const path = Object.hasOwn(templates, kind) ? templates[kind] : undefined;
  const template = path && at(owner.object, ...path);
  if (!path || !isMap(template) || !isMap(template['spec'])) return undefined;
  const { metadata, spec } = template as JsonObject & { readonly spec: JsonObject };
  const base = pointerTo('', ...path);
  const pointer = `${base}/spec`;
  return {
    owner,
    labels: mapOf(at(metadata, 'labels')),
    annotations: mapOf(at(metadata, 'annotations')),
    spec,
    pointer,
    metadataPointer: `${base}/metadata`,
    containers: [
      ...placesAt(spec, pointer, 'initContainers').map((place) =>
        container(place, place.value['restartPolicy'] === 'Always' ? 'sidecar' : 'init'),
      ),
      ...placesAt(spec, pointer, 'containers').map((place) => container(place, 'main')),
      ...placesAt(spec, pointer, 'ephemeralContainers').map((place) => container(place, 'ephemeral')),
    ],
  };
}

const container = (place: Place, role: ContainerRole): Container => ({
  ...place,
  role,
  name: stringOf(place.value['name']) ?? '',
});

/** The objects of an input, found by kind, namespace and name. */
export class ObjectIndex {
  private readonly byKind = new Map<string, ClusterObject[]>();
  private readonly byName = new Map<string, ClusterObject[]>();
  /** The pods of all objects, in the order of the objects. */
  readonly pods: readonly Pod[];
  private readonly podsByOwner = new Map<ClusterObject, Pod>();
  private readonly podsByNamespace = new Map<string, Pod[]>();
  private readonly podsByLabel = new Map<string, Pod[]>();
  private readonly podsBySelector = new Map<string, readonly Pod[]>();

  constructor(readonly objects: readonly ClusterObject[]) {
    const pods: Pod[] = [];
    for (const object of objects) {
      const kind = kindOf(object);
      add(this.byKind, kind, object);
      add(this.byName, keyOf(kind, namespaceOf(object), nameOf(object)), object);
      const pod = podOf(object);
      if (!pod) continue;
      pods.push(pod);
      this.podsByOwner.set(object, pod);
      const namespace = namespaceOf(object);
      add(this.podsByNamespace, namespace, pod);
      for (const [key, value] of Object.entries(pod.labels)) {
        if (typeof value === 'string') add(this.podsByLabel, labelKey(namespace, key, value), pod);
      }
    }
    this.pods = pods;
  }

  /** All objects of a kind, such as `Service` or `Deployment.apps`. */
  all(kind: string): readonly ClusterObject[] {
    return this.byKind.get(kind) ?? [];
  }

  /** The first object of this kind, namespace and name. */
  find(kind: string, namespace: string, name: string): ClusterObject | undefined {
    return this.named(kind, namespace, name)[0];
  }

  /** All objects of this kind, namespace and name; more than one are too many. */
  named(kind: string, namespace: string, name: string): readonly ClusterObject[] {
    return this.byName.get(keyOf(kind, namespace, name)) ?? [];
  }

  /** The names of a kind's objects in a namespace, for a did-you-mean. */
  names(kind: string, namespace: string): string[] {
    return this.all(kind).flatMap((object) => (namespaceOf(object) === namespace ? [nameOf(object)] : []));
  }

  /** The pod that an object makes. */
  podOf(owner: ClusterObject): Pod | undefined {
    return this.podsByOwner.get(owner);
  }

  /** The pods of a namespace. */
  podsIn(namespace: string): readonly Pod[] {
    return this.podsByNamespace.get(namespace) ?? [];
  }

  /** The pods of a namespace that a label selector selects; the same list for every selector that reads the same. */
  podsOf(namespace: string, selector: Json | undefined): readonly Pod[] {
    if (!isMap(selector)) return [];
    const key = `${namespace} ${JSON.stringify(selector)}`;
    let found = this.podsBySelector.get(key);
    if (!found) {
      const candidates = this.podsWithOneLabel(namespace, mapOf(selector['matchLabels']));
      found = candidates.filter(({ labels }) => selects(selector, labels));
      this.podsBySelector.set(key, found);
    }
    return found;
  }

  /** Of the labels that pods must have, the pods with the one that the fewest have; all of the namespace where none is asked for. */
  private podsWithOneLabel(namespace: string, wanted: JsonObject): readonly Pod[] {
    let fewest = this.podsIn(namespace);
    for (const [key, value] of Object.entries(wanted)) {
      if (typeof value !== 'string') continue;
      const pods = this.podsByLabel.get(labelKey(namespace, key, value)) ?? [];
      if (pods.length < fewest.length) fewest = pods;
    }
    return fewest;
  }
}

const labelKey = (namespace: string, key: string, value: string) => `${namespace} ${key}=${value}`;

const keyOf = (kind: string, namespace: string, name: string) => `${kind} ${namespace}/${name}`;

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

const indexes = new WeakMap<readonly ClusterObject[], ObjectIndex>();

/** The index of an input's objects, made once for all rules. */
export function indexOf({ objects }: { readonly objects: readonly ClusterObject[] }): ObjectIndex {
  let found = indexes.get(objects);
  if (!found) indexes.set(objects, (found = new ObjectIndex(objects)));
  return found;
}
