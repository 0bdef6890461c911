import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import { judgedBy } from '../../judging/testing/judges.fixture';
import { Project, removeProjects, shop } from './project.fixture';

afterAll(removeProjects);

describe('completion in bash', () => {
  test('offers commands, options, systems, environments and files', async () => {
    const project = new Project(shop());
    for (const folder of ['dist/00-db/local', 'dist/shop/local', 'dist/shop/production', 'library'])
      mkdirSync(project.at(folder), { recursive: true });
    const { code, stdout: script } = await project.chartwright(['completion', 'bash']);
    expect(code).toBe(0);
    project.write('completion.bash', script);
    const tries = [
      'chartwright ex',
      'chartwright synth --ch',
      'chartwright synth s',
      'chartwright synth -e ""',
      'chartwright values d',
      'chartwright graph --format ""',
      'chartwright synth --outdir li',
      'chartwright apply shop p',
      'chartwright help ca',
    ];
    project.write(
      'try.bash',
      `source ./completion.bash
offer() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _chartwright; echo "\${COMPREPLY[*]}"; }
${tries.map((words) => `offer ${words}`).join('\n')}
complete -p chartwright
`,
    );
    const { stdout, stderr } = await project.run(['bash', 'try.bash']);
    expect(stderr).toBe('');
    expect(stdout.trimEnd().split('\n')).toEqual([
      'explain',
      '--check --changed --charts',
      'shop',
      'local production',
      'db',
      'text mermaid dot json',
      'library',
      'production',
      'capacity',
      'complete -F _chartwright chartwright',
    ]);
  });

  test('is of a shell that there is', async () => {
    const project = new Project(shop());
    const { code, stderr } = await project.chartwright(['completion', 'bsh']);
    expect(code).toBe(1);
    expect(stderr).toContain('there is no shell "bsh"; did you mean "bash"?');
  });
});

/** A project with two systems as `synth` leaves them, and the script for a shell. */
async function projectWith(shell: string): Promise<Project> {
  const project = new Project(shop());
  for (const folder of ['dist/00-db/local', 'dist/shop/local', 'dist/shop/production', 'library'])
    mkdirSync(project.at(folder), { recursive: true });
  const { code, stdout } = await project.chartwright(['completion', shell]);
  expect(code).toBe(0);
  project.write(`completion.${shell}`, stdout);
  return project;
}

judgedBy('fish', 'completion in fish', ({ fish }) => {
  test('offers commands, options, systems, environments and files', async () => {
    const project = await projectWith('fish');
    const offers = {
      'chartwright ex': ['explain'],
      'chartwright he': ['help'],
      'chartwright synth --ch': ['--changed', '--charts', '--check'],
      'chartwright synth s': ['shop'],
      'chartwright synth -e ': ['local', 'production'],
      'chartwright values d': ['db'],
      'chartwright graph --format ': ['dot', 'json', 'mermaid', 'text'],
      'chartwright synth --outdir li': ['library/'],
      'chartwright apply shop p': ['production'],
      'chartwright help ca': ['capacity'],
    };
    const lines = Object.keys(offers).map((words) => `complete -C '${words}'; echo`);
    project.write('try.fish', ['source completion.fish', ...lines].join('\n'));
    const { stdout, stderr } = await project.run([fish, '--no-config', 'try.fish']);
    expect(stderr).toBe('');
    const found = stdout.split('\n\n').map((text) => text.split('\n').map((line) => line.split('\t')[0]!));
    expect(found.slice(0, -1)).toEqual(Object.values(offers));
  });
});

judgedBy('zsh', 'completion in zsh', ({ zsh }) => {
  test('completes commands, options, systems, environments and files', async () => {
    const project = await projectWith('zsh');
    const ends = {
      'chartwright ex': 'explain ',
      'chartwright he': 'help ',
      'chartwright synth --che': '--check ',
      'chartwright synth s': 'shop ',
      'chartwright synth -e p': 'production ',
      'chartwright values d': 'db ',
      'chartwright graph --format m': 'mermaid ',
      'chartwright synth --outdir li': 'library/',
      'chartwright help ca': 'capacity ',
    };
    project.write('try.zsh', typing);
    const { stdout, stderr } = await project.run([zsh, '-f', 'try.zsh', zsh, ...Object.keys(ends)]);
    expect(stderr).toBe('');
    const lines = Object.entries(ends).map(([words, end]) => `<${words.replace(/\S+$/, end)}>`);
    expect(stdout.trimEnd().split('\n')).toEqual(lines);
  });
});

/** Types each text and a Tab into a shell at a terminal of its own, and prints what then stands in the line. */
const typing = `zmodload zsh/zpty
zpty shell "$1 -f -i"
shift
zpty -w shell 'PROMPT= RPROMPT=; autoload -Uz compinit; compinit -u -D; source ./completion.zsh
tell() { print -r -- "<$BUFFER>" >> told; BUFFER= }; zle -N tell; bindkey "^T" tell; : > told'
for try in {1..300}; do [[ -e told ]] && break; sleep 0.1; done
for words in "$@"; do
  lines=$(wc -l < told)
  zpty -w -n shell "$words"$'\\t'$'\\x14'
  for try in {1..100}; do (( $(wc -l < told) > lines )) && break; sleep 0.1; done
done
zpty -d shell
cat told
`;
