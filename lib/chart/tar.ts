const BLOCK = 512;
const FILE_MODE = 0o644;
const NAME_LENGTH = 100;
const PREFIX_LENGTH = 155;

/**
 * Writes files as a POSIX ustar archive, in the order given, each with mode 0644, owner 0:0 and the same time.
 *
 * `mtime` is in seconds since 1970. Throws for a path that does not fit a ustar header (at most 255 bytes, cut at a "/").
 */
export function tar(files: Iterable<readonly [path: string, content: Uint8Array]>, mtime: number): Uint8Array {
  const blocks = [...files].flatMap(([path, content]) => [header(path, content.length, mtime), padded(content)]);
  const end = Buffer.alloc(2 * BLOCK);
  return Buffer.concat([...blocks, end]);
}

function header(path: string, size: number, mtime: number): Uint8Array {
  const [prefix, name] = split(Buffer.from(path, 'utf8'));
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`;
  block.set(name, 0);
  block.write(octal(FILE_MODE, 8), 100);
  block.write(octal(0, 8), 108); // owner
  block.write(octal(0, 8), 116); // group
  block.write(octal(size, 12), 124);
  block.write(octal(mtime, 12), 136);
  block.write(' '.repeat(8), 148); // checksum, which counts as spaces in its own sum
  block.write('0', 156); // a regular file
  block.write('ustar\x0000', 257);
  block.write(octal(0, 8), 329); // device numbers
  block.write(octal(0, 8), 337);
  block.set(prefix, 345);
  const checksum = block.reduce((sum, byte) => sum + byte, 0);
  block.write(`${octal(checksum, 7)} `, 148);
  return block;
}

/** Long paths are cut at a "/" into a prefix and a name. */
function split(path: Buffer): readonly [prefix: Buffer, name: Buffer] {
  if (path.length <= NAME_LENGTH) {
    return [Buffer.alloc(0), path];
  }
  const cut = path.indexOf('/', path.length - NAME_LENGTH - 1);
  if (cut < 1 || cut > PREFIX_LENGTH || cut === path.length - 1) {
    throw new Error(
      `${JSON.stringify(path.toString())} is too long for an archive: its file name may have ${NAME_LENGTH} bytes ` +
        `and the folders above it ${PREFIX_LENGTH}. Shorten it.`,
    );
  }
  return [path.subarray(0, cut), path.subarray(cut + 1)];
}

function padded(content: Uint8Array): Uint8Array {
  return Buffer.concat([content], Math.ceil(content.length / BLOCK) * BLOCK);
}
