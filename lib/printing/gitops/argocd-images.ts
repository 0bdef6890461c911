import { sha256, type Problem } from '../../core/values';
import type { DeployedEnvironment } from './deployed';
import { movedIn, refuseMoves, type MovedImage } from './moved-images';
import type { ArgoCdOptions } from './options';

type Annotations = { readonly [key: string]: string };

const prefix = 'argocd-image-updater.argoproj.io';

/** The longest alias with which every annotation's name fits into 63 characters. */
const longestAlias = 40;

/**
 * What Argo CD's Image Updater reads on an Application: which images it moves, by which tags, and where it writes them. Of Git it commits
 * `.argocd-source-<application>.yaml` to the folder that the Application takes, on the branch that it follows; a registry it cannot write to,
 * so that there it sets the Application itself.
 *
 * @throws DefinitionError for an image that it could not move
 *
 * Source: docs/configuration/images.md and applications.md of argoproj-labs/argocd-image-updater, v0.17; since v1.0 an ImageUpdater with
 * `useAnnotations` has it read them
 */
export function imageAnnotations(environment: DeployedEnvironment, options: ArgoCdOptions): Annotations {
  const moved = movedIn(environment);
  if (moved.length === 0) return {};
  refuseMoves(moved.flatMap((each) => unmovable(each, environment, options)));
  const images = moved.map((each) => ({ ...each, alias: aliasOf(each.update.policy) }));
  return Object.fromEntries([
    [`${prefix}/image-list`, images.map(({ alias, ...each }) => `${alias}=${listed(each)}`).join(',')],
    [`${prefix}/write-back-method`, options.origin.kind === 'git' ? 'git' : 'argocd'],
    ...images.flatMap((each) =>
      Object.entries(annotationsOf(each, options)).map(([key, text]) => [`${prefix}/${each.alias}.${key}`, text]),
    ),
  ]) as Annotations;
}

/** Letters and digits only, since the alias is part of annotations' names. */
function aliasOf(policy: string): string {
  const plain = policy.replaceAll(/[^a-z0-9]/g, '');
  const isOwn = plain.length <= longestAlias && plain === policy;
  return isOwn ? plain : `${plain.slice(0, longestAlias - 8)}${sha256(policy).slice(0, 6)}`;
}

/** An image with the range of versions that it may have. */
const listed = ({ name, update: { choice } }: MovedImage): string =>
  choice.kind === 'semver' ? `${name}:${choice.range}` : name;

function annotationsOf({ name, values, isWholeName, update }: MovedImage, { source }: ArgoCdOptions): Annotations {
  const { choice } = update;
  return {
    'update-strategy': choice.kind,
    ...(choice.kind === 'alphabetical' ? { 'allow-tags': `regexp:${choice.pattern}` } : {}),
    ...(source === 'directory' ? { 'kustomize.image-name': name } : {}),
    ...(source === 'chart' && isWholeName ? { 'helm.image-name': `${values}.repository` } : {}),
    ...(source === 'chart' ? { 'helm.image-tag': `${values}.tag` } : {}),
  };
}

function unmovable(
  { update, values, jobs }: MovedImage,
  environment: DeployedEnvironment,
  { source }: ArgoCdOptions,
): Omit<Problem, 'code'>[] {
  const { construct } = update;
  if (source === 'chart' && values === undefined) {
    const message = `its image is not made of values, so that Argo CD's Image Updater finds nothing to set in the chart`;
    const remedy = 'Declare it with imageValues(...), or take the plain YAML: --source directory.';
    return [{ construct, message, remedy }];
  }
  if (source === 'directory' && jobs.length > 0) {
    const message = `its image is also that of the Job ${jobs.join(', ')} in ${environment.name}: Argo CD's Image Updater would change the Job under the name that it has, and a Job's template cannot change`;
    const remedy = "Take the chart, where the Job's name follows its image: --source chart.";
    return [{ construct, message, remedy }];
  }
  return [];
}
