import { rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { examples } from '../../judging/check/examples';
import { ruleTexts } from '../../judging/check/rules';
import { helmVersions } from '../../judging/verify/tools';
import { commandLine, Project, removeProjects } from './project.fixture';

afterAll(removeProjects);

/*
 * The examples of docs/rules.md that are commands: the files that they list are made, and the commands are run.
 */

const web = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata: { MODE: fast }\n';

/** A definition that says something else in each file. */
const definition = (file: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: tills.shop.example }
spec:
  group: shop.example
  scope: Namespaced
  names: { plural: tills, kind: Till }
  versions:
    - name: v1
      served: true
      storage: true
      schema: { openAPIV3Schema: { type: object, description: of ${file} } }
`;

const contents: { readonly [file: string]: string } = {
  'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'values.yaml': 'mode: fast\n',
  'README.md': '# Manifests\n',
  'web.yaml': web,
};

/** Makes the files that a listing shows, and gives the commands of chartwright in it. */
function lay(project: Project, listing: string): string[] {
  const commands: string[] = [];
  let folder = '';
  project.write('k8s/web.yaml', web);
  for (const line of listing.trim().split('\n')) {
    const command = /^\$ (.*)$/.exec(line)?.[1];
    if (command?.startsWith('ls ')) {
      folder = command.slice('ls '.length);
      rmSync(project.at(folder), { recursive: true, force: true });
    } else if (command?.includes('chartwright')) commands.push(command);
    else if (command === undefined && folder !== '') {
      for (const name of line.split(/\s+/)) {
        if (name === 'templates')
          project.write(`${folder}/templates/web.yaml`, web.replace('fast', '{{ .Values.mode }}'));
        else project.write(`${folder}/${name}`, contents[name] ?? definition(name));
      }
    } else if (line.includes('UTF-16'))
      writeFileSync(project.at(line.split(':')[0]!), Buffer.from(`\ufeff${web}`, 'utf16le'));
  }
  return commands.length > 0 ? commands : ['chartwright check --path k8s'];
}

const shown = ruleTexts
  .map(({ code, examples: own }) => ({ code, ...(own ?? examples[code])! }))
  .filter(({ language }) => language === 'console');

test('four rules are shown by commands', () => {
  expect(shown.map(({ code }) => code).sort()).toEqual([
    'definition-twice',
    'no-manifests',
    'unreadable-file',
    'unrendered-chart',
  ]);
});

test.each(shown)('the commands of $code show what is found and what is not', async ({ code, valid, invalid }) => {
  for (const [listing, isFound] of [
    [invalid, true],
    [valid, false],
  ] as const) {
    const project = new Project('');
    for (const command of lay(project, listing)) {
      const line = command.replace('chartwright', `"$0" "$1"`);
      const { stdout, stderr } = await project.run(['sh', '-c', line, process.execPath, commandLine()], {
        env: { PATH: `${dirname(helmVersions()[0]!.path)}:${process.env['PATH']}` },
      });
      const said = `${stdout}${stderr}`;
      if (isFound) expect(said).toContain(code);
      else expect([said, said.includes(code)]).toEqual([said, false]);
      if (!isFound) expect(stdout).toContain('0 errors');
    }
  }
});
