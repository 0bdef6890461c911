import type { Volume, VolumeMount } from '../../../imports/k8s';
import * as is from '../../core/values/argument';

/** What a volume is made of, as `{ emptyDir: {} }`. */
export type VolumeSource = Omit<Volume, 'name'>;

export const aMount = is.propsOf({
  /** Name of the volume. */
  name: is.aName,
  mountPath: is.aName,
  /** @default false */
  readOnly: is.maybe(is.aBoolean),
  /** A folder or file of the volume. @default all of it */
  subPath: is.maybe(is.aName),
  /** The volume itself. @default one that the pod has anyway: that of another mount, of a claim, or of the user */
  volume: is.maybe(is.mapLike<VolumeSource>()),
});
/** A folder of a container, and the volume that is there. */
export type Mount = is.TypeOf<typeof aMount>;

/** Every container may write here; its image is read-only. */
export const scratch: Mount = { name: 'tmp', mountPath: '/tmp', volume: { emptyDir: {} } };

/** The mounts as a container has them. */
export const volumeMounts = (mounts: readonly Mount[]): VolumeMount[] => mounts.map(({ volume: _, ...mount }) => mount);

/** The volumes that mounts bring along. */
export const volumesOf = (mounts: readonly Mount[]): Volume[] =>
  mounts.flatMap(({ name, volume }) => (volume ? [{ name, ...volume }] : []));
