import { expressionsIn, type Json, type Tree } from '../../core/values';
import { mapTexts } from '../../core/manifest/map-texts';
import { inputRule } from './define-rule';
import { isMap, pointerTo } from '../../core/references/objects';
import { eachText } from './secrets/each-text';

/** Longer texts, and those of several lines, may be programs, which have such words of their own. */
const longestPrinted = 300;

/**
 * What shows that a text is not what its author had: U+FFFD stands where bytes could not be read as UTF-8, and half a
 * surrogate pair becomes one when it is written; `[object Object]` is what JavaScript makes of an object in a text.
 */
export function damageOf(text: string): string | undefined {
  const [printed] = (text.length < longestPrinted && !text.includes('\n') && /\[object [A-Z]\w*\]/.exec(text)) || [];
  if (printed !== undefined) return `the text has "${printed}", which JavaScript makes of what is not a text`;
  const at = text.search(/\ufffd|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/);
  if (at < 0) return undefined;
  const isReplaced = text[at] === '\ufffd';
  const what = isReplaced ? 'U+FFFD, which stands for bytes that are not UTF-8' : 'half a character (a lone surrogate)';
  return `the text has ${what}, at character ${at + 1}`;
}

/** The damaged texts of some data, keys among them, each with its JSON pointer. */
export function damagesIn(data: Json): { readonly pointer: string; readonly message: string }[] {
  const found: { pointer: string; message: string }[] = [];
  eachText(data, ({ text }, pointer) => {
    const message = damageOf(text);
    if (message !== undefined) found.push({ pointer: pointer(), message });
  });
  eachEntry(data, '', (key, value, pointer) => {
    const message = damageOf(key);
    if (message !== undefined) found.push({ pointer, message: `of a key, ${message}` });
    if (isPrintedBuffer(value)) found.push({ pointer, message: 'this is a Buffer as JSON prints one, and was bytes' });
  });
  return found;
}

/** What cdk8s's Include makes of `!!binary`. */
const isPrintedBuffer = (value: Json | undefined): boolean =>
  isMap(value) &&
  Object.keys(value).join() === 'type,data' &&
  value['type'] === 'Buffer' &&
  Array.isArray(value['data']);

function eachEntry(
  value: Json | undefined,
  pointer: string,
  visit: (key: string, value: Json | undefined, pointer: string) => void,
): void {
  if (typeof value !== 'object' || value === null) return;
  const isList = Array.isArray(value);
  for (const [key, inner] of Object.entries(value) as [string, Json | undefined][]) {
    const here = typeof inner === 'object' || !isList ? pointerTo(pointer, key) : pointer;
    if (!isList) visit(key, inner, here);
    eachEntry(inner, here, visit);
  }
}

/** What is wrong with the first damaged text of a tree, whatever the values are. */
export function damageInTree(tree: Tree): string | undefined {
  let found: string | undefined;
  const look = (text: string) => {
    found ??= damageOf(text);
    return text;
  };
  mapTexts(tree, look);
  for (const { node } of expressionsIn(tree)) {
    if (node.kind === 'file') look(node.content);
    if (node.kind === 'named') look(node.description);
  }
  return found;
}

export const textRules = [
  inputRule(
    {
      code: 'damaged-text',
      question: 'policy',
      recommended: 'error',
      why: 'A file that is not UTF-8 and is read as text, such as an image or a key store, loses its bytes for good.',
      remedy:
        "Put binary content into binaryData: readFileSync(path).toString('base64'); read a text in the encoding that it has; name the field of an object that is meant, or use json().",
      remedyInFolder:
        'Put binary content into binaryData, in base64; save a text as UTF-8; write a text in place of an object.',
    },
    (input) => input.objects.flatMap((at) => damagesIn(at.object).map((found) => ({ ...found, at }))),
  ),
] as const;
