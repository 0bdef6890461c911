import { expect, test } from '@jest/globals';
import { takenForTokens } from './random-texts.fixture';

test.each<['base64' | 'hex', number]>([
  ['base64', 2 ** 15],
  ['hex', 2 ** 12],
])('no %s text is taken for a token, though eight have %d bytes', (encoding, bytes) => {
  expect(takenForTokens(encoding, bytes)).toEqual([]);
});
