import { mapOf } from '../../values/json-parts';
import * as patterns from '../patterns';
import { address, label, labelText, qualified, subdomain } from '../forms';
import type { FieldRule, Page } from '../page';
import {
  atMostItems,
  between,
  evenEmpty,
  exactlyOne,
  filled,
  forbidden,
  form,
  isEmpty,
  isSet,
  oneOf,
  required,
  rule,
  shown,
  uniqueBy,
} from '../vocabulary';
import { labels } from './metadata';
import { onceEach } from './scheduling';
import {
  containerNames,
  initContainers,
  rootUsers,
  sleeps,
  claims,
  deviceVolumes,
  resizing,
  appArmorAnnotations,
} from './pod-containers';
import { hostPorts, hostNetworkPorts, hostUsers, processes, operatingSystem, sysctls, hostProcess } from './pod-host';

const seconds = between(1, 2 ** 31 - 1);

const nameserver = rule(
  'missing-value',
  'names a server where it is to take no other settings of DNS',
  {
    valid: { dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.1'] } },
    invalid: { dnsPolicy: 'None', dnsConfig: { searches: ['a'] } },
  },
  (spec) => {
    if (spec['dnsPolicy'] !== 'None') return [];
    if (!isSet(spec['dnsConfig'])) return [{ path: [], message: 'dnsPolicy None needs dnsConfig' }];
    if (!isEmpty(mapOf(spec['dnsConfig'])['nameservers'])) return [];
    return [{ path: ['dnsConfig'], message: 'dnsPolicy None needs at least one of nameservers' }];
  },
);

/** The end may have the dot of a whole name, and since Kubernetes 1.33 a part may have underscores. */
const search = form(
  'invalid-format',
  'is a DNS name',
  'a.example.com',
  'a b',
  (text) =>
    new RegExp(patterns.searchDomain.pattern).test(text) && text.length <= 254
      ? undefined
      : `${shown(text)} is not a DNS name (lower-case letters, digits, dashes and dots)`,
  patterns.searchDomain,
);

const hostname: FieldRule = label;

/** Templates may have such an image, for the sake of what fills it in. */
const trimmed = form('invalid-format', 'has no space around it', 'web:1', ' web:1', (text) =>
  text.trim() === text ? undefined : `${shown(text)} has space around it`,
);

const restartPolicy = { ...oneOf('Always', 'OnFailure', 'Never'), code: 'restart-policy' as const };

/** Pods and what stands in them besides containers and volumes. */
export const podsPage: Page = {
  'core.PodSpec': {
    source: 'core/validation ValidatePodSpec',
    fields: {
      containers: filled('needs a container'),
      ephemeralContainers: forbidden('is for a pod that runs already', [{}]),
      'containers/*/restartPolicy': evenEmpty(forbidden('is for init containers', 'Always')),
      'initContainers/*/restartPolicy': evenEmpty(oneOf('Always')),
      dnsPolicy: oneOf('ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'),
      preemptionPolicy: evenEmpty(oneOf('PreemptLowerPriority', 'Never')),
      nodeSelector: labels,
      nodeName: subdomain,
      serviceAccountName: subdomain,
      priorityClassName: subdomain,
      runtimeClassName: evenEmpty(subdomain),
      hostname,
      subdomain: label,
      activeDeadlineSeconds: seconds,
    },
    rules: [
      containerNames,
      uniqueBy('volumes', ['name'], { code: 'duplicate-name', what: 'a volume' }),
      uniqueBy('schedulingGates', ['name'], { what: 'a gate' }),
      uniqueBy('resourceClaims', ['name'], { code: 'duplicate-name', what: 'a claim' }),
      onceEach,
      initContainers,
      hostPorts,
      hostNetworkPorts,
      hostUsers,
      processes,
      sleeps,
      rootUsers,
      nameserver,
      operatingSystem,
      claims,
      sysctls,
      hostProcess,
      deviceVolumes,
      resizing,
    ],
  },
  'core.PodOS': { source: 'core/validation validateOS', fields: { name: [required, oneOf('linux', 'windows')] } },
  'core.PodDNSConfig': {
    source: 'core/validation validatePodDNSConfig',
    fields: {
      nameservers: atMostItems(3),
      'nameservers/*': address,
      searches: atMostItems(32),
      'searches/*': search,
      'options/*/name': required,
    },
  },
  'core.HostAlias': {
    source: 'core/validation ValidateHostAliases',
    fields: { ip: [required, address], 'hostnames/*': subdomain },
  },
  'core.PodReadinessGate': {
    source: 'core/validation validateReadinessGates',
    fields: { conditionType: [required, qualified] },
  },
  'core.PodSchedulingGate': {
    source: 'core/validation validateSchedulingGates',
    fields: { name: [required, qualified] },
  },
  'core.PodResourceClaim': {
    source: 'core/validation validatePodResourceClaim',
    fields: {
      name: [required, label],
      resourceClaimName: evenEmpty(subdomain),
      resourceClaimTemplateName: evenEmpty(subdomain),
    },
    rules: [exactlyOne(['resourceClaimName', 'resourceClaimTemplateName'], 'claim', 'a')],
  },
  'core.PodTemplateSpec': {
    source: 'core/validation ValidatePodSpecificAnnotations',
    rules: [appArmorAnnotations],
  },
  'core.Pod': {
    source: 'core/validation validateRestartPolicy, ValidatePodSpecificAnnotations',
    fields: {
      'spec/restartPolicy': restartPolicy,
      'spec/containers/*/image': trimmed,
      'spec/initContainers/*/image': trimmed,
    },
    rules: [appArmorAnnotations],
  },
  'core.PodTemplate': {
    source: 'core/validation validateRestartPolicy',
    fields: { 'template/spec/restartPolicy': restartPolicy },
  },
  'Rollout.argoproj.io': {
    source: 'core/validation validateRestartPolicy, by the ReplicaSets that it makes',
    fields: { 'spec/template/spec/restartPolicy': { ...oneOf('Always'), code: 'restart-policy' } },
  },
  'core.Taint': {
    source: 'core/validation validateNodeTaints',
    fields: {
      key: [required, qualified],
      value: labelText,
      effect: [required, oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute')],
    },
  },
  'core.NodeSpec': {
    source: 'core/validation ValidateNode',
    rules: [uniqueBy('taints', ['key', 'effect'], { what: 'a taint' })],
  },
};
