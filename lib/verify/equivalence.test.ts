import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { validateValues } from '../values';
import { disagreements, installed, printSystems, valuesOf } from './systems.fixture';
import { installations } from './random-values.fixture';
import { helmVersions } from './tools';

const tools = helmVersions();
const { systems, remove } = printSystems();
afterAll(remove);

const seed = Number(process.env['EQUIVALENCE_SEED'] ?? 20_240_229);
const runs = Number(process.env['EQUIVALENCE_RUNS'] ?? 100);

describe.each(systems.map((system) => [system.name, system] as const))('%s', (_, system) => {
  test('defaults', async () => {
    expect(await disagreements(system, installed(system), tools)).toEqual([]);
  });
  test(`is the same for ${runs} random values, seed ${seed}`, async () => {
    let plainly = 0;
    await fc.assert(
      fc.asyncProperty(installations(system.definition.schema, system.name), async (installation) => {
        const t = performance.now();
        expect(validateValues(system.definition.schema, valuesOf(system, installation), 'values')).toEqual([]);
        expect((await disagreements(system, installation, tools)).filter((p) => !p.endsWith('trailing blanks'))).toEqual([]);
        plainly += performance.now() - t;
      }),
      { seed, numRuns: runs, interruptAfterTimeLimit: 100_000, markInterruptAsFailure: false },
    );
    console.log(plainly);
  }, 200_000);
});
