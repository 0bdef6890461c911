import { base64, cidr, label, qualified, subdomain } from '../forms';
import { at as valueAt } from '../../objects';
import { alone } from './admission';
import type { Page, StructRule } from '../page';
import {
  atLeast,
  atMostItems,
  between,
  filled,
  form,
  forbidden,
  isEmpty,
  isSet,
  oneOf,
  required,
  rule,
  shown,
  unique,
  when,
  where,
} from '../vocabulary';

const mostPriority = 1_000_000_000;
const systemClasses = ['system-cluster-critical', 'system-node-critical'];

const priority: StructRule = rule(
  'out-of-range',
  `has a value up to ${mostPriority}`,
  { valid: { value: mostPriority }, invalid: { value: mostPriority + 1 } },
  (object) => {
    const { value } = object;
    const isSystem = systemClasses.includes(String(valueAt(object, 'metadata', 'name')));
    return typeof value === 'number' && value > mostPriority && !isSystem
      ? [{ path: ['value'], message: `${value} is more than ${mostPriority}, which is the most for users` }]
      : [];
  },
);

const reserved: StructRule = rule(
  'invalid-name',
  'is not called as those of the system are',
  { valid: { metadata: { name: 'urgent' } }, invalid: { metadata: { name: 'system-urgent' } } },
  (object) => {
    const name = valueAt(object, 'metadata', 'name');
    return typeof name === 'string' && name.startsWith('system-') && !systemClasses.includes(name)
      ? [{ path: ['metadata', 'name'], message: 'names that begin with "system-" are reserved' }]
      : [];
  },
);

const subjectFields: { readonly [kind: string]: string } = {
  User: 'user',
  Group: 'group',
  ServiceAccount: 'serviceAccount',
};

const flowSubject: StructRule = rule(
  'invalid-combination',
  'has the settings of its kind and no other',
  { valid: { kind: 'User', user: { name: 'a' } }, invalid: { kind: 'User', group: { name: 'a' } } },
  (subject) => {
    const own = Object.hasOwn(subjectFields, String(subject['kind']))
      ? subjectFields[String(subject['kind'])]
      : undefined;
    if (own === undefined) return [];
    const others = Object.values(subjectFields).filter((field) => field !== own && isSet(subject[field]));
    if (!isSet(subject[own])) return [{ path: [], message: `the kind ${String(subject['kind'])} needs ${own}` }];
    return others.map((field) => ({ path: [field], message: `does not go with the kind ${String(subject['kind'])}` }));
  },
);

const byNamespace: StructRule = rule(
  'missing-value',
  'is about namespaces, or about the cluster',
  { valid: { clusterScope: true }, invalid: {} },
  ({ clusterScope, namespaces }) =>
    clusterScope === true || !isEmpty(namespaces) ? [] : [{ path: [], message: 'needs namespaces or clusterScope' }],
);

const level: StructRule[] = [
  when(where('type', 'Limited'), 'limited', {
    ...required,
    valid: {},
    invalid: null,
    check: (value) => (isSet(value) ? undefined : 'is needed'),
  }),
  when(where('type', 'Exempt'), 'limited', forbidden('goes with the type Limited only', {})),
  when(where('type', 'Limited'), 'exempt', forbidden('goes with the type Exempt only', {})),
];

const someRules: StructRule = rule(
  'missing-value',
  'is about something',
  { valid: { resourceRules: [{}] }, invalid: { subjects: [] } },
  ({ resourceRules, nonResourceRules }) =>
    isEmpty(resourceRules) && isEmpty(nonResourceRules)
      ? [{ path: [], message: 'needs resourceRules or nonResourceRules' }]
      : [],
);

const leaseTimes = { leaseDurationSeconds: atLeast(1), leaseTransitions: atLeast(0) };

const signer = form('invalid-format', 'is a domain, a slash and a path', 'example.com/signer', 'signer', (text) =>
  /^[^/]+\.[^/]+\/.+$/.test(text) ? undefined : `${shown(text)} is not a domain, a slash and a path`,
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
    fields: { handler: [required, label] },
  },
  'coordination.LeaseSpec': { source: 'coordination/validation ValidateLeaseSpec', fields: leaseTimes },
  'core.NodeSpec': {
    source: 'core/validation ValidateNode',
    fields: { 'podCIDRs/*': cidr, podCIDRs: [unique, atMostItems(2)] },
  },
  'core.NamespaceSpec': { source: 'core/validation ValidateNamespace', fields: { 'finalizers/*': qualified } },
  'flowcontrol.FlowSchemaSpec': {
    source: 'flowcontrol/validation ValidateFlowSchemaSpec',
    fields: {
      matchingPrecedence: between(1, 10000),
      'priorityLevelConfiguration/name': [required, subdomain],
      'distinguisherMethod/type': oneOf('ByUser', 'ByNamespace'),
    },
  },
  'flowcontrol.PolicyRulesWithSubjects': {
    source: 'flowcontrol/validation ValidateFlowSchemaPolicyRulesWithSubjects',
    fields: { subjects: filled('needs a subject') },
    rules: [someRules],
  },
  'flowcontrol.Subject': {
    source: 'flowcontrol/validation ValidateFlowSchemaSubject',
    fields: { kind: [required, oneOf('User', 'Group', 'ServiceAccount')] },
    rules: [flowSubject],
  },
  'flowcontrol.ResourcePolicyRule': {
    source: 'flowcontrol/validation ValidateFlowSchemaResourcePolicyRule',
    fields: {
      verbs: [filled('needs a verb'), alone],
      apiGroups: [filled('needs an API group'), alone],
      resources: [filled('needs a resource'), alone],
      namespaces: alone,
    },
    rules: [byNamespace],
  },
  'flowcontrol.NonResourcePolicyRule': {
    source: 'flowcontrol/validation ValidateFlowSchemaNonResourcePolicyRule',
    fields: { verbs: [filled('needs a verb'), alone], nonResourceURLs: [filled('needs a path'), alone] },
  },
  'flowcontrol.PriorityLevelConfigurationSpec': {
    source: 'flowcontrol/validation ValidatePriorityLevelConfigurationSpec',
    fields: { type: [required, oneOf('Limited', 'Exempt')] },
    rules: level,
  },
  'flowcontrol.LimitResponse': {
    source: 'flowcontrol/validation ValidateLimitResponse',
    fields: { type: [required, oneOf('Queue', 'Reject')] },
    rules: [when(where('type', 'Reject'), 'queuing', forbidden('goes with the type Queue only', {}))],
  },
  'flowcontrol.LimitedPriorityLevelConfiguration': {
    source: 'flowcontrol/validation ValidateLimitedPriorityLevelConfiguration',
    fields: { lendablePercent: between(0, 100), borrowingLimitPercent: atLeast(0) },
  },
  'certificates.CertificateSigningRequestSpec': {
    source: 'certificates/validation validateCertificateSigningRequest',
    fields: {
      request: [required, base64],
      signerName: [required, signer],
      usages: filled('needs a usage'),
      expirationSeconds: atLeast(600),
    },
  },
};
