import { listOf } from '../../objects';
import { dnsSubdomain } from '../../semantics/syntax';
import { label, portNumber, qualified } from '../forms';
import type { Page, StructRule, Violation } from '../page';
import { atMostItems, elements, filled, form, isEmpty, oneOf, required, rule, shown, uniqueBy } from '../vocabulary';
import { protocol } from './containers';
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
    if (addressType !== 'IPv4' && addressType !== 'IPv6') return [];
    return elements(slice, 'endpoints').flatMap(({ value, at }) =>
      listOf(value['addresses']).flatMap((address, i): Violation[] => {
        if (typeof address !== 'string') return [];
        const wrong = reachable.check(address, site);
        const isOther = address.includes(':') !== (addressType === 'IPv6');
        const message = typeof wrong === 'string' ? wrong : `${shown(address)} is not of the type ${addressType}`;
        return wrong !== undefined || isOther ? [{ path: ['endpoints', at, 'addresses', i], message }] : [];
      }),
    );
  },
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
      nodeName: form('invalid-name', 'is a name', 'a', 'A_', dnsSubdomain()),
    },
  },
  'core.EndpointPort': {
    source: 'core/validation validateEndpointPort',
    fields: { name: { ...label, code: 'invalid-port' }, port: portNumber, protocol, appProtocol: qualified },
  },
  'discovery.EndpointSlice': {
    source: 'discovery/validation ValidateEndpointSlice',
    fields: {
      addressType: [required, oneOf('IPv4', 'IPv6', 'FQDN')],
      endpoints: atMostItems(1000),
      'endpoints/*/addresses': [filled('needs an address'), atMostItems(100)],
      'endpoints/*/hostname': label,
      'ports/*/name': { ...label, code: 'invalid-port' },
      'ports/*/protocol': protocol,
    },
    rules: [family, uniqueBy('ports', ['name'], { code: 'duplicate-name', what: 'a port' })],
  },
};
