const BLOCK = 512;
const FILE_MODE = 0o644;
const NAME_LENGTH = 100;
const PREFIX_LENGTH = 155;

/** What a header describes: a regular file, or a record for the header that follows it. */
type EntryType = '0' | 'x';

/**
 * Writes files as a POSIX archive, in the order given, each with mode 0644, owner 0:0 and the same time.
 *
 * A path that does not fit a ustar header (255 bytes, cut at a "/") stands in an extended header (pax) before that of its
 * file; all others are plain ustar. `mtime` is in seconds since 1970.
 */
export function tar(files: Iterable<readonly [path: string, content: Uint8Array]>, mtime: number): Uint8Array {
  const blocks = [...files].flatMap(([path, content]) => [...headers(path, content.length, mtime), padded(content)]);
  const end = Buffer.alloc(2 * BLOCK);
  return Buffer.concat([...blocks, end]);
}

function headers(path: string, size: number, mtime: number): Uint8Array[] {
  const bytes = Buffer.from(path, 'utf8');
  const fit = split(bytes);
  if (fit !== undefined) return [header(fit, size, mtime, '0')];
  const records = record('path', bytes);
  // Readers that know pax take the path from the record; the name in both headers is for those that do not.
  const short = [Buffer.alloc(0), cut(bytes.subarray(bytes.lastIndexOf('/') + 1))] as const;
  return [header(short, records.length, mtime, 'x'), padded(records), header(short, size, mtime, '0')];
}

/** A pax record, `LENGTH KEY=VALUE\n`, where the length counts its own digits too. */
function record(key: string, value: Buffer): Buffer {
  const rest = Buffer.concat([Buffer.from(` ${key}=`), value, Buffer.from('\n')]);
  let length = rest.length;
  while (`${length}`.length + rest.length !== length) length = `${length}`.length + rest.length;
  return Buffer.concat([Buffer.from(`${length}`), rest]);
}

/** As much of a name as a ustar header holds, in whole characters. */
function cut(name: Buffer): Buffer {
  let end = Math.min(name.length, NAME_LENGTH);
  // A byte 10xxxxxx continues a character of UTF-8.
  while (end < name.length && (name[end]! & 0xc0) === 0x80) end--;
  return name.subarray(0, end);
}

function header(
  [prefix, name]: readonly [prefix: Buffer, name: Buffer],
  size: number,
  mtime: number,
  type: EntryType,
): Uint8Array {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`;
  block.set(name, 0);
  block.write(octal(FILE_MODE, 8), 100);
  block.write(octal(0, 8), 108); // owner
  block.write(octal(0, 8), 116); // group
  block.write(octal(size, 12), 124);
  block.write(octal(mtime, 12), 136);
  block.write(' '.repeat(8), 148); // checksum, which counts as spaces in its own sum
  block.write(type, 156);
  block.write('ustar\x0000', 257);
  block.write(octal(0, 8), 329); // device numbers
  block.write(octal(0, 8), 337);
  block.set(prefix, 345);
  const checksum = block.reduce((sum, byte) => sum + byte, 0);
  block.write(`${octal(checksum, 7)} `, 148);
  return block;
}

/** Long paths are cut at a "/" into a prefix and a name; undefined where a ustar header cannot hold one. */
function split(path: Buffer): readonly [prefix: Buffer, name: Buffer] | undefined {
  if (path.length <= NAME_LENGTH) {
    return [Buffer.alloc(0), path];
  }
  const end = path.indexOf('/', path.length - NAME_LENGTH - 1);
  return end < 1 || end > PREFIX_LENGTH || end === path.length - 1
    ? undefined
    : [path.subarray(0, end), path.subarray(end + 1)];
}

function padded(content: Uint8Array): Uint8Array {
  return Buffer.concat([content], Math.ceil(content.length / BLOCK) * BLOCK);
}

/** The files of an archive as `tar` writes it. Of any other archive, whatever its headers are taken for. */
export function untar(archive: Uint8Array): Map<string, Uint8Array> {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.length);
  const files = new Map<string, Uint8Array>();
  let long: string | undefined;
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0;) {
    const field = (start: number, length: number): string =>
      bytes.toString('utf8', at + start, at + start + length).replace(/\0.*$/s, '');
    const size = parseInt(field(124, 12), 8) || 0;
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
    const short = [field(345, PREFIX_LENGTH), field(0, NAME_LENGTH)].filter((part) => part !== '').join('/');
    if (field(156, 1) === 'x') {
      long = /^\d+ path=(.*)\n$/s.exec(content.toString('utf8'))?.[1];
    } else {
      files.set(long ?? short, content);
      long = undefined;
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
