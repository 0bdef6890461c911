import { printField, type StructNotation } from '../../core/kubernetes/api-type';
import type { Definitions } from '../../core/kubernetes/definitions';
import { reachable, type Api, type Struct } from './api';

/** The table of an API: all that the kinds are made of, and nothing else. */
export function definitionsOf(api: Api): Definitions {
  const ofKinds = new Set(api.kinds.map(({ struct }) => struct));
  const fields = [...ofKinds].flatMap((struct) => struct.fields);
  const structs = new Set([...ofKinds, ...reachable(api, fields)]);
  return {
    source: api.source,
    kinds: sorted(api.kinds.map(({ apiVersion, kind, struct }) => [`${apiVersion} ${kind}`, struct.id])),
    structs: sorted([...structs].map((struct) => [struct.id, fieldsOf(struct, ofKinds.has(struct))])),
  };
}

function fieldsOf(struct: Struct, ofKind: boolean): StructNotation {
  const ofAllObjects: [string, string][] = ofKind
    ? [
        ['apiVersion', 'string'],
        ['kind', 'string'],
      ]
    : [];
  const own = struct.fields.map(({ name, type, required }): [string, string] => [
    name,
    printField({ type, isRequired: required }),
  ]);
  return sorted([...ofAllObjects, ...own, ...(struct.open ? [['*', 'any'] as const] : [])]);
}

/** What has to be written over `before` to get `after`; null removes an entry. */
export function difference(before: Definitions, after: Definitions): Definitions {
  return {
    source: after.source,
    kinds: changes(before.kinds, after.kinds),
    structs: changes(before.structs, after.structs),
  };
}

type Table<T> = { readonly [key: string]: T | null };

function changes<T>(before: Table<T>, after: Table<T>): Table<T> {
  const removed = Object.keys(before).filter((key) => !(key in after));
  const changed = Object.entries(after).filter(([key, value]) => JSON.stringify(before[key]) !== JSON.stringify(value));
  return sorted<T | null>([...changed, ...removed.map((key): [string, null] => [key, null])]);
}

/** JSON with one line for each kind and struct, so that a new version shows as a short difference. */
export function printDefinitions({ source, kinds, structs }: Definitions): string {
  const table = (entries: object) =>
    Object.entries(entries)
      .map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
      .join(',\n');
  return `{
  "source": ${JSON.stringify(source)},
  "kinds": {
${table(kinds)}
  },
  "structs": {
${table(structs)}
  }
}
`;
}

const sorted = <T>(entries: readonly (readonly [string, T])[]): { [key: string]: T } =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : Number(a > b))));
