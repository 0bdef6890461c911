import { isIPv4, isIPv6 } from 'node:net';

/*
 * The formats of strings that the API server looks at in custom resources; it ignores all others.
 * Source: apiextensions-apiserver/pkg/apiserver/validation/formats.go and kube-openapi/pkg/validation/strfmt.
 */

const isAddress4 = (text: string) => text.includes('.') && (isIPv4(text) || (isIPv6(text) && !text.includes('%')));
const isAddress6 = (text: string) => isIPv6(text) && !text.includes('%');

/** Whether a text is an address with the length of a prefix, as Go's `net.ParseCIDR` reads it. */
function isCidr(text: string): boolean {
  const [, address, bits] = /^([^/]*)\/(\d{1,3})$/.exec(text) ?? [];
  if (address === undefined) return false;
  return isIPv4(address) ? Number(bits) <= 32 : isAddress6(address) && Number(bits) <= 128;
}

/** Whether a text is a day of the calendar, as 2006-01-02. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function isDateTime(text: string): boolean {
  const [date = '', time = ''] = text.toLowerCase().split('t');
  const clock = /^(\d\d):(\d\d):(\d\d)(.\d+)?(z|[+-]\d\d:\d\d)$/.exec(time);
  return isDate(date) && clock !== null && clock[1]! <= '23' && clock[2]! <= '59' && clock[3]! <= '59';
}

const goDuration = /^[-+]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;

/** A duration of Go, or of Scala (`5 minutes`). */
function isDuration(text: string): boolean {
  if (goDuration.test(text)) return true;
  if (!/^\s*(?:\d+\s*[A-Za-zµ]+\s*)+$/.test(text)) return false;
  return /\d\s*(ns|us|µs|ms|s|m|h|d|w|sec|min|hr|wk|nano|micro|milli|hour|day|week)/i.test(text);
}

/** Whether a text is a host name, as RFC 1034 and what goes beyond it have it. */
function isHostName(text: string): boolean {
  const pattern =
    /^([a-zA-Z0-9\p{S}\p{L}]((-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?)|([a-zA-Z0-9\p{S}\p{L}](([a-zA-Z0-9\-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)(\.))+([a-zA-Z0-9\p{S}\p{L}])(-?[a-zA-Z0-9\p{S}\p{L}]){1,62})$/u;
  return (
    Buffer.byteLength(text) <= 255 &&
    pattern.test(text) &&
    text.split('.').every((label) => Buffer.byteLength(label) <= 63)
  );
}

/** Whether a text is an address of hardware of 6, 8 or 20 bytes. */
const isMac = (text: string) =>
  /^[0-9a-f]{2}([:-])[0-9a-f]{2}(\1[0-9a-f]{2})*$/i.test(text)
    ? [6, 8, 20].includes(text.split(/[:-]/).length)
    : /^[0-9a-f]{4}(\.[0-9a-f]{4})*$/i.test(text) && [3, 4, 10].includes(text.split('.').length);

interface Format {
  readonly noun: string;
  accepts(text: string): boolean;
}

const formats: { readonly [name: string]: Format } = {
  datetime: { noun: 'a time as 2006-01-02T15:04:05Z', accepts: isDateTime },
  date: { noun: 'a date as 2006-01-02', accepts: isDate },
  duration: { noun: 'a duration as 30s or 1h30m', accepts: isDuration },
  byte: {
    noun: 'base64',
    accepts: (text) => /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text),
  },
  email: { noun: 'an email address', accepts: (text) => /^[^@]+@[^@]+$|".*"@[^@]+$|<.+@.+>/.test(text.trim()) },
  hostname: { noun: 'a host name', accepts: isHostName },
  ipv4: { noun: 'an IPv4 address', accepts: isAddress4 },
  ipv6: { noun: 'an IPv6 address', accepts: (text) => isAddress6(text) },
  cidr: { noun: 'an address range as 10.0.0.0/8', accepts: isCidr },
  mac: { noun: 'a MAC address', accepts: isMac },
  uri: {
    noun: 'an absolute URI or path',
    accepts: (text) => /^([A-Za-z][A-Za-z0-9+.-]*:|\/)/.test(text) && !/[\x00-\x1f\x7f]/.test(text),
  },
  uuid: uuid(''),
  uuid3: uuid('3'),
  uuid4: uuid('4'),
  uuid5: uuid('5'),
  hexcolor: { noun: 'a colour as #ff8800', accepts: (text) => /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.test(text) },
  ssn: { noun: 'a social security number', accepts: (text) => /^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(text) },
};

function uuid(version: string): Format {
  const third = version === '' ? '[0-9a-f]{4}' : `${version}[0-9a-f]{3}`;
  const fourth = version === '4' || version === '5' ? '[89ab][0-9a-f]{3}' : '[0-9a-f]{4}';
  const pattern = new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${third}-?${fourth}-?[0-9a-f]{12}$`, 'i');
  return { noun: `a UUID${version && ` of version ${version}`}`, accepts: (text) => pattern.test(text) };
}

/** What a text is not although its format says so; undefined where it is, or where nobody looks at the format. */
export function notOfFormat(text: string, format: string): string | undefined {
  const name = format.replaceAll('-', '');
  const known = Object.hasOwn(formats, name) ? formats[name] : undefined;
  return known === undefined || known.accepts(text) ? undefined : known.noun;
}
