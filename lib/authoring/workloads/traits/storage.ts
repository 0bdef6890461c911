import { KubePersistentVolumeClaim, type PersistentVolumeClaimSpec } from '../../../../imports/k8s';
import { Retain } from '../../../core/manifest';
import { object, optional, string, type Group, type Refs } from '../../../core/values';
import { aName, propsOf } from '../../../core/values/argument';
import { trait } from '../trait';

/** `persistence.*`: the volume of a pod. A StatefulSet cannot change it once it is there. */
export const persistenceValues = (size: string) =>
  object(
    {
      size: string(size, 'Size of the volume; it can be changed only before the first installation', {
        pattern: '^[0-9]+(Mi|Gi|Ti)$',
      }),
      storageClassName: string('', 'Storage class of the volume; empty means the default of the cluster', {
        pattern: '^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$',
      }),
    },
    'The volume that holds the data',
  );

export interface StorageDefaults {
  /** Size of the volume, as `10Gi`. */
  readonly storage: string;
}

const fields = ({ storage }: StorageDefaults) => ({ persistence: persistenceValues(storage) });

const claimSpec = ({ persistence }: Refs<Group<ReturnType<typeof fields>>>): PersistentVolumeClaimSpec => ({
  accessModes: ['ReadWriteOnce'],
  storageClassName: optional(persistence.storageClassName),
  resources: { requests: { storage: persistence.size } },
});

export interface VolumeOfEachPodProps {
  /** Where the data are, and the name of the volume claim. */
  readonly data: { readonly mountPath: string; readonly claim: string };
}

/** A volume for each pod of a StatefulSet, which outlives the pod. */
export const volumeOfEachPod = trait({
  defaults: { storage: aName },
  props: { data: propsOf<VolumeOfEachPodProps['data']>({ mountPath: aName, claim: aName }) },
  fields,
  apply: (_, values, { data: { mountPath, claim } }: VolumeOfEachPodProps) => ({
    mounts: [{ name: claim, mountPath }],
    controller: { volumeClaimTemplates: [{ metadata: { name: claim }, spec: claimSpec(values) }] },
  }),
});

/** A volume that outlives the release, at a folder of the pods of a Job. */
export const keptVolume = (name: string, mountPath: string) =>
  trait({
    defaults: { storage: aName },
    fields,
    apply: (workload, values) => {
      const claim = new KubePersistentVolumeClaim(workload, 'persistentvolumeclaim', {
        metadata: workload.metadata,
        spec: claimSpec(values),
      });
      Retain.of(claim).always();
      return { mounts: [{ name, mountPath, volume: { persistentVolumeClaim: { claimName: workload.name } } }] };
    },
  });
