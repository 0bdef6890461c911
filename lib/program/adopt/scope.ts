import { placeIn, type Project } from './project';
import type { PrintedChart } from './printed';
import type { Call, Source } from './source';

/** Where in the sources the values of a chart are known. */
export interface Scope {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
  /** The chart there: `this`, or the constant that holds it. */
  readonly self: string;
  /** Where a statement can be put that sees all constructs. */
  readonly last: number;
  /** The class, where there is one. */
  readonly head?: { readonly extends: { readonly start: number; readonly end: number }; readonly superCall?: Call };
  /** Otherwise the call that makes the chart. */
  readonly made?: Call;
}

/** The class of a chart, or the statements around the line that makes it. Undefined where neither is found. */
export function scopeOf(chart: PrintedChart, project: Project): Scope | undefined {
  const name = chart.className.replace(/^_|\d+$/g, '');
  for (const source of project.sources) {
    const found = classIn(source, [chart.className, name]);
    if (found) return found;
  }
  const place = placeIn(chart.lines[0] ?? '');
  const source = place && project.source(place.file);
  const made = place && source?.callAt(source.offset(place.line, place.column));
  return made?.variable === undefined || !source ? undefined : blockOf(source, made, made.variable);
}

function classIn(source: Source, names: readonly string[]): Scope | undefined {
  for (const [i, token] of source.tokens.entries()) {
    if (token.source !== 'class' || token.kind !== 'name' || !names.includes(source.tokens[i + 1]?.source ?? ''))
      continue;
    if (!source.is(i + 2, 'extends')) continue;
    let open = i + 3;
    while (open < source.tokens.length && !source.is(open, '{')) open++;
    const close = source.closing(open);
    const body = close === undefined ? undefined : constructorIn(source, open, close);
    if (close === undefined || !body) continue;
    const at = source.tokens.findIndex(
      (each, n) => n > body.open && n < body.close && each.source === 'super' && each.kind === 'name',
    );
    const superCall = at < 0 ? undefined : source.callAt(source.tokens[at]!.start);
    return {
      source,
      start: source.tokens[open]!.start,
      end: source.tokens[close]!.start,
      self: 'this',
      last: source.tokens[body.close]!.start,
      head: {
        extends: { start: source.tokens[i + 3]!.start, end: source.tokens[open - 1]!.end },
        ...(superCall && { superCall }),
      },
    };
  }
  return undefined;
}

function constructorIn(
  source: Source,
  from: number,
  to: number,
): { readonly open: number; readonly close: number } | undefined {
  for (let i = from; i < to; i++) {
    if (!source.is(i, 'constructor') || !source.is(i + 1, '(')) continue;
    const open = (source.closing(i + 1) ?? to) + 1;
    const close = source.is(open, '{') ? source.closing(open) : undefined;
    if (close !== undefined) return { open, close };
  }
  return undefined;
}

function blockOf(source: Source, made: Call, self: string): Scope {
  const [around] = source.blocksAround(made.start);
  const first = around ? around.open + 1 : 0;
  const end = around ? around.close : source.tokens.length;
  let last = end;
  for (let i = first, depth = 0; i < end; i++) {
    const { kind, source: text, start } = source.tokens[i]!;
    if (kind === 'sign' && '([{'.includes(text)) depth++;
    if (kind === 'sign' && ')]}'.includes(text)) depth--;
    if (depth !== 0 || start < made.end || kind !== 'name') continue;
    const isEnd =
      text === 'return' ||
      text === 'void' ||
      (source.is(i + 1, '.') && source.is(i + 2, 'synth')) ||
      (text === 'run' && source.is(i + 1, '('));
    if (isEnd) {
      last = i;
      break;
    }
  }
  const at = last < source.tokens.length ? source.tokens[last]!.start : source.text.length;
  return {
    source,
    start: made.end,
    end: end < source.tokens.length ? source.tokens[end]!.start : source.text.length,
    self,
    last: at,
    made,
  };
}
