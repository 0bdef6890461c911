import type { Construct } from 'constructs';
import type { PodSpec } from '../../../imports/k8s';
import { HelmChart } from '../../core/manifest';
import { distinct, Expression, isSet, items, not, when, type Templated } from '../../core/values';
import type { Block } from './blocks';
import { anyOf, container, initContainer, sidecar, type ContainerParts } from './container';
import type { PodTemplate } from './controllers/controller';
import { secretMounts, secretVolumes } from './secret-readers';
import type { Bearer, Parts } from './trait';
import { scratch, volumeMounts, volumesOf } from './volumes';

/** Runs as a user without a name or rights, as the Pod Security Standard `restricted` wants it. */
export const restrictedPod = {
  runAsNonRoot: true,
  runAsUser: 10001,
  runAsGroup: 10001,
  fsGroup: 10001,
  seccompProfile: { type: 'RuntimeDefault' },
} as const satisfies Block;

/** The pull secrets of the chart and of a parent chart, each once. */
export function imagePullSecrets(scope: Construct): Expression<{ readonly name: string }[]> | undefined {
  const values = HelmChart.commonValuesOf(scope);
  return values && distinct(values.global.imagePullSecrets, values.imagePullSecrets);
}

type Merged = Required<Pick<Parts, 'labels' | 'annotations' | 'pod' | 'container' | 'controller'>>;

/** What all say of each thing: later fields win, where the first of their name stood. */
export const merged = (parts: readonly Parts[]): Merged =>
  // Not Object.assign, to which `__proto__` is not a key like others.
  parts.reduce<Merged>(
    (before, each) => ({
      labels: { ...before.labels, ...each.labels },
      annotations: { ...before.annotations, ...each.annotations },
      pod: { ...before.pod, ...each.pod },
      container: { ...before.container, ...each.container },
      controller: { ...before.controller, ...each.controller },
    }),
    { labels: {}, annotations: {}, pod: {}, container: {}, controller: {} },
  );

/** The words of users where there are some, else those of the system. */
const startedBy = (
  { command = [], args = [] }: Merged['container'],
  users: NonNullable<Parts['entryPoint']>,
): Pick<ContainerParts, 'command' | 'args'> => ({
  command: wordsOf(users.command, command),
  args: wordsOf(users.args, args),
});

function wordsOf(users: Expression<readonly string[]>, system: Words): readonly Templated<string>[] {
  if (system instanceof Expression) throw new Error('the command of a system is a list of words');
  return [...items(users), ...system.map((word) => when<string>(not(isSet(users)), word))];
}

type Words = NonNullable<ContainerParts['command']>;

/** Everything that traits say, as one. */
function joined(parts: readonly Parts[]) {
  const containers = parts.flatMap((each) => each.container ?? []);
  const { annotations, pod, container: main } = merged(parts);
  const [entryPoint] = parts.flatMap((each) => each.entryPoint ?? []);
  return {
    annotations,
    pod,
    container: {
      ...main,
      ...(entryPoint && startedBy(main, entryPoint)),
      env: containers.flatMap(({ env = [] }) => env),
      envFrom: containers.flatMap(({ envFrom = [] }) => envFrom),
      ports: containers.flatMap(({ ports = [] }) => ports),
      volumeMounts: containers.flatMap(({ volumeMounts = [] }) => volumeMounts),
    },
    mounts: parts.flatMap(({ mounts = [] }) => mounts),
    volumes: parts.flatMap(({ volumes = [] }) => volumes),
    initContainers: parts.flatMap(({ initContainers = [] }) => initContainers),
    sidecars: parts.flatMap(({ sidecars = [] }) => sidecars),
    extraContainers: parts.flatMap((each) => each.extraContainers ?? []),
    extraInitContainers: parts.flatMap((each) => each.extraInitContainers ?? []),
  };
}

/** The pods of a workload: what its traits say, the system's before the users'. */
export function podTemplate(workload: Bearer, system: readonly Parts[], users: readonly Parts[]): PodTemplate {
  const all = joined([...system, ...users]);
  return {
    // A label of the system stands last: users do not change it.
    metadata: {
      labels: { ...workload.selector, ...merged(users).labels, ...merged(system).labels },
      annotations: anyIn(all.annotations),
    },
    spec: podSpec(workload.node.id, all, joined(users).container),
  };
}

/** A map that holds something. */
const anyIn = <T extends object>(map: T): T | undefined => (Object.keys(map).length > 0 ? map : undefined);

/** The specification of a pod. All of them are made here. */
function podSpec(
  name: string,
  { pod, container: main, mounts, volumes, initContainers, sidecars, ...extra }: ReturnType<typeof joined>,
  { env: extraEnv, envFrom: extraEnvFrom }: Required<Pick<ContainerParts, 'env' | 'envFrom'>> = {
    env: [],
    envFrom: [],
  },
): PodSpec {
  const { resources = {}, securityContext = {}, volumeMounts: ofUsers } = main;
  const shared = { resources, securityContext, volumeMounts: ofUsers, extraEnv, extraEnvFrom };
  const others = [...initContainers, ...sidecars].flatMap((each) => each.mounts ?? []);
  const own = [...volumesOf([scratch, ...mounts, ...others]), ...volumes];
  const before = [...initContainers.map((each) => initContainer(each, shared)), ...extra.extraInitContainers];
  const containers = [
    container(main.name ?? name, {
      ...main,
      volumeMounts: [...volumeMounts([scratch, ...mounts]), ...secretMounts(own), ...ofUsers],
    }),
    ...sidecars.map(sidecar),
    ...extra.extraContainers,
  ];
  return {
    ...pod,
    initContainers: anyOf(before),
    containers,
    volumes: [...own, ...secretVolumes(before, containers, own)],
  };
}

/** A pod with one container, of which users set nothing but the image. */
export const plainPod = (scope: Construct, pod: Partial<PodSpec>, name: string, parts: ContainerParts): PodSpec =>
  podSpec(name, joined([{ pod: { ...pod, imagePullSecrets: imagePullSecrets(scope) }, container: parts }]));
