/**
 * What is wrong with a list of indexes of a Job such as `1,3-5,7`, all of which are below a number; else how many there are.
 */
export function wrongIndexes(text: string, below: number): string | number {
  let last = -1;
  let count = 0;
  for (const part of text.split(',')) {
    const match = /^([0-9]+)(?:-([0-9]+))?$/.exec(part);
    if (!match) return `"${part}" is neither an index nor a range such as 3-5`;
    const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])];
    if (from <= last || to < from || (match[2] !== undefined && to === from))
      return `"${part}" is not in ascending order`;
    if (to >= below) return `the index ${to} is not less than completions, ${below}`;
    count += to - from + 1;
    last = to;
  }
  return count;
}
