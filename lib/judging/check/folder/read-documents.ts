import type { Document, LineCounter } from 'yaml';
import { keysOfPointer, type Json, type JsonObject } from '../../../core/values';
import type { CheckedObject } from '../finding';
import { lineOfNode } from '../../../core/yaml/line-of';
import { isMap, pointerTo } from '../objects';
import { isList, itemsOf } from '../open-lists';
import { readYaml, type YamlDocument } from '../../../core/yaml/read-yaml';
import type { YamlFaultCode } from '../../../core/yaml/yaml-fault';
import type { YamlValue } from '../../../core/yaml/yaml-value';
import type { FileCode } from './file-rules';

/** Something that is wrong with a text before there are objects. */
export interface TextProblem {
  readonly code: FileCode;
  readonly line: number;
  readonly message: string;
  /** @default the remedy of the code */
  readonly remedy?: string;
}

/** The objects that a text holds, and what keeps others from being objects. */
export interface ReadDocuments {
  readonly objects: readonly CheckedObject[];
  readonly problems: readonly TextProblem[];
}

/** What a fault of YAML is as a finding. */
const codes: Record<YamlFaultCode, FileCode> = {
  syntax: 'yaml-syntax',
  'duplicate-key': 'duplicate-key',
  lossy: 'lossy-yaml',
};

/** More would be a mistake or an attack; a file of this size takes some seconds. */
const mostProblems = 20;

/** Reads a text of manifests: several documents, anchors and merge keys, lists of objects. */
export function readDocuments(text: string, file: string): ReadDocuments {
  const { documents, faults, lines } = readYaml(text, 'manifests');
  const problems: TextProblem[] = faults.map(({ code, line, path, message, remedy }) => ({
    code: codes[code],
    line,
    message: path.length === 0 ? message : `${pointerTo('', ...path)}: ${message}`,
    remedy,
  }));
  const objects: CheckedObject[] = [];
  if (documents.length === 0 && faults.length === 0) {
    problems.push({ code: 'empty-document', line: 1, message: 'the file holds no document' });
  }
  for (const document of documents) {
    new DocumentReader(document.parsed, lines, file, objects, problems).read(document, documents.length > 1);
    if (problems.length > mostProblems) break;
  }
  problems.sort((a, b) => a.line - b.line);
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

  read({ value, hasBigIntegers, isEmpty }: YamlDocument, isOneOfSeveral: boolean): void {
    if (value === undefined) return;
    if (isEmpty || value === null) {
      const { line } = this.lines.linePos(this.document.range[0]);
      const message = isOneOfSeveral ? 'this document is empty' : 'the file holds no document';
      this.problems.push({ code: 'empty-document', line, message });
      return;
    }
    this.add(hasBigIntegers ? asJson(value) : (value as Json), '');
  }

  /** One object, or each of the items of a list of objects. */
  private add(value: Json, pointer: string): void {
    const path = keysOfPointer(pointer);
    const offset = () => lineOfNode(this.document, this.lines, path);
    const missing = missingField(value);
    if (missing !== undefined) {
      const message = `is not a Kubernetes object: it has no ${missing}`;
      this.problems.push({
        code: 'not-an-object',
        line: offset(),
        message: pointer === '' ? message : `${pointer} ${message}`,
      });
      return;
    }
    const object = value as JsonObject;
    if (isList(object)) {
      return itemsOf(object).forEach((item, i) => this.add(item, pointerTo(pointer, 'items', i)));
    }
    if (object['apiVersion'] === 'kustomize.config.k8s.io/v1beta1') return;
    this.objects.push({
      object,
      file: this.file,
      line: offset(),
      lineOf: (place) => lineOfNode(this.document, this.lines, [...path, ...keysOfPointer(place)]),
    });
  }
}

/** The field that keeps a value from being an object. */
function missingField(value: Json): string | undefined {
  if (!isMap(value)) return 'apiVersion';
  return ['apiVersion', 'kind'].find((field) => typeof value[field] !== 'string');
}

/** The value as JSON has it, without integers that a `number` cannot hold. */
function asJson(value: YamlValue): Json {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return (value as readonly YamlValue[]).map(asJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, asJson(child)]));
}
