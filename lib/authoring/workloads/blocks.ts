import { Type } from '@sinclair/typebox';
import { block, list, type Json, type Leaf } from '../../core/values';
import { aJsonList, aJsonMap, aName, aText, takes } from '../../core/values/argument';

/*
 * Whole blocks of the Kubernetes API that a user can replace. The schema of a block is that of Kubernetes, so that a
 * mistake in a probe is found before anything is installed.
 */

/** A block as an author writes its default. */
export type Block = { readonly [key: string]: Json };

const blockTakes = takes('kubernetesBlock(type, value, description)', aName, aJsonMap, aText);

/** A struct of the Kubernetes API, named as upstream does without `io.k8s.api`: `core.v1.Probe`. */
export const kubernetesBlock = (type: string, value: Block, description: string): Leaf<Block> => {
  blockTakes(type, value, description);
  return block<Block>({ type: 'object', allOf: [{ $ref: definition(type) }] }, value, description);
};

const listTakes = takes('kubernetesList(type, value, description)', aName, aJsonList, aText);

/** A list of structs of the Kubernetes API, which `T` is in TypeScript. */
export const kubernetesList = <T = Block>(
  type: string,
  value: readonly NoInfer<T>[],
  description: string,
): Leaf<readonly T[]> => {
  listTakes(type, value, description);
  return list<T>(Type.Unsafe<T>({ type: 'object', allOf: [{ $ref: definition(type) }] }), value, description);
};

const definition = (type: string) => `#/definitions/${type}`;
