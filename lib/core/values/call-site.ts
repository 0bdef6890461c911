import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A place in the author's program. */
export interface CallSite {
  /** Equal for calls from the same place, and from the same places around it. */
  readonly key: string;
  /** The line of the author's code, as `file:line:column`; undefined where no code of an author is on the way. */
  readonly at: () => string | undefined;
}

/**
 * How many calls tell a place from others: those of this library, the author's, and a few around that, so that a function
 * which is called at two places counts as two.
 */
const depth = 7;

/** How far a construct may be from the code that took the reference. */
const frames = 40;

/** Where the running function was called from. */
export function callSite(): CallSite {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = frames;
  try {
    const holder: { stack?: string } = {};
    Error.captureStackTrace(holder, callSite);
    // The text of a stack is made when it is first asked for, and to find the source of a line takes far longer than all else.
    return { key: keyOf(), at: () => authorsLine(holder.stack ?? '') };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The positions in the code as it runs, without a look at its source. */
function keyOf(): string {
  // As a property and not by its value: what the launcher has put there reads the source map when it is asked.
  const before = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  const value = (_: Error, callSites: NodeJS.CallSite[]) => callSites;
  try {
    Object.defineProperty(Error, 'prepareStackTrace', { value, writable: true, configurable: true });
    const holder: { stack?: unknown } = {};
    Error.captureStackTrace(holder, callSite);
    const ownFrames = (holder.stack as NodeJS.CallSite[]).filter((frame) => !isForeign(frame.getFileName() ?? 'node:'));
    const places = ownFrames
      .slice(0, depth)
      .map((frame) => `${frame.getFileName()}:${frame.getLineNumber()}:${frame.getColumnNumber()}`);
    return places.join('\n');
  } finally {
    if (before === undefined) delete (Error as { prepareStackTrace?: unknown }).prepareStackTrace;
    else Object.defineProperty(Error, 'prepareStackTrace', before);
  }
}

/**
 * Whether a file is part of Node, of a package or of this library as it is packed (`.build/library.js` and `.build/bundled`). A compiled app lies in
 * `node_modules/.cache`, and is the author's.
 */
export const isForeign = (file: string): boolean =>
  /^node:|[\\/]node_modules[\\/](?!\.cache[\\/])|[\\/]\.build[\\/](library\.js|bundled[\\/])|[\\/]program[\\/]cli[\\/](?:chartwright|app-module|compile-cache|watched)\.mjs/.test(
    file,
  );

/**
 * The place that a line of a stack names, as `file:line:column`. A path may hold blanks and brackets: it begins after the name of
 * the function, or where there is none, at once.
 */
export function placeOf(line: string): string | undefined {
  const frame = /^ *at (?:async )?(.*)$/.exec(line)?.[1] ?? '';
  const bracket = frame.endsWith(')') ? frame.indexOf(' (') : -1;
  const place = bracket < 0 ? frame : frame.slice(bracket + 2, -1);
  if (!/:\d+:\d+$/.test(place) || /^(?:eval at |<anonymous>)/.test(place)) return undefined;
  return place.replace(/^file:.*?(?=:\d+:\d+$)/, (url) => fileURLToPath(url));
}

let folder: string | undefined;

/** The folder of this library as stacks name it, where it runs from its sources; an author may have folders of the same names. */
const libraryFolder = (): string | undefined =>
  // Kept, since to make the text of a stack takes far longer than all else.
  (folder ??= (new Error().stack ?? '')
    .split('\n')
    .map((line) => /^(.*)core[\\/]values[\\/]call-site\.ts:/.exec(placeOf(line) ?? '')?.[1])
    .find((found) => found !== undefined));

/** The files of this library on the way from an author's code to the place where a reference becomes a token. */
const onTheWay = /^(core[\\/](values|manifest)|authoring|program[\\/]cli)[\\/](?!.*\.(test|proof|fixture|types)\.ts)/;

/**
 * The first line of a stack that is the code of an author, from the working directory on where it is below that; undefined where
 * none is.
 */
export function authorsLine(stack: string): string | undefined {
  const lines = stack
    .split('\n')
    .map(placeOf)
    .filter((place) => place !== undefined)
    .filter((place) => !isForeign(place) && !place.startsWith('node:'));
  const library = libraryFolder();
  const isOurs = (line: string) =>
    library !== undefined && line.startsWith(library) && onTheWay.test(line.slice(library.length));
  return lines.find((line) => !isOurs(line))?.replace(`${process.cwd()}${sep}`, '');
}
