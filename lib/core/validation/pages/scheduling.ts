import type { JsonObject } from '../../values';
import { isMap } from '../../values/is-map';
import { listOf, mapOf } from '../../values/json-parts';
import { label, labelName } from '../forms';
import type { FieldRule, Page, StructRule, BreachInStruct } from '../page';
import {
  atLeast,
  between,
  elements,
  evenEmpty,
  isEmpty,
  isSet,
  oneOf,
  required,
  rule,
  shown,
  uniqueBy,
} from '../vocabulary';
import { labelValue as labelPattern } from '../patterns';
import { labelValue } from '../syntax';

const weight = between(1, 100);

const tolerationEffect: StructRule = rule(
  'invalid-combination',
  'tells for how long only with NoExecute',
  {
    valid: { effect: 'NoExecute', operator: 'Exists', tolerationSeconds: 5 },
    invalid: { effect: 'NoSchedule', operator: 'Exists', tolerationSeconds: 5 },
  },
  ({ effect, tolerationSeconds }) =>
    isSet(tolerationSeconds) && effect !== 'NoExecute'
      ? [{ path: isSet(effect) ? ['effect'] : [], message: 'tolerationSeconds goes with the effect NoExecute only' }]
      : [],
  {
    if: { required: ['tolerationSeconds'] },
    then: { required: ['effect'], properties: { effect: { const: 'NoExecute' } } },
  },
);

const tolerationKey: StructRule = rule(
  'invalid-combination',
  'has a key, or the operator Exists',
  { valid: { operator: 'Exists' }, invalid: { effect: 'NoSchedule' } },
  ({ key, operator }) =>
    isEmpty(key) && operator !== 'Exists'
      ? [{ path: isSet(operator) ? ['operator'] : [], message: 'without a key the operator must be Exists' }]
      : [],
  {
    if: { not: { required: ['key'], properties: { key: { minLength: 1 } } } },
    then: { required: ['operator'], properties: { operator: { const: 'Exists' } } },
  },
);

const tolerationValue: StructRule = rule(
  'invalid-combination',
  'has a value of a label, and none with Exists',
  { valid: { key: 'a', value: 'b' }, invalid: { key: 'a', operator: 'Exists', value: 'b' } },
  ({ operator, value }) => {
    if (typeof value !== 'string' || value === '') return [];
    if (operator === 'Exists') return [{ path: ['operator'], message: `Exists asks for no value, ${shown(value)}` }];
    const message = labelValue(value);
    return message === undefined ? [] : [{ path: ['value'], message }];
  },
  {
    if: { required: ['operator'], properties: { operator: { const: 'Exists' } } },
    then: { properties: { value: { maxLength: 0 } } },
    else: { properties: { value: labelPattern } },
  },
);

const matchKeys: StructRule = rule(
  'forbidden-field',
  'takes values of labels from the pod only beside a selector, and of none that it names itself',
  {
    valid: { labelSelector: { matchLabels: { a: 'b' } }, matchLabelKeys: ['pod-template-hash'] },
    invalid: { matchLabelKeys: ['pod-template-hash'] },
  },
  (struct) =>
    ['matchLabelKeys', 'mismatchLabelKeys'].flatMap((field): BreachInStruct[] => {
      if (isEmpty(struct[field])) return [];
      const selector = struct['labelSelector'];
      if (!isMap(selector)) return [{ path: [field], message: 'needs a labelSelector' }];
      // What a pod affinity takes from the pod is merged into its selector.
      if (!isSet(struct['whenUnsatisfiable'])) return [];
      const own = mapOf(selector['matchLabels']);
      return listOf(struct[field]).flatMap((key, i) =>
        typeof key === 'string' && Object.hasOwn(own, key)
          ? [{ path: [field, i], message: `the labelSelector has "${key}" too` }]
          : [],
      );
    }),
  // That a key is in the selector too, no schema can tell.
  {
    if: {
      anyOf: ['matchLabelKeys', 'mismatchLabelKeys'].map((field) => ({
        required: [field],
        properties: { [field]: { minItems: 1 } },
      })),
    },
    then: { required: ['labelSelector'] },
  },
);

const minDomains: StructRule = rule(
  'invalid-combination',
  'wants a number of domains only where it keeps pods from running',
  {
    valid: { minDomains: 2, whenUnsatisfiable: 'DoNotSchedule' },
    invalid: { minDomains: 2, whenUnsatisfiable: 'ScheduleAnyway' },
  },
  ({ minDomains: given, whenUnsatisfiable }) =>
    isSet(given) && whenUnsatisfiable === 'ScheduleAnyway'
      ? [{ path: ['minDomains'], message: 'goes with whenUnsatisfiable DoNotSchedule only' }]
      : [],
  {
    not: {
      required: ['minDomains', 'whenUnsatisfiable'],
      properties: { whenUnsatisfiable: { const: 'ScheduleAnyway' } },
    },
  },
);

/** The server finds fault with the first of two constraints. */
export const onceEach: StructRule = rule(
  'duplicate-entry',
  'has one constraint for each topologyKey and whenUnsatisfiable',
  {
    valid: { topologySpreadConstraints: [{ topologyKey: 'a' }, { topologyKey: 'b' }] },
    invalid: { topologySpreadConstraints: [{ topologyKey: 'a' }, { topologyKey: 'a' }] },
  },
  (spec) => {
    const all = elements(spec, 'topologySpreadConstraints');
    const idOf = ({ topologyKey, whenUnsatisfiable }: JsonObject) => JSON.stringify([topologyKey, whenUnsatisfiable]);
    return all
      .filter(({ value, at }) => all.some((other) => other.at > at && idOf(other.value) === idOf(value)))
      .map(({ value, at }) => ({
        path: ['topologySpreadConstraints', at],
        message: `there is a constraint for ${shown(value['topologyKey'])} with the same whenUnsatisfiable`,
      }));
  },
);

const topologyKey: readonly FieldRule[] = [required, labelName];

/** Where pods may run. */
export const schedulingPage: Page = {
  'core.Toleration': {
    source: 'core/validation ValidateTolerations',
    fields: {
      key: labelName,
      operator: oneOf('Equal', 'Exists'),
      effect: oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
    },
    rules: [tolerationEffect, tolerationKey, tolerationValue],
  },
  'core.TopologySpreadConstraint': {
    source: 'core/validation validateTopologySpreadConstraints',
    fields: {
      maxSkew: atLeast(1),
      minDomains: atLeast(1),
      topologyKey: required,
      whenUnsatisfiable: [required, oneOf('DoNotSchedule', 'ScheduleAnyway')],
      nodeAffinityPolicy: evenEmpty(oneOf('Honor', 'Ignore')),
      nodeTaintsPolicy: evenEmpty(oneOf('Honor', 'Ignore')),
      'matchLabelKeys/*': labelName,
    },
    rules: [matchKeys, minDomains],
  },
  'core.TopologySelectorTerm': {
    source: 'core/validation ValidateTopologySelectorTerm',
    rules: [uniqueBy('matchLabelExpressions', ['key'], { what: 'an expression for' })],
  },
  'core.PodAffinityTerm': {
    source: 'core/validation validatePodAffinityTerm',
    fields: {
      topologyKey,
      'namespaces/*': label,
      'matchLabelKeys/*': labelName,
      'mismatchLabelKeys/*': labelName,
    },
    rules: [matchKeys],
  },
  'core.WeightedPodAffinityTerm': {
    source: 'core/validation validateWeightedPodAffinityTerms',
    fields: { weight },
  },
  'core.PreferredSchedulingTerm': {
    source: 'core/validation ValidatePreferredSchedulingTerms',
    fields: { weight },
  },
};
