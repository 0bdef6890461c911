import { resolve } from 'node:path';
import type { App } from 'cdk8s';
import type { EnvironmentValues } from '../../core/manifest';
import { prepare, systemsOf, type System } from '../app';
import { synthesizedSystem } from '../app/output';
import { writeOutput } from '../../printing/files/write-output';
import {
  areNamedByEnvironment,
  argoCdNames,
  argoCdObjects,
  deployedSystem,
  fluxNames,
  fluxObjects,
} from '../../printing/gitops';
import { printYaml } from '../../printing/trees';
import { DefinitionError, didYouMean, type Problem } from '../../core/values';
import { readArguments } from './arguments';
import { gitOpsOptions, type Engine } from './gitops-options';
import { chartsFolder, outputPlaces, plainFolder } from './output-places';
import { print } from './print';

const engines: readonly Engine[] = ['argocd', 'flux'];

/** `gitops argocd|flux [SYSTEM...]`: writes the objects with which a GitOps engine deploys systems; see docs/gitops.md. */
export function gitops(app: App, args: readonly string[]): number {
  const { values, positionals } = readArguments(args, {
    environment: { type: 'string', short: 'e', multiple: true, default: [] },
    source: { type: 'string' },
    repo: { type: 'string' },
    registry: { type: 'string' },
    'chart-repo': { type: 'string' },
    revision: { type: 'string', multiple: true, default: [] },
    path: { type: 'string', default: '' },
    project: { type: 'string' },
    cluster: { type: 'string', multiple: true, default: [] },
    'application-set': { type: 'boolean', default: false },
    namespace: { type: 'string' },
    outdir: { type: 'string', short: 'o', default: 'gitops' },
    force: { type: 'boolean', default: false },
  });
  const [engine, ...systems] = positionals;
  if (engine !== 'argocd' && engine !== 'flux') throw new DefinitionError([noEngine(engine)]);
  prepare(app);
  const all = systemsOf(app);
  const chosen = systems.length === 0 ? all : systemsOf(app, systems);
  const environments = [...new Set(all.flatMap(({ definition }) => definition.environments.map(({ name }) => name)))];
  const places = outputPlaces(app);
  const options = gitOpsOptions(engine, values, {
    plain: plainFolder(places),
    // Without a folder of charts there is nothing to deploy one from, which says so.
    charts: () => chartsFolder(places),
    environments,
  });

  refuseUnknown(values.environment, chosen);
  const everything = all.map((system) => deployed(system, system.definition.environments));
  const wanted = chosen
    .map((system) => deployed(system, wantedOf(system, values.environment)))
    .filter(({ environments: found }) => found.length > 0);
  const names = engine === 'argocd' ? argoCdNames(everything, options) : fluxNames(everything);
  const objectsOf = engine === 'argocd' ? argoCdObjects : fluxObjects;
  const files = new Map<string, string>();
  for (const system of wanted) {
    objectsOf(system, options, names).forEach((object, file) =>
      files.set(`${engine}/${system.name}/${file}`, printYaml(object)),
    );
  }
  const folders = chosen.map(({ definition }) => `${engine}/${definition.name}`);
  const { written, unchanged, removed } = writeOutput(resolve(values.outdir), files, [''], {
    scope: systems.length === 0 ? [engine] : folders,
    force: values.force,
    elsewhere: '--outdir DIR',
  });
  for (const system of wanted) {
    print(`${values.outdir}/${engine}/${system.name}\n`);
    if (engine === 'argocd' && areNamedByEnvironment(system, options)) print(`  ${namedClusters}\n`);
  }
  print(`${written.length} files written, ${unchanged.length} unchanged, ${removed.length} removed\n`);
  return 0;
}

/** Two environments with the same objects need two clusters, and none was named. */
const namedClusters =
  'its environments have the same objects: each goes to the cluster that Argo CD knows by the name of the environment, unless --cluster ENVIRONMENT/NAME=SERVER says which';

const deployed = (system: System, environments: readonly EnvironmentValues[]) =>
  deployedSystem(system, synthesizedSystem(system, environments).outputs);

/** Those of the named environments that a system has; all of them where none is named. */
const wantedOf = ({ definition: { environments } }: System, names: readonly string[]) =>
  names.length === 0 ? environments : environments.filter(({ name }) => names.includes(name));

/** Each environment that is named must be one of some system. */
function refuseUnknown(names: readonly string[], systems: readonly System[]): void {
  const known = [...new Set(systems.flatMap(({ definition }) => definition.environments.map(({ name }) => name)))];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new DefinitionError(
    unknown.map((name) => ({
      code: 'unknown-environment',
      message: `no system has an environment "${name}"${didYouMean(name, known)}`,
      remedy: `Environments: ${known.join(', ')}.`,
    })),
  );
}

const noEngine = (given: string | undefined): Problem => ({
  code: 'usage',
  message:
    given === undefined
      ? 'gitops needs the engine that deploys'
      : `there is no engine "${given}"${didYouMean(given, engines)}`,
  remedy: 'As in chartwright gitops argocd --repo URL, or chartwright gitops flux --repo URL.',
});
