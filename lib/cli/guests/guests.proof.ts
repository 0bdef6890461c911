import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import type { App } from 'cdk8s';
import { printChart } from '../../chart';
import { defaults } from '../../values';
import type { KubernetesObject } from '../../verify/kubernetes-object';
import {
  disagreements,
  objectsOf,
  plainOutput,
  type Installation,
  type PrintedSystem,
} from '../../verify/systems.fixture';
import { readManifests } from '../../verify/read-manifests';
import { helmVersions } from '../../verify/tools';
import { Project, removeProjects } from '../project.fixture';
import { systemsOf } from '../../app';
import { batchAndStorage } from './batch-and-storage.fixture';
import { customResource } from './custom-resource.fixture';
import { filesInConfigMap } from './files-in-config-map.fixture';
import { includedYaml } from './included-yaml.fixture';
import { nestedCharts } from './nested-charts.fixture';
import { orderedCharts } from './ordered-charts.fixture';
import { ownConstructs } from './own-constructs.fixture';
import { ownNamespace } from './own-namespace.fixture';
import { permissions } from './permissions.fixture';
import { plainWebApp } from './plain-web-app.fixture';
import { scalingAndNetwork } from './scaling-and-network.fixture';
import { shop } from './shop.fixture';

/* Programs as the guides of cdk8s teach to write them, which know nothing of us. */

jest.setTimeout(180_000);
const tools = helmVersions();
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
afterAll(removeProjects);

const guests: readonly (readonly [string, () => App, charts: number])[] = [
  ['plain-web-app', plainWebApp, 1],
  ['shop', shop, 1],
  ['ordered-charts', orderedCharts, 2],
  ['nested-charts', nestedCharts, 6],
  ['included-yaml', includedYaml, 1],
  ['own-namespace', ownNamespace, 1],
  ['custom-resource', customResource, 1],
  ['permissions', permissions, 1],
  ['files-in-config-map', filesInConfigMap, 1],
  ['batch-and-storage', batchAndStorage, 1],
  ['scaling-and-network', scalingAndNetwork, 1],
  ['own-constructs', ownConstructs, 1],
];

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

/** A main.ts that runs the App which a program makes. */
const mainOf = (file: string, build: string) => `
import { run } from 'chartwright';
import { ${build} } from ${JSON.stringify(join(__dirname, `${file}.fixture`))};

const app = ${build}();
void run(app);
`;

/** Those of several charts, of objects from a file, and of names one of which begins another. */
const verified = ['nested-charts', 'included-yaml', 'permissions'];

describe.each(guests)('the program %s on the command line', (name, build, charts) => {
  test('is written, and verified where its charts are of an odd kind', async () => {
    const project = new Project(mainOf(name, build.name));
    const synth = await project.chartwright(['synth']);
    expect({ code: synth.code, stderr: synth.stderr }).toEqual({ code: 0, stderr: '' });
    expect([...project.files('charts').keys()].filter((file) => file.endsWith('/Chart.yaml'))).toHaveLength(charts);
    if (!verified.includes(name)) return;
    const verify = await project.chartwright(['verify']);
    expect({ code: verify.code, stderr: verify.stderr }).toEqual({ code: 0, stderr: '' });
  });
});
