const { afterAll } = require('@jest/globals');
const processes = require('node:child_process');

/*
 * A unit test runs in this process alone, so that all of them answer within a minute: what starts another is a proof. Node's
 * module is one for all test files of a worker, proofs among them, so it is as before when the file is through.
 */
const starters = ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'];
const real = Object.fromEntries(starters.map((name) => [name, processes[name]]));

for (const name of starters) {
  processes[name] = () => {
    throw new Error(`a unit test may not start a process (${name}); name the file *.proof.ts`);
  };
}
afterAll(() => Object.assign(processes, real));
