import { evaluateManifest, type ChartDefinition, type EnvironmentValues, type Manifest } from '../../core/manifest';
import { isNamespace } from '../../core/manifest/is-namespace';
import { isMap, type Json, type JsonObject, type Release } from '../../core/values';
import type { PlainObject } from '../trees';

/** A system as a GitOps engine is told of it. */
export interface DeployedSystem {
  readonly name: string;
  /** Its folder below that of the plain YAML. */
  readonly folder: string;
  /** Version of its chart. */
  readonly version: string;
  readonly environments: readonly DeployedEnvironment[];
}

/** One environment of a system, with its objects as plain data. */
export interface DeployedEnvironment {
  readonly name: string;
  readonly release: string;
  readonly namespace: string;
  /** What `values-<environment>.yaml` holds. */
  readonly overrides: JsonObject;
  /** The objects of the plain YAML, in the order of application. */
  readonly plain: readonly PlainObject[];
  /** What exists in a release of the chart only: `helm test` pods and hooks around a rollback or a deletion. */
  readonly chartOnly: readonly JsonObject[];
  /** Whether `helm test` has something to run. */
  readonly hasTests: boolean;
}

/** The environments of a system that an engine is to deploy. */
export function deployedSystem(
  { definition, manifests }: { readonly definition: ChartDefinition; readonly manifests: readonly Manifest[] },
  outputs: readonly {
    readonly environment: EnvironmentValues;
    readonly release: Release;
    readonly plain: readonly PlainObject[];
  }[],
): DeployedSystem {
  const { name, folder = name, metadata } = definition;
  const environments = outputs.map(({ environment, release, plain }): DeployedEnvironment => {
    const printed = new Set(plain.map(({ manifest }) => manifest));
    const others = manifests.flatMap((manifest) => {
      const object = manifest.hook && !printed.has(manifest) ? evaluateManifest(manifest, release) : undefined;
      return object ? [{ object, events: manifest.hook?.events ?? [] }] : [];
    });
    return {
      name: environment.name,
      release: environment.release,
      namespace: environment.namespace,
      overrides: environment.overrides,
      plain,
      chartOnly: others.map(({ object }) => object),
      hasTests: others.some(({ events }) => events.includes('test')),
    };
  });
  return { name, folder, version: metadata.version, environments };
}

/** The Namespace object of the release's namespace; undefined where the output has none. */
export const namespaceObjectOf = ({ plain, namespace }: DeployedEnvironment): JsonObject | undefined =>
  plain.map(({ object }) => object).find((object) => isNamespace(object) && nameOf(object) === namespace);

/** Namespaces that every cluster has: nobody makes or labels them. */
export const isOfCluster = (namespace: string): boolean => namespace === 'default' || namespace.startsWith('kube-');

/** The value at a path; undefined where the way there ends. */
export function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let current = value;
  for (const key of path) current = isMap(current) ? current[key] : undefined;
  return current;
}

/** What stands at a JSON pointer; undefined where nothing does. */
export const atPointer = (object: JsonObject, pointer: string): Json | undefined => {
  let current: Json | undefined = object;
  for (const key of pointer.split('/').slice(1)) {
    const name: string = key.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(current)) current = (current as readonly Json[])[Number(name)];
    else current = isMap(current) ? current[name] : undefined;
  }
  return current;
};

export const listAt = (value: Json | undefined, ...path: readonly string[]): readonly Json[] => {
  const found = at(value, ...path);
  return Array.isArray(found) ? (found as readonly Json[]) : [];
};

export const textAt = (value: Json | undefined, ...path: readonly string[]): string => {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
};

export const kindOf = (object: JsonObject): string => textAt(object, 'kind');
export const nameOf = (object: JsonObject): string => textAt(object, 'metadata', 'name');
export const apiVersionOf = (object: JsonObject): string => textAt(object, 'apiVersion');

/** An object of typed fields as data, without the fields that hold undefined. */
export const asData = (object: object): JsonObject => JSON.parse(JSON.stringify(object)) as JsonObject;
