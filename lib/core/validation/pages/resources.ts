import type { Json, JsonObject } from '../../values';
import { mapOf } from '../../values/json-parts';
import { quantity, suffixOf } from '../../kubernetes/quantity';
import { qualifiedName } from '../syntax';
import type { JsonSchema } from '../json-schema';
import * as patterns from '../patterns';
import type { FieldRule, Page, StructRule, ValidationCode, BreachInStruct } from '../page';
import { form, isSet, rule, shown, uniqueBy, required } from '../vocabulary';

/** What is wrong with an amount. */
type Amount = (value: Json) => string | undefined;

export const anyQuantity: Amount = (value) => {
  const amount = quantity(value);
  if (amount === undefined) return `${shown(value)} is not a quantity such as 250m, 1.5 or 256Mi`;
  return amount < 0 ? `${shown(value)} is less than nothing` : undefined;
};

/** Less memory than any program runs in, in bytes. */
const least = 2 ** 20;

const thousandths: Amount = (value) =>
  suffixOf(value) === 'm' && quantity(value)! < least
    ? `${shown(value)} are thousandths of a byte; Mi is meant`
    : undefined;

export const bytes: Amount = (value) => anyQuantity(value) ?? thousandths(value);

const positive: Amount = (value) =>
  anyQuantity(value) ?? (quantity(value) === 0 ? `${shown(value)} is nothing` : undefined);

/** More cores than any node has. */
export const mostCores = 1024;

const cores: Amount = (value) => {
  const wrong = anyQuantity(value);
  if (wrong !== undefined) return wrong;
  const amount = quantity(value)!;
  return amount > mostCores ? `${shown(value)} are ${amount} cores` : undefined;
};

const whole: Amount = (value) =>
  anyQuantity(value) ?? (Number.isInteger(quantity(value)) ? undefined : `${shown(value)} is not a whole number`);

const ofContainers: { readonly [name: string]: Amount } = { cpu: cores, memory: bytes, 'ephemeral-storage': bytes };

/** A resource that a plugin of the node offers, of which there are whole ones only. */
const isExtended = (name: string): boolean => name.includes('/') && !/(^|\.)kubernetes\.io\//.test(name);
/** Names that a quota would take for its own. */
const isOfQuotas = (name: string): boolean => name.startsWith('requests.');
const isHuge = (name: string): boolean => name.startsWith('hugepages-');
/** Whether containers may use more of a resource than they ask for. */
export const isShared = (name: string): boolean => !isExtended(name) && !isHuge(name);

/** Huge pages are given out whole. */
function pages(name: string, value: Json): string | undefined {
  const wrong = anyQuantity(value);
  const [size, amountOf] = [quantity(name.slice('hugepages-'.length)), quantity(value)];
  if (wrong !== undefined || size === undefined || size === 0 || amountOf === undefined) return wrong;
  return Number.isInteger(amountOf / size) ? undefined : `${shown(value)} is not a multiple of the page size`;
}

/** What is wrong with one entry of requests or limits. A request for next to nothing is as good as none. */
function wrongResource(side: string, name: string, value: Json): string | undefined {
  if (side === 'requests' && name !== 'cpu' && isAmount(name, value) && suffixOf(value) === 'm') return undefined;
  if (Object.hasOwn(ofContainers, name)) return ofContainers[name]!(value);
  if (!isHuge(name) && !name.includes('/'))
    return `there is no resource "${name}"; one that a device plugin offers has a domain, as nvidia.com/gpu`;
  if (isHuge(name)) return pages(name, value);
  if (isExtended(name) && isOfQuotas(name)) return `${shown(name)} begins with "requests.", as names of quotas do`;
  return qualifiedName(name) ?? (isExtended(name) ? whole(value) : anyQuantity(value));
}

/** Whether the server takes an amount of a resource that every container can have. */
const isAmount = (name: string, value: Json): boolean =>
  Object.hasOwn(ofContainers, name) && anyQuantity(value) === undefined;

const sides = ['requests', 'limits'];

/** Resources by name; one that a device plugin offers has a domain, and there are whole ones only. */
const resourceAmounts = {
  properties: { cpu: patterns.cores, memory: patterns.bytes, 'ephemeral-storage': patterns.bytes },
  propertyNames: patterns.resourceName,
  patternProperties: { '/': patterns.whole, '^hugepages-': patterns.pages },
};

const names: StructRule = rule(
  'invalid-resource',
  'has amounts of resources that containers can have',
  { valid: { limits: { cpu: '500m', 'nvidia.com/gpu': 1 } }, invalid: { limits: { gpu: 1 } } },
  (struct) =>
    sides.flatMap((side) =>
      Object.entries(mapOf(struct[side])).flatMap(([name, value]): BreachInStruct[] => {
        const message = wrongResource(side, name, value);
        if (message === undefined) return [];
        // An amount that nobody means is taken at its word.
        return [{ path: [side, name], message, ...(isAmount(name, value) ? { question: 'cannot-work' } : {}) }];
      }),
    ),
  { properties: { limits: resourceAmounts, requests: resourceAmounts } },
);

const limits: StructRule = rule(
  'limit-below-request',
  'asks for no more than it may use',
  {
    valid: { requests: { memory: '1Gi' }, limits: { memory: '1Gi' } },
    invalid: { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } },
  },
  (struct) => {
    const most = mapOf(struct['limits']);
    return Object.entries(mapOf(struct['requests'])).flatMap(([name, request]): BreachInStruct[] => {
      const limit = Object.hasOwn(most, name) ? most[name] : undefined;
      const [upper, lower] = [quantity(limit), quantity(request)];
      if (upper === undefined || lower === undefined || upper >= lower || isExtended(name) || isHuge(name)) return [];
      const message = `the request of ${shown(request)} of ${name} is more than the limit of ${shown(limit)}`;
      return [{ path: ['requests', name], message }];
    });
  },
);

const equal: StructRule = rule(
  'invalid-combination',
  'asks for as much as it may use of what cannot be shared',
  {
    valid: { requests: { 'nvidia.com/gpu': 1 }, limits: { 'nvidia.com/gpu': 1 } },
    invalid: { requests: { 'nvidia.com/gpu': 1 }, limits: { 'nvidia.com/gpu': 2 } },
  },
  (struct) => {
    const most = mapOf(struct['limits']);
    return Object.entries(mapOf(struct['requests'])).flatMap(([name, request]): BreachInStruct[] => {
      if (!isExtended(name) && !isHuge(name)) return [];
      const limit = Object.hasOwn(most, name) ? most[name] : undefined;
      if (!isSet(limit))
        return [
          { path: isSet(struct['limits']) ? ['limits'] : [], message: `${name} needs a limit, of ${shown(request)}` },
        ];
      const [upper, lower] = [quantity(limit), quantity(request)];
      if (upper === undefined || lower === undefined || upper === lower) return [];
      return [{ path: ['requests', name], message: `${shown(request)} is not the limit of ${name}, ${shown(limit)}` }];
    });
  },
);

const huge: StructRule = rule(
  'forbidden-field',
  'has huge pages beside CPU or memory only',
  {
    valid: { limits: { 'hugepages-2Mi': '4Mi', memory: '1Gi' } },
    invalid: { limits: { 'hugepages-2Mi': '4Mi' } },
  },
  (struct) => {
    const given = sides.flatMap((side) => Object.keys(mapOf(struct[side])));
    return given.some(isHuge) && !given.includes('cpu') && !given.includes('memory')
      ? [{ path: [], message: 'huge pages need cpu or memory beside them' }]
      : [];
  },
);

/** The amounts of a map, each for itself. */
export const amounts = (
  wrong: (name: string, value: Json) => string | undefined,
  valid: JsonObject,
  invalid: JsonObject,
  code: ValidationCode = 'invalid-quantity',
): FieldRule => ({
  code,
  says: 'has amounts that are quantities',
  valid,
  invalid,
  check: (value) =>
    Object.entries(mapOf(value)).flatMap(([name, amount]) => {
      const message = wrong(name, amount);
      return message === undefined ? [] : [{ path: [name], message }];
    }),
});

const mediums = '^(Memory|HugePages(-[1-9][0-9]{0,3}[KMGTPE]i)?)$';

/** The server takes any medium, and the kubelet these. */
const medium: FieldRule = {
  ...form(
    'invalid-resource',
    'is Memory or HugePages',
    'HugePages-2Mi',
    'Disk',
    (text) => (new RegExp(mediums, 'u').test(text) ? undefined : `${shown(text)} is neither Memory nor HugePages`),
    { pattern: mediums },
  ),
  question: 'cannot-work',
};

/** What the amounts say as JSON Schema. */
const amountSchemas = new Map<Amount, JsonSchema>([
  [bytes, patterns.bytes],
  [positive, patterns.someAmount],
  [cores, patterns.cores],
  [whole, patterns.whole],
]);

/** One amount. */
export const amount = (wrong: Amount = anyQuantity): FieldRule => ({
  code: 'invalid-quantity',
  says: 'is a quantity',
  valid: '1Gi',
  invalid: '1 Gi',
  ...(wrong === thousandths ? {} : { schema: amountSchemas.get(wrong) ?? patterns.amount }),
  check: wrong,
});

const storageAmounts = amounts(
  (name, value) => (name === 'storage' ? positive(value) : anyQuantity(value)),
  { storage: '1Gi' },
  { storage: '0' },
);

export const storage: FieldRule = {
  ...storageAmounts,
  schema: {
    properties: { storage: { ...patterns.bytes, allOf: [patterns.someAmount] } },
    additionalProperties: patterns.amount,
  },
  check: (value, site) => {
    const wrong = bytes(mapOf(value)['storage'] ?? 0);
    const found = storageAmounts.check(value, site);
    const isRefused = Array.isArray(found) && found.length > 0;
    // Thousandths of a byte are taken, and rounded up.
    return isRefused || wrong === undefined ? found : [{ path: ['storage'], message: wrong, question: 'cannot-work' }];
  },
};

/** What a pod takes besides its containers. */
const overheadOf = (name: string, value: Json): string | undefined =>
  Object.hasOwn(ofContainers, name) || isHuge(name) || name.includes('/')
    ? anyQuantity(value)
    : `there is no resource "${name}"`;

/** What containers ask for and may use. */
export const resourcesPage: Page = {
  'core.ResourceRequirements': {
    source: 'core/validation ValidateContainerResourceRequirements',
    rules: [names, limits, equal, huge, uniqueBy('claims', ['name', 'request'], { what: 'a claim' })],
  },
  'core.PodSpec': {
    source: 'core/validation validateOverhead',
    fields: {
      overhead: amounts(overheadOf, { cpu: '1m' }, { cpu: '-1' }, 'invalid-resource'),
    },
  },
  'core.ResourceClaim': { source: 'core/validation validateResourceClaimNames', fields: { name: required } },
  'core.EmptyDirVolumeSource': {
    source: 'core/validation validateEmptyDirVolumeSource; kubelet volume/emptydir',
    fields: {
      medium,
      sizeLimit: [
        amount(),
        { ...amount(thousandths), schema: patterns.bytes, invalid: '100m', question: 'cannot-work' },
      ],
    },
  },
  'node.Overhead': {
    source: 'node/validation validateOverhead',
    fields: {
      podFixed: amounts(overheadOf, { cpu: '1m' }, { cpu: '-1' }, 'invalid-resource'),
    },
  },
};
