import { registeredKinds, type RegisteredVersion } from '../../../core/kubernetes/registered-kinds';
import type { Json, JsonObject } from '../../../core/values';
import { at, isMap, listOf, mapOf, stringOf } from '../../../core/references/objects';
import { structuralSchema } from './read-schema';
import type { ResourceDefinition, ResourceVersion } from './resource-definition';

/** What is known of custom resources, by group and kind. */
export class ResourceDefinitions {
  private readonly byKind = new Map<string, ResourceDefinition>();

  /** @param definitions of two of a group and kind the first holds, and the other one for the versions that only it has */
  constructor(definitions: Iterable<ResourceDefinition>) {
    for (const definition of definitions) {
      const key = keyOf(definition.group, definition.kind);
      const first = this.byKind.get(key);
      this.byKind.set(key, first ? withVersionsOf(first, definition) : definition);
    }
  }

  get isEmpty(): boolean {
    return this.byKind.size === 0;
  }

  /** The definition of an object's kind; undefined where none is known. */
  of({ apiVersion, kind }: JsonObject): ResourceDefinition | undefined {
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
    const slash = apiVersion.indexOf('/');
    return slash < 0 ? undefined : this.byKind.get(keyOf(apiVersion.slice(0, slash), kind));
  }

  /** The version of an object; undefined where the definition has none of that name. */
  versionOf(object: JsonObject): ResourceVersion | undefined {
    const version = String(object['apiVersion']).split('/')[1];
    return this.of(object)?.versions.find(({ name }) => name === version);
  }
}

/** A definition with the versions that another one of the same kind has beside its own. */
function withVersionsOf(first: ResourceDefinition, other: ResourceDefinition): ResourceDefinition {
  const names = new Set(first.versions.map(({ name }) => name));
  const others = other.versions.filter(({ name }) => !names.has(name));
  return others.length === 0 ? first : { ...first, versions: [...first.versions, ...others] };
}

const keyOf = (group: string, kind: string) => `${group} ${kind}`;

/** Whether an object is a CustomResourceDefinition, of whatever version. */
export const isDefinition = ({ apiVersion, kind }: JsonObject): boolean =>
  kind === 'CustomResourceDefinition' && String(apiVersion).startsWith('apiextensions.k8s.io/');

/**
 * What a CustomResourceDefinition says. One that lacks what the API server needs is passed over: it is refused itself, by other
 * rules.
 */
export function readDefinition(object: JsonObject): ResourceDefinition | undefined {
  if (!isDefinition(object) || object['apiVersion'] !== 'apiextensions.k8s.io/v1') return undefined;
  const spec = at(object, 'spec');
  const group = stringOf(at(spec, 'group'));
  const kind = stringOf(at(spec, 'names', 'kind'));
  if (group === undefined || kind === undefined) return undefined;
  return {
    group,
    kind,
    name: stringOf(at(object, 'metadata', 'name')) ?? '',
    isClusterScoped: at(spec, 'scope') === 'Cluster',
    versions: listOf(at(spec, 'versions')).flatMap((version) => (isMap(version) ? [versionOf(version)] : [])),
  };
}

function versionOf(version: JsonObject): ResourceVersion {
  const written: Json | undefined = at(version, 'schema', 'openAPIV3Schema');
  return {
    name: stringOf(version['name']) ?? '',
    isServed: version['served'] !== false,
    isDeprecated: version['deprecated'] === true,
    deprecationWarning: stringOf(version['deprecationWarning']),
    hasStatus: at(version, 'subresources', 'status') !== undefined,
    get schema() {
      return structuralSchema(mapOf(written));
    },
  };
}

/** The definitions among objects. */
export const definitionsAmong = (objects: Iterable<JsonObject>): ResourceDefinition[] =>
  [...objects].flatMap((object) => readDefinition(object) ?? []);

/** What the modules that `chartwright import` wrote have registered. */
export const importedDefinitions = (): ResourceDefinition[] =>
  Array.from(registeredKinds(), ({ versions, ...kind }) => ({ ...kind, versions: versions.map(importedVersion) }));

function importedVersion({ schema, ...version }: RegisteredVersion): ResourceVersion {
  return {
    ...version,
    get schema() {
      return structuralSchema(schema());
    },
  };
}
