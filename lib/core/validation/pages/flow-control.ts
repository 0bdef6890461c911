import { at as valueAt } from '../../values/json-parts';
import { dnsLabel, dnsSubdomain } from '../syntax';
import { base64, subdomain } from '../forms';
import type { FieldRule, Page, StructRule } from '../page';
import {
  atLeast,
  between,
  filled,
  forbidden,
  form,
  isEmpty,
  isSet,
  oneOf,
  required,
  rule,
  shown,
  unique,
  when,
  where,
  zeroOr,
} from '../vocabulary';
import { alone } from './admission';

/** What a request may do with a resource; the server asks for no others. */
const verbs = ['get', 'list', 'create', 'update', 'delete', 'deletecollection', 'patch', 'watch', 'proxy', '*'];

/** A map that must be there, however empty. */
const given: FieldRule = {
  ...required,
  valid: {},
  invalid: null,
  check: (value) => (isSet(value) ? undefined : 'is needed'),
};

const urlPattern = form('invalid-path', 'is a path, or the beginning of one with /*', '/healthz/*', '/a*', (text) => {
  if (text === '*') return undefined;
  if (!text.startsWith('/')) return `${shown(text)} does not begin with a slash`;
  if (text.includes('//')) return `${shown(text)} has an empty part`;
  if (text.includes(' ')) return `${shown(text)} has a space`;
  return text.replace(/\/\*$/, '').includes('*') ? `${shown(text)} has a * that is not its last part` : undefined;
});

const namespaceName = form('invalid-name', 'is a namespace or *', 'default', 'A_', (text) =>
  text === '*' ? undefined : dnsLabel()(text),
);

const exempt = 'exempt';

const precedence: StructRule = rule(
  'out-of-range',
  'comes before all others only where it is called exempt',
  {
    valid: { metadata: { name: exempt }, spec: { matchingPrecedence: 1 } },
    invalid: { metadata: { name: 'a' }, spec: { matchingPrecedence: 1 } },
  },
  (schema) =>
    valueAt(schema, 'spec', 'matchingPrecedence') === 1 && ![exempt, undefined].includes(nameIn(schema))
      ? [{ path: ['spec', 'matchingPrecedence'], message: '1 is for the FlowSchema "exempt" only' }]
      : [],
);

const nameIn = (object: Parameters<typeof valueAt>[0]): string | undefined => {
  const name = valueAt(object, 'metadata', 'name');
  return typeof name === 'string' ? name : undefined;
};

const exemptLevel: StructRule = rule(
  'invalid-combination',
  'limits nothing only where it is called exempt',
  {
    valid: { metadata: { name: exempt }, spec: { type: 'Exempt' } },
    invalid: { metadata: { name: 'a' }, spec: { type: 'Exempt' } },
  },
  (level) => {
    const [name, type] = [nameIn(level), valueAt(level, 'spec', 'type')];
    if (name === undefined || typeof type !== 'string' || (name === exempt) === (type === 'Exempt')) return [];
    return [{ path: ['spec', 'type'], message: 'the type Exempt and the name "exempt" belong together' }];
  },
);

const hands: StructRule = rule(
  'out-of-range',
  'deals no more queues than there are',
  { valid: { queues: 64, handSize: 8 }, invalid: { queues: 4, handSize: 8 } },
  ({ queues, handSize }) => {
    // What is absent, or 0, is filled in.
    const [all, some] = [queues, handSize].map((each) => (typeof each === 'number' ? each : 0));
    return (all || 64) < (some || 8) && (all ?? 0) >= 0
      ? [
          {
            path: isSet(handSize) ? ['handSize'] : [],
            message: `handSize, ${some || 8}, is more than queues, ${all || 64}`,
          },
        ]
      : [];
  },
);

/** Which queues a request may be put into has to fit into a hash of this many bits. */
const mostBits = 60;

const entropy: StructRule = rule(
  'out-of-range',
  'can be dealt by a hash of 60 bits',
  { valid: { queues: 64, handSize: 8 }, invalid: { queues: 10_000, handSize: 8 } },
  ({ queues, handSize }) => {
    const [all, some] = [queues, handSize].map((each) => (typeof each === 'number' ? each : 0));
    const bits = Math.ceil(Math.log2(all || 64) * (some || 8));
    return bits > mostBits && (some || 8) <= (all || 64)
      ? [
          {
            path: isSet(handSize) ? ['handSize'] : [],
            message: `a hand of ${some || 8} out of ${all || 64} queues takes ${bits} bits; ${mostBits} are the most`,
          },
        ]
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
  when(where('type', 'Limited'), 'limited', given),
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

/** What a certificate can be for. */
const usages = [
  'signing',
  'digital signature',
  'content commitment',
  'key encipherment',
  'key agreement',
  'data encipherment',
  'cert sign',
  'crl sign',
  'encipher only',
  'decipher only',
  'any',
  'server auth',
  'client auth',
  'code signing',
  'email protection',
  's/mime',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'timestamping',
  'ocsp signing',
  'microsoft sgc',
  'netscape sgc',
];

const signer = form('invalid-format', 'is a domain, a slash and a path', 'example.com/signer', 'signer', (text) => {
  if (text === 'kubernetes.io/legacy-unknown') return `${shown(text)} is for v1beta1 only`;
  const [domain = '', path = '', ...rest] = text.split('/');
  return domain.includes('.') && path !== '' && rest.length === 0
    ? (dnsSubdomain()(domain) ?? dnsSubdomain()(path))
    : `${shown(text)} is not a domain, a slash and a name`;
});

/** The base64 of a request that it lets through, and of a certificate. */
const [ofRequest, ofCertificate] = ['CERTIFICATE REQUEST', 'CERTIFICATE'].map((type) =>
  Buffer.from(`-----BEGIN ${type}-----\nAAAA\n-----END ${type}-----\n`).toString('base64'),
);

const pem = form('invalid-format', 'is the PEM of a certificate request', ofRequest!, ofCertificate!, (text) =>
  /-----BEGIN (NEW )?CERTIFICATE REQUEST-----/.test(Buffer.from(text, 'base64').toString())
    ? undefined
    : 'holds no PEM of the type CERTIFICATE REQUEST',
);

/** Who may ask the API server how often, and requests for certificates. */
export const flowControlPage: Page = {
  'flowcontrol.FlowSchema': { source: 'flowcontrol/validation ValidateFlowSchema', rules: [precedence] },
  'flowcontrol.PriorityLevelConfiguration': {
    source: 'flowcontrol/validation ValidatePriorityLevelConfiguration',
    rules: [exemptLevel],
  },
  'flowcontrol.FlowSchemaSpec': {
    source: 'flowcontrol/validation ValidateFlowSchemaSpec',
    fields: {
      matchingPrecedence: zeroOr(between(1, 10000)),
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
    fields: {
      kind: [required, oneOf('User', 'Group', 'ServiceAccount')],
      'user/name': required,
      'group/name': required,
      'serviceAccount/name': required,
      'serviceAccount/namespace': required,
    },
    rules: [flowSubject],
  },
  'flowcontrol.ResourcePolicyRule': {
    source: 'flowcontrol/validation ValidateFlowSchemaResourcePolicyRule',
    fields: {
      verbs: [filled('needs a verb'), alone],
      apiGroups: [filled('needs an API group'), alone],
      resources: [filled('needs a resource'), alone],
      namespaces: alone,
      'verbs/*': oneOf(...verbs),
      'namespaces/*': namespaceName,
    },
    rules: [byNamespace],
  },
  'flowcontrol.NonResourcePolicyRule': {
    source: 'flowcontrol/validation ValidateFlowSchemaNonResourcePolicyRule',
    fields: {
      verbs: [filled('needs a verb'), alone],
      'verbs/*': oneOf(...verbs),
      nonResourceURLs: [filled('needs a path'), alone],
      'nonResourceURLs/*': urlPattern,
    },
  },
  'flowcontrol.PriorityLevelConfigurationSpec': {
    source: 'flowcontrol/validation ValidatePriorityLevelConfigurationSpec',
    fields: { type: [required, oneOf('Limited', 'Exempt')] },
    rules: level,
  },
  'flowcontrol.LimitResponse': {
    source: 'flowcontrol/validation ValidateLimitResponse',
    fields: { type: [required, oneOf('Queue', 'Reject')] },
    rules: [
      when(where('type', 'Reject'), 'queuing', forbidden('goes with the type Queue only', {})),
      when(where('type', 'Queue'), 'queuing', given),
    ],
  },
  'flowcontrol.QueuingConfiguration': {
    source: 'flowcontrol/validation ValidatePriorityLevelQueuingConfiguration',
    fields: {
      queues: zeroOr(between(1, 10_000_000)),
      queueLengthLimit: zeroOr(atLeast(1)),
      handSize: zeroOr(atLeast(1)),
    },
    rules: [hands, entropy],
  },
  'flowcontrol.LimitedPriorityLevelConfiguration': {
    source: 'flowcontrol/validation ValidateLimitedPriorityLevelConfiguration',
    fields: {
      nominalConcurrencyShares: atLeast(0),
      lendablePercent: between(0, 100),
      borrowingLimitPercent: atLeast(0),
    },
  },
  'certificates.CertificateSigningRequestSpec': {
    source: 'certificates/validation validateCertificateSigningRequest',
    fields: {
      request: [required, base64, pem],
      signerName: [required, signer],
      usages: [filled('needs a usage'), unique],
      'usages/*': oneOf(...usages),
      expirationSeconds: atLeast(600),
    },
  },
};
