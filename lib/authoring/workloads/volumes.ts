import type { Volume, VolumeMount } from '../../../imports/k8s';
import { aBoolean, aMap, aName, maybe, propsOf } from '../../core/values/argument';

/** What a volume is made of, as `{ emptyDir: {} }`. */
export type VolumeSource = Omit<Volume, 'name'>;

/** A folder of a container, and the volume that is there. */
export interface Mount {
  /** Name of the volume. */
  readonly name: string;
  readonly mountPath: string;
  /** @default false */
  readonly readOnly?: boolean;
  /** A folder or file of the volume. @default all of it */
  readonly subPath?: string;
  /** The volume itself. @default one that the pod has anyway: that of another mount, of a claim, or of the user */
  readonly volume?: VolumeSource;
}

export const aMount = propsOf<Mount>({
  name: aName,
  mountPath: aName,
  readOnly: maybe(aBoolean),
  subPath: maybe(aName),
  volume: maybe(aMap),
});

/** Every container may write here; its image is read-only. */
export const scratch: Mount = { name: 'tmp', mountPath: '/tmp', volume: { emptyDir: {} } };

/** The mounts as a container has them. */
export const volumeMounts = (mounts: readonly Mount[]): VolumeMount[] => mounts.map(({ volume: _, ...mount }) => mount);

/** The volumes that mounts bring along. */
export const volumesOf = (mounts: readonly Mount[]): Volume[] =>
  mounts.flatMap(({ name, volume }) => (volume ? [{ name, ...volume }] : []));
