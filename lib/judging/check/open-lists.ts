import type { Json, JsonObject } from '../../core/values';
import type { CheckedObject } from './finding';
import { isMap, listOf, pointerTo } from '../../core/references/objects';

/** The kind that a list has and its items need not repeat: `ConfigMap` of a `ConfigMapList`. */
const listKind = /^(.*)List$/;

/** Whether an object is a list of objects, as `List` and `ConfigMapList` are. */
export function isList(object: JsonObject): boolean {
  const { kind, items } = object;
  return typeof kind === 'string' && listKind.test(kind) && Array.isArray(items);
}

/** The items of a list, as kubectl takes them: one that says nothing of its kind is of the list's. */
export function itemsOf(list: JsonObject): Json[] {
  const kind = listKind.exec(String(list['kind']))?.[1] ?? '';
  return listOf(list['items']).map((item) => {
    if (!isMap(item) || kind === '' || item['kind'] !== undefined || item['apiVersion'] !== undefined) return item;
    return { apiVersion: list['apiVersion'] ?? null, kind, ...item };
  });
}

/** An object by itself, or each of the objects of a list, lists in it included; lines stay those of the file. */
export function openLists(checked: CheckedObject): CheckedObject[] {
  if (!isList(checked.object)) return [checked];
  return itemsOf(checked.object).flatMap((item, i) => {
    if (!isMap(item)) return [];
    const prefix = pointerTo('', 'items', i);
    const { lineOf } = checked;
    return openLists({
      ...checked,
      object: item,
      ...(lineOf && { line: lineOf(prefix), lineOf: (pointer: string) => lineOf(prefix + pointer) }),
    });
  });
}
