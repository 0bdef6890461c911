import { describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { readZipEntry } from './zip';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = 'helm '.repeat(1000);
const archive = Buffer.from(
  zipSync({
    helm: { LICENSE: bytes('of all'), helm: bytes(text) },
    'as-it-is': [bytes(text), { level: 0 }],
    described: [bytes('ä'), { comment: 'its comment', extra: { 7: bytes('more') } }],
    empty: bytes(''),
  }),
);
const read = (name: string, zip = archive) => {
  const found = readZipEntry(zip, name);
  return found && Buffer.from(found).toString();
};

describe('a file of a ZIP archive', () => {
  test.each([
    ['in a folder, deflated', 'helm/helm', text],
    ['deflated, and shorter than its name', 'helm/LICENSE', 'of all'],
    ['stored as it is', 'as-it-is', text],
    ['with a comment and extra fields', 'described', 'ä'],
    ['that is empty', 'empty', ''],
  ])('is found: %s', (_, name, expected) => {
    expect(read(name)).toBe(expected);
  });

  test('is found where a comment follows the archive', () => {
    const comment = Buffer.from('a comment');
    const commented = Buffer.concat([archive, comment]);
    commented.writeUInt16LE(comment.length, archive.length - 2);
    expect(read('helm/helm', commented)).toBe(text);
  });

  test.each([
    ['in no archive', 'helm/helm', Buffer.from(text)],
    ['in an empty file', 'helm/helm', Buffer.alloc(0)],
    ['under part of its name', 'helm', archive],
    ['under another name', 'helm/other', archive],
  ])('is not found %s', (_, name, zip) => {
    expect(read(name, zip)).toBeUndefined();
  });

  test('that is damaged is an error', () => {
    const damaged = Buffer.from(archive);
    damaged.fill(0xff, 30 + 'helm/LICENSE'.length, 60 + 'helm/LICENSE'.length);
    expect(() => read('helm/LICENSE', damaged)).toThrow();
  });
});
