import { Type } from '@sinclair/typebox';
import { block, list, type JsonObject, type Leaf } from '../../core/values';
import * as is from '../../core/values/argument';
import { checked, takes } from '../../core/values/takes';

/*
 * Whole blocks of the Kubernetes API that a user can replace. The schema of a block is that of Kubernetes, so that a
 * mistake in a probe is found before anything is installed.
 */

/** A block as an author writes its default. */
export type Block = JsonObject;

const structOf = (type: string) => ({ type: 'object', allOf: [{ $ref: `#/definitions/${type}` }] });

/** A struct of the Kubernetes API, named as upstream does without `io.k8s.api`: `core.v1.Probe`. */
export const kubernetesBlock = checked(
  'kubernetesBlock(type, value, description)',
  [is.aName, is.aJsonMap, is.aText],
  (type: string, value: Block, description: string) => block<Block>(structOf(type), value, description),
);

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
