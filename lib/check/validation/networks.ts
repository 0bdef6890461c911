import { isIP } from 'node:net';

/** A network: the bits that all its addresses begin with. */
export interface Network {
  readonly bits: string;
  readonly family: number;
}

/** The network that a text such as `10.0.0.0/8` names; undefined for one that names none. */
export function network(text: string): Network | undefined {
  const [address = '', length, ...rest] = text.split('/');
  const family = isIP(address);
  const total = family === 4 ? 32 : 128;
  if (family === 0 || length === undefined || rest.length > 0) return undefined;
  if (!/^(0|[1-9][0-9]{0,2})$/.test(length) || Number(length) > total) return undefined;
  return { family, bits: (family === 4 ? bits4(address) : bits6(address)).slice(0, Number(length)) };
}

/** Whether one network is a part of another, and not the whole of it. */
export const isPart = (inner: Network | undefined, outer: Network): boolean =>
  inner?.family === outer.family && inner.bits.length > outer.bits.length && inner.bits.startsWith(outer.bits);

const bits4 = (address: string): string =>
  address
    .split('.')
    .map((part) => binary(Number(part), 8))
    .join('');

function bits6(address: string): string {
  const words = (text: string) =>
    text
      .split(':')
      .filter((word) => word !== '')
      .flatMap(word16);
  const [before = '', after] = address.split('::');
  const [head, tail] = [words(before), words(after ?? '')];
  return [...head, ...Array<string>(8 - head.length - tail.length).fill(binary(0, 16)), ...tail].join('');
}

/** The bits of one part of an IPv6 address, which may end in an IPv4 address. */
function word16(word: string): string[] {
  if (!word.includes('.')) return [binary(parseInt(word, 16), 16)];
  const bits = bits4(word);
  return [bits.slice(0, 16), bits.slice(16)];
}

const binary = (number: number, length: number): string => number.toString(2).padStart(length, '0');
