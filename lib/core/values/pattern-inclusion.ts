import { readPattern, type Part, type Range } from './read-pattern';

/*
 * Whether all texts that one pattern matches are matched by another: both as automata, which are walked side by side.
 */

/** An automaton: states by number, with what leads on from each. */
interface Automaton {
  readonly free: number[][];
  readonly steps: { readonly ranges: readonly Range[]; readonly to: number }[][];
  readonly end: number;
}

/** What becomes too large is not decided. */
const mostStates = 1500;
const mostPairs = 20_000;
const highest = 0x10ffff;

const known = new Map<string, boolean | undefined>();

/** Whether each text that a pattern matches is matched by another one too; undefined where that is not easily told. */
export function isWithin(pattern: string, other: string): boolean | undefined {
  const key = `${pattern}\n${other}`;
  if (!known.has(key)) known.set(key, decide(pattern, other));
  return known.get(key);
}

function decide(pattern: string, other: string): boolean | undefined {
  const [inner, outer] = [automatonOf(pattern), automatonOf(other)];
  if (!inner || !outer) return undefined;
  const letters = lettersOf([inner, outer]);
  const starts = { state: 0, others: closure(outer, [0]) };
  const seen = new Set([`0 ${starts.others.join()}`]);
  const waiting = [starts];
  for (const { state, others } of waiting) {
    const reached = closure(inner, [state]);
    if (reached.includes(inner.end) && !others.includes(outer.end)) return false;
    for (const letter of letters) {
      const next = reached.flatMap((each) => leading(inner, each, letter));
      if (next.length === 0) continue;
      const beside = closure(
        outer,
        others.flatMap((each) => leading(outer, each, letter)),
      );
      for (const to of new Set(next)) {
        const key = `${to} ${beside.join()}`;
        if (seen.has(key)) continue;
        if (seen.size > mostPairs) return undefined;
        seen.add(key);
        waiting.push({ state: to, others: beside });
      }
    }
  }
  return true;
}

/** Whether no text is matched by both of two patterns; undefined where that is not easily told. */
export function areDisjoint(pattern: string, other: string): boolean | undefined {
  const both = [automatonOf(pattern), automatonOf(other)] as const;
  const [one, two] = both;
  if (!one || !two) return undefined;
  const letters = lettersOf([one, two]);
  const waiting: (readonly [number, number])[] = [[0, 0]];
  const seen = new Set(['0 0']);
  for (const [left, right] of waiting) {
    const [lefts, rights] = [closure(one, [left]), closure(two, [right])];
    if (lefts.includes(one.end) && rights.includes(two.end)) return false;
    for (const letter of letters) {
      const [nextLeft, nextRight] = [lefts, rights].map((states, i) => [
        ...new Set(states.flatMap((state) => leading(both[i]!, state, letter))),
      ]) as [number[], number[]];
      for (const a of nextLeft) {
        for (const b of nextRight) {
          const key = `${a} ${b}`;
          if (seen.has(key)) continue;
          if (seen.size > mostPairs) return undefined;
          seen.add(key);
          waiting.push([a, b]);
        }
      }
    }
  }
  return true;
}

const leading = ({ steps }: Automaton, state: number, letter: number): number[] =>
  steps[state]!.flatMap(({ ranges, to }) =>
    ranges.some(([from, last]) => letter >= from && letter <= last) ? [to] : [],
  );

/** The states that are reached from some without a character. */
function closure({ free }: Automaton, states: readonly number[]): number[] {
  const found = new Set(states);
  for (const state of found) for (const next of free[state]!) found.add(next);
  return [...found].sort((a, b) => a - b);
}

/** A character for each set of characters that no automaton tells apart. */
function lettersOf(automata: readonly Automaton[]): number[] {
  const starts = new Set([0]);
  for (const { steps } of automata) {
    for (const { ranges } of steps.flat()) {
      for (const [from, last] of ranges) starts.add(from).add(last + 1);
    }
  }
  return [...starts].filter((letter) => letter <= highest);
}

/** The longest text that a pattern matches, in characters; Infinity where there is none. */
export function longest(pattern: string): number {
  const part = isWhole(pattern) ? readPattern(pattern) : undefined;
  return part ? longestOf(part) : Infinity;
}

function longestOf(part: Part): number {
  switch (part.kind) {
    case 'text':
      return [...part.text].length;
    case 'class':
      return 1;
    case 'all':
      return part.parts.reduce((length, each) => length + longestOf(each), 0);
    case 'any':
      return Math.max(...part.parts.map(longestOf));
    case 'times': {
      const each = longestOf(part.part);
      return each === 0 ? 0 : each * part.most;
    }
  }
}

/** Whether a pattern is about the whole of a text: it begins with `^`, ends with `$`, and has neither elsewhere. */
export function isWhole(pattern: string): boolean {
  const pieces = pattern.match(/\\.|\[(?:\\.|[^\]\\])*\]|[\s\S]/g) ?? [];
  let depth = 0;
  return pieces.every((piece, i) => {
    if (piece === '(') depth += 1;
    if (piece === ')') depth -= 1;
    if (piece === '\\b' || piece === '\\B') return false;
    if (piece === '|' && depth === 0) return false;
    return (piece === '^') === (i === 0) && (piece === '$') === (i === pieces.length - 1);
  });
}

const automata = new Map<string, Automaton | undefined>();

function automatonOf(pattern: string): Automaton | undefined {
  if (!automata.has(pattern)) {
    const part = isWhole(pattern) ? readPattern(pattern) : undefined;
    automata.set(pattern, part && new Builder().build(part));
  }
  return automata.get(pattern);
}

class TooLarge extends Error {}

class Builder {
  private readonly free: number[][] = [[]];
  private readonly steps: { ranges: readonly Range[]; to: number }[][] = [[]];

  build(part: Part): Automaton | undefined {
    try {
      const end = this.add(part, 0);
      return { free: this.free, steps: this.steps, end };
    } catch (error) {
      if (error instanceof TooLarge) return undefined;
      throw error;
    }
  }

  private state(): number {
    if (this.free.length > mostStates) throw new TooLarge();
    this.steps.push([]);
    return this.free.push([]) - 1;
  }

  /** Adds a part after a state, and gives the state behind it. */
  private add(part: Part, from: number): number {
    switch (part.kind) {
      case 'text':
        return [...part.text].reduce((at, character) => {
          const point = character.codePointAt(0)!;
          return this.step(at, [[point, point]]);
        }, from);
      case 'class':
        return this.step(from, part.isNegated ? complement(part.ranges) : part.ranges);
      case 'all':
        return part.parts.reduce((at, each) => this.add(each, at), from);
      case 'any': {
        const end = this.state();
        for (const each of part.parts) this.free[this.add(each, from)]!.push(end);
        return end;
      }
      case 'times':
        return this.times(part.part, part.least, part.most, from);
    }
  }

  private step(from: number, ranges: readonly Range[]): number {
    const to = this.state();
    this.steps[from]!.push({ ranges, to });
    return to;
  }

  private times(part: Part, least: number, most: number, from: number): number {
    let at = from;
    for (let i = 0; i < least; i += 1) at = this.add(part, at);
    if (most === Infinity) {
      const start = this.state();
      this.free[at]!.push(start);
      this.free[this.add(part, start)]!.push(start);
      return start;
    }
    const end = this.state();
    this.free[at]!.push(end);
    for (let i = least; i < most; i += 1) {
      // A way of its own for each time, so that what is begun is not taken for what is left out.
      const start = this.state();
      this.free[at]!.push(start);
      at = this.add(part, start);
      this.free[at]!.push(end);
    }
    return end;
  }
}

function complement(ranges: readonly Range[]): Range[] {
  const sorted = [...ranges].sort(([a], [b]) => a - b);
  const result: Range[] = [];
  let next = 0;
  for (const [from, to] of sorted) {
    if (from > next) result.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= highest) result.push([next, highest]);
  return result;
}
