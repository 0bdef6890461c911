import type { JsonObject } from '../../values';
import { isMap } from '../../values/is-map';
import { at as valueAt, mapOf } from '../../values/json-parts';
import { selects } from '../../kubernetes/selects';
import { serviceLabel } from '../syntax';
import type { JsonSchema } from '../json-schema';
import { letterLabel } from '../patterns';
import type { FieldRule, Page, StructRule, BreachInStruct } from '../page';
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

/** The part that a number or percentage is of many; undefined for what is neither. */
function partOf(value: unknown): { readonly number: number; readonly isPercent: boolean } | undefined {
  if (typeof value === 'number') return { number: value, isPercent: false };
  const match = typeof value === 'string' ? /^([0-9]+)%$/.exec(value) : null;
  return match ? { number: Number(match[1]), isPercent: true } : undefined;
}

/** A number from 0, or a percentage; `most` is that of the percentage. */
export const countOrPercent = (most = Infinity): FieldRule => ({
  seesEmpty: true,
  code: 'out-of-range',
  says: most === Infinity ? 'is a number or a percentage' : `is a number or a percentage up to ${most} %`,
  valid: '25%',
  invalid: most === Infinity ? '25' : `${most + 1}%`,
  schema: { minimum: 0, pattern: most === Infinity ? '^[0-9]+%$' : '^0*(100|[0-9]{1,2})%$' },
  check: (value) => {
    const part = partOf(value);
    if (!part)
      return typeof value === 'string' ? `${shown(value)} is neither a number nor a percentage such as 25%` : undefined;
    if (part.number < 0) return `${part.number} is less than 0`;
    return part.isPercent && part.number > most ? `${shown(value)} is more than ${most}%` : undefined;
  },
});

const isNothing = (value: unknown): boolean => partOf(value)?.number === 0;

/** As a number or a percentage. */
const nothing = { anyOf: [{ const: 0 }, { type: 'string', pattern: '^0+%$' }] };
const something = { not: nothing };

const rollingDeployment: StructRule = rule(
  'invalid-combination',
  'lets an update make progress',
  {
    valid: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    invalid: { rollingUpdate: { maxUnavailable: 0, maxSurge: '0%' } },
  },
  ({ rollingUpdate }) => {
    const { maxUnavailable, maxSurge } = mapOf(rollingUpdate);
    return isNothing(maxUnavailable) && isNothing(maxSurge)
      ? [{ path: ['rollingUpdate', 'maxUnavailable'], message: 'may not be 0 where maxSurge is 0' }]
      : [];
  },
  {
    properties: {
      rollingUpdate: {
        not: { required: ['maxUnavailable', 'maxSurge'], properties: { maxUnavailable: nothing, maxSurge: nothing } },
      },
    },
  },
);

/** Settings of rolling updates with any type but this. */
function onlyWithout(type: string): JsonSchema {
  return { not: { required: ['type', 'rollingUpdate'], properties: { type: { const: type } } } };
}

const recreate: StructRule = rule(
  'not-exactly-one',
  'has settings of rolling updates only where it makes them',
  { valid: { type: 'Recreate' }, invalid: { type: 'Recreate', rollingUpdate: {} } },
  ({ type, rollingUpdate }) =>
    type === 'Recreate' && isSet(rollingUpdate)
      ? [{ path: ['rollingUpdate'], message: 'rollingUpdate has no meaning with Recreate, and is refused' }]
      : [],
  onlyWithout('Recreate'),
);

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

const rollingDaemons: StructRule = rule(
  'invalid-combination',
  'lets an update either take pods away first or add them first',
  {
    valid: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    invalid: { rollingUpdate: { maxSurge: 1 } },
  },
  ({ type, rollingUpdate }) => {
    // With OnDelete the server does not read them.
    if (!isMap(rollingUpdate) || type === 'OnDelete') return [];
    const { maxUnavailable = 1, maxSurge = 0 } = rollingUpdate;
    const [down, up] = [isNothing(maxUnavailable ?? 1), isNothing(maxSurge ?? 0)];
    const at = (field: string) => ['rollingUpdate', ...(isSet(rollingUpdate[field]) ? [field] : [])];
    if (down && up) return [{ path: at('maxUnavailable'), message: 'maxUnavailable cannot be 0 where maxSurge is 0' }];
    if (down || up) return [];
    const why = isSet(rollingUpdate['maxUnavailable']) ? '' : ', which is 1 by default';
    return [{ path: at('maxSurge'), message: `maxSurge may not be set where maxUnavailable is not 0${why}` }];
  },
  {
    if: { not: { required: ['type'], properties: { type: { const: 'OnDelete' } } } },
    then: {
      properties: {
        rollingUpdate: {
          if: { required: ['maxSurge'], properties: { maxSurge: something } },
          then: { required: ['maxUnavailable'], properties: { maxUnavailable: nothing } },
          else: { properties: { maxUnavailable: something } },
        },
      },
    },
  },
);

const onDelete: StructRule = rule(
  'invalid-combination',
  'has settings of rolling updates only where it makes them',
  { valid: { type: 'OnDelete' }, invalid: { type: 'OnDelete', rollingUpdate: { partition: 1 } } },
  ({ type, rollingUpdate }) =>
    type === 'OnDelete' && isSet(rollingUpdate)
      ? [{ path: ['rollingUpdate'], message: 'goes with the type RollingUpdate only' }]
      : [],
  onlyWithout('OnDelete'),
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
