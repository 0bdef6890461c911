import { describe, expect, test } from '@jest/globals';
import { commands } from './commands';
import { completedCommands, type CompletedCommand } from './completion-words';

const all = new Map(completedCommands(commands).map((command) => [command.name, command]));
const command = (name: string): CompletedCommand => all.get(name)!;
const takes = (name: string, option: string) => command(name).options.find((each) => each.name === option)?.takes;

describe('what a shell completes', () => {
  test('is every command of the table', () => expect([...all.keys()]).toEqual(Object.keys(commands)));

  test.each([
    ['synth', '--environment', { kind: 'environments' }],
    ['synth', '-e', { kind: 'environments' }],
    ['synth', '--values', { kind: 'files' }],
    ['synth', '--outdir', { kind: 'folders' }],
    ['synth', '--check', undefined],
    ['synth', '--force', undefined],
    ['order', '--format', { kind: 'words', words: ['text', 'mermaid', 'json'] }],
    ['graph', '--format', { kind: 'words', words: ['text', 'mermaid', 'dot', 'json'] }],
    ['graph', '--json', undefined],
    ['apply', '--timeout', { kind: 'anything' }],
    ['apply', '--prune', undefined],
    ['explain', '--system', { kind: 'systems' }],
  ])('%s %s is followed by %p', (name, option, offer) => expect(takes(name, option)).toEqual(offer));

  test('every option that a usage names is known, and --help', () => {
    for (const [name, { usage }] of Object.entries(commands)) {
      const named = [...usage.matchAll(/--[a-z-]+/g)].map(([option]) => option);
      const known = command(name).options.map((option) => option.name);
      expect(known).toEqual(expect.arrayContaining([...named, '--help']));
    }
  });

  test.each([
    ['synth', [{ kind: 'systems' }]],
    ['apply', [{ kind: 'systems' }, { kind: 'environments' }]],
    ['completion', [{ kind: 'words', words: ['bash', 'zsh', 'fish'] }]],
    ['gitops', [{ kind: 'words', words: ['argocd', 'flux'] }, { kind: 'systems' }]],
  ])('the arguments of %s are %p', (name, offers) => expect(command(name).arguments).toEqual(offers));
});
