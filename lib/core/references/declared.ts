import type { DeclaredReference } from '../manifest/references';
import { groupOf, isClusterScoped } from '../kubernetes/scopes';
import { keysOfPointer, type Json } from '../values';
import type { ClusterObject } from './cluster-object';
import { isMap, mapOf, namespaceOf, pointerTo, stringOf } from './objects';
import type { Reference } from './reference';

/** What an object names by fields that its author has declared. */
export const declaredNames = (from: ClusterObject): Reference[] =>
  (from.references ?? []).flatMap((declared) =>
    declared.role === 'needs' ? placesOf(from, declared).flatMap((place) => referenceAt(from, declared, place)) : [],
  );

/** An object that the operator of another one makes. */
export interface DeclaredMade {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What the operator makes for an object, as its author has declared. */
export const declaredMade = (from: ClusterObject): DeclaredMade[] =>
  (from.references ?? []).flatMap((declared) => {
    const { role, kind, namespace, suffixes = [''] } = declared;
    if (role === 'needs' || kind === undefined) return [];
    return placesOf(from, declared).flatMap(({ value, around }) => {
      if (typeof value !== 'string' || value === '') return [];
      const own = inNamespace(from, kind, siblingOf(around, namespace));
      return suffixes.map((suffix) => ({ kind, namespace: own, name: `${value}${suffix}` }));
    });
  });

/** A value at a pointer, and the map that it is in. */
interface Found {
  readonly value: Json;
  readonly around: Json;
  readonly pointer: string;
}

function placesOf({ object }: ClusterObject, { pointer }: DeclaredReference): Found[] {
  let found: Found[] = [{ value: object, around: object, pointer: '' }];
  for (const key of keysOfPointer(pointer)) {
    found = found.flatMap(({ value, pointer: parent }) => {
      if (typeof value !== 'object' || value === null) return [];
      const entries = Object.entries(value) as readonly [string, Json][];
      const chosen = key === '*' ? entries : entries.filter(([name]) => name === key);
      return chosen.map(([name, child]) => ({ value: child, around: value, pointer: pointerTo(parent, name) }));
    });
  }
  return found;
}

function referenceAt(from: ClusterObject, declared: DeclaredReference, place: Found): Reference[] {
  const { kind, usual, key, namespace, isOptional } = declared;
  if (kind === undefined) return targetAt(from, usual ?? {}, place);
  const { value, around, pointer } = place;
  if (typeof value !== 'string' || value === '') return [];
  const keyName = siblingOf(around, key);
  return [
    {
      from,
      pointer,
      kind,
      name: value,
      namespace: inNamespace(from, kind, siblingOf(around, namespace)),
      isDeclared: true,
      ...(keyName !== undefined && { key: { name: keyName, pointer: beside(pointer, key!) } }),
      ...(isOptional && { isOptional }),
    },
  ];
}

/** What a map with a kind and a name means. */
function targetAt(from: ClusterObject, usual: NonNullable<DeclaredReference['usual']>, place: Found): Reference[] {
  const { name, kind: said, apiVersion, group } = mapOf(place.value);
  const word = stringOf(said) ?? usual.kind;
  if (typeof name !== 'string' || name === '' || word === undefined) return [];
  const isOther = said !== undefined && usual.kind !== undefined && said !== usual.kind;
  const version = stringOf(apiVersion) ?? usual.apiVersion ?? (isOther ? undefined : 'v1');
  const ofGroup = stringOf(group) ?? groupOf(version ?? '');
  const kind = ofGroup === '' ? word : `${word}.${ofGroup}`;
  const namespace = inNamespace(from, kind, siblingOf(place.value, 'namespace'));
  return [{ from, pointer: pointerTo(place.pointer, 'name'), kind, name, namespace, isDeclared: true }];
}

const siblingOf = (around: Json, field: string | undefined): string | undefined =>
  field !== undefined && isMap(around) && Object.hasOwn(around, field) ? stringOf(around[field]) : undefined;

const beside = (pointer: string, field: string): string => pointerTo(pointer.slice(0, pointer.lastIndexOf('/')), field);

/** The namespace of an object that another one names; none for a kind of the cluster. */
function inNamespace(from: ClusterObject, kind: string, said: string | undefined): string {
  const dot = kind.indexOf('.');
  const [word, group] = dot < 0 ? [kind, ''] : [kind.slice(0, dot), kind.slice(dot + 1)];
  return isClusterScoped(group === '' ? 'v1' : `${group}/v1`, word) ? '' : (said ?? namespaceOf(from));
}
