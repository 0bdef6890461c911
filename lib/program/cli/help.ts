import { didYouMean, mistake } from '../../core/values';
import { wrapped } from '../inspect/columns';
import { commands, type Command } from './commands';

const width = 100;

/**
 * What `--help` prints: of one command its arguments and what it does, else the list of commands.
 *
 * @throws DefinitionError where there is no such command
 */
export function help(name?: string): string {
  if (name === undefined) return list();
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return helpOf(name, command);
  const known = Object.keys(commands);
  const message = `there is no command "${name}"${didYouMean(name, known)}`;
  throw mistake({ code: 'usage', message, remedy: `Commands: ${known.join(', ')}.` });
}

/** The command that a command line asks help for: `synth --help`, `help synth`. */
export function helpWanted(argv: readonly string[]): { readonly of?: string } | undefined {
  const isHelp = (argument: string) => argument === '--help' || argument === '-h';
  if (argv[0] !== 'help' && !argv.some(isHelp)) return undefined;
  const [name] = (argv[0] === 'help' ? argv.slice(1) : argv.slice(0, 1)).filter(
    (argument) => !argument.startsWith('-'),
  );
  return name === undefined ? {} : { of: name };
}

function helpOf(name: string, { usage, about }: Command): string {
  const [first, ...more] = wrapped(pieces(usage).join(' '), width - name.length - 20).map(restored);
  const head = `Usage: chartwright ${name} ${first ?? ''}`.trimEnd();
  const indent = ' '.repeat(`Usage: chartwright ${name} `.length);
  const sentences = about.split(/; (?=\S)/).map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`);
  return [
    head,
    ...more.map((line) => `${indent}${line}`),
    '',
    ...sentences.flatMap((sentence) => wrapped(sentence, width, '  ')),
  ].join('\n');
}

const gap = '\u0001';
/** What stands in one pair of brackets is not broken over lines. */
const pieces = (usage: string): string[] =>
  usage
    .replace(/\[[^[\]]*\]/g, (text) => text.replaceAll(' ', gap))
    .replace(/(--[a-z-]+) (?=[A-Za-z])/g, `$1${gap}`)
    .split(' ');
const restored = (text: string): string => text.replaceAll(gap, ' ');

function list(): string {
  const names = Object.keys(commands);
  const longest = Math.max(...names.map((name) => name.length));
  const rows = Object.entries(commands).flatMap(([name, { about }]) => {
    const [first, ...more] = wrapped(about.split(/;|: | - | \(/)[0]!, width - longest - 4);
    return [`  ${name.padEnd(longest)}  ${first ?? ''}`, ...more.map((line) => `${' '.repeat(longest + 4)}${line}`)];
  });
  return [
    'Usage: chartwright COMMAND [ARGUMENTS]',
    '',
    ...rows,
    '',
    '`chartwright COMMAND --help` tells the arguments of one; `chartwright --version` the version.',
  ].join('\n');
}
