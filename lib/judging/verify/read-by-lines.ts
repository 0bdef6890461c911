import { isMap, missingField, type KubernetesObject, type Value, type ValueMap } from './kubernetes-object';
import { readManifests, type ReadManifests } from './read-manifests';

/*
 * Most lines of rendered documents are the same with other values, and reading YAML is what takes the time. So each line, or each
 * block of text below `|`, is read once, by `readManifests`, and a document is put together by the indentation of its lines.
 */

/** What begins a value on a line of a document: where, counted in characters, and the text that is read. */
interface Part {
  /** `item` is a dash, `open` a key with its value below, `entry` a key with its value, `scalar` a value behind a dash. */
  readonly kind: 'item' | 'open' | 'entry' | 'scalar';
  readonly column: number;
  readonly text: string;
}

const key = String.raw`(?:"[^"\\]*"|[A-Za-z0-9_][^\s:#"'\x60{}[\],&*!|>%@?]*):`;
const opening = new RegExp(`^${key}$`);
const entry = new RegExp(`^${key} (?=[^ ])`);
/** What may mean something that stands elsewhere, or elsewhere something that stands here. */
const anchored = /(?:^|[ [{,:])(?:[&*!]|<<)/;
const deepest = 200;

/** What a text is by itself, and, if it is a map of one key, that. */
interface Read {
  readonly value: Value;
  readonly entry: readonly [name: string, value: Value] | undefined;
}

/** What readManifests makes of each text; undefined where it finds a fault. */
const known = new Map<string, Read | undefined>();

/** What `readManifests` gives for one document; undefined where that is not plain to see, and where anything is wrong. */
export function readByLines(text: string): ReadManifests | undefined {
  const [head = '', source] = /^(?:---\n(?:# Source: (.+)\n)?)?/.exec(text)!;
  const parts = partsOf(text.slice(head.length));
  if (!parts) return undefined;
  readTexts(new Set(parts.filter(({ kind, text }) => kind !== 'item' && !known.has(text)).map(({ text }) => text)));
  const object = new Assembly(parts).object();
  if (object === undefined || missingField(object) !== undefined) return undefined;
  return { objects: [{ object: object as KubernetesObject, source }], problems: [] };
}

/** The parts of a document of nothing but maps and lists of lines, each value on one, and blocks of text. */
function partsOf(text: string): readonly Part[] | undefined {
  if (!text.endsWith('\n') || text.includes('\r')) return undefined;
  const lines = text.slice(0, -1).split('\n');
  const parts: Part[] = [];
  for (let i = 0; i < lines.length;) {
    const line = lines[i++]!;
    if (line === '') continue;
    let column = indentOf(line);
    if (column > deepest || /[ \t]$/.test(line)) return undefined;
    let parent = column;
    while (line.startsWith('- ', column)) {
      parts.push({ kind: 'item', column, text: '' });
      parent = column;
      column += 2;
    }
    const content = line.slice(column);
    if (opening.test(content)) {
      parts.push({ kind: 'open', column, text: content });
      continue;
    }
    const isEntry = entry.test(content);
    if (!isEntry && parts.at(-1)?.kind !== 'item') return undefined;
    if (/^[ \t#]/.test(content)) return undefined;
    if (isEntry) parent = column;
    const value = isEntry ? content.replace(entry, '') : content;
    if (!value.startsWith('"') && anchored.test(value)) return undefined;
    const block = [content];
    if (/^[|>]/.test(value)) {
      for (; i < lines.length && (lines[i] === '' || indentOf(lines[i]!) > parent); i++) {
        if (/^[ \t]+$/.test(lines[i]!)) return undefined;
        block.push(lines[i]!.slice(parent));
      }
    }
    parts.push({ kind: isEntry ? 'entry' : 'scalar', column, text: block.join('\n') });
  }
  return parts;
}

const indentOf = (line: string): number => /^ */.exec(line)![0].length;

/** Reads texts as items of a list: all at once where that gives one value for each, else one by one. */
function readTexts(texts: ReadonlySet<string>): void {
  if (texts.size === 0) return;
  if (known.size > 100_000) known.clear();
  const all = [...texts];
  const items = all.map((text) => {
    const [first, ...others] = (opening.test(text) ? `${text} 0` : text).split('\n');
    const indent = entry.test(text) ? '    ' : '  ';
    return [`  - ${first}`, ...others.map((line) => (line === '' ? '' : `${indent}${line}`)), ''].join('\n');
  });
  const together = readItems(items);
  all.forEach((text, i) => known.set(text, readOf(together ? together[i] : readItems([items[i]!])?.[0])));
}

function readOf(value: Value | undefined): Read | undefined {
  if (value === undefined) return undefined;
  const [entry, ...others] = isMap(value) ? Object.entries(value) : [];
  return { value, entry: others.length === 0 ? entry : undefined };
}

function readItems(items: readonly string[]): readonly Value[] | undefined {
  const head = 'apiVersion: v1\nkind: List\nmetadata:\n  name: read\nitems:\n';
  const { objects, problems } = readManifests(`${head}${items.join('')}`);
  const values = problems.length === 0 ? objects[0]?.object['items'] : undefined;
  return Array.isArray(values) && values.length === items.length ? (values as readonly Value[]) : undefined;
}

/** Puts parts together; undefined where they do not stand as they should. */
class Assembly {
  private next = 0;

  constructor(private readonly parts: readonly Part[]) {}

  object(): ValueMap | undefined {
    const map = this.map(0);
    return this.next === this.parts.length ? map : undefined;
  }

  private map(column: number): ValueMap | undefined {
    const entries = new Map<string, Value>();
    for (let part = this.at(column); part && part.kind !== 'item'; part = this.at(column)) {
      this.next++;
      const read = part.kind === 'scalar' ? undefined : known.get(part.text)?.entry;
      if (!read || entries.has(read[0])) return undefined;
      const value = part.kind === 'open' ? this.below(column) : read[1];
      if (value === undefined) return undefined;
      entries.set(read[0], value);
    }
    return entries.size === 0 ? undefined : Object.fromEntries(entries);
  }

  /** What stands below a key: deeper, or, if it is a list, in the same column. */
  private below(column: number): Value | undefined {
    const part = this.parts[this.next];
    if (part?.kind === 'item' && part.column >= column) return this.list(part.column);
    return part && part.column > column ? this.map(part.column) : undefined;
  }

  private list(column: number): Value | undefined {
    const values: Value[] = [];
    while (this.at(column)?.kind === 'item') {
      this.next++;
      const part = this.parts[this.next]!;
      let value: Value | undefined;
      if (part.kind === 'scalar') {
        this.next++;
        value = known.get(part.text)?.value;
      } else value = part.kind === 'item' ? this.list(part.column) : this.map(part.column);
      if (value === undefined) return undefined;
      values.push(value);
    }
    return values;
  }

  private at(column: number): Part | undefined {
    const part = this.parts[this.next];
    return part?.column === column ? part : undefined;
  }
}
