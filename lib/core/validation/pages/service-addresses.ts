import type { Json } from '../../values';
import { listOf } from '../../values/json-parts';
import { isAddress } from '../forms';
import type { StructRule, BreachInStruct } from '../page';
import { isEmpty, rule, shown } from '../vocabulary';

/*
 * The addresses of a Service, of one family or of both.
 */

const addresses: StructRule = rule(
  'invalid-combination',
  'has the address first among its addresses',
  {
    valid: { clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1'] },
    invalid: { clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.2'] },
  },
  ({ clusterIP, clusterIPs }) => {
    if (!Array.isArray(clusterIPs) || clusterIPs.length === 0) return [];
    const [first] = clusterIPs as readonly Json[];
    if (isEmpty(clusterIP)) return [{ path: ['clusterIPs'], message: 'needs clusterIP, which is the first of them' }];
    return first === clusterIP ? [] : [{ path: ['clusterIPs', 0], message: `is not clusterIP, ${shown(clusterIP)}` }];
  },
);

const familyOf = (address: Json): string => (String(address).includes(':') ? 'IPv6' : 'IPv4');

const ofFamilies: StructRule = rule(
  'invalid-combination',
  'has addresses of its families, one of each',
  {
    valid: { clusterIPs: ['10.0.0.1'], ipFamilies: ['IPv4'] },
    invalid: { clusterIPs: ['10.0.0.1'], ipFamilies: ['IPv6'] },
  },
  ({ clusterIPs, ipFamilies }) => {
    const given = listOf(clusterIPs).filter((each) => typeof each === 'string');
    if (given.includes('None'))
      return given.length > 1 ? [{ path: ['clusterIPs'], message: 'None stands alone, without addresses' }] : [];
    if (given.length === 2 && familyOf(given[0]!) === familyOf(given[1]!))
      return [{ path: ['clusterIPs'], message: `has two addresses of ${familyOf(given[0]!)}; one of each is meant` }];
    return listOf(ipFamilies).flatMap((family, i): BreachInStruct[] => {
      const address = given[i];
      return address !== undefined && isAddress(String(address)) && family !== familyOf(address)
        ? [{ path: ['clusterIPs', i], message: `${shown(address)} is not of the family ${String(family)}` }]
        : [];
    });
  },
);

const stacks: StructRule = rule(
  'invalid-combination',
  'has two families of addresses only where its policy lets it',
  {
    valid: { ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv4', 'IPv6'] },
    invalid: { ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4', 'IPv6'] },
  },
  ({ ipFamilyPolicy, ipFamilies }) =>
    ipFamilyPolicy === 'SingleStack' && Array.isArray(ipFamilies) && ipFamilies.length > 1
      ? [{ path: ['ipFamilyPolicy'], message: 'SingleStack does not go with two ipFamilies' }]
      : [],
);

export const addressRules: readonly StructRule[] = [addresses, stacks, ofFamilies];
