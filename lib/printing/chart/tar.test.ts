import { expect, test } from '@jest/globals';

import { tar } from './tar';

function listed(path: string): [prefix: string, name: string] {
  const archive = Buffer.from(tar([[path, new Uint8Array()]], 0));
  const text = (start: number, length: number): string => {
    const field = archive.subarray(start, start + length);
    return field.subarray(0, field.includes(0) ? field.indexOf(0) : length).toString();
  };
  return [text(345, 155), text(0, 100)];
}

test('a header is ustar, and its checksum is the sum of its bytes with the checksum as spaces', () => {
  const archive = Buffer.from(tar([['a/b.txt', Buffer.from('hello')]], 315532800));
  const header = Buffer.from(archive.subarray(0, 512));

  expect(header.toString('latin1').replace(/\0+/g, '|')).toBe(
    'a/b.txt|0000644|0000000|0000000|00000000005|02263523000|010431| 0|ustar|00|0000000|0000000|',
  );
  const stored = parseInt(header.toString('latin1', 148, 154), 8);
  header.fill(' ', 148, 156);
  expect(header.reduce((sum, byte) => sum + byte, 0)).toBe(stored);
});

test('contents are padded to 512 bytes, and two empty blocks end the archive', () => {
  const sizes = [0, 1, 511, 512, 513].map((size) => tar([['a', new Uint8Array(size)]], 0).length);

  expect(sizes).toEqual([1536, 2048, 2048, 2048, 2560]);
});

test('a path of up to 100 bytes is a name, a longer one is cut at a slash into prefix and name', () => {
  const name = 'n'.repeat(100);
  const prefix = `${'p'.repeat(77)}/${'q'.repeat(77)}`;

  expect(listed(name)).toEqual(['', name]);
  expect(listed(`a/${name}`)).toEqual(['a', name]);
  expect(listed(`${prefix}/${name}`)).toEqual([prefix, name]);
  expect(listed(`a/b/${'é'.repeat(49)}c`)).toEqual(['a/b', `${'é'.repeat(49)}c`]);
});

/** The entries of an archive as a reader that knows pax sees them. */
function read(archive: Buffer): { type: string; name: string; path: string; content: string }[] {
  const entries: { type: string; name: string; path: string; content: string }[] = [];
  let path: string | undefined;
  for (let at = 0; archive[at] !== 0;) {
    const field = (start: number, length: number) =>
      archive.toString('utf8', at + start, at + start + length).replace(/\0.*/s, '');
    const [name, prefix, type, size] = [field(0, 100), field(345, 155), field(156, 1), parseInt(field(124, 12), 8)];
    const content = archive.toString('utf8', at + 512, at + 512 + size);
    if (type === 'x') {
      const [, length, value] = /^(\d+) path=(.*)\n$/s.exec(content)!;
      expect(Number(length)).toBe(Buffer.byteLength(content));
      path = value;
    } else {
      entries.push({ type, name, path: path ?? (prefix === '' ? name : `${prefix}/${name}`), content });
      path = undefined;
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return entries;
}

test.each([
  ['a name of more than 100 bytes', 'n'.repeat(101), 'n'.repeat(100)],
  ['a name of more than 100 bytes in a folder', `a/${'é'.repeat(51)}`, 'é'.repeat(50)],
  ['a name that a cut at 100 bytes would split in a character', `a/x${'é'.repeat(51)}`, `x${'é'.repeat(49)}`],
  ['folders of more than 155 bytes', `${'p'.repeat(156)}/${'n'.repeat(100)}`, 'n'.repeat(100)],
  ['no slash at which both parts fit', `${'p'.repeat(80)}/${'q'.repeat(80)}/${'n'.repeat(99)}`, 'n'.repeat(99)],
  ['a path of thousands of bytes', `${'folder/'.repeat(600)}file`, 'file'],
  ['a newline and an equals sign', `a=b\n${'n'.repeat(100)}`, `a=b\n${'n'.repeat(96)}`],
])('%s stands in an extended header, and what fits a header follows without one', (_, path, name) => {
  const archive = Buffer.from(
    tar(
      [
        [path, Buffer.from('long')],
        ['short', Buffer.from('short')],
      ],
      0,
    ),
  );

  expect(read(archive)).toEqual([
    { type: '0', name, path, content: 'long' },
    { type: '0', name: 'short', path: 'short', content: 'short' },
  ]);
});

test('the length of a record counts its own digits, at every number of digits', () => {
  for (const length of [101, 102, ...Array.from({ length: 12 }, (_, i) => 985 + i), 9985, 9986, 9990, 9991, 9992]) {
    const path = 'n'.repeat(length);
    expect(read(Buffer.from(tar([[path, new Uint8Array()]], 0))).map((entry) => entry.path)).toEqual([path]);
  }
});
