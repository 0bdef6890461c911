import type { Json } from '../../core/values';
import { at } from './groups';
import type { Use } from './offer';
import type { Written } from './source';

type Keys = readonly (string | number)[];

/** A value in the form that a construct takes. */
export function inForm(text: string, written: Written, { object, keys, value }: Use, express: string): string {
  if (object.maker !== 'plus') return `token(${express})`;
  if (/(^|\.)Size\.\w+$/.test(written.callee ?? '')) return `size(${express})`;
  if (/(^|\.)Cron\.\w+$/.test(written.callee ?? '')) return `cron(${express})`;
  if (written.name !== undefined && isMember(written, value ?? null))
    return `choiceOf(${express}, ${text.slice(0, text.lastIndexOf('.'))})`;
  if (typeof value === 'number') return `${keys.at(-1) === 'port' ? 'port' : 'count'}(${express})`;
  return `token(${express})`;
}

const units: { readonly [method: string]: string } = {
  kibibytes: 'Ki',
  mebibytes: 'Mi',
  gibibytes: 'Gi',
  tebibytes: 'Ti',
  pebibytes: 'Pi',
};
const times: { readonly [method: string]: string } = {
  everyMinute: '* * * * *',
  hourly: '0 * * * *',
  daily: '0 0 * * *',
  weekly: '0 0 * * 0',
  monthly: '0 0 1 * *',
  annually: '0 0 1 1 *',
};

/** What `Size.gibibytes(10)` and `Cron.daily()` are in an object. */
export function meaning({ callee, args }: Written): string | undefined {
  const [, type, method] = /(?:^|\.)(Size|Cron)\.(\w+)$/.exec(callee ?? '') ?? [];
  if (type === 'Size')
    return method! in units && args?.length === 1 && typeof args[0]!.value === 'number'
      ? `${args[0]!.value}${units[method!]}`
      : undefined;
  if (method !== 'schedule') return args?.length === 0 ? times[method ?? ''] : undefined;
  const fields = ['minute', 'hour', 'day', 'month', 'weekDay'];
  const entries = args?.[0]?.entries;
  if (!entries || [...entries].some(([key, { value }]) => !fields.includes(key) || value === undefined))
    return undefined;
  return fields.map((field) => String(entries.get(field)?.value ?? '*')).join(' ');
}

/** Whether a member of an enumeration is called as a value: `ServiceType.CLUSTER_IP` for `ClusterIP`. */
export const isMember = ({ name, isDotted }: Written, value: Json): boolean =>
  isDotted === true &&
  typeof value === 'string' &&
  /^[A-Z_]+$/.test(name ?? '') &&
  name!.replaceAll('_', '') === value.toUpperCase();

/** The part of a literal at the end of these keys; of a key with several names any of them. */
export function descend(root: Written | undefined, keys: Keys): Written | undefined {
  return keys.reduce<Written | undefined>((node, key) => {
    if (typeof key === 'number') return node?.items?.[key] ?? node?.args?.[key];
    return key
      .split('|')
      .map((name) => node?.entries?.get(name))
      .find((found) => found !== undefined);
  }, root);
}

/** Whether a literal says a value. */
export function isSaid(written: Written, value: Json): boolean {
  if (typeof value !== 'object') return written.value === value;
  const keys = Array.isArray(value) ? undefined : Object.keys(value ?? {});
  if (Array.isArray(value))
    return (
      written.items?.length === value.length &&
      written.items.every((item, i) => isSaid(item, (value as readonly Json[])[i]!))
    );
  return (
    keys !== undefined &&
    written.entries?.size === keys.length &&
    keys.every((key) => written.entries!.has(key) && isSaid(written.entries!.get(key)!, at(value, key)!))
  );
}
