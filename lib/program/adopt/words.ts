import type { Json } from '../../core/values';
import { camelCase } from '../../core/values/camel-case';

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

export const pascalCase = (name: string): string => {
  const key = camelCase(name);
  return key[0]!.toUpperCase() + key.slice(1);
};
