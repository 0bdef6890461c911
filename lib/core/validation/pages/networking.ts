import { isMap } from '../../values/is-map';
import { listOf, mapOf } from '../../values/json-parts';
import { pathSegment, serviceLabel } from '../syntax';
import { certificateHost, cidr, domainPath, host, label, nameOfPort, port, portNumber, subdomain } from '../forms';
import { isPart, network, writtenNetwork } from '../networks';
import * as patterns from '../patterns';
import type { Page, StructRule, BreachInStruct } from '../page';
import {
  atMostCharacters,
  atMostItems,
  evenEmpty,
  filled,
  form,
  isEmpty,
  isSet,
  oneOf,
  required,
  rule,
  shown,
  zeroOr,
} from '../vocabulary';
import { protocol } from './containers';

const inPath = form('invalid-name', 'can be part of a path', 'Bucket', 'a/b', pathSegment, patterns.pathSegment);

const serviceName = form(
  'invalid-name',
  'is the name of a Service',
  'web',
  '1-web',
  serviceLabel,
  patterns.letterLabel,
);

/** A path that begins with a slash and has no empty or relative part; of a type that nobody knows, it may be anything after the slash. */
const path: StructRule = rule(
  'invalid-path',
  'has a path that begins with a slash, and no part of it is empty or relative',
  { valid: { path: '/a/b', pathType: 'Prefix' }, invalid: { path: 'a', pathType: 'Prefix' } },
  ({ path: given, pathType }) => {
    if (typeof given !== 'string') return [];
    const at = ['path'];
    if (given === '')
      return pathType === 'Exact' || pathType === 'Prefix'
        ? [{ path: at, message: 'needs a path that begins with a slash' }]
        : [];
    if (!given.startsWith('/')) return [{ path: at, message: `"${given}" does not begin with a slash` }];
    if (pathType === 'ImplementationSpecific') return [];
    return /\/\/|\/\.\.?(\/|$)|%2f/i.test(given)
      ? [{ path: at, message: `"${given}" has a part that is empty, "." or ".."` }]
      : [];
  },
  {
    if: { properties: { pathType: { const: 'ImplementationSpecific' } } },
    then: { properties: { path: { pattern: '^(/|$)' } } },
    else: { properties: { path: { pattern: '^/', not: { type: 'string', pattern: '//|/\\.\\.?(/|$)|%2[fF]' } } } },
  },
);

const missingPath: StructRule = rule(
  'missing-value',
  'has a path where it is compared',
  { valid: { path: '/', pathType: 'Exact' }, invalid: { pathType: 'Exact' } },
  ({ path: given, pathType }) =>
    !isSet(given) && (pathType === 'Exact' || pathType === 'Prefix')
      ? [{ path: [], message: `the pathType ${pathType} needs a path` }]
      : [],
  {
    if: { required: ['pathType'], properties: { pathType: { enum: ['Exact', 'Prefix'] } } },
    then: { required: ['path'] },
  },
);

const ingressClass: StructRule = rule(
  'invalid-combination',
  'names one class',
  {
    valid: { metadata: { annotations: { 'kubernetes.io/ingress.class': 'a' } }, spec: { ingressClassName: 'a' } },
    invalid: { metadata: { annotations: { 'kubernetes.io/ingress.class': 'a' } }, spec: { ingressClassName: 'b' } },
  },
  (ingress) => {
    const annotation = 'kubernetes.io/ingress.class';
    const old = mapOf(mapOf(ingress['metadata'])['annotations'])[annotation];
    const { ingressClassName } = mapOf(ingress['spec']);
    if (!isSet(old) || !isSet(ingressClassName) || old === ingressClassName) return [];
    const message = `is not spec.ingressClassName, ${shown(ingressClassName)}`;
    return [{ path: ['metadata', 'annotations', annotation], message }];
  },
);

const someBackend: StructRule = rule(
  'missing-value',
  'leads somewhere',
  { valid: { defaultBackend: { service: { name: 'web' } } }, invalid: { rules: [] } },
  ({ rules, defaultBackend }) =>
    isEmpty(rules) && !isSet(defaultBackend) ? [{ path: [], message: 'needs rules or a defaultBackend' }] : [],
  { anyOf: [{ required: ['defaultBackend'] }, { required: ['rules'], properties: { rules: { minItems: 1 } } }] },
);

const parameters: StructRule = rule(
  'invalid-combination',
  'has parameters with a namespace where they are in one',
  {
    valid: { parameters: { kind: 'A', name: 'a', scope: 'Namespace', namespace: 'b' } },
    invalid: { parameters: { kind: 'A', name: 'a', scope: 'Namespace' } },
  },
  ({ parameters: given }) => {
    if (!isMap(given)) return [];
    const isIn = given['scope'] === 'Namespace';
    if (isIn && isEmpty(given['namespace']))
      return [{ path: ['parameters'], message: 'the scope Namespace needs namespace' }];
    return !isIn && isSet(given['namespace'])
      ? [{ path: ['parameters', 'namespace'], message: 'goes with the scope Namespace only' }]
      : [];
  },
);

/** Two networks are one of each family. */
export const twoFamilies = (field: string): StructRule =>
  rule(
    'invalid-combination',
    `has in ${field} at most one network of each family`,
    {
      valid: { [field]: ['10.0.0.0/16', '2001:db8::/64'] },
      invalid: { [field]: ['10.0.0.0/16', '10.1.0.0/16'] },
    },
    (spec) => {
      const [first, second] = listOf(spec[field]).map((each) => network(String(each)));
      return first && first.family === second?.family
        ? [{ path: [field], message: `has two networks of IPv${first.family}` }]
        : [];
    },
  );

/** Networks of Services are written in one way only. */
const exactNetwork = form('invalid-cidr', 'is a network as it is written', '10.0.0.0/24', '10.0.0.1/24', (text) => {
  const [whole, exact] = [network(text), writtenNetwork(text)];
  return whole === undefined || exact === text ? undefined : `"${text}" must be written as ${String(exact)}`;
});

const exceptions: StructRule = rule(
  'invalid-cidr',
  'excepts networks that are parts of it',
  {
    valid: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] },
    invalid: { cidr: '10.0.0.0/8', except: ['192.168.0.0/16'] },
  },
  ({ cidr: whole, except }) => {
    const outer = typeof whole === 'string' ? network(whole) : undefined;
    if (!outer) return [];
    return listOf(except).flatMap((each, i): BreachInStruct[] =>
      typeof each === 'string' && !isPart(network(each), outer)
        ? [{ path: ['except', i], message: `"${each}" is not part of ${String(whole)}` }]
        : [],
    );
  },
);

const peer: StructRule[] = [
  rule(
    'not-exactly-one',
    'is a network, or selects pods',
    {
      valid: { podSelector: {}, namespaceSelector: {} },
      invalid: { ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} },
    },
    (given) =>
      isSet(given['ipBlock']) && (isSet(given['podSelector']) || isSet(given['namespaceSelector']))
        ? [{ path: [], message: 'has more than one peer: ipBlock does not go with selectors' }]
        : [],
    {
      if: { required: ['ipBlock'] },
      then: { not: { anyOf: [{ required: ['podSelector'] }, { required: ['namespaceSelector'] }] } },
    },
  ),
  rule(
    'missing-value',
    'says who it is',
    { valid: { podSelector: {} }, invalid: {} },
    (given) =>
      ['ipBlock', 'podSelector', 'namespaceSelector'].some((field) => isSet(given[field]))
        ? []
        : [{ path: [], message: 'needs a podSelector, a namespaceSelector or an ipBlock' }],
    { minProperties: 1 },
  ),
];

const endPort: StructRule = rule(
  'invalid-combination',
  'ends its range of ports at or after the number at which it begins',
  { valid: { port: 8000, endPort: 8080 }, invalid: { port: 8081, endPort: 8080 } },
  ({ port: first, endPort: last }) => {
    if (typeof last !== 'number') return [];
    const at = ['endPort'];
    if (typeof first !== 'number') return [{ path: at, message: 'needs a port that is a number' }];
    return last < first ? [{ path: at, message: `${last} is less than port, ${first}` }] : [];
  },
  // Which of two numbers is less, no schema can tell.
  { if: { required: ['endPort'] }, then: { required: ['port'], properties: { port: { type: 'integer' } } } },
);

/** Ingresses and network policies. */
export const networkingPage: Page = {
  'Ingress.networking.k8s.io': { source: 'networking/validation ValidateIngressCreate', rules: [ingressClass] },
  'networking.IngressSpec': {
    source: 'networking/validation ValidateIngressSpec',
    fields: { ingressClassName: evenEmpty(subdomain), 'tls/*/hosts/*': certificateHost, 'tls/*/secretName': subdomain },
    rules: [someBackend],
  },
  'networking.IngressRule': { source: 'networking/validation validateIngressRules', fields: { host } },
  'networking.HTTPIngressRuleValue': {
    source: 'networking/validation validateHTTPIngressRuleValue',
    fields: { paths: filled('needs a path') },
  },
  'networking.HTTPIngressPath': {
    source: 'networking/validation validateHTTPIngressPath',
    fields: { pathType: [required, oneOf('Exact', 'Prefix', 'ImplementationSpecific')] },
    rules: [path, missingPath],
  },
  'networking.IngressBackend': {
    source: 'networking/validation validateIngressBackend',
    fields: {
      'resource/apiGroup': evenEmpty(subdomain),
      'resource/kind': [required, inPath],
      'resource/name': [required, inPath],
    },
    rules: [
      rule(
        'not-exactly-one',
        'has exactly one backend: service, resource',
        {
          valid: { service: { name: 'web' } },
          invalid: { service: { name: 'web' }, resource: { kind: 'A', name: 'a' } },
        },
        ({ service, resource }) => {
          if (isSet(service) && isSet(resource))
            return [{ path: [], message: 'has more than one backend: service and resource' }];
          return isSet(service) || isSet(resource)
            ? []
            : [{ path: [], message: 'has no backend: one of service, resource' }];
        },
        { oneOf: [{ required: ['service'] }, { required: ['resource'] }] },
      ),
    ],
  },
  'networking.IngressServiceBackend': {
    source: 'networking/validation validateIngressBackend',
    fields: { name: [required, serviceName] },
    rules: [
      rule(
        'missing-value',
        'names a port',
        { valid: { name: 'web', port: { number: 80 } }, invalid: { name: 'web' } },
        ({ port: given }) => (isSet(given) ? [] : [{ path: [], message: 'needs a port, by name or number' }]),
        { required: ['port'] },
      ),
    ],
  },
  'networking.ServiceBackendPort': {
    source: 'networking/validation validateIngressBackend',
    fields: { name: nameOfPort, number: { ...zeroOr(portNumber), invalid: 70000 } },
    rules: [
      rule(
        'not-exactly-one',
        'has exactly one port: name, number',
        { valid: { number: 80 }, invalid: { name: 'http', number: 80 } },
        ({ name, number }) => {
          const count = [!isEmpty(name), isSet(number) && number !== 0].filter(Boolean).length;
          if (count === 1) return [];
          return [
            {
              path: [],
              message: count === 0 ? 'has no port: one of name, number' : 'has more than one port: name and number',
            },
          ];
        },
        {
          oneOf: [
            { required: ['name'], properties: { name: { minLength: 1 } } },
            { required: ['number'], properties: { number: { minimum: 1 } } },
          ],
        },
      ),
    ],
  },
  'networking.IngressClassSpec': {
    source: 'networking/validation validateIngressClassSpec',
    fields: {
      controller: [required, domainPath, atMostCharacters(250)],
      'parameters/scope': evenEmpty(oneOf('Cluster', 'Namespace')),
      'parameters/apiGroup': evenEmpty(subdomain),
      'parameters/kind': [required, inPath],
      'parameters/name': [required, inPath],
      'parameters/namespace': label,
    },
    rules: [parameters],
  },
  'networking.NetworkPolicySpec': {
    source: 'networking/validation ValidateNetworkPolicySpec',
    fields: { policyTypes: atMostItems(2), 'policyTypes/*': oneOf('Ingress', 'Egress') },
  },
  'networking.NetworkPolicyPeer': { source: 'networking/validation ValidateNetworkPolicyPeer', rules: peer },
  'networking.NetworkPolicyPort': {
    source: 'networking/validation ValidateNetworkPolicyPort',
    fields: { port: evenEmpty(port), endPort: portNumber, protocol: evenEmpty(protocol) },
    rules: [endPort],
  },
  'networking.IPBlock': {
    source: 'networking/validation ValidateIPBlock',
    fields: { cidr: [required, cidr], 'except/*': cidr },
    rules: [exceptions],
  },
  'networking.ServiceCIDRSpec': {
    source: 'networking/validation ValidateServiceCIDR',
    fields: { cidrs: [filled('needs a network'), atMostItems(2)], 'cidrs/*': [cidr, exactNetwork] },
    rules: [twoFamilies('cidrs')],
  },
  'networking.IPAddressSpec': {
    source: 'networking/validation validateIPAddressParentReference',
    rules: [
      rule('missing-value', 'says whose address it is', { valid: { parentRef: {} }, invalid: {} }, ({ parentRef }) =>
        isSet(parentRef) ? [] : [{ path: [], message: 'needs parentRef' }],
      ),
    ],
  },
  'networking.ParentReference': {
    source: 'networking/validation validateIPAddressParentReference',
    fields: { group: subdomain, resource: [required, inPath], name: [required, inPath], namespace: inPath },
  },
};
