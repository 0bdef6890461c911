import type { Json } from '../../core/values';

/** A text as TypeScript writes it. */
export const quoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

/** JSON as TypeScript writes it, in one line. */
export function literal(json: Json): string {
  if (typeof json === 'string') return quoted(json);
  if (Array.isArray(json)) return `[${(json as readonly Json[]).map(literal).join(', ')}]`;
  if (typeof json !== 'object' || json === null) return String(json);
  const entries = Object.entries(json).map(([key, value]) => `${property(key)}: ${literal(value)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

export const property = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key));

/** A name as the key of a value: `LOG_LEVEL` and `log-level` are `logLevel`. */
export function camelCase(name: string): string {
  const spelled = /[a-z]/.test(name) ? name : name.toLowerCase();
  const parts = spelled.split(/[^A-Za-z0-9]+/).filter((part) => part !== '');
  const joined = parts
    .map((part, i) => (i === 0 ? part[0]!.toLowerCase() : part[0]!.toUpperCase()) + part.slice(1))
    .join('');
  const key = /^[a-z]/.test(joined) ? joined : `x${joined}`;
  return /^(y|n|yes|no|on|off|true|false)$/i.test(key) ? `${key}Value` : key;
}

export const pascalCase = (name: string): string => {
  const key = camelCase(name);
  return key[0]!.toUpperCase() + key.slice(1);
};
