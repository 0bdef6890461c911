import { plainStages, type PlainStage } from '../trees';
import { below } from '../files/output-path';
import type { Patch } from './argocd-types';
import { exactly, keepingPatches, keepsData, keptByFlux } from './data';
import { atPointer, kindOf, apiVersionOf, nameOf, type DeployedEnvironment, type DeployedSystem } from './deployed';
import type { Kustomization, Source } from './flux-types';
import { healthChecks } from './health';
import { longestName, type NameParts, type Names } from './names';
import type { GitOpsOptions } from './options';
import { ownedFields } from './owned-fields';
import { timeoutFor } from './timeouts';
import { groupOf } from '../../core/kubernetes/scopes';

/**
 * A Kustomization for each stage of an environment. Flux applies one in a single pass and waits between them only: each waits for all of its
 * objects, Jobs to their end included, and depends on the one before. Since they share a source, a stage begins when the one before is
 * ready at the same revision, so that nothing new runs before its migration.
 *
 * Where a migration fails, its stage stays as it is and the next ones do not begin. `targetNamespace` is not set: objects name
 * their namespaces.
 *
 * Sources: docs/spec/v1/kustomizations.md of fluxcd/kustomize-controller; `checkDependencies` in its source for the revisions
 */
export function stageKustomizations(
  system: DeployedSystem,
  environment: DeployedEnvironment,
  source: Source,
  names: Names,
  options: GitOpsOptions,
): Map<string, Kustomization> {
  const parts: NameParts = [system.name, environment.name];
  const owned = ownedFields(
    environment.plain.map(({ object }) => object),
    environment.namespace,
  );
  const nameOfStage = (stage: PlainStage) => names.of(parts, { ending: `-${stage.name}`, longest: longestName });
  const folder = folderOf(system, environment, options);
  return new Map(
    plainStages(environment.plain).map((stage, i, all): [string, Kustomization] => {
      const objects = stage.objects.map(({ object }) => object);
      const checks = healthChecks(objects);
      const patches = [
        ...keepingPatches(stage.objects, keptByFlux),
        ...lastingJobs(objects),
        ...withoutOwned(objects, owned),
      ];
      const before = all[i - 1];
      return [
        stage.name,
        {
          apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
          kind: 'Kustomization',
          metadata: {
            name: nameOfStage(stage),
            namespace: options.namespace,
            labels: { 'app.kubernetes.io/part-of': system.name },
          },
          spec: {
            interval: '10m',
            retryInterval: '1m',
            timeout: timeoutFor(objects),
            path: `./${below(folder, stage.name)}`,
            prune: true,
            wait: true,
            sourceRef: { kind: source.kind, name: source.metadata.name },
            ...(before ? { dependsOn: [{ name: nameOfStage(before) }] } : {}),
            ...(checks.length > 0 ? { healthCheckExprs: checks } : {}),
            ...(patches.length > 0 ? { patches } : {}),
            ...(objects.some(keepsData) ? { deletionPolicy: 'Orphan' as const } : {}),
          },
        },
      ];
    }),
  );
}

/** The folder of an environment in its source: in a registry, each environment has an artifact of its own. */
const folderOf = (system: DeployedSystem, environment: DeployedEnvironment, { origin }: GitOpsOptions): string =>
  origin.kind === 'git' ? below(origin.plain, `${system.folder}/${environment.name}`) : '';

/**
 * Kubernetes removes a finished Job after `ttlSecondsAfterFinished`. Flux finds it missing at its next look, and would run the migration
 * once more: so the Job stays until its successor takes its place.
 */
function lastingJobs(objects: PlainStage['objects'][number]['object'][]): Patch[] {
  const isLimited = objects.some(
    (object) =>
      kindOf(object) === 'Job' &&
      groupOf(apiVersionOf(object)) === 'batch' &&
      atPointer(object, '/spec/ttlSecondsAfterFinished') !== undefined,
  );
  if (!isLimited) return [];
  const patch = [
    'apiVersion: batch/v1',
    'kind: Job',
    'metadata:',
    '  name: every-job',
    'spec:',
    '  ttlSecondsAfterFinished: null',
    '',
  ].join('\n');
  return [{ patch, target: { group: 'batch', version: 'v1', kind: 'Job' } }];
}

/** Takes out what others own, where an object says it: what is not applied is not put back either. */
function withoutOwned(
  objects: PlainStage['objects'][number]['object'][],
  owned: ReturnType<typeof ownedFields>,
): Patch[] {
  return owned.flatMap(({ group, kind, name, namespace, pointers }): Patch[] => {
    const object = objects.find(
      (each) => groupOf(apiVersionOf(each)) === group && kindOf(each) === kind && nameOf(each) === name,
    );
    const said = object ? pointers.filter((pointer) => atPointer(object, pointer) !== undefined) : [];
    if (said.length === 0) return [];
    const patch = said.map((pointer) => `- op: remove\n  path: ${pointer}\n`).join('');
    const target = { ...(group === '' ? {} : { group }), kind, name: exactly(name) };
    return [{ patch, target: namespace === undefined ? target : { ...target, namespace } }];
  });
}
