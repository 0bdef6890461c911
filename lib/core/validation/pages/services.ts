import type { Json, JsonObject } from '../../values';
import { mapOf } from '../../values/json-parts';
import { dnsSubdomain } from '../syntax';
import { address, cidr, isAddress, label, labelName, port, portNumber, qualified } from '../forms';
import { network } from '../networks';
import * as patterns from '../patterns';
import type { FieldRule, Page, StructRule, BreachInStruct } from '../page';
import {
  atMostItems,
  between,
  elements,
  evenEmpty,
  forbidden,
  form,
  isEmpty,
  isFirst,
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
import { protocol } from './containers';
import { labels } from './metadata';
import { addressRules } from './service-addresses';

const families = oneOf('IPv4', 'IPv6');
const policies = oneOf('Cluster', 'Local');
/** A port of the nodes, in the range that clusters have by default. */
const nodePort = between(30000, 32767, 'invalid-port');

/** An address to which traffic can go: none of the node itself, of its neighbours or of groups. */
export const reachable: FieldRule = {
  ...address,
  says: 'is an IP address that is not of the node itself',
  schema: {
    ...patterns.address,
    not: {
      type: 'string',
      pattern: '^(0*0\\.0*0\\.0*0\\.0*0$|0*127\\.|0*169\\.0*254\\.|0*224\\.0*0\\.0*0\\.|::1?$|[fF][eE]80:|[fF][fF]02:)',
    },
  },
  invalid: '127.0.0.1',
  check: (value, site) => {
    const wrong = address.check(value, site);
    if (wrong !== undefined || typeof value !== 'string') return wrong;
    return /^(0\.0\.0\.0$|127\.|169\.254\.|224\.0\.0\.|::1?$|fe80:|ff02:)/i.test(value)
      ? `${shown(value)} is of the node itself, of its link or of a group`
      : undefined;
  },
};

const clusterIp = form(
  'invalid-format',
  'is an IP address, None or empty',
  'None',
  'a.b',
  (text) => (text === 'None' || isAddress(text) ? undefined : `${shown(text)} is neither an IP address nor None`),
  { pattern: String(patterns.address['pattern']).replace('^(', '^(None|') },
);

const typeOf = ({ type }: JsonObject): Json => (isEmpty(type) ? 'ClusterIP' : type!);
const notLoadBalancer = where('type', undefined, 'ClusterIP', 'NodePort', 'ExternalName');
const forLoadBalancer = 'goes with the type LoadBalancer only';

const ports: StructRule = rule(
  'missing-value',
  'has a port, but for one without an address and one that is another name',
  { valid: { clusterIP: 'None' }, invalid: { ports: [] } },
  (spec) =>
    !isEmpty(spec['ports']) || spec['clusterIP'] === 'None' || typeOf(spec) === 'ExternalName'
      ? []
      : [{ path: isSet(spec['ports']) ? ['ports'] : [], message: 'needs a port' }],
);

export const portNames: StructRule = rule(
  'unnamed-port',
  'names its ports where there are several',
  { valid: { ports: [{ port: 80 }] }, invalid: { ports: [{ port: 80 }, { port: 81 }] } },
  (spec) => {
    const all = elements(spec, 'ports');
    if (all.length < 2) return [];
    return all
      .filter(({ value }) => isEmpty(value['name']))
      .map(({ at }) => ({ path: ['ports', at], message: `one of ${all.length} ports has no name` }));
  },
);

/** No two ports have the same number and protocol. */
const numbers = (field: string): StructRule =>
  rule(
    'duplicate-name',
    `has no two ports of one ${field} and protocol`,
    {
      valid: { ports: [{ [field]: 53 }, { [field]: 53, protocol: 'UDP' }] },
      invalid: { ports: [{ [field]: 53 }, { [field]: 53, protocol: 'TCP' }] },
    },
    (spec) => {
      const seen = new Set<string>();
      return elements(spec, 'ports').flatMap(({ value, at }): BreachInStruct[] => {
        const number = value[field];
        if (!isSet(number) || number === 0) return [];
        const id = `${String(number)}/${isEmpty(value['protocol']) ? 'TCP' : String(value['protocol'])}`;
        if (isFirst(seen, id)) return [];
        return [
          { path: ['ports', at, ...(field === 'port' ? [] : [field])], message: `there is a port "${id}" already` },
        ];
      });
    },
  );

const nodePorts: StructRule = rule(
  'forbidden-field',
  'takes ports of the nodes only where it is reached through them',
  { valid: { type: 'NodePort', ports: [{ nodePort: 30080 }] }, invalid: { ports: [{ nodePort: 30080 }] } },
  (spec) =>
    typeOf(spec) !== 'ClusterIP'
      ? []
      : elements(spec, 'ports')
          .filter(({ value }) => isSet(value['nodePort']) && value['nodePort'] !== 0)
          .map(({ at }) => ({
            path: ['ports', at, 'nodePort'],
            message: 'goes with the types NodePort and LoadBalancer only',
          })),
);

const external: StructRule[] = [
  when(where('type', 'ExternalName'), 'externalName', required),
  when(where('type', 'ExternalName'), 'clusterIP', forbidden('a Service of the type ExternalName has no address')),
  when(
    where('type', 'ExternalName'),
    'clusterIPs',
    forbidden('a Service of the type ExternalName has no address', ['10.0.0.1']),
  ),
  when(
    where('type', 'ExternalName'),
    'ipFamilies',
    forbidden('a Service of the type ExternalName has no address', ['IPv4']),
  ),
  when(
    where('type', 'ExternalName'),
    'ipFamilyPolicy',
    forbidden('a Service of the type ExternalName has no address', 'SingleStack'),
  ),
];

const headless: StructRule = rule(
  'invalid-combination',
  'has an address where it is reached from outside',
  { valid: { type: 'NodePort' }, invalid: { type: 'NodePort', clusterIP: 'None' } },
  (spec) =>
    spec['clusterIP'] === 'None' && (spec['type'] === 'NodePort' || spec['type'] === 'LoadBalancer')
      ? [
          {
            path: ['clusterIP'],
            message: `a Service of the type ${spec['type']} has an address; None is for ClusterIP`,
          },
        ]
      : [],
);

const affinity: StructRule = rule(
  'forbidden-field',
  'has settings of affinity only where there is one',
  {
    valid: { sessionAffinity: 'ClientIP', sessionAffinityConfig: {} },
    invalid: { sessionAffinityConfig: { clientIP: { timeoutSeconds: 5 } } },
  },
  ({ sessionAffinity, sessionAffinityConfig }) =>
    isSet(sessionAffinityConfig) && (isEmpty(sessionAffinity) || sessionAffinity === 'None')
      ? [{ path: ['sessionAffinityConfig'], message: 'goes with the sessionAffinity ClientIP only' }]
      : [],
);

const outside: StructRule = rule(
  'forbidden-field',
  'says where traffic from outside goes only where it is reached from there',
  {
    valid: { type: 'LoadBalancer', externalTrafficPolicy: 'Local' },
    invalid: { externalTrafficPolicy: 'Local' },
  },
  (spec) => {
    if (isEmpty(spec['externalTrafficPolicy'])) return [];
    const type = typeOf(spec);
    if (type === 'NodePort' || type === 'LoadBalancer' || (type === 'ClusterIP' && !isEmpty(spec['externalIPs'])))
      return [];
    const message = 'goes with the types NodePort and LoadBalancer, or with externalIPs';
    return [{ path: ['externalTrafficPolicy'], message }];
  },
);

const healthCheck: StructRule = rule(
  'forbidden-field',
  'has a port for health checks only where a load balancer asks each node',
  {
    valid: { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 30000 },
    invalid: { type: 'LoadBalancer', healthCheckNodePort: 30000 },
  },
  (spec) => {
    const given = spec['healthCheckNodePort'];
    if (!isSet(given) || given === 0) return [];
    if (spec['type'] === 'LoadBalancer' && spec['externalTrafficPolicy'] === 'Local') return [];
    const message = 'goes with the type LoadBalancer and the externalTrafficPolicy Local only';
    return [{ path: ['healthCheckNodePort'], message }];
  },
);

const kubelet: StructRule = rule(
  'forbidden-field',
  'does not lay open the port of the kubelet',
  {
    valid: { type: 'LoadBalancer', ports: [{ port: 80 }] },
    invalid: { type: 'LoadBalancer', ports: [{ port: 10250 }] },
  },
  (spec) =>
    spec['type'] !== 'LoadBalancer'
      ? []
      : elements(spec, 'ports')
          .filter(({ value }) => value['port'] === 10250)
          .map(({ at }) => ({
            path: ['ports', at],
            message: '10250 is the port of the kubelet, which no load balancer may lay open',
          })),
);

const sourceRanges = 'service.beta.kubernetes.io/load-balancer-source-ranges';

const rangesOfAnnotation: StructRule = rule(
  'invalid-cidr',
  'has networks in the annotation that limits who may come in',
  {
    valid: { metadata: { annotations: { [sourceRanges]: '10.0.0.0/8' } }, spec: { type: 'LoadBalancer' } },
    invalid: { metadata: { annotations: { [sourceRanges]: '10.0.0.1' } }, spec: { type: 'LoadBalancer' } },
  },
  (service) => {
    const text = mapOf(mapOf(service['metadata'])['annotations'])[sourceRanges];
    const path = ['metadata', 'annotations', sourceRanges];
    const spec = mapOf(service['spec']);
    if (typeof text !== 'string' || !isEmpty(spec['loadBalancerSourceRanges'])) return [];
    if (spec['type'] !== 'LoadBalancer') return [{ path, message: forLoadBalancer }];
    const wrong = text.trim() === '' ? [] : text.split(',').filter((each) => !network(each.trim()));
    return wrong.map((each) => ({ path, message: `"${each.trim()}" is not a network such as 10.0.0.0/8` }));
  },
);

const withSpec: StructRule = rule(
  'missing-value',
  'says where it leads',
  { valid: { spec: { ports: [{ port: 80 }] } }, invalid: { metadata: { name: 'web' } } },
  ({ spec }) => (isSet(spec) ? [] : [{ path: [], message: 'needs a spec with ports' }]),
);

const externalName = form('invalid-host', 'is a host name', 'a.example.com', 'http://a.b', (text) =>
  dnsSubdomain()(text.replace(/\.$/, '')),
);

const near = oneOf('PreferClose');
const nearer = oneOf('PreferClose', 'PreferSameZone', 'PreferSameNode');

/** Kubernetes 1.34 knows more of them. */
const distribution: FieldRule['check'] = (value, site) => (site.minor < 34 ? near : nearer).check(value, site);

/** Services, and where they lead. */
export const servicesPage: Page = {
  Service: { source: 'core/validation ValidateService', rules: [rangesOfAnnotation, withSpec] },
  'core.ServiceSpec': {
    source: 'core/validation ValidateService',
    fields: {
      type: oneOf('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
      selector: labels,
      clusterIP: clusterIp,
      clusterIPs: [atMostItems(2), unique],
      'clusterIPs/*': clusterIp,
      ipFamilies: [atMostItems(2), unique],
      'ipFamilies/*': families,
      ipFamilyPolicy: evenEmpty(oneOf('SingleStack', 'PreferDualStack', 'RequireDualStack')),
      'externalIPs/*': reachable,
      externalName,
      sessionAffinity: oneOf('None', 'ClientIP'),
      'sessionAffinityConfig/clientIP/timeoutSeconds': between(1, 86400),
      externalTrafficPolicy: policies,
      internalTrafficPolicy: evenEmpty(policies),
      // Space around one is taken off.
      'loadBalancerSourceRanges/*': {
        ...cidr,
        check: (value, site) => (typeof value === 'string' ? cidr.check(value.trim(), site) : undefined),
      },
      loadBalancerClass: evenEmpty(labelName),
      healthCheckNodePort: { ...zeroOr(nodePort), valid: 30000 },
      trafficDistribution: evenEmpty({ ...oneOf('PreferClose'), check: distribution }),
    },
    rules: [
      ports,
      portNames,
      uniqueBy('ports', ['name'], { code: 'duplicate-name', what: 'a port' }),
      numbers('port'),
      numbers('nodePort'),
      nodePorts,
      ...external,
      headless,
      affinity,
      outside,
      healthCheck,
      kubelet,
      ...addressRules,
      when(notLoadBalancer, 'loadBalancerSourceRanges', forbidden(forLoadBalancer, ['10.0.0.0/8'])),
      when(notLoadBalancer, 'allocateLoadBalancerNodePorts', forbidden(forLoadBalancer, false)),
      when(notLoadBalancer, 'loadBalancerClass', forbidden(forLoadBalancer)),
    ],
  },
  'core.ServicePort': {
    source: 'core/validation validateServicePort',
    fields: {
      name: { ...label, code: 'invalid-port' },
      port: portNumber,
      targetPort: { ...zeroOr(port), invalid: 70000 },
      nodePort: { ...zeroOr(nodePort), valid: 30000 },
      protocol,
      appProtocol: evenEmpty(qualified),
    },
  },
};
