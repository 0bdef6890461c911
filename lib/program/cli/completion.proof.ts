import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdirSync } from 'node:fs';
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
      '--check --charts',
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
