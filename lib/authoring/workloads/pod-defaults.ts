import { object, sharedValues, type Fields, type Group } from '../../core/values';
import * as is from '../../core/values/argument';
import { checked } from '../../core/values/takes';
import { hostAliases } from './traits/host-aliases';
import { podSettings } from './traits/pod-settings';
import { annotationMap } from './value-maps';

/** Annotations that the chart sets itself, and those that name a container. */
const ofOneWorkload = '^(checksum/|prometheus\\.io/|container\\.apparmor\\.security\\.beta\\.kubernetes\\.io/)';

const fields = () => {
  const { nodeSelector, tolerations, affinity, topologySpreadConstraints, ...others } = podSettings.fields({});
  const { priorityClassName, runtimeClassName, schedulerName, dnsPolicy, dnsConfig } = others;
  return {
    ...{
      nodeSelector,
      tolerations,
      affinity,
      topologySpreadConstraints,
      priorityClassName,
      runtimeClassName,
      schedulerName,
    },
    ...{ podAnnotations: annotationMap({}, 'Annotations of the pods', ofOneWorkload), podLabels: others.podLabels },
    ...{ dnsPolicy, dnsConfig, ...hostAliases.fields({}) },
  } as const satisfies Fields;
};

/** The values of `podDefaults`. */
export interface PodDefaults extends Group<ReturnType<typeof fields>> {}

/**
 * Values that the pods of all workloads of a chart have in common, said once: those that decide where pods run. Each workload has them too, by the
 * same names; what is not empty there counts in their place. They then stand in `values.yaml` in this group alone.
 *
 * It is a group at the top of the values of a chart: `values({ defaults: podDefaults(), web: webServiceValues(...) })`. A chart without it has
 * them for each workload.
 *
 * @param description what the group is for @default where the pods of all workloads run
 */
export const podDefaults = checked(
  'podDefaults(description)',
  [is.maybe(is.aText)],
  (
    description: string = 'Where the pods of all workloads run; each workload takes the same values, which count where they are not empty',
  ): PodDefaults => sharedValues(object(fields(), description)),
);
