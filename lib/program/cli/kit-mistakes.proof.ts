import { describe, expect, test } from '@jest/globals';
import * as kit from '../../jest';
import { mutantsOf, shareOf } from './mutants.fixture';
import { kitCalls, kitVerdict } from './public-kit.fixture';

/* Whatever a test gets wrong in a call of the test kit works, or is refused in words: nothing is asked of less than was meant. */

/** What V8 says of a program is not an explanation. */
const bare = /Cannot (read|set|convert)|is not (a function|iterable|a constructor|defined)|internal|must be of type/;
const matches = (pattern: string, path: string) =>
  pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : pattern === path;

describe('one mistake in a call of', () => {
  test.each(Object.entries(kitCalls))(
    '%s is told in words',
    async (name, call) => {
      let given: readonly unknown[] = [];
      expect(await kitVerdict(call, (all) => (given = all))).toEqual({ name: '', text: '' });
      const complaints: string[] = [];
      for (const { name: mistake, path, how, change } of shareOf(name, mutantsOf(given), 1)) {
        const { name: thrown, text } = await kitVerdict(call, change);
        const isOptional = call.optional.some((pattern) => matches(pattern, path));
        const isNeeded = how === 'misspelt' || (!isOptional && ['deleted', 'undefined', 'null'].includes(how));
        if (thrown === '' && isNeeded) complaints.push(`${mistake} works, although something is missing`);
        if (thrown !== '' && (!/^(DefinitionError|AssertionError|Error)$/.test(thrown) || bare.test(text)))
          complaints.push(`${mistake} is not explained: ${thrown} ${text}`);
        if (/\[object |\bNaN\b|=>/.test(text)) complaints.push(`${mistake} says ${text}`);
      }
      expect(complaints).toEqual([]);
    },
    120_000,
  );
});

test('all of the kit is called', () => {
  const called = new Set(Object.keys(kitCalls).map((name) => name.split('.')[0]));
  expect(Object.keys(kit).filter((name) => !called.has(name))).toEqual([]);
});
