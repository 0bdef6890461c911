import { isMap, type JsonObject } from '../../core/values';
import { fluxOptions, withAnnotations } from '../trees';
import { keptByFlux } from './data';
import { asData, namespaceObjectOf, type DeployedSystem } from './deployed';
import { imageFolder, imageUpdateObjects } from './flux-images';
import { helmRelease } from './flux-release';
import { sourceOf } from './flux-sources';
import { stageKustomizations } from './flux-stages';
import { longestReleaseName, Names } from './names';
import { revisionOf, type GitOpsOptions } from './options';

/** All that names are made of, so that those of different systems differ. */
export const fluxNames = (systems: readonly DeployedSystem[]): Names =>
  new Names(systems.flatMap(({ name, environments }) => environments.map((each) => [name, each.name])));

/**
 * The objects of Flux for a system, by file below the folder of the system. Each environment has a folder, for the cluster that it goes
 * to: a source, and a Kustomization for each stage of the plain YAML, or the namespace and a HelmRelease of the chart. What moves images
 * has a folder of its own, for the one cluster that writes to the repository.
 */
export function fluxObjects(
  system: DeployedSystem,
  options: GitOpsOptions,
  names: Names = fluxNames([system]),
): Map<string, JsonObject> {
  const objects = new Map<string, object>();
  for (const environment of system.environments) {
    const place = (file: string, object: object) => objects.set(`${environment.name}/${file}.k8s.yaml`, object);
    const parts = [system.name, environment.name];
    const version = revisionOf(options, environment.name, system.version);
    const source = sourceOf(names.of(parts), system, environment.name, version, options);
    place('source', source);
    if (options.source === 'directory') {
      const stages = stageKustomizations(system, environment, source, names, options);
      stages.forEach((kustomization, stage) => place(stage, kustomization));
      continue;
    }
    const namespace = namespaceObjectOf(environment);
    if (namespace) place('namespace', kept(namespace));
    const name = names.of(parts, { longest: longestReleaseName });
    place('release', helmRelease(name, system, environment, source, { ...options, version }));
  }
  imageUpdateObjects(system, options, names).forEach((object, file) =>
    objects.set(`${imageFolder}/${file}.k8s.yaml`, object),
  );
  return new Map(Array.from(objects, ([file, object]) => [file, unsubstituted(asData(object))]));
}

/** The Namespace, which stays when whoever applied it goes, without what it says to Argo CD. */
function kept(namespace: JsonObject): JsonObject {
  const metadata = isMap(namespace['metadata']) ? namespace['metadata'] : {};
  const { annotations, ...others } = metadata;
  const own = Object.entries(isMap(annotations) ? annotations : {}).filter(
    ([key]) => !key.startsWith('argocd.argoproj.io/'),
  );
  const plain = { ...namespace, metadata: { ...others, annotations: Object.fromEntries(own) } };
  return withAnnotations(plain, {}, { [keptByFlux.annotation]: keptByFlux.value('') });
}

/** The Kustomization that applies these objects may have variables: text such as `${...}` in values is not one of them. */
const unsubstituted = (object: JsonObject): JsonObject => withAnnotations(object, fluxOptions(object, false));
