import { join } from 'node:path';
import { printSoundness } from '../../judging/soundness/soundness-report';
import { trySoundness, type SoundnessReport } from '../../judging/soundness/soundness';
import type { HelmTool } from '../../judging/verify/tools';
import { DefinitionError } from '../../core/values';
import type { System } from '../app';
import { print } from './print';

/** What `verify --soundness` asks. */
export interface SoundnessRequest {
  readonly sets: number;
  readonly seed: number;
  readonly isJson: boolean;
}

/**
 * @throws DefinitionError where a number is none
 */
export function soundnessRequest(
  { soundness, seed }: { readonly soundness: string; readonly seed: string },
  isJson: boolean,
): SoundnessRequest {
  return { sets: wholeNumber('--soundness', soundness), seed: wholeNumber('--seed', seed), isJson };
}

function wholeNumber(option: string, given: string): number {
  if (/^[1-9]\d{0,6}$/.test(given)) return Number(given);
  const message = `${option} takes a whole number from 1 on, not "${given}"`;
  throw new DefinitionError([{ code: 'usage', message, remedy: `For instance ${option} 500.` }]);
}

/** Tries the promise of each system with random values; the exit code is 1 where something is found. */
export async function verifySoundness(
  systems: readonly System[],
  charts: string,
  tools: readonly HelmTool[],
  { sets, seed, isJson }: SoundnessRequest,
): Promise<number> {
  const reports: SoundnessReport[] = [];
  for (const { definition, manifests } of systems) {
    const { name } = definition;
    const line = lineOf(name, sets);
    const subject = { definition, manifests, chart: join(charts, name) };
    const report = await trySoundness(subject, { sets, seed, tools, tell: line.tell });
    line.clear();
    if (!isJson) print(printSoundness(report));
    reports.push(report);
  }
  if (isJson) print(`${JSON.stringify(reports, null, 2)}\n`);
  return reports.every(({ found }) => found.length === 0) ? 0 : 1;
}

/** A line that says how far it is, where somebody sees it. */
function lineOf(chart: string, sets: number) {
  const write = (text: string): void => {
    if (process.stderr.isTTY && process.env['TERM'] !== 'dumb') process.stderr.write(`\r${text}\u001b[K`);
  };
  return {
    tell: (judged: number, found: number) => write(`${chart}: ${judged} of ${sets} sets, ${found} faults`),
    clear: () => write(''),
  };
}
