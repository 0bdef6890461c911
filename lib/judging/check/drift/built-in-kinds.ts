import type { ApiType, Struct } from '../../../core/kubernetes/api-type';
import { storedQuantity } from '../../../core/kubernetes/stored-quantity';
import type { Json, JsonObject } from '../../../core/values';
import { isMap, pointerTo } from '../../../core/references/objects';
import { defaultsIn } from './defaults-of-structs';
import { leftOut } from './left-out';
import { shown, type Difference } from './differences';
import { isDroppedAsZero, isKeptEmpty } from './zero-fields';

/** Where a value of one of the structs is stored otherwise than it is written. */
export function differencesIn(
  value: JsonObject,
  struct: string,
  pointer: string,
  structs: ReadonlyMap<string, Struct>,
): Difference[] {
  const walk = new Walk(structs);
  walk.struct(value, struct, pointer);
  return walk.found;
}

/** Along the types, as the schema is checked. What is of the wrong type is passed over: others say that. */
class Walk {
  readonly found: Difference[] = [];

  constructor(private readonly structs: ReadonlyMap<string, Struct>) {}

  struct(value: Json, id: string, pointer: string): void {
    const struct = this.structs.get(id);
    if (!struct || !isMap(value)) return;
    for (const [key, child] of Object.entries(value)) {
      const field = struct.fields.get(key);
      if (!field) continue;
      const place = pointerTo(pointer, key);
      if (this.isDropped(child, id, key, field)) this.dropped(child, key, place);
      else this.value(child, field.type, key, place);
      this.defaults(child, id, key, place);
    }
  }

  private value(value: Json, type: ApiType, name: string, pointer: string): void {
    if (type.kind === 'struct') this.struct(value, type.id, pointer);
    else if (type.kind === 'list' && Array.isArray(value)) {
      for (const [i, element] of (value as readonly Json[]).entries())
        this.value(element, type.of, name, `${pointer}/${i}`);
    } else if (type.kind === 'map' && isMap(value)) {
      for (const [key, child] of Object.entries(value)) this.value(child, type.of, key, pointerTo(pointer, key));
    } else if (type.kind === 'primitive' && type.name === 'quantity') this.quantity(value, name, pointer);
  }

  private quantity(value: Json, name: string, pointer: string): void {
    if (typeof value !== 'string' && typeof value !== 'number') return;
    const stored = storedQuantity(value);
    if (stored === undefined || stored === value) return;
    this.found.push({
      drift: 'quantity',
      pointer,
      message: `${name} is written as ${shown(value)} and stored as ${shown(stored)}`,
      remedy: `Write ${shown(stored)}.`,
    });
  }

  private isDropped(
    value: Json,
    struct: string,
    key: string,
    { type, isRequired }: { readonly type: ApiType; readonly isRequired: boolean },
  ): boolean {
    if (isRequired) return false;
    // Metadata that kubectl and code generators print in templates; what is at the top is another rule's.
    if (value === null) return key !== 'creationTimestamp';
    if (type.kind === 'list' || type.kind === 'map')
      return typeof value === 'object' && Object.keys(value).length === 0 && !isKeptEmpty(struct, key);
    return (value === false || value === 0 || value === '') && isDroppedAsZero(struct, key);
  }

  private dropped(value: Json, name: string, pointer: string): void {
    this.found.push({
      drift: 'empty',
      pointer,
      message: `${name} is written as ${shown(value)}, which the API server does not store`,
      remedy: 'Leave the field out, which means the same.',
    });
  }

  private defaults(value: Json, struct: string, field: string, pointer: string): void {
    const elements: readonly (readonly [Json, string])[] = Array.isArray(value)
      ? (value as readonly Json[]).map((element, i) => [element, `${pointer}/${i}`] as const)
      : [[value, pointer]];
    for (const [element, place] of elements) {
      if (isMap(element)) this.found.push(...leftOut(element, defaultsIn(struct, field, element), place));
    }
  }
}
