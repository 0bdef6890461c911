import { dirname } from 'node:path';
import { readAssembly, type JsiiType, type TypeReference } from '../../program/import/read-jsii';

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
const { types, version } = readAssembly(folder);
const own = 'cdk8s-plus-28.';

/** The version whose props these are. */
export const packageVersion = version;

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
