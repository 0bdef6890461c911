import {
  Composer,
  isMap as isYamlMap,
  isScalar,
  isSeq,
  LineCounter,
  Parser,
  type CST,
  type Document,
  type Node,
  type DocumentOptions,
  type ParsedNode,
  type ParseOptions,
  type ScalarTag,
  type SchemaOptions,
} from 'yaml';
import { readPlainScalar } from '../../kubernetes/plain-scalar';
import type { Json, JsonObject } from '../../values';
import type { CheckedObject } from '../finding';
import { lineOfNode } from '../locate';
import { isMap, listOf, pointerTo } from '../objects';
import type { FileCode } from './file-rules';

/** Something that is wrong with a text before there are objects. */
export interface TextProblem {
  readonly code: FileCode;
  readonly line: number;
  readonly message: string;
}

/** The objects that a text holds, and what keeps others from being objects. */
export interface ReadDocuments {
  readonly objects: readonly CheckedObject[];
  readonly problems: readonly TextProblem[];
}

const plainScalar: ScalarTag = { tag: 'tag:yaml.org,2002:plain', default: true, test: /^/, resolve: readPlainScalar };

/** Kubernetes reads numbers and booleans in its own way, which no schema of the YAML library has. */
const options = {
  schema: 'failsafe',
  customTags: [plainScalar],
  merge: true,
  prettyErrors: false,
  uniqueKeys: false,
  logLevel: 'silent',
} satisfies ParseOptions & DocumentOptions & SchemaOptions;

/** Composing calls itself once for each level, and a stack that runs full may take the whole process with it. */
const mostLevels = 500;

/** The documents of a text before they are composed, none of them nested deeper than any manifest is. */
function* shallow(tokens: Iterable<CST.Token>): Iterable<CST.Token> {
  for (const token of tokens) {
    if (isDeep(token)) throw new Error('is nested too deep');
    yield token;
  }
}

function isDeep(document: CST.Token): boolean {
  const open: { readonly token: CST.Token | null | undefined; readonly level: number }[] = [
    { token: document, level: 0 },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, level } = next;
    if (level > mostLevels) return true;
    if (!token) continue;
    if (token.type === 'document') open.push({ token: token.value, level });
    else if ('items' in token) {
      for (const { key, value } of token.items)
        open.push({ token: key, level: level + 1 }, { token: value, level: level + 1 });
    }
  }
  return false;
}

/** More would be a mistake or an attack; a file of this size takes some seconds. */
const mostProblems = 20;

/** Reads a text of manifests: several documents, anchors and merge keys, lists of objects. */
export function readDocuments(text: string, file: string): ReadDocuments {
  const problems: TextProblem[] = [];
  const objects: CheckedObject[] = [];
  const lines = new LineCounter();
  let documents: readonly Document.Parsed[];
  try {
    const tokens = new Parser(lines.addNewLine).parse(text);
    documents = [...new Composer<ParsedNode>(options).compose(shallow(tokens))];
  } catch (error) {
    return { objects: [], problems: [{ code: 'yaml-syntax', line: 1, message: reason(error) }] };
  }
  if (documents.length === 0) problems.push({ code: 'empty-document', line: 1, message: 'the file holds no document' });
  for (const document of documents) {
    new DocumentReader(document, lines, file, objects, problems).read(documents.length > 1);
    if (problems.length > mostProblems) break;
  }
  return { objects, problems: problems.slice(0, mostProblems) };
}

class DocumentReader {
  constructor(
    private readonly document: Document.Parsed,
    private readonly lines: LineCounter,
    private readonly file: string,
    private readonly objects: CheckedObject[],
    private readonly problems: TextProblem[],
  ) {}

  read(isOneOfSeveral: boolean): void {
    const { errors, contents } = this.document;
    const [first, ...more] = errors;
    if (first) {
      const others =
        more.length === 0
          ? ''
          : `, and ${more.length} more ${more.length === 1 ? 'mistake' : 'mistakes'} in this document`;
      return this.report('yaml-syntax', first.pos[0], `${reason(first)}${others}`);
    }
    if (contents === null || (isScalar(contents) && contents.value === null)) {
      const message = isOneOfSeveral ? 'this document is empty' : 'the file holds no document';
      return this.report('empty-document', this.document.range[0], message);
    }
    try {
      this.findDuplicates(contents, '');
      this.add(asJson(this.document.toJS({ maxAliasCount: 1000 }) as unknown), '');
    } catch (error) {
      this.report('yaml-syntax', startOf(contents), reason(error));
    }
  }

  /** One object, or each of the items of a list of objects. */
  private add(value: Json, pointer: string): void {
    const path = pointer.split('/').slice(1);
    const offset = () => lineOfNode(this.document, this.lines, path);
    const missing = missingField(value);
    if (missing !== undefined) {
      const message = `is no Kubernetes object: it has no ${missing}`;
      this.problems.push({
        code: 'not-an-object',
        line: offset(),
        message: pointer === '' ? message : `${pointer} ${message}`,
      });
      return;
    }
    const object = value as JsonObject;
    const { kind, items } = object;
    if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items)) {
      return listOf(items).forEach((item, i) => this.add(item, pointerTo(pointer, 'items', i)));
    }
    if (object['apiVersion'] === 'kustomize.config.k8s.io/v1beta1') return;
    this.objects.push({
      object,
      file: this.file,
      line: offset(),
      lineOf: (place) => lineOfNode(this.document, this.lines, [...path, ...place.split('/').slice(1)]),
    });
  }

  private findDuplicates(node: Node | null, pointer: string): void {
    if (isSeq(node)) node.items.forEach((item, i) => this.findDuplicates(item as Node | null, pointerTo(pointer, i)));
    if (!isYamlMap(node)) return;
    const seen = new Set<string>();
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : '(a key that is no string)';
      const place = pointerTo(pointer, name);
      if (seen.has(name) && name !== '<<')
        this.report('duplicate-key', startOf(key as Node), `${place} is there twice`);
      seen.add(name);
      this.findDuplicates(value as Node | null, place);
    }
  }

  private report(code: FileCode, offset: number, message: string): void {
    this.problems.push({ code, line: this.lines.linePos(offset).line, message });
  }
}

/** The field that keeps a value from being an object. */
function missingField(value: Json): string | undefined {
  if (!isMap(value)) return 'apiVersion';
  return ['apiVersion', 'kind'].find((field) => typeof value[field] !== 'string');
}

/** The value as JSON has it: no `bigint`, no infinity, none of the library's own types. */
function asJson(value: unknown): Json {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value !== 'object' || value === null) return value as Json;
  const entries: (readonly [string, unknown])[] =
    value instanceof Map ? Array.from(value, ([key, child]) => [String(key), child] as const) : Object.entries(value);
  return Object.fromEntries(entries.map(([key, child]) => [key, asJson(child)]));
}

const startOf = (node: Node) => node.range?.[0] ?? 0;

/** What the parser says, on one line. */
const reason = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
