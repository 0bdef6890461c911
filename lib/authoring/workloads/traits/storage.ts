import { objectNameOrNothing } from '../../../core/kubernetes/value-forms';
import { KubePersistentVolumeClaim, type PersistentVolumeClaimSpec } from '../../../../imports/k8s';
import { volumeSize } from '../../../core/kubernetes/formats';
import { ApplyPhase, Retain, type Phase } from '../../../core/manifest';
import { object, optional, string, type Group, type Refs } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { trait, type Named } from '../trait';

/** `persistence.*`: the volume of a pod. A StatefulSet cannot change it once it is there. */
const persistenceValues = (size: string) =>
  object(
    {
      size: string(size, 'Size of the volume; it can be changed only before the first installation', {
        pattern: volumeSize,
      }),
      storageClassName: string(
        '',
        'Storage class of the volume; empty means the default of the cluster',
        objectNameOrNothing,
      ),
    },
    'The volume that holds the data',
  );

const defaults = {
  /** Size of the volume, as `10Gi`. */
  storage: is.aName,
};

const fields = ({ storage }: is.TypesOf<typeof defaults>) => ({ persistence: persistenceValues(storage) });

const claimSpec = ({ persistence }: Refs<Group<ReturnType<typeof fields>>>): PersistentVolumeClaimSpec => ({
  accessModes: ['ReadWriteOnce'],
  storageClassName: optional(persistence.storageClassName),
  resources: { requests: { storage: persistence.size } },
});

/** What the API server writes into each claim of a StatefulSet, and server-side apply compares with what we say. */
const claimKind = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };

const volumeOfEachPodDeclared = trait({
  defaults,
  props: {
    /** Where the data are, and the name of the volume claim. */
    data: is.propsOf({ mountPath: is.aName, claim: is.aName }),
  },
  fields,
  apply: (_, values, { data: { mountPath, claim } }) => ({
    mounts: [{ name: claim, mountPath }],
    controller: { volumeClaimTemplates: [{ ...claimKind, metadata: { name: claim }, spec: claimSpec(values) }] },
  }),
});

export interface VolumeOfEachPodTrait extends Named<typeof volumeOfEachPodDeclared> {}

/** A volume for each pod of a StatefulSet, which outlives the pod. */
export const volumeOfEachPod: VolumeOfEachPodTrait = volumeOfEachPodDeclared;

/**
 * A volume that outlives the release, at a folder of the pods of a Job.
 *
 * @param phase in which the first pod that mounts it is made: most storage classes bind a claim for that pod and not before, so that
 * whoever waits for the claim earlier waits for ever. That of a Job of the release unless it says otherwise
 */
export const keptVolume = (name: string, mountPath: string, phase: Phase = 'workload') =>
  trait({
    defaults,
    fields,
    apply: (workload, values) => {
      const claim = new KubePersistentVolumeClaim(workload, 'persistentvolumeclaim', {
        metadata: workload.metadata,
        spec: claimSpec(values),
      });
      Retain.of(claim).always();
      ApplyPhase.of(claim).set(phase);
      return { mounts: [{ name, mountPath, volume: { persistentVolumeClaim: { claimName: workload.name } } }] };
    },
  });
