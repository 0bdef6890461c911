import type { ChartDefinition, Manifest } from '../../core/manifest';
import { fluxMarker, movesIn } from '../../core/manifest/image-updates';
import { imageValuesOf } from '../../core/references/images';
import { at } from '../../core/references/objects';
import { DefinitionError, type Problem } from '../../core/values';

type Environment = ChartDefinition['environments'][number];

/**
 * The comments behind values in a values file, by path: those of the author, and for Flux those behind the tag and the repository of each
 * image that it moves. Where a registry stands in front of all repositories, a repository is not a whole name, and is left alone.
 *
 * @param environment whose file it is; none for `values.yaml`, with which every environment begins
 * @throws DefinitionError for an environment in which an image is moved, and whose own file does not say its tag
 */
export function valueComments(
  { valueComments: own = new Map(), environments, name }: ChartDefinition,
  manifests: readonly Manifest[],
  environment?: Environment,
): ReadonlyMap<string, string> {
  const comments = new Map(own);
  const problems: Problem[] = [];
  const hasRegistry = environments.some(({ values }) => (at(values, 'global', 'imageRegistry') ?? '') !== '');
  for (const manifest of manifests) {
    const path = manifest.imageUpdates && imageValuesOf(manifest);
    if (!path) continue;
    for (const update of manifest.imageUpdates.filter((each) => movesIn(each, environment?.name))) {
      if (environment && update.environments && at(environment.overrides, ...path, 'tag') === undefined) {
        problems.push({
          code: 'image-update',
          construct: update.construct,
          path: [...path, 'tag'].join('.'),
          message: `its image is moved in ${environment.name} only, and values-${environment.name}.yaml of the chart ${name} does not say its tag`,
          remedy: `Say it in the environment ${environment.name}, so that there is a line to write.`,
        });
      }
      comments.set([...path, 'tag'].join('.'), fluxMarker(update, 'tag'));
      if (!hasRegistry) comments.set([...path, 'repository'].join('.'), fluxMarker(update, 'name'));
    }
  }
  if (problems.length > 0) throw new DefinitionError(problems);
  return comments;
}
