import type { Construct } from 'constructs';
import type { PodSpec, PodTemplateSpec } from '../../../imports/k8s';
import { HelmChart } from '../../core/manifest';
import { concat, type Expression } from '../../core/values';
import type { Block } from './blocks';
import { anyOf, container, initContainer, sidecar, type ContainerParts } from './container';
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

/** The pull secrets of the chart and of a parent chart. */
export function imagePullSecrets(scope: Construct): Expression<{ readonly name: string }[]> | undefined {
  const values = HelmChart.commonValuesOf(scope);
  return values && concat(values.global.imagePullSecrets, values.imagePullSecrets);
}

/** Everything that traits say, as one. */
function joined(parts: readonly Parts[]) {
  const listOf = <K extends 'mounts' | 'volumes' | 'initContainers' | 'sidecars'>(key: K) =>
    parts.flatMap((each): readonly NonNullable<Parts[K]>[number][] => each[key] ?? []);
  const containers = parts.flatMap((each) => each.container ?? []);
  const main = merged(parts, 'container');
  return {
    annotations: merged(parts, 'annotations'),
    pod: merged(parts, 'pod'),
    container: {
      ...main,
      env: containers.flatMap(({ env = [] }) => env),
      envFrom: containers.flatMap(({ envFrom = [] }) => envFrom),
      ports: containers.flatMap(({ ports = [] }) => ports),
      volumeMounts: containers.flatMap(({ volumeMounts = [] }) => volumeMounts),
    },
    mounts: listOf('mounts'),
    volumes: listOf('volumes'),
    initContainers: listOf('initContainers'),
    sidecars: listOf('sidecars'),
  };
}

/** What all parts say of one thing: later fields win, where the first of their name stood. */
export const merged = <K extends 'labels' | 'annotations' | 'pod' | 'container' | 'controller'>(
  parts: readonly Parts[],
  key: K,
): NonNullable<Parts[K]> =>
  // Not Object.assign, to which `__proto__` is not a key like others.
  parts.reduce<object>((before, each) => ({ ...before, ...each[key] }), {}) as NonNullable<Parts[K]>;

/** The pods of a workload: what its traits say, the system's before the users'. */
export function podTemplate(workload: Bearer, system: readonly Parts[], users: readonly Parts[]): PodTemplateSpec {
  const all = joined([...system, ...users]);
  return {
    // A label of the system stands last: users do not change it.
    metadata: {
      labels: { ...workload.selector, ...merged(users, 'labels'), ...merged(system, 'labels') },
      annotations: anyIn(all.annotations),
    },
    spec: podSpec(workload.node.id, all),
  };
}

/** A map that holds something. */
const anyIn = <T extends object>(map: T): T | undefined => (Object.keys(map).length > 0 ? map : undefined);

/** The specification of a pod. All of them are made here. */
function podSpec(
  name: string,
  { pod, container: main, mounts, volumes, initContainers, sidecars }: ReturnType<typeof joined>,
): PodSpec {
  const { resources = {}, securityContext = {}, volumeMounts: ofUsers } = main;
  const limits = { resources, securityContext, volumeMounts: ofUsers };
  const others = [...initContainers, ...sidecars].flatMap((each) => each.mounts ?? []);
  return {
    ...pod,
    initContainers: anyOf(initContainers.map((each) => initContainer(each, limits))),
    containers: [
      container(main.name ?? name, {
        ...main,
        volumeMounts: [...volumeMounts([scratch, ...mounts]), ...ofUsers],
      }),
      ...sidecars.map(sidecar),
    ],
    volumes: [...volumesOf([scratch, ...mounts, ...others]), ...volumes],
  };
}

/** A pod with one container, of which users set nothing but the image. */
export const plainPod = (scope: Construct, pod: Partial<PodSpec>, name: string, parts: ContainerParts): PodSpec =>
  podSpec(name, joined([{ pod: { ...pod, imagePullSecrets: imagePullSecrets(scope) }, container: parts }]));
