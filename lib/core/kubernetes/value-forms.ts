/*
 * What values of charts must look like that become names, labels, hosts and numbers of Kubernetes: keywords of JSON Schema, with
 * patterns that Go and JavaScript read alike.
 */

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomain = `${label}(\\.${label})*`;
/** The last part of a host name has a letter: the API server takes no IP address for a host. */
const hostname = `(${label}\\.)*([0-9][-0-9]*)?[a-z]([-a-z0-9]*[a-z0-9])?`;

const units = ['y', 'w', 'd', 'h', 'm', 's', 'ms'].map((unit) => `([0-9]+${unit})?`).join('');

/** A duration as Prometheus reads it: `30s`, `1h30m`, `1d`. */
export const prometheusDuration = { pattern: `^(0|${units})$`, minLength: 1 } as const;
/** The same, or nothing. */
export const prometheusDurationOrNothing = { pattern: `^(0|${units})$` } as const;

/** The largest whole number of most fields; the API server refuses a larger one while it reads the object. */
export const largestInt32 = 2 ** 31 - 1;

/** The name of an object of most kinds: a DNS subdomain (RFC 1123). */
export const objectName = { pattern: `^${subdomain}$`, maxLength: 253 } as const;
/** The same, or nothing. */
export const objectNameOrNothing = { pattern: `^(${subdomain})?$`, maxLength: 253 } as const;
/** The host name of a pod: a DNS label, or nothing. */
export const hostnameOrNothing = { pattern: `^(${label})?$`, maxLength: 63 } as const;
/** The name of a namespace: a DNS label. */
export const namespaceName = { pattern: `^${label}$`, maxLength: 63 } as const;
/** A host of an Ingress or a route, whose first part may be `*`. */
export const hostName = { pattern: `^(\\*\\.)?${hostname}$`, minLength: 1, maxLength: 253 } as const;

/** The key of a Secret or ConfigMap, which is the name of a file. */
export const dataKey = { pattern: '^[-._a-zA-Z0-9]+$', minLength: 1, maxLength: 253 } as const;

/** The key of a label: a name of 63 characters at most, behind a DNS subdomain and a slash where it has one. */
export const labelKey = {
  pattern: `^(${subdomain}/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$`,
  maxLength: 253,
} as const;
/** The same, or nothing. */
export const labelKeyOrNothing = { ...labelKey, pattern: labelKey.pattern.replace(/^\^(.*)\$$/, '^($1)?$') } as const;
/** The key of an annotation, which may have large letters before the slash too. */
export const annotationKey = {
  pattern: `^(${subdomain.replaceAll('a-z', 'A-Za-z')}/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$`,
  maxLength: 253,
} as const;
/** The value of a label, which may be empty. */
export const labelValue = { pattern: '^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$', maxLength: 63 } as const;
