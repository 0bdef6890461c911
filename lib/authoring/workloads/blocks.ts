import { Type } from '@sinclair/typebox';
import { block, list, readThrough, type JsonObject, type Leaf } from '../../core/values';
import * as is from '../../core/values/argument';
import { checked, takes } from '../../core/values/takes';
import { mergeableOf } from './mergeable';

/*
 * Whole blocks of the Kubernetes API that a user can replace. The schema of a block is that of Kubernetes, so that a
 * mistake in a probe is found before anything is installed.
 */

/** A block as an author writes its default. */
export type Block = JsonObject;

const structOf = (type: string) => ({ type: 'object', allOf: [{ $ref: `#/definitions/${type}` }] });

/**
 * A struct of the Kubernetes API, named as upstream does without `io.k8s.api`: `core.v1.Probe`. Of a struct that takes one of several
 * members alone (a probe, a lifecycle, a strategy of updates) what users give wins over that of the default: `type` says which counts
 * where there are several, and of a probe or handler `enabled: false` leaves nothing.
 */
export const kubernetesBlock = checked(
  'kubernetesBlock(type, value, description)',
  [is.aName, is.aJsonMap, is.aText],
  (type: string, value: Block, description: string) => restrictedBlock(type, value, description, []),
);

/** The same with rules about its place: JSON Schemas that it must fulfil besides. */
export function restrictedBlock(type: string, value: Block, description: string, rules: readonly object[]) {
  const merged = mergeableOf(type, value);
  const { allOf, ...struct } = structOf(merged?.definition ?? type);
  const made = block<Block>({ ...struct, allOf: [...allOf, ...rules] }, value, description);
  return merged ? readThrough(made, merged.read) : made;
}

const listTakes = takes('kubernetesList(type, value, description)', is.aName, is.aJsonList, is.aText);

/** A list of structs of the Kubernetes API, which `T` is in TypeScript. */
export const kubernetesList = <T = Block>(
  type: string,
  value: readonly NoInfer<T>[],
  description: string,
): Leaf<readonly T[]> => {
  listTakes(type, value, description);
  return list<T>(Type.Unsafe<T>(structOf(type)), value, description);
};
