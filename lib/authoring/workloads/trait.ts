import type { Construct } from 'constructs';
import type {
  Container,
  CronJobSpec,
  DaemonSetSpec,
  DeploymentSpec,
  JobSpec,
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  PodSpec,
  StatefulSetSpec,
  Volume,
} from '../../../imports/k8s';
import type { Expression, Fields, Group, Refs, TSchema, Templated } from '../../core/values';
import type { KubeMetadata } from '../../core/manifest';
import * as is from '../../core/values/argument';
import { isObject, takes } from '../../core/values/takes';
import type { ContainerParts, InitContainer, Sidecar } from './container';
import type { Mount } from './volumes';

type Texts = { readonly [key: string]: Templated<string> };

/** What controllers are told beside the pods. */
export interface ControllerParts
  extends
    Partial<
      Pick<
        DeploymentSpec,
        'replicas' | 'progressDeadlineSeconds' | 'strategy' | 'revisionHistoryLimit' | 'minReadySeconds'
      >
    >,
    Partial<Pick<StatefulSetSpec, 'volumeClaimTemplates' | 'serviceName' | 'persistentVolumeClaimRetentionPolicy'>>,
    Partial<Pick<JobSpec, 'backoffLimit' | 'activeDeadlineSeconds' | 'ttlSecondsAfterFinished'>>,
    Partial<Omit<CronJobSpec, 'jobTemplate'>> {
  /** How the pods of a StatefulSet or DaemonSet are replaced. */
  readonly updateStrategy?: StatefulSetSpec['updateStrategy'] & DaemonSetSpec['updateStrategy'];
}

/** What a trait adds to the pods of a workload and to what controls them. Lists are joined; of two fields of one name the later stays. */
export interface Parts {
  readonly labels?: Texts;
  readonly annotations?: Texts;
  readonly pod?: Partial<PodSpec>;
  readonly container?: ContainerParts;
  /** Folders of the main container, each with the volume that it brings. */
  readonly mounts?: readonly Mount[];
  /** Volumes that no mount brings. */
  readonly volumes?: readonly Templated<Volume>[];
  readonly initContainers?: readonly InitContainer[];
  readonly sidecars?: readonly Sidecar[];
  /** Whole containers of users, behind those of the system. */
  readonly extraContainers?: readonly Templated<Container>[];
  readonly extraInitContainers?: readonly Templated<Container>[];
  /** What users have run in the main container, where they say so. */
  readonly entryPoint?: { readonly [K in 'command' | 'args']: Expression<readonly string[]> };
  readonly controller?: ControllerParts;
  /** Name of the ServiceAccount of the pods, whether or not the release makes it. */
  readonly account?: Expression<string>;
  /** How clients reach the Service: number and name of its port. */
  readonly service?: { readonly port: Templated<number>; readonly portName: string };
}

/** A workload, as its traits see it. */
export interface Bearer extends Construct {
  /** What it is called in this system: the end of its name, and its label. */
  readonly component: string;
  /** Name of its objects. */
  readonly name: Expression<string>;
  /** Labels by which its pods are found. */
  readonly selector: { [key: string]: string };
  /** Name and labels of its objects. */
  readonly metadata: KubeMetadata & { readonly labels: { [key: string]: string } };
  /** Who may talk to whom; grows while the chart is built. */
  readonly rules: {
    readonly ingress: Templated<NetworkPolicyIngressRule>[];
    readonly egress: Templated<NetworkPolicyEgressRule>[];
    /** Name of the port by which others reach them. */
    port?: string;
    /** Whether the author has named who may reach it from outside the release. */
    isGuarded: boolean;
  };
}

/** A trait, whichever it is. */
export interface AnyTrait {
  /** The kinds of what an author says where the values are declared. */
  readonly defaults: is.Kinds;
  /** The kinds of what an author says where the workload is made. */
  readonly props: is.Kinds;
  /** Set where the trait is what users add to a system: it comes after what the system says. @default false */
  readonly comesLast?: boolean;
  /** The values that users may set. */
  fields(defaults: object): Fields;
  /** Makes the objects, and says what the pods need. */
  apply(workload: Bearer, values: object, props: object): Parts;
}

/**
 * Something that a workload may have. One file says all of it: what users may set, what the pods need for it, and what objects it
 * makes.
 */
export interface Trait<D extends object, F extends Fields, P extends object> extends AnyTrait {
  fields(defaults: D): F;
  apply(workload: Bearer, values: Refs<Group<F>>, props: P): Parts;
}

/** A type that gets a name: `interface ImageTrait extends Named<typeof declared> {}` is shown and declared by it wherever it is used. */
export type Named<T extends object> = T;

/** What a trait is declared with; it may have no values, need nothing of the pods, and make no objects. */
export interface TraitDeclaration<D, F extends Fields, P> extends Pick<AnyTrait, 'comesLast'> {
  /** What an author says where the values are declared. */
  readonly defaults?: D;
  /** What an author says where the workload is made. */
  readonly props?: P;
  readonly fields?: (defaults: is.TypesOf<D>) => F;
  readonly apply?: (workload: Bearer, values: Refs<Group<F>>, props: is.TypesOf<P>) => Parts;
}

const kinds = is.mapOf(
  is.propsOf({
    words: is.aText,
    holds: is.aFunction,
    inside: is.maybe(is.aFunction),
    isOptional: is.maybe(is.aBoolean),
  }),
);
const traitTakes = takes(
  'trait(declaration)',
  is.propsOf<TraitDeclaration<object, Fields, object>>({
    comesLast: is.maybe(is.aBoolean),
    defaults: is.maybe(kinds),
    props: is.maybe(kinds),
    fields: is.maybe(is.aFunction),
    apply: is.maybe(is.aFunction),
  }),
);
/** A trait, as `trait()` gives it. */
export const aTrait: is.Kind<AnyTrait> = {
  words: 'a trait, as trait() gives it',
  holds: (value) => isObject(value) && 'apply' in value && 'fields' in value,
};

/** Declares a trait: the types of its defaults and properties are those of their kinds. */
export function trait<
  const D extends is.Kinds = Record<never, never>,
  F extends Fields = Record<never, never>,
  const P extends is.Kinds = Record<never, never>,
>(declared: TraitDeclaration<D, F, P>): Trait<is.TypesOf<D>, F, is.TypesOf<P>>;
export function trait(declared: Partial<AnyTrait>): AnyTrait {
  traitTakes(declared);
  return { defaults: {}, props: {}, fields: () => ({}), apply: () => ({}), ...declared };
}

export type Traits = readonly AnyTrait[];

/*
 * What the traits of a list say together. Written as one mapped type each, since TypeScript shows and declares such a type by its name,
 * and any other one with all that is in it.
 */

/** What an author says of all traits of a list where the values are declared. */
export type DefaultsOf<L extends Traits> = { [K in keyof Joined<L, 'defaults'>]: Joined<L, 'defaults'>[K] };

/** The values of all traits of a list. */
export type FieldsOf<L extends Traits> = {
  [K in keyof Joined<L, 'fields'>]: Extract<Joined<L, 'fields'>[K], TSchema>;
};

/** What an author says of all traits of a list where the workload is made. */
export type PropsOf<L extends Traits> = { [K in keyof Joined<L, 'props'>]: Joined<L, 'props'>[K] };

type Joined<L extends Traits, Part extends keyof Said<AnyTrait>> = L extends readonly [
  infer First extends AnyTrait,
  ...infer Rest extends Traits,
]
  ? Said<First>[Part] & Joined<Rest, Part>
  : unknown;

/** The types that a trait is made of. */
interface Said<T extends AnyTrait> {
  readonly defaults: Parameters<T['fields']>[0];
  readonly fields: ReturnType<T['fields']>;
  readonly props: Parameters<T['apply']>[2];
}

/** The values of a list of traits, in their order. */
export const fieldsOf = (traits: Traits, defaults: object): Fields =>
  Object.fromEntries(traits.flatMap((each) => Object.entries(each.fields(defaults))));

/** The kinds of the defaults, or of the properties, of all traits of a list. */
export const kindsOf = (traits: Traits, of: 'defaults' | 'props'): is.Kinds =>
  Object.fromEntries(traits.flatMap((each) => Object.entries(each[of])));
