import { oldestKubernetes } from '../values/cluster';
import { kubernetesVersions, type KubernetesVersion } from './definitions';

/** A version in a range: its operator, major, minor and patch; what is left out or an x stands for any. */
const comparison = /(!=|>=|=>|<=|=<|~>|[=<>~^])?\s*v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?[-+.\w]*/g;

/**
 * The oldest version of Kubernetes that a range of a chart's `kubeVersion` takes, such as 1.30 of `>=1.30.0-0 <1.35.0`: what the chart
 * has in it must be known there.
 *
 * @returns one that is known here: the oldest for a range that begins earlier, the newest for one that begins later; undefined where the
 * range has no lower end
 */
export function oldestVersion(range: string): KubernetesVersion | undefined {
  const lowest = range.split('||').map(lowestMinor);
  if (lowest.includes(undefined)) return undefined;
  const minor = Math.min(...(lowest as number[]));
  return kubernetesVersions.find((known) => minorOf(known) >= minor) ?? kubernetesVersions.at(-1)!;
}

/**
 * The oldest release of Kubernetes, from `oldestKubernetes` on, that a range of a chart's `kubeVersion` takes: `1.30.4` of `>=1.30.4-0`. It is
 * what plain output is for where nobody says which cluster.
 */
export function oldestRelease(range = ''): string {
  const alternatives = range.split('||').map((each) => ({ each, minor: lowestMinor(each) }));
  const known = minorOf(oldestKubernetes);
  if (alternatives.some(({ minor }) => minor === undefined || minor === Infinity)) return oldestKubernetes;
  const [lowest] = alternatives.sort((a, b) => a.minor! - b.minor!);
  if (lowest!.minor! < known) return oldestKubernetes;
  return `1.${lowest!.minor}.${lowestPatch(lowest!.each, lowest!.minor!)}`;
}

/** The lowest patch of a minor version that all comparisons of a range take. */
function lowestPatch(range: string, of: number): number {
  const patches = Array.from(range.matchAll(comparison), ([, operator = '=', , minor, patch]) => {
    if (/^(?:!=|<=|=<|<)$/.test(operator) || Number(minor) !== of || !/^\d+$/.test(patch ?? '')) return 0;
    return Number(patch) + (operator === '>' ? 1 : 0);
  });
  return Math.max(0, ...patches);
}

/** The lowest minor version of 1 that all comparisons of a range take; undefined where any may be. */
function lowestMinor(range: string): number | undefined {
  const [, from] = /^\s*(\S+)\s+-\s+\S+\s*$/.exec(range) ?? [];
  const bounds = Array.from((from ?? range).matchAll(comparison), ([, operator = '=', major, minor, patch]) => {
    if (/^(?:!=|<=|=<|<)$/.test(operator) || !/^\d+$/.test(major!)) return undefined;
    if (Number(major) !== 1) return Number(major) > 1 ? Infinity : 0;
    if (minor === undefined || !/^\d+$/.test(minor)) return operator === '>' ? Infinity : 0;
    // What is above 1.30, whatever its patch, begins with 1.31.
    return Number(minor) + (operator === '>' && !/^\d+$/.test(patch ?? '') ? 1 : 0);
  }).filter((bound) => bound !== undefined);
  return bounds.length === 0 ? undefined : Math.max(...bounds);
}

const minorOf = (version: string) => Number(version.split('.')[1]);
