import { parseStruct, type Struct, type StructNotation } from './api-type';
import { corrections } from './corrections';

/** A file of definitions. In one that changes an earlier version, null removes an entry. */
export interface Definitions {
  /** The packages that the file was made from. */
  readonly source: string;
  /** The struct of each kind, by `apiVersion kind`. */
  readonly kinds: { readonly [apiVersionAndKind: string]: string | null };
  readonly structs: { readonly [id: string]: StructNotation | null };
}

/** All that is known of one version of Kubernetes, and of the custom resources. */
export interface Schema {
  readonly kinds: ReadonlyMap<string, string>;
  readonly structs: ReadonlyMap<string, Struct>;
}

/* The paths are literals so that a bundler finds the files, and behind functions so that only the needed ones are read. */
const versions = {
  '1.28': () => require('./definitions/kubernetes-1.28.json') as Definitions,
  '1.29': () => require('./definitions/kubernetes-1.29.json') as Definitions,
  '1.30': () => require('./definitions/kubernetes-1.30.json') as Definitions,
  '1.31': () => require('./definitions/kubernetes-1.31.json') as Definitions,
  '1.32': () => require('./definitions/kubernetes-1.32.json') as Definitions,
  '1.33': () => require('./definitions/kubernetes-1.33.json') as Definitions,
  '1.34': () => require('./definitions/kubernetes-1.34.json') as Definitions,
};
const customResources = () => require('./definitions/custom-resources.json') as Definitions;

/** A version of Kubernetes whose objects can be checked. */
export type KubernetesVersion = keyof typeof versions;

/** In ascending order. */
export const kubernetesVersions = Object.keys(versions) as readonly KubernetesVersion[];

const schemas = new Map<KubernetesVersion, Schema>();

/** The schema of a version: 1.28, with the changes of each later version up to it, and the custom resources. */
export function schemaOf(version: KubernetesVersion): Schema {
  const known = schemas.get(version);
  if (known) return known;
  const upTo = kubernetesVersions.slice(0, kubernetesVersions.indexOf(version) + 1);
  const files = [...upTo.map((each) => versions[each]()), customResources()];
  const corrected = corrections.filter(({ since }) => upTo.includes(since));
  const schema = {
    kinds: layered(files.map(({ kinds }) => kinds)),
    structs: new Map(
      Array.from(
        layered([...files.map(({ structs }) => structs), ...corrected.map(({ structs }) => structs)]),
        ([id, notation]) => [id, parseStruct(notation)],
      ),
    ),
  };
  schemas.set(version, schema);
  return schema;
}

function layered<T>(tables: readonly { readonly [key: string]: T | null }[]): Map<string, T> {
  const result = new Map<string, T>();
  for (const table of tables) {
    for (const [key, value] of Object.entries(table)) {
      if (value === null) result.delete(key);
      else result.set(key, value);
    }
  }
  return result;
}
