import type { EnvironmentValues, SaidCluster } from '../../core/manifest';
import { plainObjects, type PlainObject } from '../../printing/trees';
import type { Release } from '../../core/values';
import { releaseOf, type Overrides } from './releases';
import type { System } from './systems';

/** One environment of a system, with its values and its objects as plain data. */
export interface SynthesizedEnvironment {
  readonly environment: EnvironmentValues;
  readonly release: Release;
  readonly plain: readonly PlainObject[];
}

/** One system with what is about to be written of it. */
export interface SynthesizedSystem {
  readonly system: System;
  readonly outputs: readonly SynthesizedEnvironment[];
}

/** What an app comes to, before it is printed. */
export interface Synthesis {
  readonly systems: readonly SynthesizedSystem[];
  /** Whether these are all systems of the app. */
  readonly hasAllSystems: boolean;
  /** Whether these are all environments of each system. */
  readonly hasAllEnvironments: boolean;
}

/** What one kind of output consists of. A further kind is a further function from a `Synthesis` to this. */
export interface Output {
  /** By path, relative to the folder that everything is in. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** Files and folders that are printed as a whole: what an earlier run wrote there and this one does not is removed. */
  readonly scope: readonly string[];
}

/** A system with some of its environments, with further values, and what is said of the cluster, laid over those of each. */
export function synthesizedSystem(
  system: System,
  environments: readonly EnvironmentValues[],
  overrides: Overrides = [],
  cluster: SaidCluster = {},
): SynthesizedSystem {
  const outputs = environments.map((environment) => {
    const release = releaseOf(system, environment, overrides, cluster);
    return { environment, release, plain: plainObjects(system.manifests, release, system.definition.ownsNamespace) };
  });
  return { system, outputs };
}
