import { App } from 'cdk8s';
import { systemsOf, type System } from '../../program/app';
import { synthesizedSystem } from '../../program/app/output';
import { systems } from '../../systems';
import { allSystems } from '../../systems/all-systems.fixture';
import type { JsonObject } from '../../core/values';
import { deployedSystem, type DeployedEnvironment, type DeployedSystem } from './deployed';
import type { ArgoCdOptions, Origin } from './options';

let known: DeployedSystem[] | undefined;

/** The five systems of this repository with all their environments. */
export const deployedSystems = (): DeployedSystem[] => (known ??= deployed(allSystems()));

/** The same, built anew. */
export function builtSystems(): DeployedSystem[] {
  const app = new App();
  for (const Declared of systems) new Declared(app);
  return deployed(systemsOf(app));
}

const deployed = (all: readonly System[]) =>
  all.map((system) => deployedSystem(system, synthesizedSystem(system, system.definition.environments).outputs));

export const git: Origin = {
  kind: 'git',
  url: 'https://git.example.com/shop/deploy.git',
  plain: 'dist',
  charts: 'charts',
};
export const registry: Origin = { kind: 'oci', url: 'oci://registry.example.com/charts' };
export const helm: Origin = { kind: 'helm', url: 'https://charts.example.com' };

export const argoCd: ArgoCdOptions = { source: 'directory', origin: git, namespace: 'argocd' };
export const flux: ArgoCdOptions = { source: 'directory', origin: git, namespace: 'flux-system' };

/** Every kind of source that there is. */
export const sources: readonly Pick<ArgoCdOptions, 'source' | 'origin'>[] = [
  { source: 'directory', origin: git },
  { source: 'directory', origin: registry },
  { source: 'chart', origin: git },
  { source: 'chart', origin: registry },
  { source: 'chart', origin: helm },
];

const stages = ['00-namespace', '10-configuration', '20-dependency', '30-pre-deploy', '40-workload', '50-operation'];

/** A system with one environment of these objects, by file: `40-api`. */
export function systemOf(
  files: { readonly [file: string]: JsonObject },
  own: Partial<DeployedEnvironment> = {},
  name = 'shop',
): DeployedSystem {
  const plain = Object.entries(files).map(([file, each]) => {
    const place = Number.parseInt(file, 10);
    const stage = stages[Math.floor(place / 10)]!;
    return { place, stage, file: `${stage}/${file}.k8s.yaml`, object: each };
  });
  const environment = {
    ...{ name: 'production', release: 'shop', namespace: 'shop', overrides: {}, chartOnly: [], hasTests: false },
    ...{ plain, ...own },
  };
  return { name, folder: name, version: '1.2.3', environments: [environment] };
}

/** A small object. */
export const object = (apiVersion: string, kind: string, name: string, rest: JsonObject = {}): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name, ...(kind === 'Namespace' ? {} : { namespace: 'shop' }) },
  ...rest,
});
