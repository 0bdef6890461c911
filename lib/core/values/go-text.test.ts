import { expect, test } from '@jest/globals';
import { goLower, goUpper, transforms } from './go-text';

test.each([
  ['straße', 'STRAßE'],
  ['ﬁn', 'ﬁN'],
  ['ᾀᾳ', 'ᾈᾼ'],
  ['ǆ', 'Ǆ'],
  ['ა', 'Ა'],
  ['𐐨', '𐐀'],
  ['ƛ', 'ƛ'],
])('%s in capitals is %s, letter by letter', (text, expected) => {
  expect(goUpper(text)).toBe(expected);
});

test.each([
  ['ΑΣ ΑΣ', 'ασ ασ'],
  ['İI', 'ii'],
  ['ᾈ', 'ᾀ'],
  ['STRAẞE', 'straße'],
])('%s in small letters is %s, letter by letter', (text, expected) => {
  expect(goLower(text)).toBe(expected);
});

test.each([
  ["a b+c/d?e=f&g%h!'()*~-_.", 'a%20b%2Bc%2Fd%3Fe%3Df%26g%25h%21%27%28%29%2A~-_.'],
  ['ä€😀', '%C3%A4%E2%82%AC%F0%9F%98%80'],
])('%s in a URL is %s', (text, expected) => {
  expect(transforms.urlEncode(text)).toBe(expected);
  expect(decodeURIComponent(expected)).toBe(text);
});

test('base64 is that of UTF-8', () => {
  expect(transforms.base64('ä€😀')).toBe('w6Tigqzwn5iA');
});
