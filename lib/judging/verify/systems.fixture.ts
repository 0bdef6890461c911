import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printChart } from '../../printing/chart';
import type { System } from '../../program/app';
import { writeOutput } from '../../printing/files/write-output';
import { plainObjects, printObjects } from '../../printing/trees';
import { allSystems } from '../../systems/all-systems.fixture';
import { defaults, isGroup, mergeFiles, overlay, type JsonObject, type Release, type TSchema } from '../../core/values';
import { compareOutputs, formatDifferences } from './compare';
import { HelmError, helmTemplateText, type TemplateOptions } from './helm';
import { helmTemplateTexts } from './helm-batch';
import type { KubernetesObject } from './kubernetes-object';
import { readDocuments, readRendering } from './read-documents';
import type { ReadManifests } from './read-manifests';
import type { HelmTool } from './tools';

/** A system that `main.ts` declares, with its chart on disk. */
export interface PrintedSystem extends System {
  readonly name: string;
  /** Folder of the chart. */
  readonly chart: string;
  /** What `values.yaml` says. */
  readonly defaults: JsonObject;
}

/** The system of which `npm test` proves what the sweep proves of all others. */
export const provedQuickly = (system: string): boolean => system === 'sovd-webapp';

/**
 * All systems that `main.ts` declares, their charts in a folder that is removed with `remove`.
 *
 * @param isWanted which systems, by name
 */
export function printSystems(isWanted: (name: string) => boolean = () => true): {
  readonly systems: readonly PrintedSystem[];
  readonly remove: () => void;
} {
  const root = mkdtempSync(join(tmpdir(), 'chartwright-systems-'));
  const wanted = allSystems().filter(({ definition }) => isWanted(definition.name));
  const printed = wanted.map((system): PrintedSystem => {
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
  return readDocuments([printObjects(plainObjects(manifests, facts, ownsNamespace))]);
}

/** The objects of an installation as Helm renders them. What Helm says on standard error is a problem. */
export async function helmOutput(tool: HelmTool, options: TemplateOptions): Promise<ReadManifests> {
  return readRendering(await helmTemplateText(tool, options));
}

/** The objects of many installations as each Helm renders them in batches, or why it does not. */
export async function helmOutputs(
  tools: readonly HelmTool[],
  chart: string,
  installations: readonly Installation[],
): Promise<(ReadManifests | HelmError)[][]> {
  const texts = await helmTemplateTexts(tools, chart, installations);
  // One installation after another: what a Helm printed of it as another did is not read again.
  return installations.map((_, i) =>
    texts.map((ofTool) => {
      const found = ofTool[i]!;
      return found instanceof HelmError ? found : readRendering(found);
    }),
  );
}

/** What is not the same in an installation with plain YAML and with a Helm, as text; nothing when all is. */
export async function disagreements(
  system: PrintedSystem,
  installation: Installation,
  tools: readonly HelmTool[],
  chart = system.chart,
): Promise<string[]> {
  const { release, namespace, values } = installation;
  const options = { chart, release, namespace, values, extraArgs: ['--include-crds'] };
  const rendered = await Promise.all(tools.map((tool) => helmOutput(tool, options)));
  return compareWithAll(plainOutput(system, installation), rendered);
}

/** The disagreements of each of many installations, rendered in batches. A Helm that fails has its error among them. */
export async function allDisagreements(
  system: PrintedSystem,
  installations: readonly Installation[],
  tools: readonly HelmTool[],
): Promise<string[][]> {
  const rendered = await helmOutputs(tools, system.chart, installations);
  return installations.map((installation, i) => compareWithAll(plainOutput(system, installation), rendered[i]!));
}

function compareWithAll(plain: ReadManifests, rendered: readonly (ReadManifests | HelmError)[]): string[] {
  const different = rendered.filter((each, i) => !rendered.slice(0, i).some((other) => isSame(each, other)));
  const found = different.flatMap((each) => (each instanceof HelmError ? [each.message] : compareWith(plain, each)));
  return [...new Set([...plain.problems.map((problem) => `plain YAML: ${problem}`), ...found])];
}

/** Whether two Helms printed the same documents, which were then read once. */
function isSame(one: ReadManifests | HelmError, other: ReadManifests | HelmError): boolean {
  if (one instanceof HelmError || other instanceof HelmError) return false;
  const alike = <T>(some: readonly T[], others: readonly T[]) =>
    some.length === others.length && some.every((each, i) => each === others[i]);
  return alike(one.objects, other.objects) && alike(one.problems, other.problems);
}

/** What differs with random values, without what users may do to themselves. */
export const differences = async (
  system: PrintedSystem,
  installation: Installation,
  tools: readonly HelmTool[],
): Promise<string[]> => withoutOwnFaults(await disagreements(system, installation, tools));

/** The differences of each of many installations, rendered in batches. */
export const allDifferences = async (
  system: PrintedSystem,
  installations: readonly Installation[],
  tools: readonly HelmTool[],
): Promise<string[][]> => (await allDisagreements(system, installations, tools)).map(withoutOwnFaults);

/**
 * Leaves out what users do to themselves: a text of several lines brings blank lines with blanks, since Helm indents all lines
 * of a block alike; two accounts of one name are there twice in both outputs.
 */
function withoutOwnFaults(found: readonly string[]): string[] {
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

/** The path of every boolean among the values. */
export function switchesOf(schema: TSchema, path: readonly string[] = []): string[][] {
  return Object.entries((schema.properties ?? {}) as Record<string, TSchema>).flatMap(([key, field]) => {
    if (isGroup(field)) return switchesOf(field, [...path, key]);
    return field.type === 'boolean' ? [[...path, key]] : [];
  });
}
