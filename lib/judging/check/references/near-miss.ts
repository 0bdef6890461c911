import { closest, type JsonObject } from '../../../core/values';
import { ownEntry } from '../../../core/values/own-entry';

/** Something with labels that a selector may have meant. */
export interface Candidate {
  readonly labels: JsonObject;
  readonly is: string;
}

/** Which label keeps a selector from what it most likely means. */
export function nearMiss(wanted: JsonObject, candidates: readonly Candidate[]): string {
  const entries = Object.entries(wanted);
  const misses = candidates
    .map(({ labels, is }) => ({ labels, is, wrong: entries.filter(([key, value]) => ownEntry(labels, key) !== value) }))
    .filter(({ wrong }) => wrong.length < entries.length);
  const fewest = Math.min(...misses.map(({ wrong }) => wrong.length));
  const nearest = misses.filter(({ wrong }) => wrong.length === fewest);
  const valuesOf = ({ labels, wrong }: (typeof misses)[number]) =>
    wrong.map(([key]) => String(ownEntry(labels, key))).join();
  const meant = closest(nearest[0]?.wrong.map(([, value]) => String(value)).join() ?? '', nearest.map(valuesOf));
  const best = nearest.find((miss) => valuesOf(miss) === meant) ?? nearest[0];
  if (!best) return '';
  const differences = best.wrong.map(([key, value]) => {
    const has = ownEntry(best.labels, key);
    return has === undefined ? `without ${key}` : `with ${key}=${String(has)}, not ${String(value)}`;
  });
  return `; the nearest is ${best.is}, ${differences.join(', ')}`;
}
