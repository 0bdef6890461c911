import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Primitive } from '../../core/kubernetes/api-type';
import type { Api, Field, FieldType, Kind, Struct } from './api';

interface Docs {
  readonly summary?: string;
  readonly remarks?: string;
  readonly default?: string;
  readonly custom?: { readonly schema?: string };
}

/** A type as the `.jsii` file of a package names it. */
export interface TypeReference {
  readonly primitive?: 'string' | 'boolean' | 'number' | 'date' | 'any' | 'json';
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
}

export interface JsiiType {
  readonly kind: 'interface' | 'class' | 'enum';
  readonly name: string;
  readonly namespace?: string;
  /** Whether an interface is a struct. */
  readonly datatype?: boolean;
  readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly docs: Docs;
  readonly properties?: readonly {
    readonly name: string;
    readonly optional?: boolean;
    readonly docs: Docs;
    readonly type: TypeReference;
  }[];
  readonly members?: readonly { readonly docs: Docs }[];
}

interface Assembly {
  readonly name: string;
  readonly version: string;
  readonly types: { readonly [fqn: string]: JsiiType };
}

/** Objects carry this metadata; lists and `Status` carry `ListMeta`, and nobody applies those. */
const objectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** What the package cannot say: it knows one type of number, and no format of a string. */
const refinements: ReadonlyMap<string, FieldType> = new Map([
  ...['maximum', 'minimum', 'multipleOf'].map((name): [string, FieldType] => [
    `io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps#${name}`,
    { kind: 'primitive', name: 'number' },
  ]),
  ...['Secret#data', 'ConfigMap#binaryData'].map((name): [string, FieldType] => [
    `io.k8s.api.core.v1.${name}`,
    { kind: 'map', of: { kind: 'primitive', name: 'base64' } },
  ]),
]);

/** The Kubernetes API as the `.jsii` file of an installed `cdk8s-plus-NN` package describes it. */
export function readJsii(directory: string): Api {
  const assembly = readAssembly(directory);
  const types = Object.values(assembly.types).filter((type) => type.namespace === 'k8s');
  const structs = new Map<string, Struct>();
  for (const type of types) {
    if (type.kind === 'interface') structs.set(schemaOf(type), structOf(type, assembly));
  }
  const kinds: Kind[] = [];
  for (const [jsiiName, gvk] of groupVersionKinds(directory)) {
    const type = assembly.types[`${assembly.name}.k8s.${jsiiName}`];
    const struct = type && structs.get(schemaOf(type));
    if (!struct?.fields.some(({ type }) => type.kind === 'struct' && type.id === objectMeta)) continue;
    kinds.push({ ...gvk, className: struct.name.replace(/Props$/, ''), struct });
  }
  return { source: `${assembly.name} ${assembly.version}`, kinds, structs };
}

/** What the `.jsii` file in the folder of a package says of it. */
export function readAssembly(directory: string): Assembly {
  const read = (name: string) => readFileSync(join(directory, name));
  const assembly = JSON.parse(read('.jsii').toString()) as Assembly & {
    readonly schema: string;
    readonly filename: string;
  };
  if (assembly.schema !== 'jsii/file-redirect') return assembly;
  return JSON.parse(gunzipSync(read(assembly.filename)).toString()) as Assembly;
}

/** `apiVersion` and `kind` by class; the `.jsii` file does not have them, the compiled code does in one of two forms. */
function groupVersionKinds(directory: string): Map<string, { apiVersion: string; kind: string }> {
  const code = readFileSync(join(directory, 'lib/imports/k8s.js'), 'utf8');
  const literal = String.raw`GVK = \{\s*apiVersion: '([^']+)',\s*kind: '([^']+)',?\s*\};`;
  const assigned = new RegExp(String.raw`^(\w+)\.${literal}`, 'gm');
  const declared = new RegExp(String.raw`^class (\w+) extends cdk8s_1\.ApiObject \{[^]*?static ${literal}`, 'gm');
  const found = [...code.matchAll(assigned), ...code.matchAll(declared)];
  if (found.length === 0) throw new Error(`${directory}: no kinds were found in lib/imports/k8s.js`);
  return new Map(found.map(([, name, apiVersion, kind]) => [name!, { apiVersion: apiVersion!, kind: kind! }]));
}

function structOf(type: JsiiType, assembly: Assembly): Struct {
  return {
    id: schemaOf(type),
    name: upstreamCase(type),
    doc: docOf(type.docs),
    fields: (type.properties ?? []).map((property): Field => {
      const id = schemaOf(property);
      return {
        name: id.slice(id.indexOf('#') + 1),
        doc: docOf(property.docs),
        fallback: fallbackOf(property.docs),
        required: !property.optional,
        type: refinements.get(id) ?? typeOf(property.type, assembly),
      };
    }),
  };
}

function typeOf(reference: TypeReference, assembly: Assembly): FieldType {
  const { primitive, collection, fqn } = reference;
  if (collection)
    return { kind: collection.kind === 'array' ? 'list' : 'map', of: typeOf(collection.elementtype, assembly) };
  if (primitive) return { kind: 'primitive', name: primitives[primitive] };
  const type = assembly.types[fqn ?? ''];
  if (type?.name === 'IntOrString') return { kind: 'primitive', name: 'intOrString' };
  if (type?.name === 'Quantity') return { kind: 'primitive', name: 'quantity' };
  if (type?.kind === 'interface') return { kind: 'struct', id: schemaOf(type) };
  if (type?.kind === 'enum') {
    // The value of a member is found in its documentation alone: `DELETE_OPTIONS` has the summary "DeleteOptions."
    const values = (type.members ?? []).map(({ docs }) => (docs.summary ?? '').replace(/\.$/, ''));
    return { kind: 'enum', name: type.name, values };
  }
  throw new Error(`${assembly.name} ${assembly.version}: cannot read the type ${JSON.stringify(reference)}`);
}

const primitives = {
  string: 'string',
  boolean: 'boolean',
  number: 'integer',
  date: 'time',
  any: 'any',
  json: 'any',
} as const satisfies { [name: string]: Primitive };

function schemaOf({ name, docs }: { readonly name: string; readonly docs: Docs }): string {
  const schema = docs.custom?.schema;
  if (schema === undefined) throw new Error(`no upstream name is known for ${name}`);
  return schema;
}

/** The upstream spelling of a name: `HttpGetAction` is `HTTPGetAction`, `KubeCsiDriverProps` is `KubeCSIDriverProps`. */
function upstreamCase(type: JsiiType): string {
  const upstream = schemaOf(type).split('.').at(-1)!;
  const at = type.name.toLowerCase().indexOf(upstream.toLowerCase());
  if (at < 0) return type.name;
  const suffix = type.name.slice(at + upstream.length).replace(/^v(?=\d)/, 'V');
  return type.name.slice(0, at) + upstream + suffix;
}

const docOf = ({ summary, remarks }: Docs): string => [summary, remarks].filter(Boolean).join('\n\n').trim();

/** The package marks where a default is documented, but cuts the text at odd places; so it is read from the whole text. */
function fallbackOf(docs: Docs): string | undefined {
  if (docs.default === undefined) return undefined;
  const sentence = /\bdefaults? (?:to|is|value is)\s+(.+?)(?:\.(?=\s|$)| More info|\n|$)/i.exec(docOf(docs))?.[1];
  if (sentence === undefined || sentence.length > 80) return undefined;
  const bare = sentence.replace(/^(["'`])([^"'`]+)\1/, '$2');
  return bare.split(')').length > bare.split('(').length ? bare.replace(/\)$/, '') : bare;
}
