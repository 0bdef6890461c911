/**
 * The name among `candidates` that an author probably meant, or undefined when none is near.
 *
 * @param within how many letters may be wrong. Default: a third of them, and two of a short name
 */
export function closest(
  name: string,
  candidates: Iterable<string>,
  within = Math.max(2, Math.floor(name.length / 3)),
): string | undefined {
  let best: string | undefined;
  let bestDistance = within + 1;
  const wanted = name.toLowerCase();
  for (const candidate of candidates) {
    const given = candidate.toLowerCase();
    // Each letter that one has more is a mistake at least.
    if (Math.abs(given.length - wanted.length) >= bestDistance) continue;
    const distance = editDistance(wanted, given, bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `; did you mean "x"?`, or nothing. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const guess = closest(name, candidates);
  return guess === undefined ? '' : `; did you mean "${guess}"?`;
}

/** How many letters are wrong, up to a limit; two neighbours that changed places are one mistake. */
function editDistance(a: string, b: string, limit: number): number {
  let before: readonly number[] = [];
  let leastBefore = 0;
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const substitution = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwapped ? before[j - 2]! + 1 : Infinity;
      const distance = Math.min(substitution, row[j]! + 1, next[j - 1]! + 1, swap);
      if (distance < least) least = distance;
      next.push(distance);
    }
    // What follows adds to one of the last two rows.
    if (least >= limit && leastBefore >= limit) return limit;
    leastBefore = least;
    [before, row] = [row, next];
  }
  return row[b.length]!;
}
