/** How many lines around a difference are shown. */
const context = 2;

/** Above this many lines on a side, what differs is shown as a whole instead of being matched line by line. */
const most = 2000;

type Line = readonly [mark: ' ' | '-' | '+', text: string];

/** Two texts line by line: `-` before those of the first alone, `+` before those of the second, with some lines around them. */
export function lineDiff(before: string, after: string): string {
  const lines = linesOf(before.split('\n'), after.split('\n'));
  const isShown = lines.map((_, i) =>
    lines.slice(Math.max(0, i - context), i + context + 1).some(([mark]) => mark !== ' '),
  );
  return lines
    .flatMap(([mark, text], i) => {
      if (isShown[i]) return [`${mark} ${text}`.trimEnd()];
      return isShown[i - 1] && isShown.indexOf(true, i) > 0 ? ['  ...'] : [];
    })
    .join('\n');
}

function linesOf(before: readonly string[], after: readonly string[]): Line[] {
  const begins = before.findIndex((line, i) => line !== after[i]);
  const start = begins < 0 ? before.length : begins;
  const ours = before.slice(start);
  const theirs = after.slice(start);
  let end = 0;
  while (end < Math.min(ours.length, theirs.length) && ours.at(-1 - end) === theirs.at(-1 - end)) end += 1;
  const same = (lines: readonly string[]) => lines.map((text): Line => [' ', text]);
  return [
    ...same(before.slice(0, start)),
    ...matched(ours.slice(0, ours.length - end), theirs.slice(0, theirs.length - end)),
    ...same(before.slice(before.length - end)),
  ];
}

/** Lines of two texts with as many as possible in common. */
function matched(ours: readonly string[], theirs: readonly string[]): Line[] {
  const all: Line[] = [...ours.map((text): Line => ['-', text]), ...theirs.map((text): Line => ['+', text])];
  if (ours.length === 0 || theirs.length === 0 || Math.max(ours.length, theirs.length) > most) return all;
  // How long the longest common part is from each pair of places on.
  const longest = Array.from({ length: ours.length + 1 }, () => new Uint16Array(theirs.length + 1));
  for (let i = ours.length - 1; i >= 0; i -= 1)
    for (let j = theirs.length - 1; j >= 0; j -= 1)
      longest[i]![j] =
        ours[i] === theirs[j] ? longest[i + 1]![j + 1]! + 1 : Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!);
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < ours.length || j < theirs.length) {
    if (i < ours.length && j < theirs.length && ours[i] === theirs[j]) {
      lines.push([' ', ours[i]!]);
      i += 1;
      j += 1;
    } else if (j >= theirs.length || (i < ours.length && longest[i + 1]![j]! >= longest[i]![j + 1]!)) {
      lines.push(['-', ours[i]!]);
      i += 1;
    } else {
      lines.push(['+', theirs[j]!]);
      j += 1;
    }
  }
  return lines;
}
