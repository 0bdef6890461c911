import { BlockList, isIP } from 'node:net';

/** A network: all addresses that begin with the same bits. */
export interface Network {
  readonly address: string;
  readonly family: 'ipv4' | 'ipv6';
  /** The number of bits that its addresses have in common. */
  readonly length: number;
}

/** The network that a text such as `10.0.0.0/8` names; undefined for one that names none. */
export function network(text: string): Network | undefined {
  const [address = '', length, ...rest] = text.split('/');
  const family = isIP(address);
  const total = family === 4 ? 32 : 128;
  if (family === 0 || length === undefined || rest.length > 0) return undefined;
  if (!/^(0|[1-9][0-9]{0,2})$/.test(length) || Number(length) > total) return undefined;
  return { address, family: family === 4 ? 'ipv4' : 'ipv6', length: Number(length) };
}

/** Whether one network is a part of another, and not the whole of it. */
export function isPart(inner: Network | undefined, outer: Network): boolean {
  if (inner?.family !== outer.family || inner.length <= outer.length) return false;
  const whole = new BlockList();
  whole.addSubnet(outer.address, outer.length, outer.family);
  return whole.check(inner.address, inner.family);
}
