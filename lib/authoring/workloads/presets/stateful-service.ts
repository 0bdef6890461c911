import type { Construct } from 'constructs';
import { ApplyPhase, Condition, HelmChart } from '../../../core/manifest';
import { slug } from '../../../core/manifest/slug';
import { isSet, or } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { statefulSet } from '../controllers/stateful-set';
import { elsewhereOf } from '../elsewhere';
import { trait, type DefaultsOf, type Named } from '../trait';
import * as t from '../traits';
import { optionalValuesOf, type OptionalValuesOf, partOfValues, valuesOf, type ValuesOf } from '../values-of';
import { preset, type WorkloadProps } from '../preset';
import { Server } from '../workload';

const scratchFoldersDeclared = trait({
  props: { scratch: is.maybe(is.listOf(is.aName)) },
  apply: (_, _values, { scratch = [] }) => ({
    // `/var/run/postgresql` is the volume `var-run-postgresql`.
    mounts: scratch.map((mountPath) => ({ name: slug(mountPath), mountPath, volume: { emptyDir: {} } })),
  }),
});

export interface ScratchFoldersTrait extends Named<typeof scratchFoldersDeclared> {}

/** Folders that the image must be able to write. */
const scratchFolders: ScratchFoldersTrait = scratchFoldersDeclared;

const kept = [t.image, t.resources, t.volumeOfEachPod, t.probes, t.statefulRollout] as const;
export const statefulKnobs = [...kept, t.entryPoint, ...t.everyPod, t.unneededIdentity, t.clients] as const;
const traits = [...statefulKnobs, t.headlessService, scratchFolders, t.program] as const;

export interface StatefulServiceDefaults extends DefaultsOf<typeof statefulKnobs> {}

/** The values that every `StatefulService` has, for constructs around it that add their own. */
export const statefulServiceFields = partOfValues('statefulServiceFields', statefulKnobs);

/** What users may set of a `StatefulService`. */
export const statefulServiceValues: ValuesOf<typeof statefulKnobs> = valuesOf('statefulServiceValues', statefulKnobs);

/** The same for one that can be switched off. */
export const optionalStatefulServiceValues: OptionalValuesOf<typeof statefulKnobs> = optionalValuesOf(
  'optionalStatefulServiceValues',
  statefulKnobs,
);

export interface StatefulServiceProps extends WorkloadProps<typeof traits> {}

const maker = { name: 'statefulServiceValues', fields: ['image', 'persistence', 'networkPolicy', 'resources'] };
const statefulService = preset('StatefulService', maker, traits, statefulSet);

/**
 * One pod that keeps data: a StatefulSet with a volume, a headless Service that gives the pod its name, and a network policy
 * that lets in only the clients which are named.
 */
export class StatefulService extends Server {
  constructor(scope: Construct, id: string, props: StatefulServiceProps) {
    super(scope, id, statefulService, props, elsewhereOf(props));
    ApplyPhase.of(this).set('dependency');
    const { elsewhere } = this;
    if (!elsewhere) return;
    Condition.of(this).when(elsewhere.isHere);
    HelmChart.require(
      scope,
      or(elsewhere.isHere, isSet(elsewhere.host)),
      'external.host names your own server where enabled is off',
    );
  }
}
