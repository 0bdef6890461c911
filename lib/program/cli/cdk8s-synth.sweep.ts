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

const programs: readonly (readonly [string, string])[] = [
  ...guests.map(([file, { name }]) => [file, mainOf(file, name)] as const),
  ['the definitions over cdk8s-plus', definitions('plainApp')],
  ['the definitions over cdk8s-plus with values', definitions('valuesApp')],
];

const settings = (app: string) => `language: typescript\napp: ${app}\noutput: dist\n`;

/** The app as JavaScript, as `tsc` leaves it. Files that it reads by `__dirname` are found where they were. */
function compile(project: Project): void {
  buildSync({
    entryPoints: [project.at('main.ts')],
    outfile: project.at('main.js'),
    bundle: true,
    platform: 'node',
    packages: 'external',
    define: { __dirname: JSON.stringify(join(__dirname, 'guests/definitions')) },
    logLevel: 'error',
  });
}

describe.each(programs)('cdk8s synth of the program %s', (_, main) => {
  test('writes what chartwright synth writes, by our command line and by node alone', async () => {
    const [ours, theirs, node] = [new Project(main), new Project(main), new Project(main)];
    theirs.write('cdk8s.yaml', settings(`node ${commandLine()} synth`));
    node.write('cdk8s.yaml', settings('node main.js'));
    compile(node);
    expect((await ours.chartwright(['synth'])).code).toBe(0);
    const written = ours.contents();
    expect(Object.keys(written).filter((path) => path.endsWith('.k8s.yaml'))).not.toEqual([]);
    expect((await theirs.run(cdk8s)).code).toBe(0);
    expect(theirs.contents()).toEqual(written);
    expect((await node.run(cdk8s)).code).toBe(0);
    expect(node.contents()).toEqual(written);

    const { code, stdout, stderr } = await node.run([...cdk8s, '--stdout']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const printed = readManifests(stdout);
    expect(printed.problems).toEqual([]);
    const files = [...ours.files('dist').keys()].filter((path) => path.endsWith('.k8s.yaml'));
    expect(printed.objects).toHaveLength(files.length);
    // cdk8s removes the folder of its output before it runs the app, and leaves all else.
    const charts = Object.entries(written).filter(([path]) => path.startsWith('charts/'));
    expect(node.contents()).toMatchObject(Object.fromEntries(charts));
  });
});
