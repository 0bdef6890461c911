import { environmentInput } from '../../judging/check/environment';
import type { CheckInput } from '../../judging/check/finding';
import type { EnvironmentValues } from '../../core/manifest';
import { plainObjects } from '../../printing/trees';
import { releaseOf, type System } from '../app';

/**
 * The objects of some environments of a system, for the linter.
 *
 * @param kubernetes version to check against @default the oldest that the chart declares; without one, what only newer versions have is no more than a warning
 * @param plain folder of the plain YAML, under which findings name an environment
 */
export const checkInputs = (
  system: System,
  environments: readonly EnvironmentValues[],
  kubernetes?: string,
  plain = 'dist',
): CheckInput[] =>
  environments.map((environment) => {
    const release = releaseOf(system, environment, [], kubernetes === undefined ? {} : { kubernetes });
    const objects = plainObjects(system.manifests, release, system.definition.ownsNamespace);
    const { name, folder: home = name } = system.definition;
    const folder = `${plain}/${home}/${environment.name}`;
    return environmentInput({ ...system, environment, release, plain: objects }, folder, kubernetes);
  });
