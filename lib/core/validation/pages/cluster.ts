import { cidr, label } from '../forms';
import { at as valueAt, listOf, mapOf } from '../../values/json-parts';
import { finalizer, labels } from './metadata';
import type { Page, StructRule, BreachInStruct } from '../page';
import { atLeast, elements, evenEmpty, isEmpty, isFirst, shown, oneOf, required, rule } from '../vocabulary';

const mostPriority = 1_000_000_000;
/** The classes that every cluster has. */
export const systemClasses: { readonly [name: string]: number } = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};

const priority: StructRule = rule(
  'out-of-range',
  `has a value up to ${mostPriority}`,
  { valid: { value: mostPriority }, invalid: { value: mostPriority + 1 } },
  (object) => {
    const { value } = object;
    const isSystem = Object.hasOwn(systemClasses, String(valueAt(object, 'metadata', 'name')));
    return typeof value === 'number' && value > mostPriority && !isSystem
      ? [{ path: ['value'], message: `${value} is more than ${mostPriority}, which is the most for users` }]
      : [];
  },
);

const reserved: StructRule = rule(
  'invalid-name',
  'is not called as those of the system are, or is one of them',
  {
    valid: { metadata: { name: 'system-cluster-critical' }, value: 2_000_000_000 },
    invalid: { metadata: { name: 'system-urgent' } },
  },
  (object) => {
    const name = valueAt(object, 'metadata', 'name');
    if (typeof name !== 'string' || !name.startsWith('system-')) return [];
    const path = ['metadata', 'name'];
    if (!Object.hasOwn(systemClasses, name)) return [{ path, message: 'names that begin with "system-" are reserved' }];
    const value = systemClasses[name]!;
    return object['value'] === value ? [] : [{ path, message: `is of the system, and has the value ${value}` }];
  },
);

const leaseTimes = { leaseDurationSeconds: atLeast(1), leaseTransitions: atLeast(0) };

const tolerations: StructRule = rule(
  'duplicate-entry',
  'tolerates nothing twice',
  {
    valid: { scheduling: { tolerations: [{ key: 'a' }, { key: 'b' }] } },
    invalid: { scheduling: { tolerations: [{ key: 'a' }, { key: 'a' }] } },
  },
  (object) => {
    const seen = new Set<string>();
    return elements(mapOf(object['scheduling']), 'tolerations').flatMap(({ value, at }) =>
      isFirst(seen, JSON.stringify(Object.entries(value).sort()))
        ? []
        : [{ path: ['scheduling', 'tolerations', at], message: 'the same toleration is there already' }],
    );
  },
);

/** The server keeps the one network where the two fields differ. */
const firstNetwork: StructRule = rule(
  'invalid-combination',
  'has podCIDR first among its podCIDRs, which are lost otherwise',
  {
    valid: { podCIDR: '10.0.0.0/24', podCIDRs: ['10.0.0.0/24', '2001:db8::/64'] },
    invalid: { podCIDR: '10.0.0.0/24', podCIDRs: ['10.1.0.0/24'] },
  },
  ({ podCIDR, podCIDRs }) => {
    const [first] = listOf(podCIDRs);
    return isEmpty(podCIDR) || first === undefined || first === podCIDR
      ? []
      : [{ path: ['podCIDRs', 0], message: `is not podCIDR, ${shown(podCIDR)}`, question: 'cannot-work' }];
  },
);

/** The server looks at podCIDRs only where it keeps them: where podCIDR is the first of them, or absent. */
const networks: StructRule = rule(
  'invalid-cidr',
  'has in podCIDRs at most one network of each family',
  {
    valid: { podCIDRs: ['10.0.0.0/24', '2001:db8::/64'] },
    invalid: { podCIDRs: ['10.0.0.0/24', '10.0.1.0/24'] },
  },
  ({ podCIDR, podCIDRs }, site) => {
    const given = listOf(podCIDRs);
    if (!isEmpty(podCIDR) && podCIDR !== given[0]) return [];
    const wrong = given.flatMap((each, i): BreachInStruct[] => {
      const message = cidr.check(each, site);
      return typeof message === 'string' ? [{ path: ['podCIDRs', i], message }] : [];
    });
    if (wrong.length > 0) return wrong;
    const message = 'has more than one network of a family';
    return new Set(given.map((each) => String(each).includes(':'))).size < given.length
      ? [{ path: ['podCIDRs'], message }]
      : [];
  },
);

/** What an administrator sets for the whole cluster. */
export const clusterPage: Page = {
  'scheduling.PriorityClass': {
    source: 'scheduling/validation ValidatePriorityClass',
    fields: { preemptionPolicy: evenEmpty(oneOf('PreemptLowerPriority', 'Never')) },
    rules: [priority, reserved],
  },
  'node.RuntimeClass': {
    source: 'node/validation ValidateRuntimeClass',
    fields: { handler: [required, label], 'scheduling/nodeSelector': labels },
    rules: [tolerations],
  },
  'coordination.LeaseSpec': { source: 'coordination/validation ValidateLeaseSpec', fields: leaseTimes },
  'core.NodeSpec': {
    source: 'core/validation ValidateNode',
    fields: { podCIDR: cidr },
    rules: [networks, firstNetwork],
  },
  'core.NamespaceSpec': { source: 'core/validation ValidateNamespace', fields: { 'finalizers/*': finalizer } },
};
