import type { JsonObject } from '../../values';
import { listOf, mapOf } from '../../values/json-parts';
import { dnsSubdomain } from '../syntax';
import { isDropped } from '../dropped-fields';
import { label, subdomain } from '../forms';
import type { FieldRule, Page, StructRule, BreachInStruct } from '../page';
import {
  atLeast,
  atMostCharacters,
  atMostItems,
  elements,
  forbidden,
  form,
  isEmpty,
  isSet,
  oneOf,
  required,
  rule,
  shown,
  unique,
  uniqueBy,
  when,
  where,
  zeroOr,
} from '../vocabulary';
import { driverName } from './volumes';

/*
 * Devices that pods ask for (dynamic resource allocation).
 */

/** Limits of `resource.k8s.io`: lists of requests, of alternatives, and of devices in a slice. */
const most = { requests: 32, alternatives: 8, devices: 128 } as const;

/** An attribute of a device: a domain, a slash and an identifier. */
const attribute = form(
  'invalid-format',
  'is a domain, a slash and an identifier',
  'gpu.acme.dev/model',
  'model',
  (text) => {
    const [domain = '', name, ...rest] = text.split('/');
    const wrong = `${shown(text)} is not a domain, a slash and an identifier such as gpu.acme.dev/model`;
    if (name === undefined || rest.length > 0 || !/^[A-Za-z_][A-Za-z0-9_]{0,31}$/.test(name)) return wrong;
    return dnsSubdomain(63)(domain) === undefined ? undefined : wrong;
  },
);

/** Which devices, and how many. */
const device = {
  deviceClassName: subdomain,
  allocationMode: oneOf('ExactCount', 'All'),
  count: zeroOr(atLeast(1)),
  selectors: atMostItems(most.requests),
};

const countOfAll = when(where('allocationMode', 'All'), 'count', {
  ...forbidden('goes with the allocationMode ExactCount only', 2),
  check: (value) => (value === 0 ? undefined : 'goes with the allocationMode ExactCount only'),
});

/** Before v1beta2 the request itself says which devices are meant. */
const oneWay: StructRule = rule(
  'not-exactly-one',
  'asks for devices of one kind, or for the first of several that there is',
  {
    valid: { name: 'gpu', exactly: { deviceClassName: 'a' } },
    invalid: { name: 'gpu', exactly: { deviceClassName: 'a' }, firstAvailable: [{ name: 'b', deviceClassName: 'b' }] },
  },
  (request, { object, minor }) => {
    const isFlat = object['apiVersion'] === 'resource.k8s.io/v1beta1';
    const own = isFlat ? 'deviceClassName' : 'exactly';
    const given = [own, 'firstAvailable'].filter((field) => !isEmpty(request[field]) || isMapThere(request[field]));
    if (given.length === 1) return [];
    const message =
      given.length === 0
        ? `has no devices: one of ${own}, firstAvailable`
        : `has more than one of ${given.join(' and ')}`;
    const isLost = given.length > 1 && isDropped('resource.DeviceRequest', 'firstAvailable', minor);
    return [{ path: [], message, ...(isLost ? { question: 'cannot-work' } : {}) }];
  },
);

const isMapThere = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The requests of a claim, and the alternatives of each, by the names that refer to them. */
function namesIn(claim: JsonObject): ReadonlySet<string> {
  return new Set(
    elements(claim, 'requests').flatMap(({ value }) => [
      String(value['name']),
      ...elements(value, 'firstAvailable').map(({ value: each }) => `${String(value['name'])}/${String(each['name'])}`),
    ]),
  );
}

const references: StructRule = rule(
  'invalid-combination',
  'is about requests that it has',
  {
    valid: { requests: [{ name: 'gpu' }], constraints: [{ requests: ['gpu'] }] },
    invalid: { requests: [{ name: 'gpu' }], constraints: [{ requests: ['nic'] }] },
  },
  (claim) => {
    const names = namesIn(claim);
    return ['constraints', 'config'].flatMap((field) =>
      elements(claim, field).flatMap(({ value, at }) =>
        listOf(value['requests']).flatMap((name, i): BreachInStruct[] =>
          typeof name === 'string' && !names.has(name)
            ? [{ path: [field, at, 'requests', i], message: `the claim has no request ${shown(name)}` }]
            : [],
        ),
      ),
    );
  },
);

const sameAttribute: StructRule = rule(
  'missing-value',
  'says what its devices have in common, or have not',
  { valid: { matchAttribute: 'a.b/c' }, invalid: { requests: [] } },
  ({ matchAttribute, distinctAttribute }) =>
    isSet(matchAttribute) || isSet(distinctAttribute) ? [] : [{ path: [], message: 'needs matchAttribute' }],
);

/** A map that must be there, however empty. */
const given = (field: string): FieldRule => ({
  ...required,
  says: `has ${field}`,
  valid: {},
  invalid: null,
  check: (value) => (isSet(value) ? undefined : 'is needed'),
});

const onlyLabels: StructRule = rule(
  'forbidden-field',
  'has only labels and annotations for its claim',
  { valid: { metadata: { labels: { a: 'b' } } }, invalid: { metadata: { name: 'a' } } },
  (template) =>
    Object.entries(mapOf(template['metadata']))
      .filter(([field, value]) => !['labels', 'annotations', 'creationTimestamp'].includes(field) && !isEmpty(value))
      .map(([field]) => ({ path: ['metadata', field], message: 'only labels and annotations may be set here' })),
);

const places = ['nodeName', 'nodeSelector', 'allNodes', 'perDeviceNodeSelection'];

const onePlace: StructRule = rule(
  'not-exactly-one',
  `says in one way where its devices are: ${places.join(', ')}`,
  { valid: { nodeName: 'a' }, invalid: { nodeName: 'a', allNodes: true } },
  (slice) => {
    const set = places.filter((field) => !isEmpty(slice[field]) && slice[field] !== false);
    if (set.length === 1) return [];
    const message =
      set.length === 0 ? `has no place: one of ${places.join(', ')}` : `has more than one place: ${set.join(' and ')}`;
    return [{ path: [], message }];
  },
);

/** Claims of devices, their classes, and what drivers offer. */
export const devicesPage: Page = {
  'resource.DeviceClaim': {
    source: 'resource/validation validateDeviceClaim',
    fields: {
      requests: atMostItems(most.requests),
      constraints: atMostItems(most.requests),
      config: atMostItems(most.requests),
    },
    rules: [uniqueBy('requests', ['name'], { code: 'duplicate-name', what: 'a request' }), references],
  },
  'resource.DeviceRequest': {
    source: 'resource/validation validateDeviceRequest',
    fields: { name: [required, label], ...device, firstAvailable: atMostItems(most.alternatives) },
    rules: [oneWay, countOfAll, uniqueBy('firstAvailable', ['name'], { code: 'duplicate-name', what: 'a request' })],
  },
  'resource.ExactDeviceRequest': {
    source: 'resource/validation validateExactDeviceRequest',
    fields: { ...device, deviceClassName: [required, subdomain] },
    rules: [countOfAll],
  },
  'resource.DeviceSubRequest': {
    source: 'resource/validation validateDeviceSubRequest',
    fields: { name: [required, label], ...device, deviceClassName: [required, subdomain] },
    rules: [countOfAll],
  },
  'resource.DeviceSelector': {
    source: 'resource/validation validateSelector',
    fields: { cel: given('an expression'), 'cel/expression': [required, atMostCharacters(10 * 1024)] },
  },
  'resource.DeviceConstraint': {
    source: 'resource/validation validateDeviceConstraint',
    fields: { requests: unique, matchAttribute: attribute, distinctAttribute: attribute },
    rules: [sameAttribute],
  },
  'resource.DeviceClaimConfiguration': {
    source: 'resource/validation validateDeviceClaimConfiguration',
    fields: { opaque: given('settings for a driver') },
  },
  'resource.DeviceClassConfiguration': {
    source: 'resource/validation validateDeviceClassConfiguration',
    fields: { opaque: given('settings for a driver') },
  },
  'resource.OpaqueDeviceConfiguration': {
    source: 'resource/validation validateOpaqueConfiguration',
    fields: { driver: [required, driverName()] },
  },
  'resource.DeviceClassSpec': {
    source: 'resource/validation validateDeviceClassSpec',
    fields: { selectors: atMostItems(most.requests), config: atMostItems(most.requests) },
  },
  'resource.ResourceClaimTemplateSpec': {
    source: 'resource/validation validateResourceClaimTemplateSpec',
    rules: [onlyLabels],
  },
  'resource.ResourcePool': {
    source: 'resource/validation validateResourcePool',
    fields: { name: required, generation: atLeast(0), resourceSliceCount: atLeast(1) },
  },
  'resource.ResourceSliceSpec': {
    source: 'resource/validation validateResourceSliceSpec',
    fields: { driver: [required, driverName()], devices: atMostItems(most.devices) },
    rules: [onePlace, uniqueBy('devices', ['name'], { code: 'duplicate-name', what: 'a device' })],
  },
  'resource.Device': { source: 'resource/validation validateDevice', fields: { name: [required, label] } },
  'resource.DeviceToleration': {
    source: 'resource/validation validateDeviceToleration',
    fields: { operator: oneOf('Equal', 'Exists'), effect: oneOf('NoSchedule', 'NoExecute') },
  },
  'resource.DeviceTaint': {
    source: 'resource/validation validateDeviceTaint',
    fields: { effect: [required, oneOf('NoSchedule', 'NoExecute')] },
  },
};
