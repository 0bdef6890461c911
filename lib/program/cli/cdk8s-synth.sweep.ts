import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { buildSync } from 'esbuild';
import { readManifests } from '../../judging/verify/read-manifests';
import { guests } from './guests/guests.fixture';
import { commandLine, Project, removeProjects } from './project.fixture';

afterAll(removeProjects);
// cdk8s loads for seconds, and longer where much else runs.
jest.setTimeout(180_000);

const repository = join(__dirname, '../../..');
// Without the flag it asks the npm registry for its newest version; no answer does no harm.
const cdk8s = [join(repository, 'node_modules/.bin/cdk8s'), 'synth', '--check-upgrade=false'];

/** A main.ts that does what the guide says: one line is another than in a program of cdk8s alone. */
const mainOf = (file: string, name: string) => `
import { run } from 'chartwright';
import { ${name} } from ${JSON.stringify(join(__dirname, `guests/${file}.fixture`))};
void run(${name}());
`;

/** All definitions, which take the library from this repository in the form with values. */
const definitions = (form: 'plainApp' | 'valuesApp') => `
import { definitions } from ${JSON.stringify(join(__dirname, 'guests/definitions/definitions.fixture'))};
import { ${form} } from ${JSON.stringify(join(__dirname, 'guests/definitions/programs.fixture'))};
import { run } from ${JSON.stringify(join(repository, 'lib/index'))};
void run(${form}(definitions));
`;

/** Where the sources of a program were, which find files beside them. */
const folder = { ofGuests: join(__dirname, 'guests'), ofDefinitions: join(__dirname, 'guests/definitions') };

const programs: readonly (readonly [name: string, main: string, sources: string])[] = [
  ...guests.map(([file, { name }]) => [file, mainOf(file, name), folder.ofGuests] as const),
  ['the definitions over cdk8s-plus', definitions('plainApp'), folder.ofDefinitions],
  ['the definitions over cdk8s-plus with values', definitions('valuesApp'), folder.ofDefinitions],
];

const settings = (app: string) => `language: typescript\napp: ${app}\noutput: dist\n`;

/** The app as JavaScript, as `tsc` leaves it. Files that it reads by `__dirname` are found where they were. */
function compile(project: Project, sources: string): void {
  buildSync({
    entryPoints: [project.at('main.ts')],
    outfile: project.at('main.js'),
    bundle: true,
    platform: 'node',
    packages: 'external',
    define: { __dirname: JSON.stringify(sources) },
    logLevel: 'error',
  });
}

/** A project whose program cdk8s runs by node alone. */
function compiled(main: string, sources: string): Project {
  const project = new Project(main);
  project.write('cdk8s.yaml', settings('node main.js'));
  compile(project, sources);
  return project;
}

/** What chartwright itself writes of a program. */
async function writtenOf(main: string): Promise<{ readonly [path: string]: string }> {
  const project = new Project(main);
  expect((await project.chartwright(['synth'])).code).toBe(0);
  const written = project.contents();
  expect(Object.keys(written).filter((path) => path.endsWith('.k8s.yaml'))).not.toEqual([]);
  return written;
}

test.each(programs)('cdk8s synth of the program %s writes what chartwright synth writes', async (_, main, sources) => {
  const project = compiled(main, sources);
  const [written, { code }] = await Promise.all([writtenOf(main), project.run(cdk8s)]);
  expect(code).toBe(0);
  expect(project.contents()).toEqual(written);
});

// One of several charts, and one with values.
describe.each([programs[3]!, programs.at(-1)!])('cdk8s synth of the program %s', (_, main, sources) => {
  test('writes the same by our command line', async () => {
    const project = new Project(main);
    project.write('cdk8s.yaml', settings(`node ${commandLine()} synth`));
    const [written, { code }] = await Promise.all([writtenOf(main), project.run(cdk8s)]);
    expect(code).toBe(0);
    expect(project.contents()).toEqual(written);
  });

  test('prints all objects with --stdout, and leaves charts as they are', async () => {
    const project = compiled(main, sources);
    expect((await project.run(cdk8s)).code).toBe(0);
    const written = project.contents();
    const { code, stdout, stderr } = await project.run([...cdk8s, '--stdout']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const printed = readManifests(stdout);
    expect(printed.problems).toEqual([]);
    const isObject = (path: string) => path.endsWith('.k8s.yaml');
    expect(printed.objects).toHaveLength(Object.keys(written).filter(isObject).length);
    // cdk8s removes the folder of its output before it runs the app, and leaves all else.
    const charts = Object.entries(written).filter(([path]) => path.startsWith('charts/'));
    expect(project.contents()).toMatchObject(Object.fromEntries(charts));
  });
});
