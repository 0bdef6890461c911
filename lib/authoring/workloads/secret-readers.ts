import type { Volume, VolumeMount } from '../../../imports/k8s';
import { expressionsIn, when, type Expression, type Templated, type Tree } from '../../core/values';
import type { VolumeSource } from './volumes';

/*
 * What the pods that read a Secret must have for its sake. A Secret is known by the expression of its name, which stands in
 * whatever reads it.
 */

/** What a Secret asks of the pods that read it. */
export interface SecretNeeds {
  /** The volume that must be mounted for the Secret to be made, the part of the system that it is of, and where it must. */
  readonly volume?: { readonly component: string; readonly source: VolumeSource; readonly when: Expression<boolean> };
  /** Whether a changed Secret replaces the pods. @default never */
  readonly replacesPods?: Expression<boolean>;
}

const needs = new WeakMap<Expression, SecretNeeds>();

/** Says what the pods must have that read the Secret of a name. */
export const declareSecretNeeds = (name: Expression<string>, wanted: SecretNeeds): void => void needs.set(name, wanted);

/** What the Secrets ask that are named somewhere in a part of a pod. A name may be made of another one, which is not read then. */
export const secretNeedsIn = (...parts: readonly unknown[]): SecretNeeds[] =>
  parts.flatMap((part) =>
    [...expressionsIn(part as Tree, (each) => !needs.has(each))].flatMap((each) => needs.get(each) ?? []),
  );

const volumesIn = (parts: readonly unknown[]) => [
  ...new Set(secretNeedsIn(...parts).flatMap(({ volume }) => volume ?? [])),
];

/** The mounts of a container that reads Secrets which are there only while they are mounted. */
export const secretMounts = (...parts: readonly unknown[]): Templated<VolumeMount>[] =>
  volumesIn(parts).map(({ component, when: condition }) =>
    when(condition, { name: `csi-${component}`, mountPath: `/mnt/secrets/${component}`, readOnly: true }),
  );

/** The volumes of its pod. */
export const secretVolumes = (...parts: readonly unknown[]): Templated<Volume>[] =>
  volumesIn(parts).map(({ component, source, when: condition }) =>
    when(condition, { name: `csi-${component}`, ...source }),
  );
