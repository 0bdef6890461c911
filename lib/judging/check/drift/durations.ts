import type { JsonObject } from '../../../core/values';
import { at, pointerTo } from '../../../core/references/objects';
import { shown, type Difference } from './differences';

/*
 * Durations that an operator writes back as Go prints them. What no operator writes back, such as the `interval` of a
 * ServiceMonitor, stays as it is.
 */
const rewritten: { readonly [kind: string]: readonly string[] } = {
  'ExternalSecret.external-secrets.io': ['spec/refreshInterval'],
  'ClusterExternalSecret.external-secrets.io': ['spec/refreshTime', 'spec/externalSecretSpec/refreshInterval'],
  'PushSecret.external-secrets.io': ['spec/refreshInterval'],
  'Certificate.cert-manager.io': ['spec/duration', 'spec/renewBefore'],
};

const factors: { readonly [unit: string]: number } = { h: 3600, m: 60, s: 1 };

/** A duration as Go prints it: `1h` is `1h0m0s`, `90s` is `1m30s`. Undefined for what is none, or has fractions of a second. */
export function printedDuration(written: string): string | undefined {
  if (written === '0') return '0s';
  if (!/^([0-9]+(\.[0-9]+)?[hms])+$/.test(written)) return undefined;
  let seconds = 0;
  for (const [, number, unit] of written.matchAll(/([0-9.]+)([hms])/g)) seconds += Number(number) * factors[unit!]!;
  if (!Number.isSafeInteger(seconds)) return undefined;
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (hours > 0) return `${hours}h${minutes}m${rest}s`;
  return minutes > 0 ? `${minutes}m${rest}s` : `${rest}s`;
}

export function durationsIn(object: JsonObject, kind: string): Difference[] {
  if (!Object.hasOwn(rewritten, kind)) return [];
  return rewritten[kind]!.flatMap((path): Difference[] => {
    const keys = path.split('/');
    const written = at(object, ...keys);
    if (typeof written !== 'string') return [];
    const stored = printedDuration(written);
    if (stored === undefined || stored === written) return [];
    const message = `${keys.at(-1)!} is written as ${shown(written)}, and the operator writes it back as ${shown(stored)}`;
    return [{ drift: 'duration', pointer: pointerTo('', ...keys), message, remedy: `Write ${shown(stored)}.` }];
  });
}
