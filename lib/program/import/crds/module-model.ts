import type { Definition } from './definition';
import { Names, pascal, versionSuffix } from './names';
import { TypeReader, type PlaceType, type Struct } from './types-of';

/** A construct of a module: a kind in one of its versions. */
export interface KindClass {
  readonly className: string;
  /** Name of the interface of its properties. */
  readonly propsName: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly doc: string;
  /** What the API server says to those who use this version. */
  readonly deprecation?: string;
  readonly fields: Struct;
}

/** What a module has in it. */
export interface ModuleModel {
  readonly kinds: readonly KindClass[];
  /** The interfaces and lists of choices, each with its name, in the order of the names. */
  readonly structs: readonly { readonly name: string; readonly struct: Struct }[];
  nameOf(struct: Struct): string;
}

/** Names of the language that a class may not have (`Object`), or that the module itself uses. */
const ofLanguage = ['Object', 'String'];
/** What the two files of a module import. */
export const imported = ['KubeObject', 'Construct', 'KubeMetadata', 'Templated', 'TemplatedChoice', 'Tree'];

/**
 * The constructs of some definitions. A kind in its main version has its own name, in others it ends in the version: `RouteV1Beta1`; of
 * kinds of several groups that are called alike, each has its group in the name.
 */
export function moduleModel(definitions: readonly Definition[]): ModuleModel {
  const reserved = [...ofLanguage, ...imported];
  const names = new Names(reserved);
  const reader = new TypeReader();
  const plain = definitions.map(({ kind }) => pascal(kind));
  const versions = definitions.flatMap((definition, i) => {
    const isAlone = plain.filter((each) => each === plain[i]).length === 1;
    const base = isAlone ? plain[i]! : plain[i]! + pascal(definition.group);
    return inOrder(definition).map((version) => {
      const wanted = version.name === definition.mainVersion ? base : base + versionSuffix(version.name);
      const className = names.take(reserved.includes(wanted) ? `${wanted}Resource` : wanted);
      return { definition, version, className };
    });
  });
  const kinds = versions.map(({ definition: { group, kind }, version, className }): KindClass => {
    const { name, schema, hasStatus, isDeprecated, deprecationWarning } = version;
    const fields = reader.resource(schema, hasStatus);
    return {
      className,
      propsName: names.take(`${className}Props`),
      apiVersion: `${group}/${name}`,
      kind,
      doc: fields.doc,
      ...(isDeprecated && { deprecation: deprecationWarning ?? `${group}/${name} ${kind} is deprecated` }),
      fields,
    };
  });
  const structNames = namesOf(kinds, names);
  const structs = Array.from(structNames, ([struct, name]) => ({ name, struct }));
  structs.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { kinds, structs, nameOf: (struct) => structNames.get(struct)! };
}

/** The versions that are served, the main one first. */
function inOrder({ versions, mainVersion }: Definition) {
  const served = versions.filter(({ isServed }) => isServed);
  return [
    ...served.filter(({ name }) => name === mainVersion),
    ...served.filter(({ name }) => name !== mainVersion).sort((a, b) => (a.name < b.name ? -1 : 1)),
  ];
}

/** Each struct is called after the shortest way that leads to it: `CertificateSpecKeystores`. */
function namesOf(kinds: readonly KindClass[], names: Names): ReadonlyMap<Struct, string> {
  const found = new Map<Struct, string>();
  for (const { className, fields } of kinds) {
    const open: { readonly struct: Struct; readonly name: string }[] = [{ struct: fields, name: className }];
    for (const { struct, name } of open) {
      for (const field of struct.fields) {
        const below = structIn(field.type);
        if (below === undefined || found.has(below)) continue;
        const own = names.take(name + pascal(field.name));
        found.set(below, own);
        open.push({ struct: below, name: own });
      }
    }
  }
  return found;
}

/** The struct at the bottom of a type, under its lists and maps. */
export function structIn(type: PlaceType): Struct | undefined {
  if (type.kind === 'list' || type.kind === 'map') return structIn(type.of);
  return type.kind === 'struct' ? type.struct : undefined;
}
