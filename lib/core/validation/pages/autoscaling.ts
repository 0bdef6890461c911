import type { Json } from '../../values';
import { isMap } from '../../values/is-map';
import { quantity } from '../../kubernetes/quantity';
import { oneOfFields } from '../fragments';
import { pathSegment } from '../syntax';
import { pathSegment as segment, someAmount } from '../patterns';
import type { Page, StructRule } from '../page';
import { atLeast, between, evenEmpty, form, isSet, oneOf, required, rule, shown } from '../vocabulary';
import { amount, anyQuantity } from './resources';

const replicas: StructRule = rule(
  'invalid-combination',
  'lets there be at least as many as there must be',
  { valid: { minReplicas: 2, maxReplicas: 2 }, invalid: { minReplicas: 3, maxReplicas: 2 } },
  ({ minReplicas, maxReplicas }) => {
    const least = typeof minReplicas === 'number' ? minReplicas : 1;
    return typeof maxReplicas === 'number' && maxReplicas >= 1 && maxReplicas < least
      ? [{ path: ['maxReplicas'], message: `${maxReplicas} is less than minReplicas, ${least}` }]
      : [];
  },
);

/** The field of each type of metric. */
const fields: { readonly [type: string]: string } = {
  Resource: 'resource',
  ContainerResource: 'containerResource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
};

const source: StructRule[] = [
  rule(
    'missing-value',
    'has the settings of its type',
    { valid: { type: 'Pods', pods: {} }, invalid: { type: 'Pods', resource: {} } },
    (metric) => {
      const field = Object.hasOwn(fields, String(metric['type'])) ? fields[String(metric['type'])]! : undefined;
      return field !== undefined && !isSet(metric[field])
        ? [{ path: [], message: `the type ${String(metric['type'])} needs ${field}` }]
        : [];
    },
    {
      allOf: Object.entries(fields).map(([type, field]) => ({
        if: { properties: { type: { const: type } }, required: ['type'] },
        then: { required: [field] },
      })),
    },
  ),
  rule(
    'not-exactly-one',
    'has the settings of one type',
    { valid: { type: 'Pods', pods: {} }, invalid: { type: 'Pods', pods: {}, resource: {} } },
    (metric) => {
      const own = Object.hasOwn(fields, String(metric['type'])) ? fields[String(metric['type'])]! : undefined;
      if (own === undefined || !isSet(metric[own])) return [];
      return Object.values(fields)
        .filter((field) => field !== own && isSet(metric[field]))
        .map((field) => ({ path: [field], message: `does not go with the type ${String(metric['type'])}` }));
    },
    (all) => oneOfFields(Object.values(fields), all, 0),
  ),
];

const targets = ['averageUtilization', 'averageValue', 'value'];

/** What each kind of metric can be held to. */
const target = (field: string, allowed: readonly string[], exactly: boolean): StructRule =>
  rule(
    'not-exactly-one',
    `is held to ${exactly ? 'exactly' : 'at least'} one of ${allowed.join(', ')}`,
    {
      valid: { [field]: { target: { type: 'AverageValue', averageValue: '1' } } },
      invalid: { [field]: { target: { type: 'AverageValue' } } },
    },
    (metric) => {
      const settings = metric[field];
      const given = isMap(settings) ? settings['target'] : undefined;
      if (!isMap(given)) return [];
      const set = targets.filter((each) => isSet(given[each]));
      const path = [field, 'target'];
      if (!set.some((each) => allowed.includes(each)))
        return [{ path, message: `has no target: one of ${allowed.join(', ')}` }];
      if (!exactly) return [];
      const fitting = set.filter((each) => allowed.includes(each));
      return fitting.length > 1
        ? [{ path: [...path, fitting[0]!], message: `has more than one target: ${fitting.join(' and ')}` }]
        : [];
    },
    {
      properties: {
        [field]: {
          properties: { target: { [exactly ? 'oneOf' : 'anyOf']: allowed.map((each) => ({ required: [each] })) } },
        },
      },
    },
  );

const positive = (value: Json): string | undefined =>
  anyQuantity(value) ?? (quantity(value) === 0 ? `${shown(value)} is not more than 0` : undefined);

const policies: StructRule = rule(
  'missing-value',
  'has a policy where it has a list of them',
  { valid: { policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] }, invalid: { policies: [] } },
  (rules) =>
    Array.isArray(rules['policies']) && rules['policies'].length === 0
      ? [{ path: ['policies'], message: 'needs a policy; leave the list out for the usual ones' }]
      : [],
  { properties: { policies: { minItems: 1 } } },
);

const kind = form('invalid-name', 'can be part of a path', 'Deployment', 'a/b', pathSegment, segment);

/** Horizontal autoscaling, in both of its versions. */
export const autoscalingPage: Page = {
  'autoscaling.HorizontalPodAutoscalerSpec': {
    source: 'autoscaling/validation validateHorizontalPodAutoscalerSpec',
    fields: { minReplicas: atLeast(1), maxReplicas: atLeast(1), targetCPUUtilizationPercentage: atLeast(1) },
    rules: [replicas],
  },
  'autoscaling.CrossVersionObjectReference': {
    source: 'autoscaling/validation ValidateCrossVersionObjectReference',
    fields: { kind: [required, kind], name: [required, { ...kind }] },
  },
  'autoscaling.MetricSpec': {
    source: 'autoscaling/validation validateMetricSpec',
    fields: { type: [required, oneOf('Resource', 'ContainerResource', 'Pods', 'Object', 'External')] },
    rules: [
      ...source,
      target('resource', ['averageUtilization', 'averageValue'], true),
      target('containerResource', ['averageUtilization', 'averageValue'], true),
      target('pods', ['averageValue'], false),
      target('object', ['value', 'averageValue'], false),
      target('external', ['value', 'averageValue'], true),
    ],
  },
  'autoscaling.MetricTarget': {
    source: 'autoscaling/validation validateMetricTarget',
    fields: {
      type: [required, oneOf('Utilization', 'Value', 'AverageValue')],
      averageUtilization: atLeast(1),
      averageValue: { ...amount(positive), schema: someAmount },
      value: { ...amount(positive), schema: someAmount },
    },
  },
  'autoscaling.MetricIdentifier': {
    source: 'autoscaling/validation validateMetricIdentifier',
    fields: { name: [required, { ...kind }] },
  },
  'autoscaling.ResourceMetricSource': {
    source: 'autoscaling/validation validateResourceSource',
    fields: { name: required },
  },
  'autoscaling.ContainerResourceMetricSource': {
    source: 'autoscaling/validation validateContainerResourceSource',
    fields: { name: required, container: required },
  },
  'autoscaling.HPAScalingRules': {
    source: 'autoscaling/validation validateScalingRules',
    fields: { selectPolicy: evenEmpty(oneOf('Max', 'Min', 'Disabled')), stabilizationWindowSeconds: between(0, 3600) },
    rules: [policies],
  },
  'autoscaling.HPAScalingPolicy': {
    source: 'autoscaling/validation validateScalingPolicy',
    fields: { type: [required, oneOf('Pods', 'Percent')], value: atLeast(1), periodSeconds: between(1, 1800) },
  },
};
