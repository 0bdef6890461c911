/** Bytes of the largest file that Helm reads from a chart, since 3.17.3 (`MaxDecompressedFileSize`). */
const largest = 5 * 1024 ** 2;
/** Bytes that a file system takes for a name. */
const longest = 255;

/** What git refuses to carry, or obeys wherever it lies, whatever the case; and the other name that Windows has for it. */
const ofGit = /^(?:\.git(?:ignore|attributes)?[. ]*(?::.*)?|git~\d)$/i;
const halfCharacter = /\p{Cs}/u;

interface Text {
  /** Below the chart's folder `files/`. */
  readonly path: string;
  readonly content: string;
}

interface Fault {
  readonly message: string;
  readonly remedy: string;
}

/** What is wrong with a file of the chart: that it would not arrive from a checkout, a package or a folder alike. */
export function fileFault({ path, content }: Text): Fault | undefined {
  const what = `file(${JSON.stringify(path)}, ...)`;
  const parts = path.split('/');
  if (!parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\\0]/.test(part))) {
    const remedy = "Use a path of plain names such as file('config/nginx.conf', content).";
    return { message: `${what} is not a path inside the chart's folder files/`, remedy };
  }
  const name = parts.find((part) => nameFault(part) !== undefined);
  if (name !== undefined) {
    const remedy =
      'Give it another name: what a ConfigMap calls it is up to the key, as in { ".gitignore": file("gitignore", content) }.';
    return { message: `${what} has the name ${JSON.stringify(name)}, ${nameFault(name)}`, remedy };
  }
  const size = Buffer.byteLength(content);
  if (size <= largest) return undefined;
  const message = `${what} has ${size} bytes, and Helm reads no file of a chart above ${largest}`;
  return { message, remedy: 'Split it, or keep it where the containers fetch it.' };
}

function nameFault(name: string): string | undefined {
  if (ofGit.test(name)) return 'which git takes for its own';
  if (halfCharacter.test(name)) return 'with half a character (a lone surrogate)';
  return Buffer.byteLength(name) > longest ? `of more than ${longest} bytes` : undefined;
}
