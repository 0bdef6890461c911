import { describe, expect, test } from '@jest/globals';
import { DefinitionError } from '../../core/values';
import { commands } from './commands';
import { help, helpWanted } from './help';

describe('help', () => {
  test('of nothing lists each command, in lines that fit a terminal', () => {
    const lines = help().split('\n');
    for (const name of Object.keys(commands)) expect(lines.some((line) => line.startsWith(`  ${name} `))).toBe(true);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(help()).not.toContain('--outdir');
  });

  test.each(Object.keys(commands))('of %s tells all its arguments, and of no other command', (name) => {
    const text = help(name);
    const [usage = ''] = text.split('\n\n');
    expect(usage.replace(/\s+/g, ' ')).toBe(`Usage: chartwright ${name} ${commands[name]!.usage}`);
    expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  test('of a command that there is not names the nearest', () => {
    expect(() => help('sinth')).toThrow(DefinitionError);
    expect(() => help('sinth')).toThrow('did you mean "synth"?');
  });

  test.each([
    [['--help'], {}],
    [['help'], {}],
    [['help', 'synth'], { of: 'synth' }],
    [['synth', '--help'], { of: 'synth' }],
    [['synth', 'shop', '-h'], { of: 'synth' }],
    [['--quiet', '--help'], {}],
    [['synth', 'shop'], undefined],
  ])('%p asks for %p', (argv, wanted) => expect(helpWanted(argv)).toEqual(wanted));
});
