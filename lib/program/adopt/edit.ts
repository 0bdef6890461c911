import type { Source } from './source';

/** A text to write in the sources of an app. */
export interface Edit {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What stands there today; empty where something is added. */
  readonly text: string;
  readonly replacement: string;
  /** Whether the literal itself stands there. */
  readonly isLiteral: boolean;
  /** Where the literal stands, where the place takes it from elsewhere: `lib/names.ts:3:20`. */
  readonly from?: string;
  /** The property that is set: `image`. */
  readonly property?: string;
}

/** An edit of a part of a source. */
export function editAt(
  source: Source,
  place: { readonly start: number; readonly end: number },
  replacement: string,
  more: Partial<Edit> = {},
): Edit {
  return {
    file: source.file,
    ...source.position(place.start),
    text: source.slice(place),
    replacement,
    isLiteral: false,
    ...more,
  };
}

/** A line added behind a place, as far to the right as the line of that place. */
export const lineAfter = (source: Source, at: number, line: string, like = at): Edit =>
  editAt(source, { start: at, end: at }, `\n${indentation(source, like)}${line}`);

/** A line added before what ends a block. */
export function lineBefore(source: Source, at: number, line: string, isInside: boolean): Edit {
  const indent = indentation(source, at);
  const text = isInside ? `  ${line}\n${indent}` : `${line}\n${indent}`;
  return editAt(source, { start: at, end: at }, text);
}

function indentation(source: Source, at: number): string {
  const start = source.text.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*/.exec(source.text.slice(start, at))![0];
}

/** A source with these edits made, for whoever tries a proposal. Those at one place are made in their order. */
export function edited(source: Source, edits: readonly Edit[]): string {
  const own = edits.filter(({ file }) => file === source.file);
  const placed = own.map((edit, i) => ({ ...edit, i, start: source.offset(edit.line, edit.column) }));
  let text = source.text;
  for (const { start, text: before, replacement } of placed.sort((a, b) => b.start - a.start || b.i - a.i))
    text = `${text.slice(0, start)}${replacement}${text.slice(start + before.length)}`;
  return text;
}
