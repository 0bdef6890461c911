import childProcess from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Yaml } from 'cdk8s';

/*
 * `Include` and `Yaml.load` of cdk8s start a process of Node.js for each file, since a download cannot be awaited in a constructor. A
 * file that lies here needs none: it is read in this process, and cdk8s goes on with the text as with that of its own program.
 */

/** The program of cdk8s that prints a file or what is at a URL. */
const program = '_loadurl.mjs';

/** What cdk8s takes of its program, in bytes; of more it says itself that it is too much. */
const mostBytes = 10 * 1024 * 1024;

/** Set on the class whose files are read here; another copy of this library may have done so. */
const isLocal = Symbol.for('chartwright.local-include');

/** Where a document of YAML comes from that cdk8s has read. */
export interface DocumentSource {
  /** The file as the app names it. */
  readonly file: string;
  readonly text: string;
  /** Which of the documents of the file it is, those left out that have nothing in them. */
  readonly index: number;
}

/** Where a document says what it was read from, also to another copy of this library; no construct sees it. */
const source = Symbol.for('chartwright.document-source');

/** The file that the data of an object was read from; undefined for what was read from no file, and for a copy. */
export const sourceOf = (data: object): DocumentSource | undefined =>
  (data as { readonly [source]?: DocumentSource })[source];

function readLocally(yaml: object): void {
  const load: unknown = Reflect.get(yaml, 'load');
  if (isLocal in yaml || typeof load !== 'function') return;
  Object.assign(yaml, {
    [isLocal]: true,
    load(this: unknown, ...args: unknown[]): unknown {
      const run = childProcess.execFileSync;
      let text: string | undefined;
      Object.assign(childProcess, { execFileSync: withFiles(run, (read) => (text = read)) });
      try {
        const documents: unknown = Reflect.apply(load, this, args);
        if (text !== undefined) note(documents, String(args[0]), text);
        return documents;
      } finally {
        Object.assign(childProcess, { execFileSync: run });
      }
    },
  });
}

function note(documents: unknown, file: string, text: string): void {
  if (!Array.isArray(documents)) return;
  documents.forEach((document: unknown, index) => {
    if (typeof document !== 'object' || document === null) return;
    const value: DocumentSource = { file, text, index };
    Object.defineProperty(document, source, { value });
  });
}

/** Runs programs but for that of cdk8s where it would print a file. All else, and each mistake, is left to it. */
function withFiles(run: unknown, hasRead: (text: string) => void) {
  return (...args: unknown[]): unknown => {
    const text = fileFor(args);
    if (text === undefined) return Reflect.apply(run as (...all: unknown[]) => unknown, childProcess, args);
    hasRead(text);
    return text;
  };
}

function fileFor([command, args]: readonly unknown[]): string | undefined {
  if (command !== process.execPath || !Array.isArray(args) || args.length !== 2) return undefined;
  const [script, place] = args as readonly unknown[];
  if (typeof script !== 'string' || basename(script) !== program || typeof place !== 'string') return undefined;
  try {
    // A link is no file to that program, which prints nothing of it.
    const found = lstatSync(place);
    return found.isFile() && found.size <= mostBytes ? readFileSync(place, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

readLocally(Yaml);
