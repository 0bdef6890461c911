import type { JsonObject } from '../../values';
import { isMap } from '../../values/is-map';
import { at as valueAt, mapOf } from '../../values/json-parts';
import { selects } from '../../kubernetes/selects';
import { serviceLabel } from '../syntax';
import { letterLabel } from '../patterns';
import type { Page, StructRule, BreachInStruct } from '../page';
import {
  atLeast,
  elements,
  evenEmpty,
  form,
  isEmpty,
  isFirst,
  isSet,
  oneOf,
  required,
  rule,
  shown,
} from '../vocabulary';
import { label } from '../forms';
import { countOrPercent, onDelete, recreate, rollingDaemons, rollingDeployment } from './strategies';

const noSelector = 'the selector is empty';

/** A workload selects the pods that it makes. */
const selector = (what: string): StructRule[] => [
  rule(
    'selector-mismatch',
    'selects something',
    { valid: { selector: { matchLabels: { app: 'a' } } }, invalid: { selector: {} } },
    ({ selector: given }) =>
      isMap(given) && isEmpty(given['matchLabels']) && isEmpty(given['matchExpressions'])
        ? [{ path: ['selector'], message: `${noSelector}, which ${what} refuses` }]
        : [],
  ),
  rule(
    'selector-mismatch',
    'selects the pods of its own template',
    {
      valid: { selector: { matchLabels: { app: 'a' } }, template: { metadata: { labels: { app: 'a' } } } },
      invalid: { selector: { matchLabels: { app: 'a' } }, template: { metadata: { labels: { app: 'b' } } } },
    },
    (spec) => {
      const { selector: given, template } = spec;
      if (!isMap(given) || !isMap(template)) return [];
      if (isEmpty(given['matchLabels']) && isEmpty(given['matchExpressions'])) return [];
      if (selects(given, mapOf(valueAt(template, 'metadata', 'labels')))) return [];
      return [
        {
          path: ['template', ...labelsPath(template)],
          message: `has not the labels of the selector, ${shownSelector(given)}`,
        },
      ];
    },
  ),
];

const shownSelector = (selector: JsonObject): string => shown(selector['matchLabels'] ?? selector['matchExpressions']);

const labelsPath = (template: JsonObject): string[] => {
  if (isSet(valueAt(template, 'metadata', 'labels'))) return ['metadata', 'labels'];
  return isSet(template['metadata']) ? ['metadata'] : [];
};

/** Pods of a controller never end by themselves. */
const lasting: StructRule[] = [
  rule(
    'restart-policy',
    'makes pods that always start again',
    {
      valid: { template: { spec: { restartPolicy: 'Always' } } },
      invalid: { template: { spec: { restartPolicy: 'Never' } } },
    },
    ({ template }) => {
      const policy = valueAt(template, 'spec', 'restartPolicy');
      if (isEmpty(policy) || policy === 'Always') return [];
      const path = ['template', 'spec', 'restartPolicy'];
      return [{ path, message: `the restart policy ${shown(policy)} must be Always` }];
    },
  ),
  rule(
    'forbidden-field',
    'makes pods without a deadline',
    { valid: { template: { spec: {} } }, invalid: { template: { spec: { activeDeadlineSeconds: 1 } } } },
    ({ template }) =>
      isSet(valueAt(template, 'spec', 'activeDeadlineSeconds'))
        ? [{ path: ['template', 'spec', 'activeDeadlineSeconds'], message: 'is for Jobs and Pods only' }]
        : [],
  ),
];

const progress: StructRule = rule(
  'invalid-combination',
  'waits for progress for longer than a pod takes to be ready',
  { valid: { minReadySeconds: 10 }, invalid: { minReadySeconds: 700 } },
  (spec) => {
    const ready = typeof spec['minReadySeconds'] === 'number' ? spec['minReadySeconds'] : 0;
    const given = spec['progressDeadlineSeconds'];
    const deadline = typeof given === 'number' ? given : 600;
    if (deadline > ready || deadline < 1) return [];
    return [
      typeof given === 'number'
        ? { path: ['progressDeadlineSeconds'], message: `${deadline} must be more than minReadySeconds, ${ready}` }
        : { path: [], message: `minReadySeconds, ${ready}, must be less than progressDeadlineSeconds, by default 600` },
    ];
  },
);

const claimNames: StructRule = rule(
  'duplicate-name',
  'has no two claims of a name',
  {
    valid: { volumeClaimTemplates: [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }] },
    invalid: { volumeClaimTemplates: [{ metadata: { name: 'a' } }, { metadata: { name: 'a' } }] },
  },
  (spec) => {
    const seen = new Set<unknown>();
    return elements(spec, 'volumeClaimTemplates').flatMap(({ value, at }): BreachInStruct[] => {
      const name = valueAt(value, 'metadata', 'name');
      if (isEmpty(name)) return [];
      if (isFirst(seen, name)) return [];
      const path = ['volumeClaimTemplates', at, 'metadata', 'name'];
      return [{ path, message: `there is a volume claim ${shown(name)} already` }];
    });
  },
);

const retention = oneOf('Retain', 'Delete');
const replicas = atLeast(0);
const service = form('invalid-name', 'is the name of a Service', 'store', '1-store', serviceLabel, letterLabel);

/** Deployments and their like. */
export const workloadsPage: Page = {
  'apps.DeploymentSpec': {
    source: 'apps/validation ValidateDeploymentSpec',
    fields: {
      replicas,
      minReadySeconds: atLeast(0),
      revisionHistoryLimit: atLeast(0),
      progressDeadlineSeconds: atLeast(1),
    },
    rules: [...selector('a Deployment'), ...lasting, progress],
  },
  'apps.DeploymentStrategy': {
    source: 'apps/validation ValidateDeploymentStrategy',
    fields: {
      type: oneOf('RollingUpdate', 'Recreate'),
      'rollingUpdate/maxUnavailable': countOrPercent(100),
      'rollingUpdate/maxSurge': countOrPercent(),
    },
    rules: [recreate, rollingDeployment],
  },
  'apps.ReplicaSetSpec': {
    source: 'apps/validation ValidateReplicaSetSpec',
    fields: { replicas, minReadySeconds: atLeast(0) },
    rules: [...selector('a ReplicaSet'), ...lasting],
  },
  'apps.DaemonSetSpec': {
    source: 'apps/validation ValidateDaemonSetSpec',
    fields: { minReadySeconds: atLeast(0), revisionHistoryLimit: atLeast(0) },
    rules: [...selector('a DaemonSet'), ...lasting],
  },
  'apps.DaemonSetUpdateStrategy': {
    source: 'apps/validation ValidateDaemonSetUpdateStrategy',
    fields: {
      type: oneOf('RollingUpdate', 'OnDelete'),
      'rollingUpdate/maxUnavailable': countOrPercent(100),
      'rollingUpdate/maxSurge': countOrPercent(100),
    },
    rules: [rollingDaemons],
  },
  'apps.StatefulSetSpec': {
    source: 'apps/validation ValidateStatefulSetSpec',
    fields: {
      replicas,
      minReadySeconds: atLeast(0),
      revisionHistoryLimit: atLeast(0),
      podManagementPolicy: oneOf('OrderedReady', 'Parallel'),
      serviceName: service,
      'ordinals/start': atLeast(0),
      'persistentVolumeClaimRetentionPolicy/whenDeleted': retention,
      'persistentVolumeClaimRetentionPolicy/whenScaled': retention,
      'volumeClaimTemplates/*/metadata/name': [required, label],
    },
    rules: [...selector('a StatefulSet'), ...lasting, claimNames],
  },
  'apps.StatefulSetUpdateStrategy': {
    source: 'apps/validation ValidateStatefulSetSpec',
    fields: {
      type: oneOf('RollingUpdate', 'OnDelete'),
    },
    rules: [onDelete],
  },
  'apps.RollingUpdateStatefulSetStrategy': {
    source: 'apps/validation ValidateStatefulSetSpec',
    fields: { partition: atLeast(0), maxUnavailable: countOrPercent(100) },
  },
  'apps.ControllerRevision': {
    source: 'apps/validation ValidateControllerRevision',
    fields: {
      revision: atLeast(0),
      data: {
        ...required,
        schema: {},
        valid: {},
        invalid: null,
        check: (value) => (isSet(value) ? undefined : 'is needed'),
      },
    },
  },
  'core.ReplicationControllerSpec': {
    source: 'core/validation ValidateReplicationControllerSpec',
    fields: { replicas, minReadySeconds: atLeast(0) },
    rules: [
      ...lasting,
      rule(
        'missing-value',
        'has a template, whose labels are its selector where it has none',
        { valid: { template: { metadata: { labels: { app: 'a' } } } }, invalid: { template: {} } },
        ({ selector: given, template }) => {
          if (!isSet(template)) return [{ path: [], message: 'needs a template' }];
          return isEmpty(given) && isEmpty(valueAt(template, 'metadata', 'labels'))
            ? [{ path: isSet(given) ? ['selector'] : [], message: 'needs a selector, or a template with labels' }]
            : [];
        },
      ),
      rule(
        'selector-mismatch',
        'selects the pods of its own template',
        {
          valid: { selector: { app: 'a' }, template: { metadata: { labels: { app: 'a', tier: 'b' } } } },
          invalid: { selector: { app: 'a' }, template: { metadata: { labels: { app: 'b' } } } },
        },
        ({ selector: given, template }) =>
          isMap(given) &&
          isMap(template) &&
          !selects({ matchLabels: given }, mapOf(valueAt(template, 'metadata', 'labels')))
            ? [
                {
                  path: ['template', ...labelsPath(template)],
                  message: `has not the labels of the selector, ${shown(given)}`,
                },
              ]
            : [],
      ),
    ],
  },
  'policy.PodDisruptionBudgetSpec': {
    source: 'policy/validation ValidatePodDisruptionBudgetSpec',
    fields: {
      minAvailable: countOrPercent(100),
      maxUnavailable: countOrPercent(100),
      unhealthyPodEvictionPolicy: evenEmpty(oneOf('IfHealthyBudget', 'AlwaysAllow')),
    },
    rules: [
      rule(
        'not-exactly-one',
        'has at most one bound: minAvailable or maxUnavailable',
        { valid: { minAvailable: 1 }, invalid: { minAvailable: 1, maxUnavailable: 1 } },
        ({ minAvailable, maxUnavailable }) =>
          isSet(minAvailable) && isSet(maxUnavailable)
            ? [{ path: [], message: 'has more than one bound: minAvailable and maxUnavailable' }]
            : [],
      ),
    ],
  },
};
