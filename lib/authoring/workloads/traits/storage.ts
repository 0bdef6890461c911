import { Type } from '@sinclair/typebox';
import { objectNameOrNothing } from '../../../core/kubernetes/value-forms';
import { KubePersistentVolumeClaim, type PersistentVolumeClaimSpec, type Volume } from '../../../../imports/k8s';
import { volumeSize } from '../../../core/kubernetes/formats';
import { ApplyPhase, Condition, Retain, type Phase } from '../../../core/manifest';
import {
  boolean,
  entries,
  isSet,
  list,
  not,
  object,
  optional,
  orElse,
  string,
  when,
  type Group,
  type Refs,
} from '../../../core/values';
import * as is from '../../../core/values/argument';
import { kubernetesBlock } from '../blocks';
import { trait, type Bearer, type Named } from '../trait';
import { annotationMap } from '../value-maps';

/** `persistence.*`: the volume of a pod. A StatefulSet cannot change it once it is there. */
const claimFields = (size: string) =>
  ({
    size: string(size, 'Size of the volume; it can be changed only before the first installation', {
      pattern: volumeSize,
    }),
    storageClassName: string(
      '',
      'Storage class of the volume; empty means the default of the cluster',
      objectNameOrNothing,
    ),
    accessModes: list<string>(
      Type.Unsafe<string>({ enum: ['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany', 'ReadOnlyMany'] }),
      ['ReadWriteOnce'],
      'Who may mount the volume',
      { minItems: 1, uniqueItems: true },
    ),
    annotations: annotationMap({}, 'Annotations of the claim'),
    existingClaim: string(
      '',
      'Name of a claim that is there already; the chart then makes none, and the values beside it mean nothing',
      objectNameOrNothing,
    ),
  }) as const;
const about = 'The volume that holds the data';

const defaults = {
  /** Size of the volume, as `10Gi`. */
  storage: is.aName,
};

/** Of a claim that the release makes once. */
const ofOneClaim = ({ storage }: is.TypesOf<typeof defaults>) => ({
  persistence: object(claimFields(storage), about),
});
/** Of claims that a StatefulSet makes. */
const ofEachClaim = ({ storage }: is.TypesOf<typeof defaults>) => ({
  persistence: object(
    {
      ...claimFields(storage),
      retentionPolicy: kubernetesBlock(
        'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy',
        {},
        'What becomes of the volumes when the StatefulSet goes (whenDeleted) or gets smaller (whenScaled); nothing means that they stay',
      ),
    },
    about,
  ),
});

const claimSpec = ({ persistence }: Refs<Group<ReturnType<typeof ofOneClaim>>>): PersistentVolumeClaimSpec => ({
  accessModes: persistence.accessModes,
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
  fields: ofEachClaim,
  apply: (_, values, { data: { mountPath, claim } }) => {
    const { annotations, existingClaim, retentionPolicy } = values.persistence;
    const isOwn = not(isSet(existingClaim));
    const template = {
      ...claimKind,
      metadata: { name: claim, annotations: entries(annotations) },
      spec: claimSpec(values),
    };
    return {
      mounts: [{ name: claim, mountPath }],
      volumes: [when(not(isOwn), { name: claim, persistentVolumeClaim: { claimName: existingClaim } })],
      controller: {
        volumeClaimTemplates: [when(isOwn, template)],
        persistentVolumeClaimRetentionPolicy: retentionPolicy,
      },
    };
  },
});

export interface VolumeOfEachPodTrait extends Named<typeof volumeOfEachPodDeclared> {}

/** A volume for each pod of a StatefulSet, which outlives the pod. */
export const volumeOfEachPod: VolumeOfEachPodTrait = volumeOfEachPodDeclared;

/** A claim that outlives the release, where users do not name one of their own. */
function keptClaim(workload: Bearer, values: Refs<Group<ReturnType<typeof ofOneClaim>>>) {
  const { annotations, existingClaim } = values.persistence;
  const claim = new KubePersistentVolumeClaim(workload, 'persistentvolumeclaim', {
    metadata: { ...workload.metadata, annotations: entries(annotations) },
    spec: claimSpec(values),
  });
  Condition.of(claim).when(not(isSet(existingClaim)));
  Retain.of(claim).always();
  return { claim, claimName: orElse(existingClaim, workload.name) };
}

/**
 * A volume that outlives the release, at a folder of the pods of a Job.
 *
 * @param phase in which the first pod that mounts it is made: most storage classes bind a claim for that pod and not before, so that
 * whoever waits for the claim earlier waits for ever. That of a Job of the release unless it says otherwise
 */
export const keptVolume = (name: string, mountPath: string, phase: Phase = 'workload') =>
  trait({
    defaults,
    fields: ofOneClaim,
    apply: (workload, values) => {
      const { claim, claimName } = keptClaim(workload, values);
      ApplyPhase.of(claim).set(phase);
      return { mounts: [{ name, mountPath, volume: { persistentVolumeClaim: { claimName } } }] };
    },
  });

/** A folder of the pod of a Deployment, which outlives the pod and the release where users want that. */
export const optionalVolume = (name: string, mountPath: string) =>
  trait({
    defaults,
    fields: ({ storage }) => ({
      persistence: object(
        {
          enabled: boolean(false, 'Whether the data outlive the pod; off, each pod begins without any'),
          ...claimFields(storage),
        },
        about,
      ),
    }),
    apply: (workload, values) => {
      const { enabled } = values.persistence;
      const { claim, claimName } = keptClaim(workload, values);
      Condition.of(claim).when(enabled);
      return {
        mounts: [{ name, mountPath }],
        volumes: [
          when<Volume>(enabled, { name, persistentVolumeClaim: { claimName } }),
          when<Volume>(not(enabled), { name, emptyDir: {} }),
        ],
      };
    },
  });
