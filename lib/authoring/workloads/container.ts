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
import {
  aCondition,
  aMap,
  aName,
  aWholeNumber,
  anExpression,
  eitherOf,
  listOf,
  mapOf,
  maybe,
  propsOf,
} from '../../core/values/argument';
import { words } from './arguments';
import type { Block } from './blocks';
import { environment, environmentVariables, type EnvironmentVariables } from './environment';
import { anImage, containerImage, type ImageRefs } from './image';
import { aMount, scratch, volumeMounts, type Mount } from './volumes';

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
  const {
    name: _,
    image,
    imagePullPolicy,
    command,
    args,
    env,
    envFrom,
    ports,
    volumeMounts: mounts,
    ...others
  } = parts;
  const { startupProbe, livenessProbe, readinessProbe, ...rest } = others;
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
    volumeMounts: anyOf(mounts),
  };
}

/** A list that holds something. */
export const anyOf = <T>(list: readonly T[] | undefined): readonly T[] | undefined =>
  list && list.length > 0 ? list : undefined;

/** What a command line is made of. */
export type Words = readonly Templated<string>[] | Expression<readonly string[]>;

/** Something that runs to its end before the containers of a pod start. */
export interface InitContainer {
  readonly name: string;
  readonly image: ImageRefs;
  readonly command: Words;
  /** @default none */
  readonly env?: EnvironmentVariables;
  /** Folders beside /tmp and those of the user. @default none */
  readonly mounts?: readonly Mount[];
  /** Whether it runs. @default always */
  readonly when?: Expression<boolean>;
}

/** A container beside the main one. */
export interface Sidecar {
  readonly name: string;
  readonly image: ImageRefs;
  /** @default those of the image */
  readonly command?: Words;
  readonly args?: Words;
  /** @default none */
  readonly env?: EnvironmentVariables;
  /** Number of each port, by its name. @default none */
  readonly ports?: { readonly [name: string]: number };
  readonly livenessProbe?: Templated<Probe>;
  readonly readinessProbe?: Templated<Probe>;
  readonly resources: Templated<ResourceRequirements>;
  /** @default as restricted as a container can be */
  readonly securityContext?: Templated<SecurityContext>;
  /** @default none */
  readonly mounts?: readonly Mount[];
  /** Whether it is there. @default always */
  readonly when?: Expression<boolean>;
}

export const initContainers = listOf(
  propsOf<InitContainer>({
    name: aName,
    image: anImage,
    command: words,
    env: maybe(environment),
    mounts: maybe(listOf(aMount)),
    when: maybe(aCondition),
  }),
);

const aStruct = eitherOf({ ...aMap, words: 'an object of the Kubernetes API' }, anExpression);

export const sidecars = listOf(
  propsOf<Sidecar>({
    name: aName,
    image: anImage,
    command: maybe(words),
    args: maybe(words),
    env: maybe(environment),
    ports: maybe(mapOf(aWholeNumber)),
    livenessProbe: maybe(aStruct),
    readinessProbe: maybe(aStruct),
    resources: aStruct,
    securityContext: maybe(aStruct),
    mounts: maybe(listOf(aMount)),
    when: maybe(aCondition),
  }),
);

const where = (condition: Expression<boolean> | undefined, made: Container): Templated<Container> =>
  condition ? when(condition, made) : made;

/** Limits and mounts that init containers share with the containers of their pod. */
export type Limits = Required<Pick<ContainerParts, 'resources' | 'securityContext' | 'volumeMounts'>>;

/** An init container as it stands in a pod. */
export function initContainer(props: InitContainer, limits: Limits): Templated<Container> {
  const { name, image, command, env, mounts = [], when: condition } = props;
  const made = container(name, {
    ...containerImage(image),
    command,
    env: env && environmentVariables(env),
    resources: limits.resources,
    securityContext: limits.securityContext,
    volumeMounts: [...volumeMounts([scratch, ...mounts]), ...limits.volumeMounts],
  });
  return where(condition, made);
}

/** A sidecar as it stands in a pod. */
export function sidecar({ name, image, env, ports, mounts, when: condition, ...props }: Sidecar): Templated<Container> {
  const made = container(name, {
    ...containerImage(image),
    command: props.command,
    args: props.args,
    env: env && environmentVariables(env),
    ports: ports && containerPorts(ports),
    livenessProbe: props.livenessProbe,
    readinessProbe: props.readinessProbe,
    resources: props.resources,
    securityContext: props.securityContext ?? restrictedContainer,
    volumeMounts: mounts && volumeMounts(mounts),
  });
  return where(condition, made);
}

/** Ports by their name. */
export const containerPorts = (ports: { readonly [name: string]: number }): ContainerPort[] =>
  Object.entries(ports).map(([name, containerPort]) => ({ name, containerPort, protocol: 'TCP' }));
