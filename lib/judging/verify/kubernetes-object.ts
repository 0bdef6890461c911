import { isMap } from '../../core/values';

export { isMap };

/** A value as Kubernetes reads it from YAML; integers that a `number` cannot hold exactly are `bigint`. */
export type Value = null | boolean | number | bigint | string | readonly Value[] | ValueMap;

/** A map of values by key. */
export interface ValueMap {
  readonly [key: string]: Value;
}

/** One object of a manifest. `apiVersion`, `kind` and `metadata.name` are known to be strings. */
export interface KubernetesObject extends ValueMap {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ValueMap & { readonly name: string };
}

/** The field that keeps a value from being a Kubernetes object, or undefined when it is one. */
export function missingField(value: Value): string | undefined {
  if (!isMap(value)) return 'apiVersion';
  if (typeof value['apiVersion'] !== 'string') return 'apiVersion';
  if (typeof value['kind'] !== 'string') return 'kind';
  const metadata = value['metadata'];
  return isMap(metadata) && typeof metadata['name'] === 'string' ? undefined : 'metadata.name';
}

/** The annotations of an object's own metadata. */
export function annotationsOf(object: KubernetesObject): ValueMap {
  const annotations = object.metadata['annotations'];
  return isMap(annotations) ? annotations : {};
}

/** How messages name an object: `apps/v1 Deployment sovd/backend`. */
export function describe(object: KubernetesObject): string {
  const { namespace, name } = object.metadata;
  const path = typeof namespace === 'string' ? `${namespace}/${name}` : name;
  return `${object.apiVersion} ${object.kind} ${path}`;
}
