import { isIPv4, isIPv6 } from 'node:net';
import type { Environment } from './library';
import { InvalidArgument } from './invalid-argument';

/** An address of IPv4 or IPv6. */
export class Address {
  constructor(
    /** 4 or 16 of them. */
    readonly bytes: readonly number[],
  ) {}

  /** @returns undefined for what Kubernetes does not take: a zone, or an IPv4 address in the form of IPv6 */
  static parse(text: string): Address | undefined {
    if (isIPv4(text)) return new Address(text.split('.').map(Number));
    if (!isIPv6(text) || text.includes('%') || text.includes('.')) return undefined;
    const [head = '', tail] = text.split('::');
    const groups = (part: string) => (part === '' ? [] : part.split(':'));
    const [front, back] = [groups(head), groups(tail ?? '')];
    const all =
      tail === undefined ? front : [...front, ...Array<string>(8 - front.length - back.length).fill('0'), ...back];
    const bytes = all.flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255]);
    return bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255
      ? undefined
      : new Address(bytes);
  }

  /** The address with all bits behind the first ones at 0. */
  masked(bits: number): Address {
    return new Address(this.bytes.map((byte, i) => byte & (0xff00 >> Math.min(8, Math.max(0, bits - 8 * i))) & 0xff));
  }

  equals({ bytes }: Address): boolean {
    return bytes.length === this.bytes.length && bytes.every((byte, i) => byte === this.bytes[i]);
  }

  toString(): string {
    if (this.bytes.length === 4) return this.bytes.join('.');
    const groups = Array.from({ length: 8 }, (_, i) =>
      ((this.bytes[2 * i]! << 8) | this.bytes[2 * i + 1]!).toString(16),
    );
    const text = groups.join(':');
    const zeros = [...text.matchAll(/(?:^|:)(0(?::0)+)(?=:|$)/g)].sort((a, b) => b[1]!.length - a[1]!.length)[0];
    if (!zeros) return text;
    const before = text.slice(0, zeros.index);
    return `${before}::${text.slice(zeros.index + zeros[0].length).replace(/^:/, '')}`;
  }

  get family(): 4 | 6 {
    return this.bytes.length === 4 ? 4 : 6;
  }

  get isUnspecified(): boolean {
    return this.bytes.every((byte) => byte === 0);
  }

  get isLoopback(): boolean {
    return this.family === 4 ? this.bytes[0] === 127 : this.bytes.every((byte, i) => byte === (i === 15 ? 1 : 0));
  }

  get isMulticast(): boolean {
    return this.family === 4 ? this.bytes[0]! >> 4 === 0xe : this.bytes[0] === 0xff;
  }

  get isLinkLocalMulticast(): boolean {
    const [a, b, c] = this.bytes;
    return this.family === 4 ? a === 224 && b === 0 && c === 0 : a === 0xff && (b! & 0xf) === 2;
  }

  get isLinkLocalUnicast(): boolean {
    const [a, b] = this.bytes;
    return this.family === 4 ? a === 169 && b === 254 : a === 0xfe && (b! & 0xc0) === 0x80;
  }

  get isGlobalUnicast(): boolean {
    const isBroadcast = this.family === 4 && this.bytes.every((byte) => byte === 255);
    return !(isBroadcast || this.isUnspecified || this.isLoopback || this.isMulticast || this.isLinkLocalUnicast);
  }
}

/** A range of addresses: `10.0.0.0/8`. */
export class AddressRange {
  constructor(
    readonly address: Address,
    readonly bits: number,
  ) {}

  /** @returns undefined for what is not a range */
  static parse(text: string): AddressRange | undefined {
    const [, written = '', bits] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
    const address = Address.parse(written);
    if (!address || Number(bits) > 8 * address.bytes.length) return undefined;
    return new AddressRange(address, Number(bits));
  }

  contains(address: Address): boolean {
    return address.family === this.address.family && address.masked(this.bits).equals(this.address.masked(this.bits));
  }

  containsRange({ address, bits }: AddressRange): boolean {
    return bits >= this.bits && this.contains(address);
  }
}

const addressOf = (text: string): Address => {
  const address = Address.parse(text);
  if (!address) throw new InvalidArgument(`${JSON.stringify(text)} is not an IP address`);
  return address;
};

const rangeOf = (text: string): AddressRange => {
  const range = AddressRange.parse(text);
  if (!range) throw new InvalidArgument(`${JSON.stringify(text)} is not a range of IP addresses`);
  return range;
};

/** The word `ip` before a dot: `ip.isCanonical(...)`. */
class IpFunctions {}

/** `ip(...)`, `cidr(...)` and what can be asked of them. Source: apiserver/pkg/cel/library/ip.go and cidr.go. */
export const withNetworks = (environment: Environment): Environment =>
  environment
    .registerType('IP', Address)
    .registerType('CIDR', AddressRange)
    .registerType('IpFunctions', IpFunctions)
    .registerConstant('ip', 'IpFunctions', new IpFunctions())
    .registerFunction('ip(string): IP', addressOf)
    .registerFunction('isIP(string): bool', (text: string) => Address.parse(text) !== undefined)
    .registerFunction(
      'IpFunctions.isCanonical(string): bool',
      (_: unknown, text: string) => addressOf(text).toString() === text,
    )
    .registerFunction('IP.family(): int', ({ family }: Address) => BigInt(family))
    .registerFunction('IP.isUnspecified(): bool', ({ isUnspecified }: Address) => isUnspecified)
    .registerFunction('IP.isLoopback(): bool', ({ isLoopback }: Address) => isLoopback)
    .registerFunction('IP.isLinkLocalMulticast(): bool', (address: Address) => address.isLinkLocalMulticast)
    .registerFunction('IP.isLinkLocalUnicast(): bool', (address: Address) => address.isLinkLocalUnicast)
    .registerFunction('IP.isGlobalUnicast(): bool', ({ isGlobalUnicast }: Address) => isGlobalUnicast)
    .registerFunction('string(IP): string', String)
    .registerOperator('IP == IP', (a: Address, b: Address) => a.equals(b))
    .registerFunction('cidr(string): CIDR', rangeOf)
    .registerFunction('isCIDR(string): bool', (text: string) => AddressRange.parse(text) !== undefined)
    .registerFunction('CIDR.containsIP(IP): bool', (range: AddressRange, address: Address) => range.contains(address))
    .registerFunction('CIDR.containsIP(string): bool', (range: AddressRange, text: string) =>
      range.contains(addressOf(text)),
    )
    .registerFunction('CIDR.containsCIDR(CIDR): bool', (a: AddressRange, b: AddressRange) => a.containsRange(b))
    .registerFunction('CIDR.containsCIDR(string): bool', (a: AddressRange, b: string) => a.containsRange(rangeOf(b)))
    .registerFunction('CIDR.ip(): IP', ({ address }: AddressRange) => address)
    .registerFunction(
      'CIDR.masked(): CIDR',
      ({ address, bits }: AddressRange) => new AddressRange(address.masked(bits), bits),
    )
    .registerFunction('CIDR.prefixLength(): int', ({ bits }: AddressRange) => BigInt(bits))
    .registerFunction('string(CIDR): string', ({ address, bits }: AddressRange) => `${address}/${bits}`)
    .registerOperator(
      'CIDR == CIDR',
      (a: AddressRange, b: AddressRange) => a.bits === b.bits && a.address.equals(b.address),
    );
