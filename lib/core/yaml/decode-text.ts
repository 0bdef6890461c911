/** A text, or what keeps bytes from being one and where: line and column are counted from 1. */
export type DecodedText =
  { readonly text: string } | { readonly line: number; readonly column: number; readonly message: string };

/** The text of a file in UTF-8. A byte order mark is left out. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const text = new TextDecoder('utf-8').decode(bytes);
  const wrong = firstWrong(text, bytes);
  if (wrong === undefined) return { text };
  const before = text.slice(0, wrong.index);
  return {
    line: before.split('\n').length,
    column: wrong.index - before.lastIndexOf('\n'),
    message: wrong.message,
  };
}

function firstWrong(text: string, bytes: Uint8Array): { readonly index: number; readonly message: string } | undefined {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { index: 0, message: 'is not UTF-8 text, but UTF-16' };
  }
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const zero = text.indexOf('\0');
  let [index, offset] = [0, isMarked ? 3 : 0];
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', index)) {
    if (zero >= 0 && zero < at) break;
    offset += Buffer.byteLength(text.slice(index, at));
    const isWritten = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!isWritten) {
      return { index: at, message: `is not UTF-8 text: it holds the byte 0x${bytes[offset]!.toString(16)}` };
    }
    index = at + 1;
    offset += 3;
  }
  return zero < 0 ? undefined : { index: zero, message: 'is not text: it holds a zero byte' };
}
