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

test.each([
  ['a name of more than 100 bytes', 'n'.repeat(101)],
  ['a name of more than 100 bytes in a folder', `a/${'é'.repeat(51)}`],
  ['folders of more than 155 bytes', `${'p'.repeat(156)}/${'n'.repeat(100)}`],
  ['no slash at which both parts fit', `${'p'.repeat(80)}/${'q'.repeat(80)}/${'n'.repeat(99)}`],
  ['an absolute path', `/${'n'.repeat(100)}`],
])('%s does not fit', (_, path) => {
  expect(() => tar([[path, new Uint8Array()]], 0)).toThrow(
    `${JSON.stringify(path)} is too long for an archive: its file name may have 100 bytes and the folders above it 155.`,
  );
});
