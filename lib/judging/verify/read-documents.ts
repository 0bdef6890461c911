import type { Rendering } from './helm';
import { readByLines } from './read-by-lines';
import { readManifests, type ReadManifests } from './read-manifests';

const read = new Map<string, ReadManifests>();

/**
 * Reads documents; each text once, as Helm 3 and 4 print most of them alike, and many are the same with other values. What
 * two of the same text give is the same object.
 */
export function readDocuments(documents: readonly string[]): ReadManifests {
  if (read.size > 5000) read.clear();
  const parts = documents.map((document) => {
    const known = read.get(document);
    if (known) return known;
    const fresh = readByLines(document) ?? readManifests(document);
    read.set(document, fresh);
    return fresh;
  });
  return { objects: parts.flatMap(({ objects }) => objects), problems: parts.flatMap(({ problems }) => problems) };
}

/** Reads what Helm printed, also of documents that hold nothing. What it said on standard error is a problem. */
export function readRendering({ text, warnings }: Pick<Rendering, 'text' | 'warnings'>): ReadManifests {
  const { objects, problems } = readDocuments(text.split(/^(?=---\n)/m).map(withoutEmptyLines));
  return { objects, problems: [...warnings, ...problems] };
}

/** Helm 4 leaves an empty line below each document, Helm 3 does not. Only a block scalar that keeps its line breaks notices. */
const withoutEmptyLines = (document: string): string =>
  /[|>]\d?\+/.test(document) ? document : document.replace(/\n+$/, '\n');
