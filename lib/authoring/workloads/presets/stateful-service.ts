import type { Construct } from 'constructs';
import { ApplyPhase } from '../../../core/manifest';
import { object, type Group, type Refs } from '../../../core/values';
import { aName, aText, listOf, maybe, propsOf, takes } from '../../../core/values/argument';
import { statefulSet } from '../controllers/stateful-set';
import { fieldsOf, kindsOf, trait, type DefaultsOf, type FieldsOf, type PropsOf } from '../trait';
import { clients } from '../traits/access';
import { everyPod } from '../traits/every-pod';
import { givenIdentity } from '../traits/identity';
import { image } from '../traits/image';
import { probes } from '../traits/probes';
import { program } from '../traits/program';
import { resources } from '../traits/resources';
import { headlessService } from '../traits/service';
import { volumeOfEachPod } from '../traits/storage';
import { Server, preset } from '../workload';

/** Folders that the image must be able to write. */
const scratchFolders = trait({
  defaults: {},
  props: { scratch: maybe(listOf(aName)) },
  fields: () => ({}),
  apply: (_, _values, { scratch = [] }: { readonly scratch?: readonly string[] }) => ({
    mounts: scratch.map((mountPath, i) => ({ name: `scratch-${i}`, mountPath, volume: { emptyDir: {} } })),
  }),
});

const knobs = [image, resources, volumeOfEachPod, probes, ...everyPod, clients] as const;
const traits = [...knobs, givenIdentity, headlessService, scratchFolders, program] as const;

export type StatefulServiceDefaults = DefaultsOf<typeof knobs>;
export type StatefulServiceFields = FieldsOf<typeof knobs>;

const defaultsKind = propsOf<object>(kindsOf(knobs, 'defaults'));
const fieldsTake = takes('statefulServiceFields(defaults)', defaultsKind);
const valuesTake = takes('statefulServiceValues(defaults, description)', defaultsKind, aText);

/** The fields that every `StatefulService` has; constructs around it add their own. */
export const statefulServiceFields = (defaults: StatefulServiceDefaults): StatefulServiceFields => {
  fieldsTake(defaults);
  return fieldsOf(knobs, defaults);
};

/** What users may set of a `StatefulService`. */
export const statefulServiceValues = (defaults: StatefulServiceDefaults, description: string) => {
  valuesTake(defaults, description);
  return object(fieldsOf(knobs, defaults), description);
};

export interface StatefulServiceProps extends PropsOf<typeof traits> {
  readonly values: Refs<Group<StatefulServiceFields>>;
}

const statefulService = preset(
  'StatefulService',
  { name: 'statefulServiceValues', fields: ['image', 'persistence', 'networkPolicy', 'resources'] },
  traits,
  statefulSet,
);

/**
 * One pod that keeps data: a StatefulSet with a volume, a headless Service that gives the pod its name, and a network policy
 * that lets in only the clients which are named.
 */
export class StatefulService extends Server {
  constructor(scope: Construct, id: string, props: StatefulServiceProps) {
    super(scope, id, statefulService, props);
    ApplyPhase.of(this).set('dependency');
  }
}
