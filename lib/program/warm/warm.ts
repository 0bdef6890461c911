import { tmpdir } from 'node:os';
import { App } from 'cdk8s';
import { compareParts, partsOf } from '../../core/manifest';
import { forgetTrees } from '../../core/manifest/made-at';
import { samplesOfSynth, tokens } from '../../core/values';
import { unneededByAll } from '../../judging/check/check';
import { checkSystem } from '../../judging/check/check-system';
import { sharingDefinitions } from '../../judging/check/custom-resources';
import { environmentInput } from '../../judging/check/environment';
import { prepare, systemsOf } from '../app';
import { chartOutput } from '../app/chart-output';
import { synthesizedSystem } from '../app/output';
import { plainOutput } from '../app/plain-output';
import { SampleSystem } from './sample-system';

/*
 * A process of `synth --watch` waits for its run with everything loaded that it will need, and with a system of our own made once: what
 * V8 has compiled and learnt by then, it has when somebody waits for the result. Nothing of it is kept.
 */

/** A folder that nobody has made. */
const nowhere = `${tmpdir()}/chartwright-writes-nothing`;

const sampleApp = (): App => {
  const app = new App({ outdir: nowhere });
  new SampleSystem(app);
  return app;
};

/**
 * Gets ready for `synth`, in steps: between two of them, whoever calls may find that it is wanted, and leave.
 *
 * @throws whatever the sample throws; nothing of it is left then either
 */
export function* warm(): Generator<void, void> {
  try {
    const app = sampleApp();
    yield;
    const first = prepare(app);
    for (const sample of samplesOfSynth) {
      yield;
      const parts = partsOf(first, sample);
      tokens.use(sample);
      compareParts(parts, partsOf(prepare(sampleApp()), sample));
      tokens.use(undefined);
    }
    yield;
    const synthesized = systemsOf(app).map((system) => synthesizedSystem(system, system.definition.environments));
    yield;
    const reports = synthesized.map(({ system, outputs }) => {
      const named = outputs.map((output) => environmentInput({ ...system, ...output }, output.environment.name));
      return checkSystem(system, sharingDefinitions(named), true);
    });
    unneededByAll(reports);
    const synthesis = { systems: synthesized, hasAllSystems: true, hasAllEnvironments: true };
    yield;
    plainOutput(synthesis, 'dist');
    yield;
    chartOutput(synthesis, 'charts', nowhere);
  } finally {
    tokens.forget();
    forgetTrees();
  }
}
