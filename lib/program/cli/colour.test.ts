import { describe, expect, test } from '@jest/globals';
import { isColoured, paintFor } from './colour';

const [terminal, pipe] = [{ isTTY: true }, {}];

describe('colours', () => {
  test.each([
    ['are on a terminal', terminal, {}, true],
    ['are not in a pipe', pipe, {}, false],
    ['are not on a dumb terminal', terminal, { TERM: 'dumb' }, false],
    ['are not with NO_COLOR', terminal, { NO_COLOR: '1' }, false],
    ['are on a terminal with an empty NO_COLOR', terminal, { NO_COLOR: '' }, true],
    ['are in a pipe with FORCE_COLOR', pipe, { FORCE_COLOR: '1' }, true],
    ['are not with FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, false],
    ['are not with NO_COLOR, whatever FORCE_COLOR says', terminal, { NO_COLOR: '1', FORCE_COLOR: '3' }, false],
  ])('%s', (_, stream, env, isOn) => expect(isColoured(stream, env)).toBe(isOn));

  test('leave a text as it is where they are off, and an empty one always', () => {
    expect(paintFor(false)('error', 'bad')).toBe('bad');
    expect(paintFor(true)('error', 'bad')).toBe('\u001b[31;1mbad\u001b[0m');
    expect(paintFor(true)('error', '')).toBe('');
  });
});
