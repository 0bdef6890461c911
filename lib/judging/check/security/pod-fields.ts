import type { Json } from '../../../core/values';
import type { BreachInObject } from '../define-rule';
import type { CheckInput } from '../finding';
import { at, pointerTo, type Place, type Pod } from '../../../core/references/objects';

/** The minor version of the Kubernetes that objects must fit. */
export const minorOf = ({ kubernetes = '1.28' }: CheckInput): number => Number(kubernetes.split('.')[1]);

/** The pod as a place, so that pod and container can be read alike. */
export const placeOf = (pod: Pod): Place => ({ value: pod.spec, pointer: pod.pointer });

/** The pod's own settings and those of each of its containers, where the same fields may stand. */
export const settings = (pod: Pod): Place[] => [placeOf(pod), ...pod.containers];

/** The value of a field, undefined for one that is not set, and where it stands. */
export interface FieldValue {
  readonly value: Json | undefined;
  readonly pointer: string;
}

export const field = ({ value, pointer }: Place, ...path: readonly string[]): FieldValue => ({
  value: at(value, ...path) ?? undefined,
  pointer: pointerTo(pointer, ...path),
});

/** A finding for each pod or container where a field has a value that may not be. */
export const forbidden = (
  pod: Pod,
  path: readonly string[],
  isAllowed: (value: Json) => boolean,
  message: (value: Json) => string,
): BreachInObject[] =>
  settings(pod).flatMap((place) => {
    const found = field(place, ...path);
    if (found.value === undefined || isAllowed(found.value)) return [];
    return [{ pointer: found.pointer, message: message(found.value) }];
  });
