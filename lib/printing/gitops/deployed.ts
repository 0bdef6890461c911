import { evaluateManifest, type ChartDefinition, type EnvironmentValues, type Manifest } from '../../core/manifest';
import { isNamespace } from '../../core/manifest/is-namespace';
import { at, listOf, stringOf } from '../../core/references/objects';
import { keysOfPointer, type Json, type JsonObject, type Release } from '../../core/values';

export { at };
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

/** What stands at a JSON pointer; undefined where nothing does. */
export const atPointer = (object: JsonObject, pointer: string): Json | undefined =>
  keysOfPointer(pointer).reduce<Json | undefined>(
    (inner, key) => (Array.isArray(inner) ? (inner as readonly Json[])[Number(key)] : at(inner, key)),
    object,
  );

export const listAt = (value: Json | undefined, ...path: readonly string[]): readonly Json[] =>
  listOf(at(value, ...path));

export const textAt = (value: Json | undefined, ...path: readonly string[]): string =>
  stringOf(at(value, ...path)) ?? '';

export const kindOf = (object: JsonObject): string => textAt(object, 'kind');
export const nameOf = (object: JsonObject): string => textAt(object, 'metadata', 'name');
export const apiVersionOf = (object: JsonObject): string => textAt(object, 'apiVersion');

/** An object of typed fields as data, without the fields that hold undefined. */
export const asData = (object: object): JsonObject => JSON.parse(JSON.stringify(object)) as JsonObject;
