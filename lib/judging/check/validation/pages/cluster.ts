import { cidr, label } from '../forms';
import { at as valueAt, mapOf } from '../../objects';
import { finalizer, labels } from './metadata';
import { twoFamilies } from './networking';
import type { Page, StructRule } from '../page';
import { atLeast, atMostItems, elements, isFirst, oneOf, required, rule, unique } from '../vocabulary';

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

/** What an administrator sets for the whole cluster. */
export const clusterPage: Page = {
  'scheduling.PriorityClass': {
    source: 'scheduling/validation ValidatePriorityClass',
    fields: { preemptionPolicy: oneOf('PreemptLowerPriority', 'Never') },
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
    fields: { 'podCIDRs/*': cidr, podCIDRs: [unique, atMostItems(2)] },
    rules: [twoFamilies('podCIDRs')],
  },
  'core.NamespaceSpec': { source: 'core/validation ValidateNamespace', fields: { 'finalizers/*': finalizer } },
};
