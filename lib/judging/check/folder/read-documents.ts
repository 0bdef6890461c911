import type { Document, LineCounter } from 'yaml';
import { keysOfPointer, type Json, type JsonObject } from '../../../core/values';
import type { CheckedObject } from '../finding';
import { lineOfNode } from '../../../core/yaml/line-of';
import { isMap, pointerTo } from '../../../core/references/objects';
import { isList, itemsOf } from '../open-lists';
import { jsonObjectsIn } from '../../../core/yaml/json-values';
import { readYaml, type YamlDocument } from '../../../core/yaml/read-yaml';
import type { YamlFault, YamlFaultCode } from '../../../core/yaml/yaml-fault';
import type { YamlValue } from '../../../core/yaml/yaml-value';
import { readerOf } from './other-programs';
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
  /** Whether nothing in the text is meant as an object: a file of another program that is YAML too. */
  readonly isForeign: boolean;
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
  const template = templateIn(text, faults);
  if (template) return { objects: [], problems: [template], isForeign: false };
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
  if (faults.length === 0 && isTakenForJson(text)) {
    problems.push({ code: 'taken-for-json', line: 1, message: 'begins as JSON does, and goes on as YAML alone may' });
  }
  for (const document of documents) {
    new DocumentReader(document.parsed, lines, file, objects, problems).read(document, documents.length > 1);
    if (problems.length > mostProblems) break;
  }
  problems.sort((a, b) => a.line - b.line);
  const isForeign = !documents.every(({ isEmpty }) => isEmpty) && !documents.some((each) => isMeant(each, text));
  return { objects, problems: problems.slice(0, mostProblems), isForeign };
}

/** A text with actions of a template where YAML breaks: its other faults follow from them. */
function templateIn(text: string, faults: readonly YamlFault[]): TextProblem | undefined {
  const first = faults.find(({ code }) => code === 'syntax');
  const action = first && /\{\{|\{%/.exec(text.split('\n')[first.line - 1] ?? '');
  if (!action) return undefined;
  return {
    code: 'yaml-syntax',
    line: first.line,
    message: `is a template, since ${action[0]} stands where YAML has a value, and is not YAML until it is rendered`,
    remedy: 'Render it first: helm template RELEASE CHART | chartwright check --path -',
  };
}

/** Whether kubectl took a text for JSON before it looked further than the first brace. */
const isTakenForJson = (text: string): boolean =>
  text.trimStart().startsWith('{') && jsonObjectsIn(text.trimStart()) === undefined;

/** The keys by which a map is meant as an object, even where others are missing or misspelled. */
const marks = /^(?:apiVersion|kind|metadata|spec)$/i;
const markedLine = /^(?:- |\{)?\s*["']?(?:apiVersion|kind|metadata|spec)["']?\s*:/im;

/** Whether a document is meant as an object, or as a list of some. */
function isMeant({ value, isEmpty }: YamlDocument, text: string): boolean {
  if (value === undefined) return markedLine.test(text);
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return !isEmpty && values.some((each) => isMap(each) && Object.keys(each).some((key) => marks.test(key)));
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
    if (String(object['apiVersion']).startsWith('kustomize.config.k8s.io/')) return;
    const reader = readerOf(object);
    if (reader !== undefined) {
      const message = `is a configuration of ${reader}, which no cluster takes, and was passed over`;
      this.problems.push({ code: 'foreign-file', line: offset(), message });
      return;
    }
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
