const processes = require('node:child_process');

/* A unit test runs in this process alone, so that all of them answer within a minute: what starts another is a proof. */
for (const start of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync']) {
  processes[start] = () => {
    throw new Error(`a unit test may not start a process (${start}); name the file *.proof.ts`);
  };
}
