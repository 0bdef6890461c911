import type { JsonSchema } from './json-schema';

/*
 * The forms of texts in `forms.ts`, as JSON Schema. Go's regular expressions know no lookahead, so that what a form must not have is
 * said by `not`; where a form has no exact pattern, what stands here takes a little less than the API server does.
 */

const letters = '[A-Za-z0-9]';
const labelPart = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomainPart = `${labelPart}(\\.${labelPart})*`;
const shortName = `${letters}([-A-Za-z0-9_.]{0,61}${letters})?`;

/** Not a text that has this pattern somewhere. */
const without = (pattern: string): JsonSchema => ({ not: { type: 'string', pattern } });

export const dnsLabel: JsonSchema = { pattern: `^${labelPart}$`, maxLength: 63 };
export const letterLabel: JsonSchema = { pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$', maxLength: 63 };
const searchPart = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
/** A domain in which names are looked up; a dot alone is the root. */
export const searchDomain = { pattern: `^(\\.|${searchPart}(\\.${searchPart})*\\.?)$`, maxLength: 254 } as const;
export const dnsName: JsonSchema = { pattern: `^${subdomainPart}$`, maxLength: 253 };
/** Capitals are no mistake in the name of a driver. */
export const driverName: JsonSchema = { pattern: `^${subdomainPart.replaceAll('a-z', 'A-Za-z')}$`, maxLength: 63 };
export const qualifiedName: JsonSchema = { pattern: `^(${subdomainPart}/)?${shortName}$`, ...without('^[^/]{254}') };
/** The domain of an annotation may have capitals. */
export const annotationKey: JsonSchema = {
  pattern: `^(${subdomainPart.replaceAll('a-z', 'A-Za-z')}/)?${shortName}$`,
  ...without('^[^/]{254}'),
};
/** One entry of a map of a pod, as `metadata.labels['app']`. */
export const keyOf = (map: string, key: JsonSchema): string =>
  `^${map.replaceAll('.', '\\.')}\\['${String(key['pattern']).slice(1, -1)}'\\]$`;
export const labelValue: JsonSchema = { pattern: `^(${shortName})?$` };
export const portName: JsonSchema = { pattern: '^([0-9]+-)*[0-9]*[a-z][a-z0-9]*(-[a-z0-9]+)*$', maxLength: 15 };
/** Names that begin with two dots are those of a volume itself. */
export const configKey: JsonSchema = { pattern: '^(\\.?[-_A-Za-z0-9][-._A-Za-z0-9]*)$', maxLength: 253 };
/** Names that every version of Kubernetes takes. */
export const variableName: JsonSchema = { pattern: '^(\\.[-_A-Za-z0-9]|[-_A-Za-z])[-._A-Za-z0-9]*$' };

const octet = '0*(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])';
const ipv4 = `${octet}(\\.${octet}){3}`;
const group = '[0-9A-Fa-f]{1,4}';
const ipv6 = [
  `(${group}:){7}${group}`,
  `(${group}:){1,7}:`,
  ...[1, 2, 3, 4, 5, 6].map((after) => `(${group}:){1,${7 - after}}(:${group}){1,${after}}`),
  `:(:${group}){1,7}`,
  '::',
].join('|');

export const address: JsonSchema = { pattern: `^(${ipv4}|${ipv6})$` };
export const network: JsonSchema = {
  pattern: `^(${ipv4}/0*([12]?[0-9]|3[0-2])|(${ipv6})/0*(1[01][0-9]|12[0-8]|[1-9]?[0-9]))$`,
};
/** A host name, with `*.` before it or not. The last part of an address is a number. */
export const hostName: JsonSchema = {
  pattern: `^(\\*\\.)?${subdomainPart}$`,
  maxLength: 253,
  ...without('^[0-9]+(\\.[0-9]+){3}$'),
};

/** An address without zeros before its numbers, or a host name. */
export const hostOrAddress: JsonSchema = { ...hostName, ...without('^([0-9]+\\.)*0[0-9]+(\\.[0-9]+)*$') };

export const relativePath: JsonSchema = without('^/|(^|/)\\.\\.(/|$)');
export const noSteps: JsonSchema = without('(^|/)\\.\\.(/|$)');
/** A path within a volume, not beginning with two dots. */
export const fileName: JsonSchema = without('^/|^\\.\\.|/\\.\\.(/|$)');
export const fromSlash: JsonSchema = { pattern: '^/' };
export const pathSegment: JsonSchema = without('^\\.?\\.?$|[/%]');

export const domainPath: JsonSchema = {
  pattern: `^${subdomainPart}/[A-Za-z0-9/._~%!$&'()*+,;=:-]+$`,
  ...without('^[^/]{254}'),
};
export const base64: JsonSchema = {
  pattern: '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
};
export const identifier: JsonSchema = { pattern: '^[A-Za-z_][A-Za-z0-9_]*$' };
export const portNumber: JsonSchema = { minimum: 1, maximum: 65535 };

const exponent = '([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]{1,2})?';
/** A quantity that is not less than nothing. */
export const amount: JsonSchema = { minimum: 0, pattern: `^\\+?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)${exponent}$` };
/** One that is more than nothing. */
export const someAmount: JsonSchema = {
  exclusiveMinimum: 0,
  pattern: `^\\+?([0-9]*[1-9][0-9]*(\\.[0-9]*)?|[0-9]*\\.[0-9]*[1-9][0-9]*)${exponent}$`,
};
/** Up to 1024 cores, as they are written: `2`, `0.5`, `250m`. */
export const cores: JsonSchema = {
  minimum: 0,
  maximum: 1024,
  pattern:
    '^\\+?(0*([0-9]{1,3}|10[01][0-9]|102[0-3])(\\.[0-9]*)?|0*1024|\\.[0-9]+|[0-9]{1,6}(\\.[0-9]*)?m|[0-9]{1,9}u|[0-9]{1,12}n)$',
};
/** Bytes. Thousandths of one are a mistake for Mi, unless there are very many. */
export const bytes: JsonSchema = {
  minimum: 0,
  pattern: '^\\+?(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[kMGTPE]|[eE]\\+?[0-9]{1,2})?|[1-9][0-9]{10,}m)$',
};
/** Whole numbers of something. */
export const whole: JsonSchema = {
  type: ['integer', 'string'],
  minimum: 0,
  pattern: '^\\+?[0-9]+([KMGTPE]i|[kMGTPE])?$',
};

/** Bytes of huge pages, which no other unit divides. */
export const pages: JsonSchema = {
  type: ['integer', 'string'],
  minimum: 0,
  maximum: 1e15,
  pattern: '^[0-9]{1,15}([KMGTPE]i)?$',
};

/** The name of a resource of containers; one that a device plugin offers has a domain. */
export const resourceName: JsonSchema = {
  pattern: `^(cpu|memory|ephemeral-storage|hugepages-[1-9][0-9]{0,3}[KMGTPE]i|${subdomainPart}/${shortName})$`,
  ...without('^requests\\.'),
};
