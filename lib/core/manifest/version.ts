import compare from 'semver/functions/compare';
import parse from 'semver/functions/parse';

/** True for a version as SemVer 2 defines it, which Helm demands of a chart: `1.2.3`, `1.2.3-rc.1+build.5`. */
export function isVersion(text: string): boolean {
  const version = parse(text);
  if (!version) return false;
  const build = version.build.length > 0 ? `+${version.build.join('.')}` : '';
  // The library also takes a "v" before a version, and blanks around it.
  return `${version.version}${build}` === text;
}

/** Negative when version a precedes version b, zero when neither does (build metadata does not count); see semver.org, 11. */
export const compareVersions = (a: string, b: string): number => compare(a, b);
