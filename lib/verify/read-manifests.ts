import { isMap, isScalar, isSeq, LineCounter, parseAllDocuments, Scalar } from 'yaml';
import type { Document, DocumentOptions, Node, Pair, ParseOptions, ScalarTag, SchemaOptions } from 'yaml';
import { pointerTo } from './json-pointer';
import { missingField } from './kubernetes-object';
import type { KubernetesObject, Value } from './kubernetes-object';
import { readPlainScalar } from '../kubernetes/plain-scalar';

/** An object and, in rendered output, the template that it comes from. */
export interface ReadObject {
  readonly object: KubernetesObject;
  readonly source: string | undefined;
}

/** What a text of manifests says, and what is not as it should be in it. */
export interface ReadManifests {
  readonly objects: ReadObject[];
  readonly problems: string[];
}

/** A comment that `helm template` puts above what a template gave. */
interface Source {
  readonly offset: number;
  readonly line: number;
  readonly template: string;
}

const plainScalar: ScalarTag = {
  tag: 'tag:yaml.org,2002:plain',
  default: true,
  test: /^/,
  resolve: readPlainScalar,
};

const options = {
  schema: 'failsafe',
  customTags: [plainScalar],
  merge: true,
  prettyErrors: false,
  uniqueKeys: false,
  logLevel: 'silent',
} satisfies ParseOptions & DocumentOptions & SchemaOptions;

/** Faults of a rendered text that YAML allows or hides: null values, duplicate keys, empty documents, trailing blanks, ... */
export function hygiene(text: string): string[] {
  return readManifests(text).problems;
}

/** Reads a text of manifests as Kubernetes would, and lists with line and template what is not as it should be in it. */
export function readManifests(text: string): ReadManifests {
  return new ManifestReader(text).read();
}

class ManifestReader {
  private readonly lines = new LineCounter();
  private readonly objects: ReadObject[] = [];
  private readonly problems: { offset: number; text: string }[] = [];
  /** The indent of the block scalar that a line, counted from 1, belongs to. */
  private readonly blockIndents = new Map<number, number>();
  private readonly sources: Source[] = [];

  constructor(private readonly text: string) {}

  read(): ReadManifests {
    const documents = parseAllDocuments(this.text, { ...options, lineCounter: this.lines });
    for (const { index, 1: template = '' } of this.text.matchAll(/^# Source: (.+)$/gm)) {
      this.sources.push({ offset: index, line: this.lineAt(index), template });
    }
    for (const document of documents) {
      this.readDocument(document);
    }
    this.checkCharacters();
    this.checkTrailingBlanks();
    this.problems.sort((a, b) => a.offset - b.offset);
    return {
      objects: this.objects,
      problems: this.problems.map(({ offset, text }) => `${this.place(offset)}: ${text}`),
    };
  }

  private readDocument(document: Document.Parsed): void {
    const start = document.range[0];
    const { contents } = document;
    const faults = [...document.errors, ...document.warnings];
    for (const { pos, message } of faults) this.report(pos[0], message);
    if (faults.length > 0) return;
    if (contents === null || (isScalar(contents) && contents.value === null)) {
      return this.report(start, 'empty document');
    }
    this.checkNode(contents, '');
    try {
      const value = document.toJS() as Value;
      const missing = missingField(value);
      if (missing !== undefined) return this.report(start, `not a Kubernetes object: it has no ${missing}`);
      this.objects.push({ object: value as KubernetesObject, source: this.sourceAt(start)?.template });
    } catch (error) {
      this.report(start, error instanceof Error ? error.message : String(error));
    }
  }

  /** Checks a node; a null, which may have no text of its own, is reported where its key is. */
  private checkNode(node: Node, pointer: string, offset = startOf(node)): void {
    if (isMap(node)) this.checkMap(node.items as Pair<Node, Node | null>[], pointer);
    else if (isSeq(node)) node.items.forEach((item, index) => this.checkNode(item as Node, pointerTo(pointer, index)));
    else if (isScalar(node)) this.checkScalar(node, pointer, offset);
  }

  private checkMap(pairs: readonly Pair<Node, Node | null>[], pointer: string): void {
    const seen = new Set<string>();
    for (const { key, value } of pairs) {
      const offset = startOf(key);
      if (!isScalar(key)) {
        this.report(offset, `a key at ${pointer || '/'} is not a scalar`);
        continue;
      }
      const name = String(key.value);
      const at = pointerTo(pointer, name);
      if (seen.has(name)) this.report(offset, `duplicate key ${at}`);
      seen.add(name);
      if (key.value === null || typeof key.value === 'boolean') {
        this.report(offset, `the unquoted key ${key.source} is read as ${key.value}, at ${at}`);
      }
      this.checkEscapes(key, at);
      if (value === null) this.report(offset, `null value at ${at}`);
      else this.checkNode(value, at, offset);
    }
  }

  private checkScalar(scalar: Scalar, pointer: string, offset: number): void {
    if (scalar.value === null) this.report(offset, `null value at ${pointer}`);
    if (typeof scalar.value === 'number' && !Number.isFinite(scalar.value)) {
      this.report(offset, `${scalar.source} at ${pointer} is a number that JSON, and so Kubernetes, does not have`);
    }
    this.checkEscapes(scalar, pointer);
    if (scalar.type === Scalar.BLOCK_LITERAL || scalar.type === Scalar.BLOCK_FOLDED) this.noteBlock(scalar);
  }

  /** Kubernetes' reader refuses a character that is escaped as two surrogates, and a slash that is escaped at all. */
  private checkEscapes(scalar: Scalar, pointer: string): void {
    if (scalar.type !== Scalar.QUOTE_DOUBLE || !scalar.range) return;
    const written = this.text.slice(scalar.range[0], scalar.range[1]);
    const escape = /(?<!\\)(?:\\\\)*(\\(?:\/|(?:u|U0000)[dD][89a-fA-F]..))/.exec(written)?.[1];
    if (escape === undefined) return;
    this.report(scalar.range[0], `Kubernetes does not read the escape ${escape} at ${pointer}`);
  }

  private noteBlock({ range }: Scalar): void {
    if (!range) return;
    const first = this.lineAt(range[0]) + 1;
    const lines = this.text
      .slice(this.lines.lineStarts[first - 1], range[1])
      .replace(/\n$/, '')
      .split('\n');
    const indent = /^ */.exec(lines.find((line) => line.trim() !== '') ?? '')?.[0].length ?? 0;
    lines.forEach((_, index) => this.blockIndents.set(first + index, indent));
  }

  private checkCharacters(): void {
    for (const { index, 0: character } of this.text.matchAll(
      /[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu,
    )) {
      this.report(index, `Kubernetes does not read the raw character ${codePoint(character)}; escape it`);
    }
    for (const { index, 0: character } of this.text.matchAll(/\r(?!\n)|[\x85\u2028\u2029]/g)) {
      this.report(index, `Kubernetes reads the raw character ${codePoint(character)} as a line break; escape it`);
    }
  }

  /** Blanks at the end of a line; in a block scalar only those that are not part of its text. */
  private checkTrailingBlanks(): void {
    for (const { index, 0: blanks } of this.text.matchAll(/(?<![ \t])[ \t\r]+$/gm)) {
      const line = this.lineAt(index);
      const indent = this.blockIndents.get(line);
      const wholeLine = this.lines.lineStarts[line - 1] === index;
      if (indent === undefined || (wholeLine && blanks.length <= indent)) this.report(index, 'trailing blanks');
    }
  }

  private report(offset: number, text: string): void {
    this.problems.push({ offset, text });
  }

  /** Where an offset is: the line of the text or, in rendered output, the line below the comment that names the template. */
  private place(offset: number): string {
    const source = this.sourceAt(offset);
    const line = this.lineAt(offset);
    return source === undefined ? `line ${line}` : `${source.template}, line ${Math.max(line - source.line, 1)}`;
  }

  private lineAt(offset: number): number {
    return this.lines.linePos(offset).line;
  }

  /** The template named by the nearest comment above, or just below the `---` of its document. */
  private sourceAt(offset: number): Source | undefined {
    const separator = this.text.startsWith('---', offset) ? this.text.indexOf('\n', offset) + 1 : 0;
    return this.sources.filter((source) => source.offset <= Math.max(offset, separator)).at(-1);
  }
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
