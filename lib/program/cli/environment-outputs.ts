import type { App } from 'cdk8s';
import { readValuesFiles } from './values-files';
import { systemsOf, type System } from '../app';
import { synthesizedSystem, type SynthesizedSystem } from '../app/output';
import type { ObjectNames } from '../inspect/values';
import { objectName } from '../inspect/object-names';
import { chosenEnvironments } from './synth';

/** The named systems with their objects in the named environment, or in all. */
export function inspected(
  app: App,
  names: readonly string[],
  environment: string | undefined,
  files: readonly string[] = [],
): SynthesizedSystem[] {
  const systems = systemsOf(app, names);
  const overrides = readValuesFiles(files);
  const chosen = chosenEnvironments(systems, environment);
  return systems.map((system: System) => synthesizedSystem(system, chosen.get(system) ?? [], overrides));
}

/** How the objects of a system are called, by the paths of their constructs; as in the first environment that has each. */
export function namesIn({ outputs }: SynthesizedSystem): ObjectNames {
  const names = new Map<string, string>();
  for (const { plain } of outputs) {
    for (const { manifest, object } of plain) {
      if (manifest && !names.has(manifest.construct)) names.set(manifest.construct, objectName(object));
    }
  }
  return names;
}
