import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { kubectl } from '../../judging/verify/tools';
import { storedQuantities } from './stored-quantity.fixture';
import { storedQuantity } from './stored-quantity';

/** What kubectl, which has the server's code for it, makes of quantities. */
function storedByKubectl(written: readonly string[]): (string | undefined)[] {
  const hard = written.map((quantity, i) => `r${i}=${quantity}`).join(',');
  const args = ['create', 'quota', 'q', `--hard=${hard}`, '--dry-run=client', '--output', 'json'];
  const answer = execFileSync(kubectl().path, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  const quota = JSON.parse(answer) as { spec: { hard: { [name: string]: string } } };
  return written.map((_, i) => quota.spec.hard[`r${i}`]);
}

describe('the form in which a quantity is stored', () => {
  test('is that of kubectl', () => {
    const written = storedQuantities.map(([quantity]) => quantity);
    expect(written.map((quantity, i) => [quantity, storedByKubectl(written)[i]])).toEqual(storedQuantities);
  });

  test('is that of kubectl for any quantity', () => {
    const quantities = fc.stringMatching(
      /^[-+]?(0|[0-9]{1,6}|[1-9]0{2,6}|1024|2048|[0-9]{0,3}\.[0-9]{1,4})([KMGT]i|[numkMGT]|[eE][+-]?[0-9])?$/,
    );
    const written = fc.sample(quantities, { numRuns: 2000, seed: 1 });
    const ours = written.map((quantity) => [quantity, storedQuantity(quantity)]);
    expect(ours).toEqual(storedByKubectl(written).map((stored, i) => [written[i], stored]));
  });
});
