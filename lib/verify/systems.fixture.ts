import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { printChart } from '../chart';
import { systemsOf, type System } from '../cli/systems';
import { writeOutput } from '../output/write-output';
import { plainObjects, printEnvironment } from '../print';
import { systems } from '../systems';
import { defaults, isGroup, mergeFiles, overlay, type JsonObject, type Release, type TSchema } from '../values';
import { compareOutputs, formatDifferences } from './compare';
import { helmTemplateText, type TemplateOptions } from './helm';
import type { KubernetesObject } from './kubernetes-object';
import { readManifests, type ReadManifests } from './read-manifests';
import type { HelmTool } from './tools';

/** A system that `main.ts` declares, with its chart on disk. */
export interface PrintedSystem extends System {
  readonly name: string;
  /** Folder of the chart. */
  readonly chart: string;
  /** What `values.yaml` says. */
  readonly defaults: JsonObject;
}

/** All systems that `main.ts` declares, their charts in a folder that is removed with `remove`. */
export function printSystems(): { readonly systems: readonly PrintedSystem[]; readonly remove: () => void } {
  const app = new App();
  for (const Declared of systems) new Declared(app);
  const root = mkdtempSync(join(tmpdir(), 'chartwright-systems-'));
  const printed = systemsOf(app).map((system): PrintedSystem => {
    const { name } = system.definition;
    const { files } = printChart(system.definition, system.manifests);
    writeOutput(root, new Map([...files].map(([file, text]) => [`${name}/${file}`, text])), [''], { scope: [name] });
    return { ...system, name, chart: join(root, name), defaults: defaults(system.definition.schema) };
  });
  return { systems: printed, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** What a user gives to one installation of a chart. */
export interface Installation {
  readonly release: string;
  readonly namespace: string;
  /** What differs from `values.yaml`. */
  readonly values: JsonObject;
}

/** The installation of a release that has the name of its system. */
export const installed = (system: PrintedSystem, values: JsonObject = {}): Installation => ({
  release: system.name,
  namespace: system.name,
  values,
});

/** All values of an installation, defaults included. */
export const valuesOf = (system: PrintedSystem, { values }: Installation): JsonObject =>
  overlay(system.defaults, values);

/** The installation in an environment, with the values files that Helm gets for it. */
export function environmentsOf(
  system: PrintedSystem,
): readonly (Installation & { readonly name: string; readonly files: readonly string[] })[] {
  const { environments, profiles } = system.definition;
  const file = (name: string) => join(system.chart, `values-${name}.yaml`);
  return environments.flatMap((environment) => {
    const { name, release, namespace, overrides } = environment;
    const sizes = profiles.filter(({ on }) => on === name);
    return [
      { name, release, namespace, values: overrides, files: [file(name)] },
      ...sizes.map((size) => ({
        name: `${name} with ${size.name}`,
        release,
        namespace,
        values: mergeFiles(overrides, size.overrides),
        files: [file(name), file(size.name)],
      })),
    ];
  });
}

/** The objects of an installation as plain YAML has them, printed and read again. */
export function plainOutput(system: PrintedSystem, installation: Installation): ReadManifests {
  const { definition, manifests } = system;
  const { name: chart, metadata, ownsNamespace } = definition;
  const { release, namespace } = installation;
  const facts: Release = {
    values: valuesOf(system, installation),
    release: { name: release, namespace },
    chart: { name: chart, version: metadata.version, appVersion: metadata.appVersion },
  };
  const files = printEnvironment(plainObjects(manifests, facts, ownsNamespace));
  files.delete('kustomization.yaml');
  return readDocuments([...files.values()]);
}

/** The objects of an installation as Helm renders them. What Helm says on standard error is a problem. */
export async function helmOutput(tool: HelmTool, options: TemplateOptions): Promise<ReadManifests> {
  const { text, warnings } = await helmTemplateText(tool, options);
  const { objects, problems } = readDocuments(text.split(/^---\n/m).filter((document) => document !== ''));
  return { objects, problems: [...warnings, ...problems] };
}

/** What is not the same in an installation with plain YAML and with a Helm, as text; nothing when all is. */
export async function disagreements(
  system: PrintedSystem,
  installation: Installation,
  tools: readonly HelmTool[],
  chart = system.chart,
): Promise<string[]> {
  const { release, namespace, values } = installation;
  const plain = plainOutput(system, installation);
  const found = await Promise.all(
    tools.map(async (tool) => compareWith(plain, await helmOutput(tool, { chart, release, namespace, values }))),
  );
  return [...new Set([...plain.problems.map((problem) => `plain YAML: ${problem}`), ...found.flat()])];
}

/**
 * What differs with random values, without what users may do to themselves: a text of several lines brings blank lines with
 * blanks, since Helm indents all lines of a block alike; two accounts of one name are there twice in both outputs.
 */
export async function differences(
  system: PrintedSystem,
  installation: Installation,
  tools: readonly HelmTool[],
): Promise<string[]> {
  const found = await disagreements(system, installation, tools);
  const isBlankLine = (problem: string) => problem.startsWith('helm: ') && problem.endsWith('trailing blanks');
  const twin = (problem: string) => /^(.*: \d+ times in) (?:the plain YAML|the chart's output)$/.exec(problem)?.[1];
  const isTwiceInBoth = (problem: string) => {
    const start = twin(problem);
    return start !== undefined && found.filter((other) => twin(other) === start).length === 2;
  };
  return found.filter((problem) => !isBlankLine(problem) && !isTwiceInBoth(problem));
}

/** What is not the same in two outputs, as text. */
export function compareWith(plain: ReadManifests, rendered: ReadManifests): string[] {
  const differences = compareOutputs(objectsOf(plain), objectsOf(rendered));
  return [
    ...rendered.problems.map((problem) => `helm: ${problem}`),
    ...differences.map((each) => formatDifferences([each])),
  ];
}

export const objectsOf = ({ objects }: ReadManifests): KubernetesObject[] => objects.map(({ object }) => object);

const read = new Map<string, ReadManifests>();

/** Reads documents; Helm 3 and 4 print most of them alike, so each text is read once. */
function readDocuments(documents: readonly string[]): ReadManifests {
  if (read.size > 5000) read.clear();
  const parts = documents.map((document) => {
    const known = read.get(document);
    if (known) return known;
    const fresh = readManifests(document);
    read.set(document, fresh);
    return fresh;
  });
  return { objects: parts.flatMap(({ objects }) => objects), problems: parts.flatMap(({ problems }) => problems) };
}

/** The path of every boolean among the values. */
export function switchesOf(schema: TSchema, path: readonly string[] = []): string[][] {
  return Object.entries((schema.properties ?? {}) as Record<string, TSchema>).flatMap(([key, field]) => {
    if (isGroup(field)) return switchesOf(field, [...path, key]);
    return field.type === 'boolean' ? [[...path, key]] : [];
  });
}
