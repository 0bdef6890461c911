import { dnsSubdomain } from '../../semantics/syntax';
import { label, portNumber, qualified } from '../forms';
import type { Page } from '../page';
import { atMostItems, filled, form, isEmpty, oneOf, required, rule, uniqueBy } from '../vocabulary';
import { protocol } from './containers';
import { portNames, reachable } from './services';

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
    rules: [uniqueBy('ports', ['name'], { code: 'duplicate-name', what: 'a port' })],
  },
};
