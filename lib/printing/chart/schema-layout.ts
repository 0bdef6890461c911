import { isMap, type Json } from '../../core/values';

/** As long as that a line may become, so that one value is mostly one line. */
const widest = 200;

/** JSON in which what fits in a line stands in one, and all else is opened. */
export function layOut(json: Json, indent = '', taken = 0): string {
  if (typeof json !== 'object' || json === null) return JSON.stringify(json);
  const line = inLine(json, widest - indent.length - taken);
  if (line !== undefined) return line;
  const inner = `${indent} `;
  if (!isMap(json)) {
    const isFlat = json.every((each) => typeof each === 'string');
    const elements = isFlat
      ? filled(
          json.map((each) => JSON.stringify(each)),
          inner,
        )
      : json.map((each) => inner + layOut(each, inner));
    return opened('[', elements, `${indent}]`);
  }
  const entries = entriesOf(json).map(([key, each]) => {
    const name = `${JSON.stringify(key)}: `;
    return inner + name + layOut(each, inner, name.length);
  });
  return opened('{', entries, `${indent}}`);
}

/** Texts in as few lines as they fit into. */
function filled(texts: readonly string[], indent: string): string[] {
  const lines: string[] = [];
  for (const text of texts) {
    const last = lines.at(-1);
    const longer = `${last}, ${text}`;
    if (last !== undefined && longer.length <= widest) lines[lines.length - 1] = longer;
    else lines.push(indent + text);
  }
  return lines;
}

const opened = (begin: string, parts: readonly string[], end: string): string =>
  parts.length === 0 ? begin + end.trim() : `${begin}\n${parts.join(',\n')}\n${end}`;

/** JSON in one line; undefined where that is longer than the room for it, without a look at what comes after. */
function inLine(json: Json, room: number): string | undefined {
  if (room < 0) return undefined;
  if (typeof json !== 'object' || json === null) return within(JSON.stringify(json), room);
  const isList = !isMap(json);
  const parts = isList ? json.map((each) => ['', each] as const) : entriesOf(json);
  let line = isList ? '[' : '{';
  for (const [i, [key, each]] of parts.entries()) {
    line += `${i === 0 ? '' : ', '}${isList ? '' : `${JSON.stringify(key)}: `}`;
    const part = inLine(each, room - line.length - 1);
    if (part === undefined) return undefined;
    line += part;
  }
  return within(line + (isList ? ']' : '}'), room);
}

const within = (line: string, room: number): string | undefined => (line.length > room ? undefined : line);

/** What is undefined is not there, as JSON.stringify has it. */
const entriesOf = (map: { readonly [key: string]: Json | undefined }): (readonly [string, Json])[] =>
  Object.entries(map).flatMap(([key, each]) => (each === undefined ? [] : [[key, each] as const]));
