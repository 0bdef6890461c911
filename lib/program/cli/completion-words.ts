import type { Command } from './commands';

/** What a shell offers behind an option or as an argument. */
export type Offer =
  | { readonly kind: 'systems' | 'environments' | 'files' | 'folders' | 'anything' }
  | { readonly kind: 'words'; readonly words: readonly string[] };

export interface CompletedOption {
  /** With its dashes: `--environment`, `-e`. */
  readonly name: string;
  /** What follows it; absent where nothing does. */
  readonly takes?: Offer;
}

/** What is known of a command from its line in the table. */
export interface CompletedCommand {
  readonly name: string;
  readonly about: string;
  readonly options: readonly CompletedOption[];
  readonly arguments: readonly Offer[];
}

const byWord: { readonly [word: string]: Offer['kind'] & ('systems' | 'environments' | 'files' | 'folders') } = {
  SYSTEM: 'systems',
  S: 'systems',
  ENVIRONMENT: 'environments',
  E: 'environments',
  DIR: 'folders',
  FILE: 'files',
  PATH: 'files',
};

/** Short forms that several commands have. */
const shortForms: { readonly [option: string]: string } = { '--environment': '-e', '--values': '-f' };

/** Reads the table of commands: its usages have one form. */
export function completedCommands(commands: { readonly [name: string]: Command }): CompletedCommand[] {
  return Object.entries(commands).map(([name, { usage, about }]) => ({
    name,
    about: about.split(';')[0]!,
    options: [...optionsIn(usage), { name: '--help' }],
    arguments: argumentsIn(usage),
  }));
}

function optionsIn(usage: string): CompletedOption[] {
  const found = new Map<string, CompletedOption>();
  for (const [, name = '', value] of usage.matchAll(/(--[a-z][a-z-]*)(?:[ =]([A-Za-z0-9][^\s\]]*))?/g)) {
    const takes = value === undefined ? {} : { takes: offerOf(value) };
    found.set(name, { name, ...takes });
    const short = shortForms[name];
    if (short !== undefined && value !== undefined) found.set(short, { name: short, ...takes });
  }
  return [...found.values()];
}

function argumentsIn(usage: string): Offer[] {
  const words = usage
    .replace(/--[a-z-]+(?:[ =][A-Za-z0-9][^\s\]]*)?/g, '')
    .split(/[\s[\]]+/)
    .filter((word) => /^[A-Za-z]/.test(word));
  return words.map(offerOf).filter(({ kind }) => kind !== 'anything');
}

function offerOf(word: string): Offer {
  const bare = word.replace(/\.\.\.$/, '');
  const kind = bare
    .split('|')
    .map((each) => byWord[each])
    .find((each) => each !== undefined);
  if (kind !== undefined) return { kind };
  if (/^[a-z][a-z0-9-]*(\|[a-z][a-z0-9-]*)+$/.test(bare)) return { kind: 'words', words: bare.split('|') };
  return { kind: 'anything' };
}
