import { isMap, type Json, type JsonObject } from '../../../core/values';

/** One version of a custom resource, as its definition tells it. */
export interface DefinedVersion {
  readonly name: string;
  readonly isServed: boolean;
  readonly isDeprecated: boolean;
  readonly deprecationWarning?: string;
  readonly hasStatus: boolean;
  /** The `openAPIV3Schema` as it is written; empty where the definition has none. */
  readonly schema: JsonObject;
}

/** What a CustomResourceDefinition says, of either of its API versions. */
export interface Definition {
  readonly group: string;
  readonly kind: string;
  /** Name of the definition, as `widgets.example.org`. */
  readonly name: string;
  readonly isClusterScoped: boolean;
  /** The version that comes first in names: the stored one, or where that is not served, the first that is. */
  readonly mainVersion: string;
  readonly versions: readonly DefinedVersion[];
}

/** Whether an object is a CustomResourceDefinition, of either API version. */
export const isDefinition = (object: JsonObject): boolean =>
  object['kind'] === 'CustomResourceDefinition' && /^apiextensions\.k8s\.io\//.test(String(object['apiVersion']));

/** What a CustomResourceDefinition says; a sentence where it lacks what it needs. */
export function readDefinition(object: JsonObject): Definition | string {
  const spec = mapOf(object['spec']);
  const { group } = spec;
  const { kind } = mapOf(spec['names']);
  if (typeof group !== 'string' || group === '') return 'it names no group (spec.group)';
  if (typeof kind !== 'string' || kind === '') return 'it names no kind (spec.names.kind)';
  const isFirst = object['apiVersion'] === 'apiextensions.k8s.io/v1beta1';
  // A definition of v1beta1 keeps what its schema does not know, unless it says otherwise.
  const keepsAll = isFirst ? spec['preserveUnknownFields'] !== false : spec['preserveUnknownFields'] === true;
  const versions = listOf(spec['versions']).filter(isMap) as JsonObject[];
  const all = versions.length > 0 ? versions : [{ name: spec['version'] ?? '', served: true, storage: true }];
  const read = all.map((version) => versionOf(version, isFirst ? spec : {}, keepsAll));
  const served = read.filter(({ isServed }) => isServed);
  if (served.length === 0) return 'it serves no version (spec.versions)';
  if (served.some(({ name }) => name === '')) return 'one of its versions has no name (spec.versions)';
  const stored = all.find(({ storage }) => storage === true)?.['name'];
  return {
    group,
    kind,
    name: String(mapOf(object['metadata'])['name'] ?? `${kind.toLowerCase()}s.${group}`),
    isClusterScoped: spec['scope'] === 'Cluster',
    mainVersion: (served.find(({ name }) => name === stored) ?? served[0]!).name,
    versions: read,
  };
}

/** @param shared what all versions of a definition of v1beta1 have in common, where they say nothing themselves */
function versionOf(version: JsonObject, shared: JsonObject, keepsAll: boolean): DefinedVersion {
  const validation = mapOf(version['schema'] ?? shared['validation']);
  const written = validation['openAPIV3Schema'];
  const schema = isMap(written) ? written : {};
  const warning = version['deprecationWarning'];
  return {
    name: typeof version['name'] === 'string' ? version['name'] : '',
    isServed: version['served'] !== false,
    isDeprecated: version['deprecated'] === true,
    ...(typeof warning === 'string' && { deprecationWarning: warning }),
    hasStatus: mapOf(version['subresources'] ?? shared['subresources'])['status'] !== undefined,
    schema: keepsAll || !isMap(written) ? keepingAll(schema) : schema,
  };
}

/** The schema of a definition that drops nothing: at all depths, fields that it does not list are kept. */
function keepingAll(schema: JsonObject): JsonObject {
  const below = (value: Json): Json => (isMap(value) ? keepingAll(value) : value);
  const { properties, items, additionalProperties } = schema;
  const isObject = schema['type'] === 'object' || schema['type'] === undefined || properties !== undefined;
  return {
    ...schema,
    ...(isMap(properties) && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, below(value)])),
    }),
    ...(items !== undefined && { items: below(items) }),
    ...(additionalProperties !== undefined && { additionalProperties: below(additionalProperties) }),
    ...(isObject && additionalProperties === undefined && { 'x-kubernetes-preserve-unknown-fields': true }),
  };
}

export const mapOf = (value: Json | undefined): JsonObject => (isMap(value) ? value : {});

export const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];
