import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { App } from 'cdk8s';
import { DefinitionError, type Problem } from '../../core/values';
import { findEveryHelm, findHelms } from '../../judging/verify/find-tools';
import { systemToVerify } from '../../judging/verify/system-to-verify';
import { printReport, verifySystem } from '../../judging/verify/verify';
import { readArguments } from './arguments';
import { clusterOf, clusterOptions } from './cluster-options';
import { chartsFolder, outputPlaces, plainFolder } from './output-places';
import { asJson, formatOptions } from './data';
import { print } from './print';
import { soundnessRequest, verifySoundness } from './verify-soundness';
import { systemsOf, type System } from '../app';

/**
 * `verify [SYSTEM...] [--helm PATH...] [--helm-matrix] [--soundness N [--seed S] [--json]] [--kubernetes 1.34] [--api-versions API...]
 * [--outdir DIR] [--charts DIR]`: renders the charts with the real Helm, or with each of several, and compares the objects with those of the
 * plain output; with `--soundness` for random values. The exit code is 1 when they differ.
 */
export async function verify(app: App, args: readonly string[]): Promise<number> {
  const { values: options, positionals } = readArguments(args, {
    helm: { type: 'string', multiple: true, default: [] },
    outdir: { type: 'string', short: 'o' },
    charts: { type: 'string' },
    'helm-matrix': { type: 'boolean', default: false },
    soundness: { type: 'string' },
    seed: { type: 'string', default: '1' },
    ...formatOptions,
    ...clusterOptions,
  });
  const cluster = clusterOf(options);
  const places = outputPlaces(app, options);
  const output = { dist: plainFolder(places), charts: chartsFolder(places) };
  const systems = systemsOf(app, positionals);
  refuseUnwritten(systems, output);
  const isJson = asJson(options);
  const { soundness, seed } = options;
  const request = soundness === undefined ? undefined : soundnessRequest({ soundness, seed }, isJson);
  if (isJson && !request) {
    const message = '--json prints what --soundness finds';
    throw new DefinitionError([{ code: 'usage', message, remedy: 'Add --soundness N, or leave it out.' }]);
  }
  const find = options['helm-matrix'] ? findEveryHelm : findHelms;
  const tools = find({ given: options.helm, tell: (line) => console.error(line) });
  if (request?.isJson) return verifySoundness(systems, output.charts, tools, request);
  for (const { version, path, by } of tools) print(`helm ${version}: ${relativePath(path)} (${by})\n`);
  if (request) return verifySoundness(systems, output.charts, tools, request);
  let areEqual = true;
  for (const { definition } of systems) {
    const report = await verifySystem(systemToVerify(definition, cluster), { ...output, tools });
    print(printReport(report));
    areEqual &&= report.equal;
  }
  return areEqual ? 0 : 1;
}

/** A path as it is shorter to read. */
function relativePath(path: string): string {
  const near = relative('.', path);
  return near.startsWith('..') ? path : near;
}

/** What has not been written cannot be compared. */
function refuseUnwritten(
  systems: readonly System[],
  { dist, charts }: { readonly dist: string; readonly charts: string },
) {
  const problems = systems.flatMap(({ definition: { name, folder = name, environments } }): Problem[] => {
    const folders = [join(charts, name), ...environments.map((environment) => join(dist, folder, environment.name))];
    return folders
      .filter((path) => !existsSync(path))
      .map((path) => ({
        code: 'not-synthesized',
        where: path,
        message: `there is no output of ${name} to verify here`,
        remedy: 'Run `chartwright synth` first, with the same --outdir and --charts.',
      }));
  });
  if (problems.length > 0) throw new DefinitionError(problems);
}
