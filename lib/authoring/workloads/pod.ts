import type { Construct } from 'constructs';
import type { Container, EnvVar, PodSpec } from '../../../imports/k8s';
import {
  concat,
  each,
  entries,
  items,
  optional,
  when,
  type Expression,
  type Ref,
  type Refs,
  type Templated,
} from '../../values';
import { HelmChart } from '../../manifest';
import type { containerValues, podValues } from './workload-values';

type PodRefs = { readonly [K in keyof ReturnType<typeof podValues>]: Refs<ReturnType<typeof podValues>[K]> };
type ContainerRefs = {
  readonly [K in keyof ReturnType<typeof containerValues>]: Refs<ReturnType<typeof containerValues>[K]>;
};

/** A pod may write here; the image itself is read-only. */
const scratch = { name: 'tmp', mountPath: '/tmp' } as const;

/** The pull secrets of the chart and of a parent chart. */
export function imagePullSecrets(scope: Construct): Expression<{ readonly name: string }[]> | undefined {
  const values = HelmChart.commonValuesOf(scope);
  return values && concat(values.global.imagePullSecrets, values.imagePullSecrets);
}

/** What a user may say about the pods of any workload, in the order in which people write it. */
export function podSettingsOf(
  scope: Construct,
  values: PodRefs,
  selector: { [key: string]: string },
): Partial<PodSpec> {
  return {
    imagePullSecrets: imagePullSecrets(scope),
    securityContext: values.podSecurityContext,
    terminationGracePeriodSeconds: values.terminationGracePeriodSeconds,
    priorityClassName: optional(values.priorityClassName),
    nodeSelector: values.nodeSelector,
    tolerations: values.tolerations,
    affinity: values.affinity,
    topologySpreadConstraints: each(values.topologySpreadConstraints, 'constraint', (constraint) => ({
      maxSkew: constraint.field('maxSkew', 'integer'),
      topologyKey: constraint.field('topologyKey'),
      whenUnsatisfiable: constraint.field('whenUnsatisfiable') as Expression<'DoNotSchedule' | 'ScheduleAnyway'>,
      labelSelector: { matchLabels: selector },
    })),
  };
}

/** The volumes of a pod: a scratch folder, those of the construct, those of the user. */
export const volumesOf = (extra: Ref<readonly object[]>, own: readonly object[] = []): Partial<PodSpec> =>
  ({ volumes: [{ name: scratch.name, emptyDir: {} }, ...own, ...items(extra)] }) as Partial<PodSpec>;

/** The mounts of a container: a scratch folder, those of the construct, those of the user. */
export const mountsOf = (extra: Ref<readonly object[]>, own: readonly object[] = []): Partial<Container> =>
  ({ volumeMounts: [scratch, ...own, ...items(extra)] }) as Partial<Container>;

/** The environment of a container: that of the construct, then that of the user. */
export const environmentOf = (
  env: { readonly [name: string]: EnvironmentValue },
  envFrom: readonly object[],
  values: Pick<ContainerRefs, 'extraEnv' | 'extraEnvFrom'>,
): Partial<Container> =>
  ({
    env: [...environmentVariables(env), ...items(values.extraEnv)],
    envFrom: [...envFrom, ...items(values.extraEnvFrom)],
  }) as Partial<Container>;

/** What an environment variable gets: a literal, an expression, or a key of a ConfigMap or Secret. */
export type EnvironmentValue = Templated<string> | { readonly valueFrom: object; readonly when?: Expression<boolean> };

export const environmentVariables = (env: { readonly [name: string]: EnvironmentValue }): Templated<EnvVar>[] =>
  Object.entries(env).map(([name, value]) => {
    if (typeof value !== 'object' || !('valueFrom' in value)) return { name, value };
    const variable: EnvVar = { name, valueFrom: value.valueFrom };
    return value.when ? when(value.when, variable) : variable;
  });

/** Labels of the pods: those of the selector, then those of the user. */
export const podLabelsOf = (selector: { [key: string]: string }, values: Pick<PodRefs, 'podLabels'>) => ({
  ...selector,
  ...entries(values.podLabels),
});

/** One short-lived container with nothing that a user may set: security settings that no cluster refuses. */
export const restrictedPodSpec = {
  automountServiceAccountToken: false,
  securityContext: {
    runAsNonRoot: true,
    runAsUser: 10001,
    runAsGroup: 10001,
    seccompProfile: { type: 'RuntimeDefault' },
  },
} as const;

export const restrictedContainerSpec = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
} as const;
