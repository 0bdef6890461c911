import { isIP } from 'node:net';

/*
 * The forms of names that Kubernetes knows. Each tells what is wrong with a string, or nothing.
 */

type Syntax = (text: string) => string | undefined;

const form =
  (description: string, longest: number, pattern: RegExp): Syntax =>
  (text) => {
    if (text.length > longest) return `"${text}" has ${text.length} characters; ${description} has at most ${longest}`;
    return pattern.test(text) ? undefined : `"${text}" is not a ${description}`;
  };

/** The same, working out the answer for each text once: labels repeat all over a system. */
function remembered(syntax: Syntax): Syntax {
  const answers = new Map<string, string | undefined>();
  return (text) => {
    if (!answers.has(text)) answers.set(text, syntax(text));
    return answers.get(text);
  };
}

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';

/** A DNS label: lower-case letters, digits and dashes. */
export const dnsLabel = (longest = 63): Syntax =>
  form('DNS label (lower-case letters, digits and dashes)', longest, new RegExp(`^${label}$`));

/** A DNS label that begins with a letter, as the name of a Service does. */
export const serviceLabel = form('DNS label that begins with a letter', 63, /^[a-z]([-a-z0-9]*[a-z0-9])?$/);

/** DNS labels with dots between them. */
export const dnsSubdomain = (longest = 253): Syntax =>
  form('DNS name (lower-case letters, digits, dashes and dots)', longest, new RegExp(`^${label}(\\.${label})*$`));

/** An address of IPv4 without zeros before its numbers, which Kubernetes reads as if they were not there. */
export const withoutZeros = (text: string): string => text.replace(/(^|\.)0+(?=\d)/g, '$1');

/** A host name, with `*.` before it or not. */
export const hostName: Syntax = (text) => {
  const subdomain = anySubdomain(text.replace(/^\*\./, ''));
  if (subdomain !== undefined) return subdomain.replace(/^"[^"]*"/, `"${text}"`);
  return isIP(withoutZeros(text)) === 0 ? undefined : `"${text}" is an address, not a host name`;
};

/** A name that is one segment of a path, as of a Role. */
export const pathSegment: Syntax = (text) =>
  text === '' || text === '.' || text === '..' || /[/%]/.test(text) ? `"${text}" cannot be part of a path` : undefined;

/** The name of a port: at most 15 lower-case letters, digits and dashes, with a letter among them. */
export const portName: Syntax = form(
  'port name (lower-case letters, digits and single dashes, with a letter among them)',
  15,
  /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
);

const anySubdomain = dnsSubdomain();

const namePart = form('name of a label or annotation', 63, /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/);

/** A name, with a DNS name and a slash before it or not. */
export const qualifiedName: Syntax = remembered((text) => {
  const slash = text.indexOf('/');
  if (slash < 0) return namePart(text);
  return anySubdomain(text.slice(0, slash)) ?? namePart(text.slice(slash + 1));
});

/** The key of a label. */
export const labelKey: Syntax = qualifiedName;

/** The key of an annotation, whose capitals nobody minds. */
export const annotationKey: Syntax = remembered((text) => {
  const slash = text.indexOf('/');
  return qualifiedName(text.slice(0, slash + 1).toLowerCase() + text.slice(slash + 1));
});

/** The value of a label. */
export const labelValue: Syntax = remembered(
  form('value of a label', 63, /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/),
);

const keyPart = form('key (letters, digits, dashes, dots and underscores)', 253, /^[-._A-Za-z0-9]+$/);

/** The key of a ConfigMap or Secret, which becomes a file name. */
export const configKey: Syntax = (text) =>
  text === '.' || text.startsWith('..') ? `"${text}" cannot be the name of a file` : keyPart(text);

const variable = form(
  'name of a variable (letters, digits, dashes, dots and underscores, no digit first)',
  Infinity,
  /^[-._A-Za-z][-._A-Za-z0-9]*$/,
);

/** The name of an environment variable. */
export const variableName: Syntax = (text) =>
  text === '.' || text.startsWith('..') ? `"${text}" is not a name of a variable` : variable(text);
