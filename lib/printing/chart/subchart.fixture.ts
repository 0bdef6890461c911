import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { HelmError } from '../../judging/verify/helm';
import { describe as nameOf, type KubernetesObject } from '../../judging/verify/kubernetes-object';
import { crossings, sharedNames } from '../../judging/verify/selectors.fixture';
import {
  helmOutput,
  helmOutputs,
  objectsOf as objectsIn,
  printSystems,
  type PrintedSystem,
} from '../../judging/verify/systems.fixture';
import { helmVersions, type HelmTool } from '../../judging/verify/tools';
import { printChart } from './chart-files';
import { archiveName, packageChart } from './package-chart';

/* Other charts depend on ours: from their package, under a condition, several times under aliases. */

const tools = helmVersions();
const scratch = mkdtempSync(join(tmpdir(), 'chartwright-subchart-'));
afterAll(() => rmSync(scratch, { recursive: true }));

interface Dependency {
  readonly alias?: string;
  readonly condition?: string;
}

const dependencyLines = ({ name, definition }: PrintedSystem, dependencies: readonly Dependency[], repository = '') =>
  dependencies.flatMap(({ alias, condition }) => [
    `  - name: ${name}`,
    `    version: ${definition.metadata.version}`,
    `    repository: "${repository}"`,
    ...(alias === undefined ? [] : [`    alias: ${alias}`]),
    ...(condition === undefined ? [] : [`    condition: ${condition}`]),
  ]);

/** The package of a chart, written into a folder. */
function writePackage({ name, definition, manifests }: PrintedSystem, folder: string): void {
  const bytes = packageChart(name, printChart(definition, manifests).files);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, archiveName(name, definition.metadata.version)), bytes);
}

/** A chart that has nothing but others. */
function parentOf(system: PrintedSystem, dependencies: readonly Dependency[]): string {
  const chart = mkdtempSync(join(scratch, 'parent-'));
  const head = ['apiVersion: v2', 'name: umbrella', 'version: 0.1.0', 'dependencies:'];
  writeFileSync(join(chart, 'Chart.yaml'), `${[...head, ...dependencyLines(system, dependencies)].join('\n')}\n`);
  writePackage(system, join(chart, 'charts'));
  return chart;
}

/** @param extraArgs of `helm template` */
async function objectsOf(
  tool: HelmTool,
  chart: string,
  release: string,
  values = {},
  extraArgs: readonly string[] = [],
): Promise<KubernetesObject[]> {
  const output = await helmOutput(tool, { chart, release, namespace: 'shared', values, extraArgs });
  expect(output.problems).toEqual([]);
  return objectsIn(output);
}

/** The objects of a chart without subcharts in each of several releases. */
async function objectsOfReleases(
  tool: HelmTool,
  chart: string,
  releases: readonly string[],
): Promise<KubernetesObject[][]> {
  const installations = releases.map((release) => ({ release, namespace: 'shared', values: {} }));
  return (await helmOutputs([tool], chart, installations)).map(([output]) => {
    if (output instanceof HelmError) throw output;
    expect(output!.problems).toEqual([]);
    return objectsIn(output!);
  });
}

/**
 * What Helm is told for the releases of one chart that differ in their name: a schema, which takes a third of the time, knows no
 * names, so that it is only asked for the first.
 */
const judgedFirst = (isFirst: boolean): readonly string[] => (isFirst ? [] : ['--skip-schema-validation']);

const byName = (objects: readonly KubernetesObject[]) => new Map(objects.map((object) => [nameOf(object), object]));

/** Proves it of the systems that are wanted. */
export function proveSubcharts(isWanted: (system: string) => boolean): void {
  const { systems, remove } = printSystems(isWanted);
  afterAll(remove);
  test('there is a system to judge', () => expect(systems).not.toEqual([]));

  describe.each(systems.map((system) => [system.name, system] as const))('%s as a subchart', (name, system) => {
    const toggled = parentOf(system, [{ condition: `${name}.enabled` }]);

    test('has the objects that it has by itself, in a release of the same name', async () => {
      for (const tool of tools) {
        const alone = byName(await objectsOf(tool, system.chart, 'umbrella'));
        expect(byName(await objectsOf(tool, toggled, 'umbrella'))).toEqual(alone);
        expect(byName(await objectsOf(tool, toggled, 'umbrella', { [name]: { enabled: true } }))).toEqual(alone);
      }
    });

    test('is not there where its condition does not hold', async () => {
      for (const tool of tools) {
        expect(await objectsOf(tool, toggled, 'umbrella', { [name]: { enabled: false } })).toEqual([]);
      }
    });

    test('takes the registry and the pull secrets that a parent has for all', async () => {
      const global = {
        imageRegistry: 'mirror.example.com',
        imagePullSecrets: [{ name: 'shared' }],
        ofTheParent: { a: [1] },
      };
      for (const tool of tools) {
        const text = JSON.stringify(
          await objectsOf(tool, toggled, 'umbrella', { global, [name]: { commonLabels: { a: 'b' } } }),
        );
        const images = [...text.matchAll(/"image":"([^"]*)"/g)].map(([, image]) => image!);
        expect(images.length).toBeGreaterThan(0);
        expect(images.filter((image) => !image.startsWith('mirror.example.com/'))).toEqual([]);
        expect(text.split('"imagePullSecrets":[{"name":"shared"}]').length).toBe(text.split('"containers":').length);
      }
    });

    test('refuses a value that there is not, wherever the parent writes it', async () => {
      for (const tool of tools) {
        for (const values of [{ nonsense: 1 }, { global: { imageRegistry: 1 } }]) {
          await expect(objectsOf(tool, toggled, 'umbrella', { [name]: values })).rejects.toThrow(/schema/);
        }
      }
    });

    test('is there twice under two aliases, without a common object or a selector of one that sees the other', async () => {
      // Helm takes such an alias, and DNS does not.
      const aliases = ['blue', 'My_Green'];
      const chart = parentOf(
        system,
        aliases.map((alias) => ({ alias, condition: `${alias}.enabled` })),
      );
      for (const [i, release] of ['umbrella', 'blue', 'blue-green', name].entries()) {
        const flags = judgedFirst(i === 0);
        const [both, blue, green] = await Promise.all([
          objectsOf(tools[1]!, chart, release, {}, flags),
          objectsOf(tools[1]!, chart, release, { My_Green: { enabled: false } }, flags),
          objectsOf(tools[1]!, chart, release, { blue: { enabled: false } }, flags),
        ]);
        expect(both.map(nameOf).sort()).toEqual([...blue, ...green].map(nameOf).sort());
        const names = green.map(({ metadata }) => metadata.name);
        expect(names.filter((each) => !/^[a-z]([-.a-z0-9]*[a-z0-9])?$/.test(each))).toEqual([]);
        expect({ release, shared: sharedNames(blue, green) }).toEqual({ release, shared: [] });
        expect([...crossings(blue, green), ...crossings(green, blue)]).toEqual([]);
      }
    });

    test('of itself under another name shares nothing with it', async () => {
      const chart = mkdtempSync(join(scratch, 'itself-'));
      cpSync(system.chart, chart, { recursive: true });
      writePackage(system, join(chart, 'charts'));
      const lines = [
        'dependencies:',
        ...dependencyLines(system, [{ alias: 'second', condition: 'second.enabled' }]),
        '',
      ];
      writeFileSync(join(chart, 'Chart.yaml'), lines.join('\n'), { flag: 'a' });
      // Who adds a dependency to a chart has to say so in its schema.
      const schema = JSON.parse(readFileSync(join(chart, 'values.schema.json'), 'utf8')) as { properties: object };
      const properties = { ...schema.properties, second: { type: 'object' } };
      writeFileSync(join(chart, 'values.schema.json'), JSON.stringify({ ...schema, properties }));
      const releases = ['umbrella', name, 'second', `${name}-second`];
      const alone = await objectsOfReleases(tools[1]!, system.chart, releases);
      for (const [i, release] of releases.entries()) {
        const own = alone[i]!;
        const both = await objectsOf(tools[1]!, chart, release, {}, judgedFirst(i === 0));
        const known = new Set(own.map(nameOf));
        const other = both.filter((object) => !known.has(nameOf(object)));
        expect({ release, all: both.length, others: other.length }).toEqual({
          release,
          all: 2 * own.length,
          others: own.length,
        });
        expect([...crossings(own, other), ...crossings(other, own)]).toEqual([]);
      }
    });
  });
}

/** Proves that Helm packs a chart itself, from its folder. */
export function proveDependencyBuild(name: string): void {
  const { systems, remove } = printSystems((each) => each === name);
  afterAll(remove);

  test('helm dependency build takes a chart from its folder', async () => {
    const [system] = systems as [PrintedSystem];
    for (const tool of tools) {
      const chart = mkdtempSync(join(scratch, 'build-'));
      const lines = dependencyLines(system, [{}], `file://${system.chart}`);
      const head = ['apiVersion: v2', 'name: umbrella', 'version: 0.1.0', 'dependencies:'];
      writeFileSync(join(chart, 'Chart.yaml'), `${[...head, ...lines].join('\n')}\n`);
      const env = { ...process.env, HELM_CACHE_HOME: scratch, HELM_CONFIG_HOME: scratch, HELM_DATA_HOME: scratch };
      execFileSync(tool.path, ['dependency', 'build', chart], { env, stdio: 'pipe' });
      expect(byName(await objectsOf(tool, chart, 'umbrella'))).toEqual(
        byName(await objectsOf(tool, system.chart, 'umbrella')),
      );
    }
  });
}
