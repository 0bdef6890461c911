import { below } from '../files/output-path';
import type { DeployedSystem } from './deployed';
import { gitReference, sourceOf } from './flux-sources';
import type { ImagePolicy, ImageRepository, ImageUpdateAutomation } from './flux-types';
import { movedIn, refuseMoves, type MovedImage } from './moved-images';
import type { Names } from './names';
import { revisionOf, type GitOpsOptions } from './options';

/** The folder, beside those of the environments, of what moves images: one cluster applies it, since it writes to the repository. */
export const imageFolder = 'image-updates';

/**
 * What moves the images of a system in Git: for each policy an ImageRepository, which looks for tags, and an ImagePolicy, which chooses one;
 * and for each branch an automation that writes the choice behind its markers. None where nothing is moved, or where the origin is not Git,
 * to which Flux could not write.
 *
 * @throws DefinitionError for markers that name another namespace than that of the policies, a policy with two images, and
 * where no environment follows a branch
 *
 * Sources: docs/spec/v1 of fluxcd/image-reflector-controller and fluxcd/image-automation-controller
 */
export function imageUpdateObjects(system: DeployedSystem, options: GitOpsOptions, names: Names): Map<string, object> {
  const { origin, namespace } = options;
  const objects = new Map<string, object>();
  const moving = system.environments.filter((environment) => movedIn(environment).length > 0);
  if (origin.kind !== 'git' || moving.length === 0) return objects;
  const policies = new Map<string, MovedImage>();
  for (const each of moving.flatMap(movedIn)) {
    const same = policies.get(each.update.policy);
    refuseMoves(unfit(each, same, namespace));
    policies.set(each.update.policy, each);
  }
  const branches = branchesOf(system, moving, options);
  if (branches.length === 0) refuseMoves([noBranch(system.name)]);
  const labels = { 'app.kubernetes.io/part-of': system.name };
  const folder = options.source === 'chart' ? below(origin.charts, system.name) : below(origin.plain, system.folder);
  branches.forEach((branch, i) => {
    const ending = branches.length === 1 ? '' : `-${i + 1}`;
    const name = names.of([system.name, imageFolder], { ending });
    objects.set(
      `source${ending}`,
      sourceOf(name, system, '', `refs/heads/${branch}`, { ...options, source: 'directory' }),
    );
    objects.set(`automation${ending}`, automation({ name, namespace, labels }, branch, `./${folder}`));
  });
  for (const [policy, { name: image, update }] of policies) {
    const metadata = { name: policy, namespace, labels };
    const repository: ImageRepository = {
      apiVersion: 'image.toolkit.fluxcd.io/v1',
      kind: 'ImageRepository',
      metadata,
      spec: { image, interval: '5m' },
    };
    objects.set(`repository-${policy}`, repository);
    objects.set(`policy-${policy}`, imagePolicy(metadata, update.choice));
  }
  return objects;
}

/** The branches that the environments follow in which something is moved. */
const branchesOf = (system: DeployedSystem, moving: DeployedSystem['environments'], options: GitOpsOptions) => [
  ...new Set(
    moving.flatMap(({ name }) => {
      const reference = gitReference(revisionOf(options, name, system.version));
      return 'branch' in reference ? [reference.branch] : [];
    }),
  ),
];

function imagePolicy(metadata: ImagePolicy['metadata'], choice: MovedImage['update']['choice']): ImagePolicy {
  return {
    apiVersion: 'image.toolkit.fluxcd.io/v1',
    kind: 'ImagePolicy',
    metadata,
    spec: {
      imageRepositoryRef: { name: metadata.name },
      ...(choice.kind === 'semver'
        ? { policy: { semver: { range: choice.range } } }
        : { filterTags: { pattern: choice.pattern }, policy: { alphabetical: { order: 'asc' as const } } }),
    },
  };
}

const automation = (
  metadata: ImageUpdateAutomation['metadata'],
  branch: string,
  path: string,
): ImageUpdateAutomation => ({
  apiVersion: 'image.toolkit.fluxcd.io/v1',
  kind: 'ImageUpdateAutomation',
  metadata,
  spec: {
    interval: '30m',
    sourceRef: { kind: 'GitRepository', name: metadata.name },
    git: {
      checkout: { ref: { branch } },
      commit: { author: { name: 'fluxcdbot', email: 'fluxcdbot@users.noreply.github.com' } },
      push: { branch },
    },
    update: { strategy: 'Setters', path },
  },
});

function unfit({ update, name }: MovedImage, same: MovedImage | undefined, namespace: string) {
  const { construct, policy } = update;
  if (update.namespace !== namespace) {
    const message = `its marker names the policy ${policy} in ${update.namespace}, and the objects of Flux are in ${namespace}`;
    const remedy = `Say it in the definition, { namespace: '${namespace}' }, or leave --namespace out.`;
    return [{ construct, message, remedy }];
  }
  if (same && same.name !== name) {
    const message = `the policy ${policy} is to move two images, ${same.name} and ${name}`;
    const remedy = 'Say it once for each environment with an image of its own: { environments: [...] }.';
    return [{ construct, message, remedy }];
  }
  if (same && JSON.stringify(same.update.choice) !== JSON.stringify(update.choice)) {
    const message = `the policy ${policy} is to choose in two ways, also for ${same.update.construct}`;
    return [{ construct, message, remedy: "Give each a name of its own: { policy: '...' }." }];
  }
  return [];
}

const noBranch = (construct: string) => ({
  construct,
  message: 'its images are moved, and no environment in which they are follows a branch that Flux could write to',
  remedy: 'Let one follow a branch: --revision ENVIRONMENT=BRANCH.',
});
