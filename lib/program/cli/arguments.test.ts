import { describe, expect, test } from '@jest/globals';
import { readArguments } from './arguments';
import { commands } from './commands';

const format = { type: 'string', default: 'text' } as const;

describe('--json', () => {
  test('is short for --format json where a command has formats', () => {
    expect(readArguments(['shop', '--json'], { format })).toMatchObject({
      values: { format: 'json' },
      positionals: ['shop'],
    });
  });

  test('is an option like any other that a command has not where it has none', () => {
    expect(() => readArguments(['--json'], { quiet: { type: 'boolean' } })).toThrow('there is no option "--json"');
  });

  test('stands in the usage of each command that prints JSON', () => {
    const printing = Object.entries(commands).filter(([, { usage }]) => /--format \S*\bjson\b/.test(usage));
    expect(printing.length).toBeGreaterThan(7);
    expect(printing.filter(([, { usage }]) => !usage.includes('| --json]')).map(([name]) => name)).toEqual([]);
  });
});
