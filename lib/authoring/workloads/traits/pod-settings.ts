import type { Toleration, Volume } from '../../../../imports/k8s';
import { hostnameOrNothing, labelKey, largestInt32, objectNameOrNothing } from '../../../core/kubernetes/value-forms';
import { HelmChart, podLabelMap } from '../../../core/manifest';
import { listOf, mapOf } from '../../../core/values/json-parts';
import {
  boolean,
  call,
  each,
  entries,
  equals,
  inherits,
  integer,
  items,
  joins,
  list,
  not,
  object,
  oneOf,
  optional,
  string,
  when,
  type Expression,
  type Helper,
} from '../../../core/values';
import * as is from '../../../core/values/argument';
import { aBlock } from '../arguments';
import { kubernetesBlock, kubernetesList } from '../blocks';
import { imagePullSecrets, restrictedPod } from '../pod';
import { trait, type Named } from '../trait';
import { annotationMap, nodeLabels } from '../value-maps';

/** Annotations that the chart sets itself. */
const ownAnnotations = '^(checksum/|prometheus\\.io/)';

/** How pods of a workload spread over a topology. */
export type SpreadConstraint = {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly whenUnsatisfiable: string;
};

const nameserversHelper: Helper = {
  name: 'missingNameservers',
  description: 'Says so where names are to be looked up at nameservers that are not given.',
  type: 'string',
  isPure: true,
  mayBeEmpty: true,
  template: () => `{{- if and (eq .policy "None") (not (dig "nameservers" list .config)) }}none{{ end }}`,
  evaluate: (_, { policy, config }) =>
    policy === 'None' && listOf(mapOf(config)['nameservers']).length === 0 ? 'none' : '',
};

const podSettingsDeclared = trait({
  comesLast: true,
  defaults: {
    /** @default one that restricted pods may have */
    podSecurityContext: is.maybe(aBlock),
    /** Seconds from the request to stop until the kill. @default 30 */
    terminationGracePeriodSeconds: is.maybe(is.aWholeNumber),
  },
  fields: ({ podSecurityContext = restrictedPod, terminationGracePeriodSeconds = 30 }) => ({
    podAnnotations: joins(annotationMap({}, 'Annotations of the pods', ownAnnotations)),
    podLabels: joins(podLabelMap('Labels of the pods')),
    nodeSelector: inherits(nodeLabels('Labels that a node must have')),
    tolerations: inherits(
      kubernetesList<Toleration>('core.v1.Toleration', [], 'Taints of nodes that the pods tolerate'),
    ),
    affinity: inherits(kubernetesBlock('core.v1.Affinity', {}, 'Which nodes and neighbours the pods prefer or need')),
    topologySpreadConstraints: inherits(
      list<SpreadConstraint>(
        object(
          {
            maxSkew: integer(1, 'By how many pods two places may differ', { minimum: 1, maximum: largestInt32 }),
            topologyKey: string('', 'Label of the nodes that tells the places apart', labelKey),
            whenUnsatisfiable: oneOf(
              ['DoNotSchedule', 'ScheduleAnyway'],
              'ScheduleAnyway',
              'What to do when it cannot be met',
            ),
          },
          'One constraint',
        ),
        [],
        'How the pods spread over zones and hosts; the label selector is added by the chart',
      ),
    ),
    priorityClassName: inherits(
      string('', 'Priority class of the pods; empty means the default of the cluster', objectNameOrNothing),
    ),
    terminationGracePeriodSeconds: integer(
      terminationGracePeriodSeconds,
      'Seconds from the request to stop until the kill',
      { minimum: 1, maximum: largestInt32 },
    ),
    podSecurityContext: kubernetesBlock(
      'core.v1.PodSecurityContext',
      podSecurityContext,
      'Security settings of the pods',
    ),
    runtimeClassName: inherits(
      string(
        '',
        'Runtime class of the pods, such as gvisor; empty means the default of the cluster',
        objectNameOrNothing,
      ),
    ),
    schedulerName: inherits(string('', 'Scheduler of the pods; empty means that of Kubernetes', objectNameOrNothing)),
    hostname: string('', 'Host name of the pods; empty means their name', hostnameOrNothing),
    dnsPolicy: inherits(
      oneOf(
        ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
        'ClusterFirst',
        'Where the pods look up names',
      ),
    ),
    dnsConfig: inherits(
      kubernetesBlock('core.v1.PodDNSConfig', {}, 'Nameservers, search domains and options beside those of dnsPolicy'),
    ),
    shareProcessNamespace: boolean(false, 'Whether the containers of a pod see the processes of each other'),
    extraVolumes: kubernetesList<Volume>('core.v1.Volume', [], 'Volumes beside those of the chart'),
  }),
  apply: (workload, values) => {
    const isResolved = equals(
      call<string>(nameserversHelper, { policy: values.dnsPolicy, config: values.dnsConfig }),
      '',
    );
    HelmChart.require(workload, isResolved, 'dnsPolicy None needs nameservers in dnsConfig');
    return {
      labels: entries(values.podLabels),
      annotations: entries(values.podAnnotations),
      pod: {
        imagePullSecrets: imagePullSecrets(workload),
        securityContext: values.podSecurityContext,
        terminationGracePeriodSeconds: values.terminationGracePeriodSeconds,
        priorityClassName: optional(values.priorityClassName),
        runtimeClassName: optional(values.runtimeClassName),
        schedulerName: optional(values.schedulerName),
        hostname: optional(values.hostname),
        dnsPolicy: when(not(equals(values.dnsPolicy, 'ClusterFirst')), values.dnsPolicy),
        dnsConfig: values.dnsConfig,
        shareProcessNamespace: when(values.shareProcessNamespace, true),
        nodeSelector: values.nodeSelector,
        tolerations: values.tolerations,
        affinity: values.affinity,
        topologySpreadConstraints: each(values.topologySpreadConstraints, 'constraint', (constraint) => ({
          maxSkew: constraint.field('maxSkew', 'integer'),
          topologyKey: constraint.field('topologyKey'),
          whenUnsatisfiable: constraint.field('whenUnsatisfiable') as Expression<'DoNotSchedule' | 'ScheduleAnyway'>,
          labelSelector: { matchLabels: workload.selector },
        })),
      },
      volumes: items(values.extraVolumes),
    };
  },
});

export interface PodSettingsTrait extends Named<typeof podSettingsDeclared> {}

/** What users may say about the pods of any workload. */
export const podSettings: PodSettingsTrait = podSettingsDeclared;
