import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A type as the `.jsii` file of a package names it. */
interface TypeReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
}

interface JsiiType {
  readonly kind: 'interface' | 'class' | 'enum';
  readonly name: string;
  readonly namespace?: string;
  /** Whether an interface is a struct. */
  readonly datatype?: boolean;
  readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly properties?: readonly { readonly name: string; readonly optional?: boolean; readonly type: TypeReference }[];
}

/** What a type is to whoever gives a prop. */
export type Sort = 'primitive' | 'enum' | 'struct' | 'construct' | 'made';

/** A public prop of a struct. */
export interface Prop {
  readonly struct: string;
  readonly name: string;
  readonly isOptional: boolean;
  /** `number`, `ServiceType`, `cdk8s.Duration`. */
  readonly type: string;
  readonly in: 'alone' | 'array' | 'map';
  readonly sort: Sort;
}

const folder = dirname(require.resolve('cdk8s-plus-28/package.json'));
const read = (name: string) => readFileSync(join(folder, name));

function readTypes(): { readonly [fqn: string]: JsiiType } {
  const assembly = JSON.parse(read('.jsii').toString()) as { schema: string; filename: string; types: object };
  const whole: unknown =
    assembly.schema === 'jsii/file-redirect' ? JSON.parse(gunzipSync(read(assembly.filename)).toString()) : assembly;
  return (whole as { readonly types: { readonly [fqn: string]: JsiiType } }).types;
}

const types = readTypes();
const own = 'cdk8s-plus-28.';

/** The version whose props these are. */
export const packageVersion = (JSON.parse(read('package.json').toString()) as { readonly version: string }).version;

/** All props of all structs, each where it is declared; the structs of the Kubernetes API itself excepted. */
export const props: readonly Prop[] = Object.entries(types)
  .filter(([, { kind, datatype, namespace }]) => kind === 'interface' && datatype === true && namespace !== 'k8s')
  .flatMap(([, struct]) =>
    (struct.properties ?? []).map(({ name, optional = false, type }): Prop => {
      const { collection } = type;
      const one = collection?.elementtype ?? type;
      return {
        struct: struct.name,
        name,
        isOptional: optional,
        type: one.primitive ?? one.fqn!.replace(own, ''),
        in: collection?.kind ?? 'alone',
        sort: sortOf(one),
      };
    }),
  );

function sortOf({ primitive, fqn }: TypeReference): Sort {
  if (primitive !== undefined) return 'primitive';
  const type = types[fqn!];
  if (type === undefined) return 'made';
  if (type.kind === 'enum') return 'enum';
  if (type.kind === 'interface' && type.datatype === true) return 'struct';
  return isConstruct(type) ? 'construct' : 'made';
}

function isConstruct({ base, interfaces = [] }: JsiiType): boolean {
  return [base, ...interfaces].some((above) => {
    if (above === undefined) return false;
    if (above.startsWith('constructs.')) return true;
    const type = types[above];
    return type !== undefined && isConstruct(type);
  });
}
