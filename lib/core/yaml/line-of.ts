import { isAlias, isMap, isScalar, isSeq, type Document, type LineCounter, type Node } from 'yaml';
import { readYaml } from './read-yaml';

/**
 * The line, counted from 1, on which a place stands in a text that holds one object; the nearest place above it that is there.
 *
 * @param path the keys to it
 */
export function lineIn(text: string, path: readonly string[]): number {
  const { documents, lines } = readYaml(text, 'manifests');
  const [document] = documents;
  return document ? lineOfNode(document.parsed, lines, path) : 1;
}

/** The line of a place in a document that was read; `path` the keys to it. */
export function lineOfNode(document: Document.Parsed, lines: LineCounter, path: readonly string[]): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? document.range[0];
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document) ?? null;
    if (isMap(node)) {
      const pair: { key: unknown; value: unknown } | undefined = node.items.find(
        (each) => isScalar(each.key) && String(each.key.value) === key,
      );
      if (!pair) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value as Node | null;
    } else if (isSeq(node)) {
      const item = node.items[Number(key)] as Node | undefined;
      if (!item) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  return lines.linePos(offset).line;
}
