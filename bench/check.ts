/*
 * What the linter adds to a synth of all systems: CPU milliseconds in a process that has just built them, as in a synth, so
 * that nothing is warm. `npm run bench:check`, with the V8 flag that the command line sets. The limit is 150 ms.
 */
import { App } from 'cdk8s';
import { checkInputs } from '../lib/program/cli/check-inputs';
import { systemsOf } from '../lib/program/app';
import { systems } from '../lib/systems';

function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const app = new App();
for (const System of systems) new System(app);
const built = systemsOf(app);
// A synth evaluates all objects anyway; the linter only looks at them.
const inputs = built.map((system) => checkInputs(system, system.definition.environments));
const objects = inputs.flat().reduce((sum, input) => sum + input.objects.length, 0);
const cpu = cpuOf(() => {
  const { checkSystem } =
    require('../lib/judging/check/check-system') as typeof import('../lib/judging/check/check-system');
  built.forEach((system, i) => checkSystem(system, inputs[i]!, true));
});
console.log(
  `${objects} objects in ${inputs.flat().length} environments of ${built.length} systems: the linter takes ${cpu.toFixed(0)} ms CPU`,
);
