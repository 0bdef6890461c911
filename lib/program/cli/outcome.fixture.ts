import { App } from 'cdk8s';
import { printChart } from '../../printing/chart';
import { plainObjects, printEnvironment } from '../../printing/trees';
import type { Problem } from '../../core/values';
import { checkSynth } from './check-synth';
import { problemsOfFailure } from './explain-failure';
import { releaseOf, systemsOf } from '../app';

/**
 * What a run of `synth` comes to, without its files: it works and prints texts, its author is told what is wrong, or we fail.
 */
export type Outcome =
  | { readonly kind: 'works'; readonly texts: readonly string[] }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Builds an app in this process and does with it what `synth` does, but for the files. */
export function outcomeOf(build: (app: App) => void): Outcome {
  try {
    const app = new App();
    build(app);
    const systems = systemsOf(app);
    const synthesized = systems.map((system) => ({
      system,
      outputs: system.definition.environments.map((environment) => {
        const release = releaseOf(system, environment);
        return {
          environment,
          release,
          plain: plainObjects(system.manifests, release, system.definition.ownsNamespace),
        };
      }),
    }));
    checkSynth(synthesized, true);
    const texts = synthesized.flatMap(({ system, outputs }) => [
      ...outputs.flatMap(({ plain }) => [...printEnvironment(plain).values()]),
      ...printChart(system.definition, system.manifests).files.values(),
    ]);
    return { kind: 'works', texts };
  } catch (error) {
    const problems = problemsOfFailure(error);
    return problems ? { kind: 'refused', problems } : { kind: 'failed', error };
  }
}
