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
