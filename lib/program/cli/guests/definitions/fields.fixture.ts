import { boolean, integer, oneOf, string, stringMap } from '../../../../core/values';

/* Values that many definitions have, as charts declare them. */

export const image = string('registry.example.org/web:1.4', 'Image', {
  pattern: '^[a-z0-9]+([./-][a-z0-9]+)*:[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$',
});
export const replicas = integer(2, 'Number of pods', { maximum: 500 });
export const portOf = (value: number, what: string) => integer(value, what, { minimum: 1, maximum: 65_535 });
export const seconds = (value: number, what: string) => integer(value, what, { minimum: 1, maximum: 100_000 });
export const memory = oneOf(['64Mi', '128Mi', '512Mi', '2048Mi'], '128Mi', 'Memory');
export const storage = oneOf(['1Gi', '8Gi', '100Gi', '2048Gi'], '8Gi', 'Size of the volume');
export const cores = oneOf(['10m', '250m', '500m', '4000m'], '250m', 'CPU');
export const text = (value: string, what: string) => string(value, what, { minLength: 1 });
export const path = (value: string, what: string) => string(value, what, { pattern: '^(/[a-z0-9.-]{1,12}){1,3}$' });
export const dnsName = (value: string, what: string) =>
  string(value, what, { pattern: '^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$' });
export const host = string('shop.example.org', 'Host name', {
  pattern: '^[a-z]([a-z0-9-]{0,10}[a-z0-9])?([.][a-z]([a-z0-9-]{0,10}[a-z0-9])?){1,3}$',
});
export const labels = (value: Readonly<Record<string, string>>, what: string) => stringMap(value, what);
export const userId = integer(1000, 'User', { maximum: 65_534 });
export const enabled = boolean(true, 'Whether it is there');
