import { isMap, type Json } from '../../core/values';

/** As long as that a line may become, so that one value is mostly one line. */
const widest = 200;

/** JSON in which what fits in a line stands in one, and all else is opened. */
export function layOut(json: Json, indent = '', taken = 0): string {
  const line = inLine(json);
  if (typeof json !== 'object' || json === null || indent.length + taken + line.length <= widest) return line;
  const inner = `${indent} `;
  if (!isMap(json)) {
    const isFlat = json.every((each) => typeof each === 'string');
    const elements = isFlat ? filled(json.map(inLine), inner) : json.map((each) => inner + layOut(each, inner));
    return elements.length === 0 ? '[]' : `[\n${elements.join(',\n')}\n${indent}]`;
  }
  const entries = entriesOf(json).map(([key, each]) => {
    const name = `${JSON.stringify(key)}: `;
    return inner + name + layOut(each, inner, name.length);
  });
  return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')}\n${indent}}`;
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

function inLine(json: Json): string {
  if (typeof json !== 'object' || json === null) return JSON.stringify(json);
  if (!isMap(json)) return `[${json.map(inLine).join(', ')}]`;
  const entries = entriesOf(json).map(([key, each]) => `${JSON.stringify(key)}: ${inLine(each)}`);
  return `{${entries.join(', ')}}`;
}

/** What is undefined is not there, as JSON.stringify has it. */
const entriesOf = (map: { readonly [key: string]: Json | undefined }): (readonly [string, Json])[] =>
  Object.entries(map).flatMap(([key, each]) => (each === undefined ? [] : [[key, each] as const]));
