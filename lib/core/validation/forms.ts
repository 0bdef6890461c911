import { isIP } from 'node:net';
import type { FieldRule } from './page';
import { form } from './vocabulary';
import {
  configKey,
  dnsLabel,
  dnsSubdomain,
  hostName,
  labelKey,
  labelValue,
  portName,
  qualifiedName,
  serviceLabel,
  withoutZeros,
} from './syntax';
import { network } from './networks';
import * as patterns from './patterns';
import { shown } from './vocabulary';

/*
 * The forms of texts that the API server knows.
 */

/** A DNS label, as the name of a container or namespace. */
export const label = form('invalid-name', 'is a DNS label', 'my-name', 'My_Name', dnsLabel(), patterns.dnsLabel);
/** The same with a letter first, as the name of a Service. */
export const letterLabel = form(
  'invalid-name',
  'is a DNS label that begins with a letter',
  'a-1',
  '1-a',
  serviceLabel,
  patterns.letterLabel,
);
/** DNS labels with dots between them, as most names of objects. */
export const subdomain = form('invalid-name', 'is a DNS name', 'my.name', 'My_Name', dnsSubdomain(), patterns.dnsName);
/** A name with a domain and a slash before it or not. */
export const qualified = form(
  'invalid-format',
  'is a qualified name',
  'example.com/name',
  'a b',
  qualifiedName,
  patterns.qualifiedName,
);
export const labelName = form(
  'invalid-label',
  'is the key of a label',
  'example.com/name',
  'a b',
  labelKey,
  patterns.qualifiedName,
);
export const labelText = form(
  'invalid-label',
  'is the value of a label',
  'v1.2',
  'a b',
  labelValue,
  patterns.labelValue,
);
export const nameOfPort = form('invalid-port', 'is the name of a port', 'http', 'HTTP', portName, patterns.portName);
export const key = form(
  'invalid-config-key',
  'is a key of a ConfigMap or Secret',
  'a.txt',
  'a b',
  configKey,
  patterns.configKey,
);
export const host = form(
  'invalid-host',
  'is a host name',
  'a.example.com',
  'a.example.com:80',
  hostName,
  patterns.hostName,
);

/** A name in a certificate, which may be an address too. */
export const certificateHost: FieldRule = {
  ...host,
  says: 'is a host name or an address',
  schema: patterns.hostOrAddress,
  check: (value, site) => (typeof value === 'string' && isIP(value) === 4 ? undefined : host.check(value, site)),
};

/** An IP address. Zeros before a number are taken as well. */
export const isAddress = (text: string): boolean => isIP(withoutZeros(text)) !== 0 && !text.includes('%');

export const address = form(
  'invalid-format',
  'is an IP address',
  '10.9.8.7',
  'a.b',
  (text) => (isAddress(text) ? undefined : `${shown(text)} is not an IP address such as 10.9.8.7 or 2001:db8::ffff`),
  patterns.address,
);

export const cidr = form(
  'invalid-cidr',
  'is a network',
  '10.0.0.0/8',
  '10.0.0.1',
  (text) => (network(text) ? undefined : `"${text}" is not a network such as 10.0.0.0/8`),
  patterns.network,
);

/** A path within a volume. */
export const relativePath = form(
  'invalid-path',
  'is a path below a folder',
  'a/b',
  '../a',
  (text) => {
    if (text.startsWith('/')) return `"${text}" begins with a slash`;
    return text.split('/').includes('..') ? `"${text}" leads out of the volume` : undefined;
  },
  patterns.relativePath,
);

/** A path that leads nowhere above it. */
export const noSteps = form(
  'invalid-path',
  'has no step back',
  '/a/b',
  '/a/../b',
  (text) => (text.split('/').includes('..') ? `${shown(text)} has a step back, ".."` : undefined),
  patterns.noSteps,
);

/** The kubelet puts a slash before a path without one; one of Windows has none. */
export const absolutePath = form('unusual-path', 'begins with a slash', '/a', 'a', (text) => {
  if (/^[A-Za-z]:[\\/]/.test(text) || text.startsWith('\\\\')) return undefined;
  if (!text.startsWith('/')) return `"${text}" does not begin with a slash`;
  return text.includes(':') ? `"${text}" has a colon` : undefined;
});

export const urlPath = form('unusual-path', 'begins with a slash', '/a', 'a', (text) =>
  text.startsWith('/') ? undefined : `"${text}" does not begin with a slash`,
);

export const portNumber: FieldRule = {
  code: 'invalid-port',
  says: 'is a number from 1 to 65535',
  schema: patterns.portNumber,
  valid: 80,
  invalid: 70000,
  check: (value) =>
    typeof value !== 'number' || (value >= 1 && value <= 65535)
      ? undefined
      : `${value} does not lie between 1 and 65535`,
};

/** A number, or the name that a container gives a port. */
export const port: FieldRule = {
  ...portNumber,
  says: 'is a number from 1 to 65535, or the name of a port',
  schema: { ...patterns.portNumber, ...patterns.portName },
  check: (value, site) => (typeof value === 'string' ? portName(value) : portNumber.check(value, site)),
};

/** The path of a domain: `example.com/controller`. */
export const domainPath = form(
  'invalid-format',
  'is a domain, a slash and a path',
  'acme.io/foo',
  'foo',
  (text) => {
    const slash = text.indexOf('/');
    const message = `${shown(text)} is not a domain, a slash and a path such as acme.io/foo`;
    if (slash < 1 || slash === text.length - 1) return message;
    if (dnsSubdomain()(text.slice(0, slash)) !== undefined) return message;
    return /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(text.slice(slash + 1)) ? undefined : message;
  },
  patterns.domainPath,
);

const encoded = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Bytes, which the schema calls a string in some places. */
export const base64 = form(
  'invalid-format',
  'is base64',
  'AAAA',
  'CA here',
  (text) => (encoded.test(text.replace(/[\r\n]/g, '')) ? undefined : `${shown(text)} is not base64`),
  patterns.base64,
);

/** Names of variables in CEL. */
export const identifier = form(
  'invalid-format',
  'is an identifier',
  'my_name',
  '1-a',
  (text) =>
    /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) ? undefined : `${shown(text)} is not an identifier (letters, digits and _)`,
  patterns.identifier,
);
