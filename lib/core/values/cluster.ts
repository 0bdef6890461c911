import type { Cluster, Release } from './expression';

/** The version of Kubernetes that is assumed where nothing says which: the oldest that is known. */
export const oldestKubernetes = '1.28.0';

/** The cluster that a release is for. */
export const clusterOf = ({ cluster }: Pick<Release, 'cluster'>): Cluster =>
  cluster ?? { kubernetes: oldestKubernetes, apis: [] };

/** The version as clusters say it: `v1.34.0`. */
export const versionTextOf = (version: string): string => `v${version}`;

/** Whether a version is another one or newer. What stands behind the three numbers (`-gke.1`, `+k3s1`) does not matter. */
export function isAtLeast(version: string, least: string): boolean {
  const [own, other] = [numbersOf(version), numbersOf(least)];
  const differing = own.findIndex((number, i) => number !== other[i]);
  return differing < 0 || own[differing]! > other[differing]!;
}

const numbersOf = (version: string): readonly number[] => {
  const [major = 0, minor = 0, patch = 0] = version.split(/[-+]/)[0]!.split('.').map(Number);
  return [major, minor, patch];
};
