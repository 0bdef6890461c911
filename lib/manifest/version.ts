const NUMBER = '(?:0|[1-9]\\d*)';
const LABEL = `(?:${NUMBER}|\\d*[A-Za-z-][\\dA-Za-z-]*)`;
const BUILD = '[\\dA-Za-z-]+';
const VERSION = new RegExp(
  `^(${NUMBER}\\.${NUMBER}\\.${NUMBER})(?:-(${LABEL}(?:\\.${LABEL})*))?(?:\\+${BUILD}(?:\\.${BUILD})*)?$`,
);

/** True for a version as SemVer 2 defines it, which Helm demands of a chart: `1.2.3`, `1.2.3-rc.1+build.5`. */
export function isVersion(text: string): boolean {
  return VERSION.test(text);
}

/** Negative when version a precedes version b, zero when neither does (build metadata does not count); see semver.org, 11. */
export function compareVersions(a: string, b: string): number {
  const [, coreA = '', labelsA = ''] = VERSION.exec(a) ?? [];
  const [, coreB = '', labelsB = ''] = VERSION.exec(b) ?? [];
  const core = compareLists(coreA, coreB);
  if (core !== 0 || labelsA === labelsB) {
    return core;
  }
  if (labelsA === '' || labelsB === '') {
    return labelsA === '' ? 1 : -1;
  }
  return compareLists(labelsA, labelsB);
}

/** The first difference between two dotted lists decides; a longer list is greater than its own beginning. */
function compareLists(a: string, b: string): number {
  const listA = a.split('.');
  const listB = b.split('.');
  for (const [index, itemA] of listA.entries()) {
    const itemB = listB[index];
    if (itemB === undefined) {
      return 1;
    }
    if (itemA !== itemB) {
      return compareItems(itemA, itemB);
    }
  }
  return listA.length - listB.length;
}

/** Numbers by value and before words, words by code unit. */
function compareItems(a: string, b: string): number {
  const isNumberA = /^\d+$/.test(a);
  const isNumberB = /^\d+$/.test(b);
  if (isNumberA !== isNumberB) {
    return isNumberA ? -1 : 1;
  }
  return isNumberA ? Number(a) - Number(b) : a < b ? -1 : 1;
}
