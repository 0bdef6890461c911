import { BlockList, isIP } from 'node:net';
import { withoutZeros } from './syntax';

/** A network: all addresses that begin with the same bits. */
export interface Network {
  readonly address: string;
  readonly family: 'ipv4' | 'ipv6';
  /** The number of bits that its addresses have in common. */
  readonly length: number;
}

/** The network that a text such as `10.0.0.0/8` names; undefined for one that names none. */
export function network(text: string): Network | undefined {
  const [written = '', length, ...rest] = text.split('/');
  const address = written.includes(':') ? written : withoutZeros(written);
  const family = isIP(address);
  const total = family === 4 ? 32 : 128;
  if (family === 0 || length === undefined || rest.length > 0) return undefined;
  if (!/^[0-9]+$/.test(length) || Number(length) > total) return undefined;
  return { address, family: family === 4 ? 'ipv4' : 'ipv6', length: Number(length) };
}

/** Whether one network is a part of another, and not the whole of it. */
export function isPart(inner: Network | undefined, outer: Network): boolean {
  if (inner?.family !== outer.family || inner.length <= outer.length) return false;
  const whole = new BlockList();
  whole.addSubnet(outer.address, outer.length, outer.family);
  return whole.check(inner.address, inner.family);
}

/** The one way in which a network is written: its first address, and IPv6 as RFC 5952 has it; undefined for what is none. */
export function writtenNetwork(text: string): string | undefined {
  const whole = network(text);
  if (whole === undefined) return undefined;
  return `${writtenAddress(firstOf(whole), whole.family)}/${whole.length}`;
}

/** An address as RFC 5952 has it. */
export const writtenAddress = (address: string, family: Network['family']): string =>
  family === 'ipv4' ? address : new URL(`http://[${address}]`).hostname.slice(1, -1);

/** The bits of an address, as numbers of 8 or 16 bits. */
function groupsOf(address: string, family: Network['family']): number[] {
  if (family === 'ipv4') return address.split('.').map(Number);
  const [before = '', after] = writtenAddress(address, 'ipv6').split('::');
  const parts = (side: string | undefined) => (side ? side.split(':').map((each) => parseInt(each, 16)) : []);
  const [left, right] = [parts(before), parts(after)];
  return after === undefined ? left : [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
}

/** The address of a network whose other bits are all 0. */
function firstOf({ address, family, length }: Network): string {
  const size = family === 'ipv4' ? 8 : 16;
  const masked = groupsOf(address, family).map((group, i) => {
    const bits = Math.min(Math.max(length - i * size, 0), size);
    return group & (((1 << size) - 1) ^ ((1 << (size - bits)) - 1));
  });
  return family === 'ipv4' ? masked.join('.') : masked.map((each) => each.toString(16)).join(':');
}
