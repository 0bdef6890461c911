import type { Json, JsonObject } from '../../values';
import { listOf, mapOf } from '../../values/json-parts';
import { quantity } from '../../kubernetes/quantity';
import { qualifiedName } from '../syntax';
import type { FieldRule, Page, StructRule, BreachInStruct } from '../page';
import { elements, form, isEmpty, isSet, oneOf, required, rule, shown, uniqueBy } from '../vocabulary';
import { amounts, anyQuantity, isShared } from './resources';

const counted = [
  'pods',
  'services',
  'services.loadbalancers',
  'services.nodeports',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
];
const measured = ['cpu', 'memory', 'ephemeral-storage', 'storage'];
const standard = new Set([
  ...counted,
  ...measured.slice(0, 3),
  ...measured.map((name) => `requests.${name}`),
  ...measured.slice(0, 3).map((name) => `limits.${name}`),
]);

function wrongHard(name: string, value: unknown): string | undefined {
  if (!standard.has(name) && !name.includes('/') && !/^(requests\.)?hugepages-/.test(name))
    return `there is no resource "${name}" for a quota`;
  if (name.includes('/') && !name.startsWith('count/')) {
    const wrong = qualifiedName(name);
    if (wrong !== undefined) return wrong;
  }
  const wrong = anyQuantity(value as JsonObject[string]);
  if (wrong !== undefined) return wrong;
  const isCount = counted.includes(name) || name.startsWith('count/');
  return isCount && !Number.isInteger(quantity(value))
    ? `${shown(value as JsonObject[string])} is not a whole number`
    : undefined;
}

const scopes = [
  'Terminating',
  'NotTerminating',
  'BestEffort',
  'NotBestEffort',
  'PriorityClass',
  'CrossNamespacePodAffinity',
  'VolumeAttributesClass',
];
const scope = oneOf(...scopes);

const opposites: FieldRule = {
  code: 'invalid-combination',
  says: 'has no scopes that exclude each other',
  valid: ['Terminating', 'BestEffort'],
  invalid: ['Terminating', 'NotTerminating'],
  check: (value) => {
    const given = listOf(value);
    const pairs = [
      ['BestEffort', 'NotBestEffort'],
      ['Terminating', 'NotTerminating'],
    ] as const;
    return pairs.some((pair) => pair.every((each) => given.includes(each)))
      ? 'has scopes that exclude each other'
      : undefined;
  },
};

const scopeValues: StructRule = rule(
  'invalid-combination',
  'has values with In and NotIn, and none with Exists',
  {
    valid: { scopeName: 'PriorityClass', operator: 'In', values: ['high'] },
    invalid: { scopeName: 'PriorityClass', operator: 'In' },
  },
  ({ scopeName, operator, values }) => {
    const count = listOf(values).length;
    if ((operator === 'In' || operator === 'NotIn') && count === 0)
      return [{ path: isSet(values) ? ['values'] : [], message: `${operator} needs values` }];
    if ((operator === 'Exists' || operator === 'DoesNotExist') && count > 0)
      return [{ path: ['values'], message: `${operator} takes no values` }];
    const isPlain = ['Terminating', 'NotTerminating', 'BestEffort', 'NotBestEffort', 'CrossNamespacePodAffinity'];
    return isPlain.includes(String(scopeName)) && isSet(operator) && operator !== 'Exists'
      ? [{ path: ['operator'], message: `the scope ${String(scopeName)} goes with Exists only` }]
      : [];
  },
);

const kindsOfLimits = ['Pod', 'Container', 'PersistentVolumeClaim'];
const limitType = form(
  'invalid-enum',
  'is Pod, Container, PersistentVolumeClaim or has a domain',
  'Container',
  'container',
  (text) =>
    kindsOfLimits.includes(text) || (text.includes('/') && qualifiedName(text) === undefined)
      ? undefined
      : `${shown(text)} is none of ${kindsOfLimits.join(', ')}, and has no domain`,
);

/** One amount may not be more than another of the same resource; the server finds fault with the one that is not a bound. */
const order = (less: string, more: string): StructRule =>
  rule(
    'invalid-combination',
    `has no more in ${less} than in ${more}`,
    { valid: { [less]: { cpu: '1' }, [more]: { cpu: '2' } }, invalid: { [less]: { cpu: '2' }, [more]: { cpu: '1' } } },
    (item) =>
      Object.entries(mapOf(item[less])).flatMap(([name, value]): BreachInStruct[] => {
        const [low, high] = [quantity(value), quantity(mapOf(item[more])[name])];
        if (low === undefined || high === undefined || low <= high) return [];
        const other = mapOf(item[more])[name];
        return [
          less === 'min' && more !== 'max'
            ? { path: [more, name], message: `${shown(other)} is less than ${shown(value)} in min` }
            : { path: [less, name], message: `${shown(value)} is more than ${shown(other)} in ${more}` },
        ];
      }),
  );

const ofPods: StructRule = rule(
  'forbidden-field',
  'has defaults for containers only',
  { valid: { type: 'Pod', max: { cpu: '1' } }, invalid: { type: 'Pod', default: { cpu: '1' } } },
  (item) =>
    item['type'] !== 'Pod'
      ? []
      : ['default', 'defaultRequest']
          .filter((field) => !isEmpty(item[field]))
          .map((field) => ({ path: [field], message: 'does not go with the type Pod' })),
);

/** The resources that a container can have, as far as they have no domain. */
const ofContainers = /^(cpu|memory|ephemeral-storage|hugepages-.+)$/;

const limitedResources: StructRule = rule(
  'invalid-resource',
  'limits what pods and containers can have',
  { valid: { type: 'Container', max: { cpu: '1' } }, invalid: { type: 'Container', max: { gpu: '1' } } },
  (item) =>
    item['type'] !== 'Pod' && item['type'] !== 'Container'
      ? []
      : ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'].flatMap((field) =>
          Object.keys(mapOf(item[field]))
            .filter((name) => !name.includes('/') && !ofContainers.test(name))
            .map((name) => ({ path: [field, name], message: `there is no resource "${name}" of containers` })),
        ),
);

const ofClaims: StructRule = rule(
  'missing-value',
  'limits the storage of claims',
  {
    valid: { type: 'PersistentVolumeClaim', max: { storage: '1Gi' } },
    invalid: { type: 'PersistentVolumeClaim', max: { cpu: '1' } },
  },
  ({ type, min, max }) =>
    type === 'PersistentVolumeClaim' && !isSet(mapOf(min)['storage']) && !isSet(mapOf(max)['storage'])
      ? [{ path: [], message: 'needs storage in min or max' }]
      : [],
);

const possibleRatio: StructRule = rule(
  'invalid-combination',
  'asks for no greater ratio than max and min let there be',
  {
    valid: { min: { cpu: '1' }, max: { cpu: '4' }, maxLimitRequestRatio: { cpu: '4' } },
    invalid: { min: { cpu: '1' }, max: { cpu: '2' }, maxLimitRequestRatio: { cpu: '4' } },
  },
  (item) =>
    Object.entries(mapOf(item['maxLimitRequestRatio'])).flatMap(([name, value]): BreachInStruct[] => {
      const [most, least, given] = [mapOf(item['max'])[name], mapOf(item['min'])[name], value].map(quantity);
      if (most === undefined || least === undefined || given === undefined || least <= 0) return [];
      return given > most / least
        ? [
            {
              path: ['maxLimitRequestRatio', name],
              message: `${given} is more than max divided by min, ${most / least}`,
            },
          ]
        : [];
    }),
);

const ratio = amounts(
  (_name, value) => anyQuantity(value) ?? ((quantity(value) ?? 1) < 1 ? `${shown(value)} is less than 1` : undefined),
  { cpu: '1.5' },
  { cpu: '0.5' },
);

const quantities = amounts((_name, value) => anyQuantity(value), { cpu: '1' }, { cpu: '-1' });

/** The resources of pods that a scope is about; that of pods with any class of quality counts the pods alone. */
const ofScopedPods = ['pods', 'cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];

const scoped: StructRule = rule(
  'invalid-combination',
  'limits by scope only what is of pods',
  {
    valid: { scopes: ['Terminating'], hard: { pods: 1, 'count/jobs.batch': 1 } },
    invalid: { scopes: ['Terminating'], hard: { services: 1 } },
  },
  (spec) => {
    const given = Object.keys(mapOf(spec['hard'])).filter((name) => standard.has(name));
    const wrong = (name: Json | undefined, path: BreachInStruct['path']): BreachInStruct[] => {
      if (typeof name !== 'string' || !scopes.includes(name) || name === 'VolumeAttributesClass') return [];
      const allowed = name === 'BestEffort' ? ['pods'] : ofScopedPods;
      const other = given.find((each) => !allowed.includes(each));
      return other === undefined ? [] : [{ path, message: `the scope ${name} is not for ${other}` }];
    };
    const selected = elements(mapOf(spec['scopeSelector']), 'matchExpressions');
    return [
      ...listOf(spec['scopes']).flatMap((name) => wrong(name, ['scopes'])),
      ...selected.flatMap(({ value }) => wrong(value['scopeName'], ['scopeSelector', 'matchExpressions'])),
    ];
  },
);

/** What is selected is of two scopes that exclude each other. */
const selectedOpposites: StructRule = rule(
  'invalid-combination',
  'selects no scopes that exclude each other',
  {
    valid: { matchExpressions: [{ scopeName: 'Terminating' }, { scopeName: 'BestEffort' }] },
    invalid: { matchExpressions: [{ scopeName: 'Terminating' }, { scopeName: 'NotTerminating' }] },
  },
  (selector, site) => {
    const given = elements(selector, 'matchExpressions').map(({ value }) => value['scopeName'] ?? null);
    const wrong = opposites.check(given, site);
    return typeof wrong === 'string' ? [{ path: ['matchExpressions'], message: wrong }] : [];
  },
);

/** What cannot be shared is asked for in full. */
const sameDefaults: StructRule = rule(
  'invalid-combination',
  'has one default for the request and for the limit of what cannot be shared',
  {
    valid: { default: { 'nvidia.com/gpu': 1, cpu: 2 }, defaultRequest: { 'nvidia.com/gpu': 1, cpu: 1 } },
    invalid: { default: { 'nvidia.com/gpu': 2 }, defaultRequest: { 'nvidia.com/gpu': 1 } },
  },
  (item) =>
    Object.entries(mapOf(item['defaultRequest'])).flatMap(([name, value]): BreachInStruct[] => {
      if (isShared(name)) return [];
      const limit = mapOf(item['default'])[name];
      const [asked, most] = [quantity(value), quantity(limit)];
      return asked === undefined || most === undefined || asked >= most
        ? []
        : [{ path: ['defaultRequest', name], message: `${shown(value)} is not the default, ${shown(limit)}` }];
    }),
);

/** Quotas and limits of namespaces. */
export const quotasPage: Page = {
  'core.ResourceQuotaSpec': {
    source: 'core/validation ValidateResourceQuotaSpec',
    fields: {
      hard: amounts(wrongHard, { pods: 1, 'requests.cpu': '2' }, { pods: '1.5' }),
      scopes: opposites,
      'scopes/*': scope,
    },
    rules: [scoped],
  },
  'core.ScopedResourceSelectorRequirement': {
    source: 'core/validation validateScopedResourceSelectorRequirement',
    fields: { scopeName: [required, scope], operator: [required, oneOf('In', 'NotIn', 'Exists', 'DoesNotExist')] },
    rules: [scopeValues],
  },
  'core.ScopeSelector': {
    source: 'core/validation validateScopeSelector',
    rules: [selectedOpposites],
  },
  'core.LimitRangeSpec': {
    source: 'core/validation ValidateLimitRange',
    rules: [uniqueBy('limits', ['type'], { what: 'a limit of the type' })],
  },
  'core.LimitRangeItem': {
    source: 'core/validation ValidateLimitRange',
    fields: {
      type: [required, limitType],
      max: quantities,
      min: quantities,
      default: quantities,
      defaultRequest: quantities,
      maxLimitRequestRatio: ratio,
    },
    rules: [
      order('min', 'max'),
      order('min', 'default'),
      order('default', 'max'),
      order('min', 'defaultRequest'),
      order('defaultRequest', 'max'),
      order('defaultRequest', 'default'),
      sameDefaults,
      possibleRatio,
      ofPods,
      ofClaims,
      limitedResources,
    ],
  },
};
