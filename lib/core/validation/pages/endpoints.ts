import { listOf } from '../../values/json-parts';
import { dnsSubdomain } from '../syntax';
import { label, labelText, portNumber, qualified, subdomain } from '../forms';
import type { Page, StructRule, BreachInStruct } from '../page';
import {
  atMostItems,
  elements,
  evenEmpty,
  filled,
  isEmpty,
  isFirst,
  oneOf,
  required,
  rule,
  shown,
  uniqueBy,
} from '../vocabulary';
import { protocol } from './containers';
import { labels } from './metadata';
import { portNames, reachable } from './services';

/** The addresses of a slice are of one family; names it may have too. */
const family: StructRule = rule(
  'invalid-format',
  'has addresses of its type',
  {
    valid: { addressType: 'IPv6', endpoints: [{ addresses: ['2001:db8::1'] }] },
    invalid: { addressType: 'IPv6', endpoints: [{ addresses: ['10.9.8.7'] }] },
  },
  (slice, site) => {
    const { addressType } = slice;
    const isName = addressType === 'FQDN';
    if (addressType !== 'IPv4' && addressType !== 'IPv6' && !isName) return [];
    return elements(slice, 'endpoints').flatMap(({ value, at }) =>
      listOf(value['addresses']).flatMap((address, i): BreachInStruct[] => {
        if (typeof address !== 'string') return [];
        const wrong = isName ? dnsSubdomain()(address.replace(/\.$/, '')) : reachable.check(address, site);
        const isOther = !isName && address.includes(':') !== (addressType === 'IPv6');
        const message = typeof wrong === 'string' ? wrong : `${shown(address)} is not of the type ${addressType}`;
        return wrong !== undefined || isOther ? [{ path: ['endpoints', at, 'addresses', i], message }] : [];
      }),
    );
  },
);

/** A port without a name has the empty one, which may be there once as well. */
const portsOfSlice: StructRule = rule(
  'duplicate-name',
  'has no two ports of a name, and one without',
  { valid: { ports: [{ port: 80 }, { name: 'b', port: 81 }] }, invalid: { ports: [{ port: 80 }, { port: 81 }] } },
  (slice) => {
    const seen = new Set<string>();
    return elements(slice, 'ports').flatMap(({ value: { name }, at }): BreachInStruct[] => {
      if (isFirst(seen, typeof name === 'string' ? name : '')) return [];
      if (isEmpty(name)) return [{ path: ['ports', at], message: 'there is a port without a name already' }];
      return [{ path: ['ports', at, 'name'], message: `there is a port ${shown(name)} already` }];
    });
  },
);

const zones: StructRule = rule(
  'duplicate-entry',
  'is for no zone twice',
  { valid: { forZones: [{ name: 'a' }, { name: 'b' }] }, invalid: { forZones: [{ name: 'a' }, { name: 'a' }] } },
  (hints) => uniqueBy('forZones', ['name'], { what: 'a zone' }).check(hints, { kind: '', object: {}, minor: 0 }),
);

/** Where Services lead. */
export const endpointsPage: Page = {
  'core.EndpointSubset': {
    source: 'core/validation validateEndpointSubsets',
    rules: [
      rule(
        'missing-value',
        'has an address',
        { valid: { notReadyAddresses: [{ ip: '10.0.0.1' }] }, invalid: { ports: [] } },
        ({ addresses: ready, notReadyAddresses }) =>
          isEmpty(ready) && isEmpty(notReadyAddresses)
            ? [{ path: [], message: 'needs addresses or notReadyAddresses' }]
            : [],
      ),
      portNames,
    ],
  },
  'core.EndpointAddress': {
    source: 'core/validation validateEndpointAddress',
    fields: {
      ip: [required, reachable],
      hostname: label,
      nodeName: evenEmpty(subdomain),
    },
  },
  'core.EndpointPort': {
    source: 'core/validation validateEndpointPort',
    fields: { name: { ...label, code: 'invalid-port' }, port: portNumber, protocol, appProtocol: evenEmpty(qualified) },
  },
  'discovery.EndpointHints': { source: 'discovery/validation validateHints', rules: [zones] },
  'discovery.EndpointSlice': {
    source: 'discovery/validation ValidateEndpointSlice',
    fields: {
      addressType: [required, oneOf('IPv4', 'IPv6', 'FQDN')],
      endpoints: atMostItems(1000),
      'endpoints/*/addresses': [filled('needs an address'), atMostItems(100)],
      'endpoints/*/hostname': evenEmpty(label),
      'endpoints/*/nodeName': evenEmpty(subdomain),
      'endpoints/*/deprecatedTopology': labels,
      'endpoints/*/hints/forZones': atMostItems(8),
      'endpoints/*/hints/forZones/*/name': labelText,
      ports: atMostItems(20000),
      'ports/*/appProtocol': evenEmpty(qualified),
      'ports/*/name': { ...label, code: 'invalid-port' },
      'ports/*/protocol': evenEmpty(protocol),
    },
    rules: [family, portsOfSlice],
  },
};
