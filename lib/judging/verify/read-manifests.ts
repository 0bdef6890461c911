import { isMap, isScalar, isSeq, Scalar } from 'yaml';
import type { LineCounter, Node, Pair } from 'yaml';
import { readPlainScalar } from '../../core/yaml/plain-scalar';
import { readYaml, type ReadYaml, type YamlDocument } from '../../core/yaml/read-yaml';
import type { YamlFault } from '../../core/yaml/yaml-fault';
import { pointerTo } from '../../core/values';
import { missingField } from './kubernetes-object';
import type { KubernetesObject } from './kubernetes-object';

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

/** Faults of a rendered text that YAML allows or hides: null values, duplicate keys, empty documents, trailing blanks, ... */
export function hygiene(text: string): string[] {
  return readManifests(text).problems;
}

/** Reads a text of manifests as Kubernetes would, and lists with line and template what is not as it should be in it. */
export function readManifests(text: string): ReadManifests {
  return new ManifestReader(text).read();
}

class ManifestReader {
  private readonly yaml: ReadYaml;
  private readonly lines: LineCounter;
  private readonly objects: ReadObject[] = [];
  private readonly problems: { offset: number; text: string }[] = [];
  /** The indent of the block scalar that a line, counted from 1, belongs to. */
  private readonly blockIndents = new Map<number, number>();
  private readonly sources: Source[] = [];

  constructor(private readonly text: string) {
    this.yaml = readYaml(text, 'manifests');
    this.lines = this.yaml.lines;
  }

  read(): ReadManifests {
    for (const { index, 1: template = '' } of this.text.matchAll(/^# Source: (.+)$/gm)) {
      this.sources.push({ offset: index, line: this.lineAt(index), template });
    }
    for (const fault of this.yaml.faults) this.reportFault(fault);
    for (const document of this.yaml.documents) this.readDocument(document);
    this.checkTrailingBlanks();
    this.problems.sort((a, b) => a.offset - b.offset);
    return {
      objects: this.objects,
      problems: this.problems.map(({ offset, text }) => `${this.place(offset)}: ${text}`),
    };
  }

  private reportFault({ line, column, path, message }: YamlFault): void {
    const at = path.length === 0 ? '' : `, at ${pointerTo('', ...path)}`;
    this.report(this.lines.lineStarts[line - 1]! + column - 1, `${message}${at}`);
  }

  private readDocument({ parsed, value, isEmpty }: YamlDocument): void {
    if (value === undefined) return;
    const start = parsed.range[0];
    if (isEmpty || parsed.contents === null || value === null) return this.report(start, 'empty document');
    this.checkNode(parsed.contents, '');
    const missing = missingField(value);
    if (missing !== undefined) return this.report(start, `not a Kubernetes object: it has no ${missing}`);
    this.objects.push({ object: value as KubernetesObject, source: this.sourceAt(start)?.template });
  }

  /** Checks a node; a null, which may have no text of its own, is reported where its key is. */
  private checkNode(node: Node, pointer: string, offset = startOf(node)): void {
    if (isMap(node)) this.checkMap(node.items as Pair<Node, Node | null>[], pointer);
    else if (isSeq(node)) node.items.forEach((item, index) => this.checkNode(item as Node, pointerTo(pointer, index)));
    else if (isScalar(node)) this.checkScalar(node, pointer, offset);
  }

  private checkMap(pairs: readonly Pair<Node, Node | null>[], pointer: string): void {
    for (const { key, value } of pairs) {
      const at = pointerTo(pointer, isScalar(key) ? String(key.value) : '');
      if (value === null) this.report(startOf(key), `null value at ${at}`);
      else this.checkNode(value, at, startOf(key));
    }
  }

  private checkScalar(scalar: Scalar, pointer: string, offset: number): void {
    if (isNull(scalar)) this.report(offset, `null value at ${pointer}`);
    if (scalar.type === Scalar.BLOCK_LITERAL || scalar.type === Scalar.BLOCK_FOLDED) this.noteBlock(scalar);
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

const isNull = ({ type, tag, source = '' }: Scalar): boolean =>
  tag === undefined && type === Scalar.PLAIN && readPlainScalar(source) === null;
