import type {
  Container,
  ContainerPort,
  EnvFromSource,
  EnvVar,
  Probe,
  ResourceRequirements,
  SecurityContext,
  VolumeMount,
} from '../../../imports/k8s';
import { when, type Expression, type Templated } from '../../core/values';
import * as is from '../../core/values/argument';
import { aConstruct, aStruct, words } from './arguments';
import type { Block } from './blocks';
import { environment, environmentVariables } from './environment';
import { anImage, containerImage } from './image';
import { secretMounts } from './secret-readers';
import { aMount, scratch, volumeMounts } from './volumes';

/** Writes nowhere but into its volumes and can gain no rights. */
export const restrictedContainer = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
} as const satisfies Block;

/** The fields of a container, each list whole. */
export interface ContainerParts extends Partial<Container> {
  readonly env?: readonly Templated<EnvVar>[];
  readonly envFrom?: readonly Templated<EnvFromSource>[];
  readonly ports?: readonly ContainerPort[];
  readonly volumeMounts?: readonly Templated<VolumeMount>[];
}

/** A container with its fields in the order in which people read them. All containers are made here. */
export function container(name: Templated<string>, parts: ContainerParts): Container {
  const { name: _, image, imagePullPolicy, command, args, env, envFrom, ports, ...others } = parts;
  const { startupProbe, livenessProbe, readinessProbe, volumeMounts: mounts, ...rest } = others;
  return {
    name,
    image,
    imagePullPolicy,
    command,
    args,
    env: anyOf(env),
    envFrom: anyOf(envFrom),
    ports: anyOf(ports),
    startupProbe,
    livenessProbe,
    readinessProbe,
    ...rest,
    volumeMounts: anyOf([...(mounts ?? []), ...secretMounts(env, envFrom)]),
  };
}

/** A list that holds something. */
export const anyOf = <T>(list: readonly T[] | undefined): readonly T[] | undefined =>
  list && list.length > 0 ? list : undefined;

export const initContainers = is.listOf(
  is.propsOf({
    name: is.aName,
    image: anImage,
    command: words,
    /** @default none */
    env: is.maybe(environment),
    /** Folders beside /tmp and those of the user. @default none */
    mounts: is.maybe(is.listOf(aMount)),
    /** Whether it runs. @default always */
    when: is.maybe(is.aCondition),
    /**
     * The constructs whose readiness it waits for: the order of the system is told by it, in every engine. @default none
     */
    waitsFor: is.maybe(is.listOf(aConstruct)),
    /** Whether the environment variables that users add to the pod's main container are its too. @default false */
    takesExtraEnv: is.maybe(is.aBoolean),
  }),
);
/** Something that runs to its end before the containers of a pod start. */
export type InitContainer = is.TypeOf<typeof initContainers>[number];

export const sidecars = is.listOf(
  is.propsOf({
    name: is.aName,
    image: anImage,
    /** @default that of the image */
    command: is.maybe(words),
    /** @default those of the image */
    args: is.maybe(words),
    /** @default none */
    env: is.maybe(environment),
    /** Number of each port, by its name. @default none */
    ports: is.maybe(is.mapOf(is.aWholeNumber)),
    livenessProbe: is.maybe(aStruct<Probe>()),
    readinessProbe: is.maybe(aStruct<Probe>()),
    resources: aStruct<ResourceRequirements>(),
    /** @default as restricted as a container can be */
    securityContext: is.maybe(aStruct<SecurityContext>()),
    /** @default none */
    mounts: is.maybe(is.listOf(aMount)),
    /** Whether it is there. @default always */
    when: is.maybe(is.aCondition),
  }),
);
/** A container beside the main one. */
export type Sidecar = is.TypeOf<typeof sidecars>[number];

const where = (condition: Expression<boolean> | undefined, made: Container): Templated<Container> =>
  condition ? when(condition, made) : made;

/** Limits and mounts that init containers share with the containers of their pod, and the variables that users add. */
export interface Shared extends Required<Pick<ContainerParts, 'resources' | 'securityContext' | 'volumeMounts'>> {
  readonly extraEnv: readonly Templated<EnvVar>[];
  readonly extraEnvFrom: readonly Templated<EnvFromSource>[];
}

/** An init container as it stands in a pod. */
export function initContainer(props: InitContainer, shared: Shared): Templated<Container> {
  const { name, image, command, env = {}, mounts = [], when: condition, takesExtraEnv = false } = props;
  const made = container(name, {
    ...containerImage(image),
    command,
    env: [...environmentVariables(env), ...(takesExtraEnv ? shared.extraEnv : [])],
    ...(takesExtraEnv && { envFrom: shared.extraEnvFrom }),
    resources: shared.resources,
    securityContext: shared.securityContext,
    volumeMounts: [...volumeMounts([scratch, ...mounts]), ...shared.volumeMounts],
  });
  return where(condition, made);
}

/** A sidecar as it stands in a pod. */
export function sidecar({ name, image, env, ports, mounts, when: condition, ...props }: Sidecar): Templated<Container> {
  const { command, args, livenessProbe, readinessProbe, resources, securityContext = restrictedContainer } = props;
  const made = container(name, {
    ...containerImage(image),
    ...{ command, args, livenessProbe, readinessProbe, resources, securityContext },
    env: env && environmentVariables(env),
    ports: ports && containerPorts(ports),
    volumeMounts: mounts && volumeMounts(mounts),
  });
  return where(condition, made);
}

/** Ports by their name. */
export const containerPorts = (ports: { readonly [name: string]: number }): ContainerPort[] =>
  Object.entries(ports).map(([name, containerPort]) => ({ name, containerPort, protocol: 'TCP' }));
