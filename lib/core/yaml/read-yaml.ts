import {
  Composer,
  isScalar,
  LineCounter,
  Parser,
  visit,
  type Document,
  type DocumentOptions,
  type ParsedNode,
  type ParseOptions,
  type Range,
  type SchemaOptions,
  type YAMLParseError,
} from 'yaml';
import { checkCharacters, checkSeparators } from './check-text';
import { checkToken } from './check-tokens';
import { jsonObjectsIn, type JsonPlace } from './json-values';
import { readNodes } from './read-nodes';
import type { Report, YamlFault } from './yaml-fault';
import type { YamlValue } from './yaml-value';

/**
 * What a text is read as:
 *
 * - `values`: a values file of Helm, which keeps numbers as 64-bit floats.
 * - `manifests`: a file for kubectl, or what Helm rendered. Integers keep 64 bits, and a file of JSON objects is read as JSON.
 */
export type YamlPurpose = 'values' | 'manifests';

/** One document of a text. */
export interface YamlDocument {
  /** What Helm and kubectl read; undefined where its nodes cannot be read. It says nothing where there is a fault of syntax. */
  readonly value: YamlValue | undefined;
  /** Whether an integer in the value is a `bigint`; else the value is JSON. */
  readonly hasBigIntegers: boolean;
  /** Whether nothing but comments stands in it. Its value is null then. */
  readonly isEmpty: boolean;
  /** The nodes and their places, for who looks at how something is written. */
  readonly parsed: Document.Parsed;
}

/** What a text holds. */
export interface ReadYaml {
  /** At least one for a text of more than comments. */
  readonly documents: readonly YamlDocument[];
  /** What is wrong, in the order of the text: the first hundred. */
  readonly faults: readonly YamlFault[];
  readonly lines: LineCounter;
}

/** Scalars stay texts, since what they mean to Helm is in none of the library's schemas. */
const options = {
  schema: 'failsafe',
  resolveKnownTags: false,
  prettyErrors: false,
  uniqueKeys: false,
  logLevel: 'silent',
} satisfies ParseOptions & DocumentOptions & SchemaOptions;

/** More would be an attack, or no YAML. */
const mostFaults = 100;

/**
 * Reads a text as Helm 3, Helm 4 and kubectl do (sigs.k8s.io/yaml over go-yaml v2), whatever is in it. What they refuse,
 * read differently or make something else of is a fault with its place.
 */
export function readYaml(source: string, purpose: YamlPurpose): ReadYaml {
  const text = source.startsWith('\ufeff') ? source.slice(1) : source;
  const lines = linesOf(text);
  const found = new Map<string, { readonly offset: number; readonly fault: YamlFault }>();
  const report: Report = (code, offset, message, remedy, path = []) => {
    if (found.size >= mostFaults) return;
    const { line, col } = lines.linePos(offset);
    const key = `${offset} ${message}`;
    if (!found.has(key)) found.set(key, { offset, fault: { code, line, column: col, path, message, remedy } });
  };
  const objects = purpose === 'manifests' ? jsonObjectsIn(text) : undefined;
  const isTold = ({ pos: [start], code, message }: YAMLParseError) => {
    const { line } = lines.linePos(start);
    const told = Array.from(found.values()).filter(({ fault }) => fault.code === 'syntax');
    // An open quote is told by its beginning, and a key by its last line.
    if (message.startsWith('Missing closing')) return true;
    if (/^(BLOCK_AS|MULTILINE)_IMPLICIT_KEY$/.test(code) && told.some(({ offset }) => offset > start)) return true;
    return told.some(({ fault }) => fault.line === line);
  };
  const documents = objects
    ? objects.flatMap((place) => readJson(text, place, report))
    : readDocuments(text, purpose, report, isTold);
  const faults = Array.from(found.values()).sort((a, b) => a.offset - b.offset);
  return { documents, faults: faults.map(({ fault }) => fault), lines };
}

function readDocuments(
  text: string,
  purpose: YamlPurpose,
  report: Report,
  isTold: (error: YAMLParseError) => boolean,
): readonly YamlDocument[] {
  checkCharacters(text, report);
  checkSeparators(text, report);
  return Array.from(parseDocuments(text, false, report), (parsed, i) => {
    if (i > 0 && parsed.directives.docStart !== true) {
      report('lossy', parsed.range[0], 'what follows ... is lost', 'Begin a document with ---.');
    }
    return readDocument(text, parsed, purpose, report, isTold);
  });
}

/** One of the objects of a text that is JSON, read alone, since YAML has one value in a document. */
function readJson(text: string, { start, end }: JsonPlace, report: Report): readonly YamlDocument[] {
  const alone = text.slice(start, end);
  const reportHere: Report = (code, offset, ...rest) => report(code, start + offset, ...rest);
  return Array.from(parseDocuments(alone, true, reportHere), (parsed) => {
    const document = readDocument(alone, parsed, 'manifests', reportHere, () => false);
    if (start > 0) moveBy(parsed, start);
    return document;
  });
}

/** Moves the places of all nodes, for a document that does not begin where its text does. */
function moveBy(parsed: Document.Parsed, distance: number): void {
  const moved = ([from, value, to]: Range): Range => [from + distance, value + distance, to + distance];
  parsed.range = moved(parsed.range);
  visit(parsed, {
    Node: (_key, node) => {
      if (node.range) node.range = moved(node.range);
    },
  });
}

function* parseDocuments(text: string, isJson: boolean, report: Report): Iterable<Document.Parsed> {
  const composer = new Composer<ParsedNode>(options);
  let isBlank = true;
  for (const token of new Parser().parse(text)) {
    if (!checkToken(token, text, isJson, report)) return;
    if (token.type === 'doc-end' && isBlank) {
      report('syntax', token.offset, '... ends a document that has no content', 'Remove the line.');
    }
    if (token.type === 'document') isBlank = !token.value;
    yield* composer.next(token);
  }
  yield* composer.end();
}

function readDocument(
  text: string,
  parsed: Document.Parsed,
  purpose: YamlPurpose,
  report: Report,
  isTold: (error: YAMLParseError) => boolean,
): YamlDocument {
  const { contents, errors } = parsed;
  const [first, ...others] = errors.filter((error) => !isTold(error));
  if (first) {
    const more = `, and ${others.length} more ${others.length === 1 ? 'mistake' : 'mistakes'} in this document`;
    report(
      'syntax',
      first.pos[0],
      `${first.message.split('\n')[0]}${others.length === 0 ? '' : more}`,
      'Correct the YAML here; Helm and kubectl refuse it, or lose what follows.',
    );
  }
  if (errors.length > 0) return { value: undefined, hasBigIntegers: false, isEmpty: false, parsed };
  const isEmpty =
    contents === null ||
    (isScalar(contents) && contents.source === '' && contents.type === 'PLAIN' && contents.tag === undefined);
  return { ...readNodes(contents, { text, purpose, report }), isEmpty, parsed };
}

/** The parser's own count would end where reading does. */
function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  for (let start = 0; ;) {
    lines.addNewLine(start);
    const end = text.indexOf('\n', start);
    if (end < 0) return lines;
    start = end + 1;
  }
}
