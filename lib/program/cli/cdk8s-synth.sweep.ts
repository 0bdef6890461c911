import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { buildSync } from 'esbuild';
import { readManifests } from '../../judging/verify/read-manifests';
import { cdk8sSynth, synthAllByCdk8s } from './cdk8s.fixture';
import { guests } from './guests/guests.fixture';
import { commandLine, Project, removeProjects } from './project.fixture';
import { Session } from './session.fixture';

// cdk8s loads for seconds, and longer where much else runs.
jest.setTimeout(180_000);

const repository = join(__dirname, '../../..');
/** A main.ts that does what the guide says: one line is another than in a program of cdk8s alone. */
const mainOf = (file: string, name: string) => `
import { run } from 'chartwright';
import { ${name} } from ${JSON.stringify(join(__dirname, `guests/${file}.fixture`))};
const app = ${name}();
void run(app);
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

const ofGuests = guests.map(([file, { name }]) => [file, mainOf(file, name), folder.ofGuests] as const);
const programs: readonly (readonly [name: string, main: string, sources: string])[] = [
  ...ofGuests,
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

/** The small programs, which are built in one process. */
const session = new Session(ofGuests.map(([, main]) => main));

/** What chartwright itself writes of a program. */
async function writtenOf(main: string): Promise<{ readonly [path: string]: string }> {
  const project = new Project(main);
  const isSmall = ofGuests.some(([, each]) => each === main);
  const { code } = await (isSmall ? session.chartwright(project, ['synth']) : project.chartwright(['synth']));
  expect(code).toBe(0);
  const written = project.contents();
  expect(Object.keys(written).filter((path) => path.endsWith('.k8s.yaml'))).not.toEqual([]);
  return written;
}

/** By the name of the program: what chartwright writes of it, and a project in which cdk8s synth has run. */
const synthesized = new Map<string, { readonly written: object; readonly project: Project }>();

beforeAll(async () => {
  const projects = programs.map(([, main, sources]) => compiled(main, sources));
  const ours = async () => {
    for (const [i, [name, main]] of programs.entries())
      synthesized.set(name, { written: await writtenOf(main), project: projects[i]! });
  };
  await Promise.all([ours(), synthAllByCdk8s(projects)]);
});
afterAll(() => {
  session.end();
  removeProjects();
});

test.each(programs)('cdk8s synth of the program %s writes what chartwright synth writes', (name) => {
  const { written, project } = synthesized.get(name)!;
  expect(project.contents()).toEqual(written);
});

// One of several charts, and one with values.
describe.each([programs[3]!, programs.at(-1)!])('cdk8s synth of the program %s', (name, main) => {
  test('writes the same by our command line', async () => {
    const project = new Project(main);
    project.write('cdk8s.yaml', settings(`node ${commandLine()} synth`));
    expect((await project.run(cdk8sSynth)).code).toBe(0);
    expect(project.contents()).toEqual(synthesized.get(name)!.written);
  });

  test('prints all objects with --stdout, and leaves charts as they are', async () => {
    const { project } = synthesized.get(name)!;
    const written = project.contents();
    const { code, stdout, stderr } = await project.run([...cdk8sSynth, '--stdout']);
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
