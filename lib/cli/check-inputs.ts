import { environmentInput } from '../check/environment';
import type { CheckInput } from '../check/finding';
import type { EnvironmentValues } from '../manifest';
import { plainObjects } from '../print';
import { releaseOf, type System } from './systems';

/** The objects of some environments of a system, for the linker. */
export const checkInputs = (
  system: System,
  environments: readonly EnvironmentValues[],
  kubernetes?: string,
): CheckInput[] =>
  environments.map((environment) => {
    const release = releaseOf(system, environment);
    const plain = plainObjects(system.manifests, release, system.definition.ownsNamespace);
    const { name, folder: home = name } = system.definition;
    const folder = `dist/${home}/${environment.name}`;
    return environmentInput({ ...system, environment, release, plain }, folder, kubernetes);
  });
