import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { codeBelow, outputsOf, printedBelow, root } from './readme.fixture';
import { Project, removeProjects } from './program/cli/project.fixture';

jest.setTimeout(120_000);
afterAll(removeProjects);

/** What the apps of docs/cdk8s-app.md have beside their main.ts. */
const beside = {
  'upstream.yaml': readFileSync(join(root, 'lib/cdk8s-app.upstream.fixture.yaml'), 'utf8'),
  // What `cdk8s import k8s` makes is in the package of cdk8s-plus, too.
  'imports/k8s.ts': "export * from 'cdk8s-plus-28/lib/imports/k8s';\n",
};

function projectOf(example: string): Project {
  const project = new Project(codeBelow(`example: ${example}`));
  for (const [path, text] of Object.entries(beside)) project.write(path, text);
  return project;
}

/** What all commands say of an example with values, each example in one process. */
const saidOf = new Map<string, ReturnType<typeof sayAll>>();

async function sayAll(example: string) {
  const project = projectOf(example);
  const [synthesized, checked, verified, hooks] = await project.commands([['synth'], ['check'], ['verify'], ['hooks']]);
  return { project, synthesized: synthesized!, checked: checked!, verified: verified!, hooks: hooks! };
}

function said(example: string): ReturnType<typeof sayAll> {
  const known = saidOf.get(example) ?? sayAll(example);
  saidOf.set(example, known);
  return known;
}

const indentOf = (text: string) => text.match(/^ */)![0].length;

/** A text without what all of its lines are indented by. */
function atMargin(text: string): string {
  const indent = Math.min(...text.split('\n').filter(Boolean).map(indentOf));
  return text
    .split('\n')
    .map((line) => line.slice(indent))
    .join('\n');
}

/** Whether a file has these lines beside each other, however far to the right. */
function has(file: string, text: string): boolean {
  const lines = file.split('\n');
  const count = text.trimEnd().split('\n').length;
  return lines.some((_, i) => atMargin(lines.slice(i, i + count).join('\n')) === atMargin(text.trimEnd()));
}

describe.each(['blog', 'reports', 'guestbook'])('the app %s of the page about cdk8s apps', (example) => {
  test('prints after the first line as it did before, and is the same for the real Helm', async () => {
    const [synthesized, verified] = await projectOf(example).commands([['synth'], ['verify']]);
    expect(synthesized).toMatchObject({ code: 0 });
    expect(verified!.stdout).toMatch(/^\S+ default: \d+ objects, equal \(helm 3\.\d+\.\d+, 4\.\d+\.\d+\)$/m);
    expect(verified).toMatchObject({ code: 0 });
  });

  test('is with values what the page shows, and the same for the real Helm', async () => {
    const { project, synthesized, checked, verified } = await said(`${example}-values`);
    expect(synthesized).toMatchObject({ code: 0 });
    expect(checked.stdout).toMatch(/^0 errors, /m);
    expect(verified.stdout).toMatch(/^\S+ production: \d+ objects, equal \(helm 3\.\d+\.\d+, 4\.\d+\.\d+\)$/m);
    expect(verified).toMatchObject({ code: 0 });
    const outputs = outputsOf(`${example}-values`);
    expect(outputs.length).toBeGreaterThan(0);
    expect(outputs.filter(({ path, text }) => !has(project.read(path), text)).map(({ path }) => path)).toEqual([]);
  });
});

test('the hooks are those that the page shows', async () => {
  const { hooks } = await said('guestbook-values');
  expect(hooks.stdout).toBe(printedBelow('prints: hooks guestbook-values'));
});

test('the proposals are those that the page shows', async () => {
  const project = projectOf('blog');
  expect((await project.chartwright(['adopt', 'blog'])).stdout).toContain(printedBelow('prints: adopt blog'));
});
