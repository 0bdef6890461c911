import { closest, keysOfPointer } from '../../../core/values';
import type { ApiType, Struct } from '../../../core/kubernetes/api-type';

/** A struct on the way to a place. */
export interface Level {
  readonly id: string;
  /** Where it stands in the object. */
  readonly pointer: string;
}

/** Names that too many structs have to say anything. */
const common = new Set([
  'apiVersion',
  'kind',
  'name',
  'namespace',
  'type',
  'value',
  'key',
  'items',
  'spec',
  'metadata',
  'path',
]);

/** How far below a level the field is looked for. */
const deepest = 4;

/** What a field that a struct does not have was probably meant as: one of a similar name, or one at another level. */
export function rightPlace(field: string, levels: readonly Level[], structs: ReadonlyMap<string, Struct>): string {
  const here = levels.at(-1)!;
  const own = [...(structs.get(here.id)?.fields.keys() ?? [])];
  const place = common.has(field)
    ? undefined
    : (above(field, levels, structs) ??
      [...levels]
        .reverse()
        .map((level) => below(field, level, structs))
        .find((each) => each !== undefined));
  if (place !== undefined) return `; it stands in ${place}`;
  const longer = own.filter((name) => name.toLowerCase().endsWith(field.toLowerCase()));
  const near = closest(field, own) ?? (longer.length === 1 ? longer[0] : undefined);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

/** The nearest level on the way that has the field. */
function above(field: string, levels: readonly Level[], structs: ReadonlyMap<string, Struct>): string | undefined {
  const found = levels.slice(0, -1).findLast(({ id }) => structs.get(id)?.fields.has(field));
  if (!found) return undefined;
  return found.pointer === '' ? 'the object itself' : shown(keysOf(found));
}

interface Below {
  readonly id: string;
  readonly keys: readonly string[];
}

const keysOf = ({ pointer }: Level): string[] => keysOfPointer(pointer);

/** The nearest level below one that has the field. */
function below(field: string, from: Level, structs: ReadonlyMap<string, Struct>): string | undefined {
  let level: readonly Below[] = [{ id: from.id, keys: keysOf(from) }];
  const seen = new Set([from.id]);
  for (let depth = 0; depth < deepest; depth++) {
    const next: Below[] = [];
    for (const { id, keys } of level) {
      for (const [key, { type }] of structs.get(id)?.fields ?? []) {
        const child = structNextTo(type);
        if (child === undefined || seen.has(child)) continue;
        seen.add(child);
        next.push({ id: child, keys: [...keys, type.kind === 'list' ? `${key}[]` : key] });
      }
    }
    const found = next.find(({ id }) => structs.get(id)!.fields.has(field));
    if (found) return shown(found.keys);
    level = next;
  }
  return undefined;
}

/** The struct of a type, or that of the elements of a list. */
function structNextTo(type: ApiType): string | undefined {
  const element = type.kind === 'list' ? type.of : type;
  return element.kind === 'struct' ? element.id : undefined;
}

const shown = (keys: readonly string[]): string =>
  keys.map((key, i) => (/^\d+$/.test(key) ? `[${key}]` : i === 0 ? key : `.${key}`)).join('');
