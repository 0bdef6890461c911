import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import type { App } from 'cdk8s';
import { printChart } from '../../../printing/chart';
import { defaults } from '../../../core/values';
import type { KubernetesObject } from '../../../judging/verify/kubernetes-object';
import {
  disagreements,
  objectsOf,
  plainOutput,
  type Installation,
  type PrintedSystem,
} from '../../../judging/verify/systems.fixture';
import { readManifests } from '../../../judging/verify/read-manifests';
import { helmVersions } from '../../../judging/verify/tools';
import { Project, removeProjects } from '../project.fixture';
import { systemsOf } from '../../app';
import { guests } from './guests.fixture';

jest.setTimeout(180_000);
const tools = helmVersions();
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
afterAll(removeProjects);

/** All charts of an app, on disk. */
function printAll(app: App): PrintedSystem[] {
  const root = mkdtempSync(join(tmpdir(), 'chartwright-guest-'));
  folders.push(root);
  return systemsOf(app).map((system) => {
    const { name, schema } = system.definition;
    const chart = join(root, name);
    for (const [path, text] of printChart(system.definition, system.manifests).files) {
      mkdirSync(dirname(join(chart, path)), { recursive: true });
      writeFileSync(join(chart, path), text);
    }
    return { ...system, name, chart, defaults: defaults(schema) };
  });
}

/** The installation of the only environment of a chart without values. */
const installationOf = ({ definition }: PrintedSystem): Installation[] =>
  definition.environments.map(({ release, namespace }) => ({ release, namespace, values: {} }));

/** Kinds without a namespace, to which cdk8s gives that of the chart all the same. */
const clusterKinds = ['Namespace', 'CustomResourceDefinition', 'ClusterRole', 'ClusterRoleBinding'];

function withoutUnusedNamespace(object: KubernetesObject): KubernetesObject {
  if (!clusterKinds.includes(object.kind)) return object;
  const { namespace: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** The objects as text, whatever their order and that of their keys. */
const inOrder = (objects: readonly KubernetesObject[]) =>
  objects.map((object) => JSON.stringify(sorted(object))).sort();

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe.each(guests)('the program %s', (_, build, charts) => {
  const printed = printAll(build());

  test('has the objects that cdk8s itself prints', () => {
    const theirs = objectsOf(readManifests(String(build().synthYaml())));
    const ours = printed.flatMap((system) =>
      installationOf(system).flatMap((installation) => objectsOf(plainOutput(system, installation))),
    );
    expect(printed).toHaveLength(charts);
    expect(theirs.length).toBeGreaterThan(0);
    expect(inOrder(ours)).toEqual(inOrder(theirs.map(withoutUnusedNamespace)));
  });

  test('has charts that each Helm renders as the same objects', async () => {
    const found = printed.flatMap((system) => installationOf(system).map((each) => disagreements(system, each, tools)));
    expect(await Promise.all(found)).toEqual(printed.map(() => []));
  });
});

/** Those of several charts, of objects from a file, and of names one of which begins another. */
const verified = ['nested-charts', 'included-yaml', 'permissions'];

/** A main.ts that runs the App of each program, with a folder of its own, and says what came of it. */
const main = `
import { run } from 'chartwright';
${guests.map(([file, { name }]) => `import { ${name} } from ${JSON.stringify(join(__dirname, `${file}.fixture`))};`).join('\n')}

async function runs(build, file, commands) {
  const app = build();
  for (const command of commands) {
    process.exitCode = undefined;
    await run(app, [command, '--outdir', file]);
    console.error(JSON.stringify([file, command, process.exitCode]));
  }
}

void (async () => {
${guests
  .map(([file, { name }]) => [name, file, verified.includes(file) ? ['synth', 'verify'] : ['synth']])
  .map(([name, file, commands]) => `  await runs(${String(name)}, '${String(file)}', ${JSON.stringify(commands)});`)
  .join('\n')}
  process.exitCode = 0;
})();
`;

test('the programs are written on the command line, and verified where their charts are of an odd kind', async () => {
  const project = new Project(main);
  const { code, stderr } = await project.chartwright([]);
  // Nothing else is said of any.
  const expected = guests.flatMap(([file]) =>
    (verified.includes(file) ? ['synth', 'verify'] : ['synth']).map((command) => JSON.stringify([file, command, 0])),
  );
  expect({ code, stderr: stderr.trim().split('\n') }).toEqual({ code: 0, stderr: expected });
  const written = guests.map(([file]) => [
    file,
    [...project.files(`${file}/charts`).keys()].filter((path) => path.endsWith('/Chart.yaml')).length,
  ]);
  expect(written).toEqual(guests.map(([file, , charts]) => [file, charts]));
});

test('a program is written by itself as it is among others', async () => {
  const project = new Project(main.replace(/^ {2}await runs\((?!nestedCharts,).*\n/gm, ''));
  const alone = new Project(`
import { run } from 'chartwright';
import { nestedCharts } from ${JSON.stringify(join(__dirname, 'nested-charts.fixture'))};
void run(nestedCharts());
`);
  expect((await project.chartwright([])).code).toBe(0);
  expect(await alone.chartwright(['synth'])).toMatchObject({ code: 0, stderr: '' });
  const contents = Object.entries(project.contents('nested-charts')).map(([path, digest]) => [path.slice(14), digest]);
  expect(Object.fromEntries(contents)).toEqual(alone.contents());
});
