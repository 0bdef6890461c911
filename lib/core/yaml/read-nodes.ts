import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Scalar,
  type Alias,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { mostLevels } from './check-tokens';
import { losesDigits, maxInt64, readPlainInteger, readPlainScalar } from './plain-scalar';
import type { YamlPurpose } from './read-yaml';
import { readTagged } from './tagged-scalar';
import type { Report, YamlFaultCode } from './yaml-fault';
import type { YamlMap, YamlValue } from './yaml-value';

export interface NodeContext {
  readonly text: string;
  readonly purpose: YamlPurpose;
  readonly report: Report;
}

/** What a document's content gives. */
export interface ReadNodes {
  /** Undefined where Helm and kubectl refuse it. */
  readonly value: YamlValue | undefined;
  /** Whether an integer in it is a `bigint`. */
  readonly hasBigIntegers: boolean;
}

/** Reads the content of a document. */
export const readNodes = (contents: Node | null, context: NodeContext): ReadNodes =>
  new NodeReader(context).read(contents);

/** What an anchor stands for. */
interface Anchored {
  readonly node: Node;
  /** Undefined while the node is being read. */
  value: YamlValue | undefined;
  /** How many nodes Go reads for it, with those that aliases stand for. */
  size: number;
  /** How many levels it has. */
  height: number;
}

/** Reads nodes in the order of the text, as Go does: an alias means the last anchor of its name above it. */
class NodeReader {
  private readonly anchors = new Map<string, Anchored>();
  private readonly path: string[] = [];
  private size = 0;
  private aliased = 0;
  private level = 0;
  private deepest = 0;
  private isRefused = false;
  private isTooMuch = false;
  private hasBigIntegers = false;

  constructor(private readonly context: NodeContext) {}

  read(contents: Node | null): ReadNodes {
    this.size++;
    const value = this.readNode(contents);
    return { value: this.isRefused ? undefined : value, hasBigIntegers: this.hasBigIntegers };
  }

  private readNode(node: Node | null): YamlValue {
    if (isAlias(node)) return this.readAlias(node);
    this.size++;
    return node === null ? null : this.anchored(node, () => this.readContent(node));
  }

  /** Reads a node, and keeps what it gives for the aliases of its anchor. */
  private anchored<T extends YamlValue>(node: Node, read: () => T): T {
    const anchored = this.anchor(node);
    if (!anchored) return read();
    const { size, deepest } = this;
    this.deepest = this.level;
    const value = read();
    anchored.value = value;
    anchored.size = this.size - size + 1;
    anchored.height = this.deepest - this.level;
    this.deepest = Math.max(this.deepest, deepest);
    return value;
  }

  private readContent(node: Node): YamlValue {
    if (isScalar(node)) return this.readScalar(node);
    return this.inside(() => (isMap(node) ? this.readMap(node) : isSeq(node) ? this.readList(node) : null));
  }

  private inside<T>(read: () => T): T {
    this.deepest = Math.max(this.deepest, ++this.level);
    const value = read();
    this.level--;
    return value;
  }

  private anchor(node: Node): Anchored | undefined {
    const { anchor } = node as { readonly anchor?: string };
    if (anchor === undefined) return undefined;
    if (!/^[\w-]+$/.test(anchor)) {
      this.refuse(node, `the anchor &${anchor} has other characters than A-Z, a-z, 0-9, - and _`, 'Rename it.');
    }
    const anchored = { node, value: undefined, size: 0, height: 0 };
    this.anchors.set(anchor, anchored);
    return anchored;
  }

  private readAlias(alias: Alias): YamlValue {
    const name = alias.source;
    const anchored = this.anchors.get(name);
    if (!anchored) return this.refuse(alias, `*${name} has no anchor &${name} above it`, 'Move the anchor up.');
    if (anchored.value === undefined) {
      return this.refuse(alias, `*${name} stands within what it stands for`, 'Write out what is meant.');
    }
    this.size += 1 + anchored.size;
    this.aliased += anchored.size;
    this.deepest = Math.max(this.deepest, this.level + anchored.height);
    const isBomb = this.aliased > 100 && this.size > 1000 && this.aliased / this.size > mostAliased(this.size);
    if (isBomb || this.deepest > mostLevels) {
      if (this.isTooMuch) return null;
      this.isTooMuch = true;
      return this.refuse(alias, 'the aliases stand for too much', 'Write out some of what they stand for.');
    }
    return anchored.value;
  }

  private readList(list: YAMLSeq): YamlValue {
    this.checkTag(list, 'seq');
    return (list.items as (Node | null)[]).map((item, i) => this.readAt(String(i), item));
  }

  private readMap(map: YAMLMap): YamlValue {
    this.checkTag(map, 'map');
    const entries = new Map<string, YamlValue>();
    const written = new Set<string>();
    let isMerged = false;
    for (const { key, value } of map.items as Pair<Node | null, Node | null>[]) {
      if (isMergeKey(key)) {
        if (isMerged)
          this.note(
            'duplicate-key',
            key,
            'the key << is there twice',
            'Write <<: [*first, *second], of which the first wins.',
          );
        isMerged = true;
        this.merge(key, value, entries);
        continue;
      }
      const name = this.readKey(key, map);
      if (written.has(name)) {
        const message = `the key ${name} is there twice`;
        this.note('duplicate-key', key, message, 'Remove one of the two, or merge them.', name);
      }
      written.add(name);
      entries.set(name, this.readAt(name, value));
    }
    return Object.fromEntries(entries);
  }

  private readKey(key: Node | null, map: Node): string {
    const node = isAlias(key) ? this.anchors.get(key.source)?.node : key;
    const value = this.readNode(key);
    if (value === null || typeof value === 'object' || (typeof value === 'bigint' && value > maxInt64)) {
      const what = value === null ? 'null' : typeof value === 'object' ? 'not a scalar' : 'an integer beyond 64 bits';
      this.refuse(key ?? map, `a key is ${what}`, 'Put the key in quotes; where it is a template, render it first.');
      return '';
    }
    const name = String(value);
    if (typeof value === 'string') return name;
    const written = isScalar(node) ? node.source : undefined;
    if (written !== name || !isExactKey(value)) {
      this.note(
        'lossy',
        key,
        `the key ${written} is read as ${typeof value === 'boolean' ? `the boolean ${name}` : 'a number'}`,
        'Put the key in quotes.',
      );
    }
    return name;
  }

  /** Lays maps into the one that is being read: the first of several wins, and all win over what stands above them. */
  private merge(key: Node, value: Node | null, entries: Map<string, YamlValue>): void {
    const merged = new Map<string, YamlValue>();
    for (const map of this.readMaps(key, value)) {
      for (const [name, entry] of Object.entries(map)) if (!merged.has(name)) merged.set(name, entry);
    }
    const replaced = Array.from(merged.keys()).filter(
      (name) => entries.has(name) && !isSame(entries.get(name), merged.get(name)),
    );
    if (replaced.length > 0) {
      this.note(
        'lossy',
        key,
        `<< replaces what stands above it: ${replaced.join(', ')}`,
        'Put << first in its map, so that the keys below it win.',
      );
    }
    for (const [name, entry] of merged) entries.set(name, entry);
  }

  private readMaps(key: Node, value: Node | null): readonly YamlMap[] {
    if (!isSeq(value)) return [this.readMapOf(key, value)];
    this.checkTag(value, 'seq');
    const items = value.items as (Node | null)[];
    return this.anchored(value, () => this.inside(() => items.map((item) => this.readMapOf(key, item))));
  }

  /** A map that is merged; an empty one where that is refused. */
  private readMapOf(key: Node, source: Node | null): YamlMap {
    const node = isAlias(source) ? this.anchors.get(source.source)?.node : source;
    const value = this.readAt('<<', source);
    if (isMap(node) && value !== null) return value as YamlMap;
    if (!this.isRefused) this.refuse(key, '<< takes a map or a list of maps', 'Give it one.');
    return {};
  }

  private readScalar(scalar: Scalar): YamlValue {
    const source = this.textOf(scalar);
    const { tag, type } = scalar;
    if (tag === undefined && type !== Scalar.PLAIN) return source;
    const tagged = tag === undefined ? readPlainScalar(source) : readTagged(tag, source);
    if (typeof tagged === 'object' && tagged !== null) {
      const { code, message, remedy } = tagged;
      if (code === 'syntax') return this.refuse(scalar, message, remedy);
      this.note(code, scalar, message, remedy);
      return tagged.value;
    }
    return typeof tagged === 'number' || typeof tagged === 'bigint' ? this.checkNumber(tagged, source, scalar) : tagged;
  }

  /** The text of a scalar; a block scalar ends in a line break even where the file does not, which Helm 3 minds. */
  private textOf(scalar: Scalar): string {
    const { source = '', type, range } = scalar;
    const { text, purpose } = this.context;
    const isBlock = type === Scalar.BLOCK_LITERAL || type === Scalar.BLOCK_FOLDED;
    if (
      purpose === 'values' &&
      isBlock &&
      range?.[1] === text.length &&
      !text.endsWith('\n') &&
      source.endsWith('\n')
    ) {
      const remedy = 'End the file with a line break, or begin the text with |- for none.';
      this.note('lossy', scalar, 'only Helm 4 reads a line break at the end of this text', remedy);
    }
    return source;
  }

  private checkNumber(value: number | bigint, source: string, scalar: Scalar): number | bigint | null {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      return this.refuse(
        scalar,
        `JSON, and so Kubernetes, has no number ${source}`,
        'Put it in quotes if it is a text.',
      );
    }
    if (/^[1-9]\d{0,14}$/.test(source)) return value;
    const integer = readPlainInteger(source);
    const isFloat = this.context.purpose === 'values' || typeof value === 'number';
    const number = Number(value);
    if (isFloat && (integer === undefined ? losesDigits(source, number) : BigInt(number) !== integer)) {
      const read = number === 0 ? 'as zero' : `with fewer digits, as ${number}`;
      this.note('lossy', scalar, `the number ${source} is read ${read}`, 'Put it in quotes if it is a text.');
    }
    if (isFloat) return number;
    this.hasBigIntegers ||= typeof value === 'bigint';
    return value;
  }

  private checkTag(node: Node, own: 'map' | 'seq'): void {
    const { tag } = node as { readonly tag?: string };
    if (tag === undefined || tag === `tag:yaml.org,2002:${own}`) return;
    this.note(
      'lossy',
      node,
      `Helm and kubectl take no notice of the tag ${tag.replace('tag:yaml.org,2002:', '!!')}`,
      'Remove the tag.',
    );
  }

  /** The value of a node below the one that is being read. */
  private readAt(name: string, node: Node | null): YamlValue {
    this.path.push(name);
    const value = this.readNode(node);
    this.path.pop();
    return value;
  }

  private refuse(node: Node, message: string, remedy: string): null {
    this.isRefused = true;
    this.note('syntax', node, message, remedy);
    return null;
  }

  private note(code: YamlFaultCode, node: Node | null, message: string, remedy: string, ...below: string[]): void {
    this.context.report(code, node?.range?.[0] ?? 0, message, remedy, [...this.path, ...below]);
  }
}

const isMergeKey = (key: Node | null): key is Scalar =>
  isScalar(key) && key.source === '<<' && key.type === Scalar.PLAIN && key.tag === undefined;

/** Whether Go, which writes keys with the digits of a 32-bit float, writes a key as it is written here. */
const isExactKey = (value: boolean | number | bigint): boolean =>
  typeof value !== 'number' || Number.isSafeInteger(value) || /^-?(?=.{1,7}$)\d+\.\d+$/.test(String(value));

const isSame = (a: YamlValue | undefined, b: YamlValue | undefined): boolean =>
  a === b || JSON.stringify(a, exactly) === JSON.stringify(b, exactly);

const exactly = (_key: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value);

/** The greatest share of nodes that may come from aliases, by the number of all: what Go allows. */
function mostAliased(size: number): number {
  const [few, many] = [400_000, 4_000_000];
  return 0.99 - 0.89 * Math.min(1, Math.max(0, (size - few) / (many - few)));
}
