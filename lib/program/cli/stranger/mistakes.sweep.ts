import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { formatProblem } from '../../../core/values';
import { mutantsOf, shareOf } from '../mutants.fixture';
import { outcomeOf } from '../outcome.fixture';
import { Project, removeProjects } from '../project.fixture';
import type { PublicCall } from '../public-call.fixture';
import { calls } from '../public-calls.fixture';
import { kitCalls, kitVerdict, type KitVerdict } from '../public-kit.fixture';
import { mistakenApp } from './mistakes.fixture';

/*
 * Mistakes in calls of all that is public, made by somebody who has the packed library, in a folder of her own: she is told what
 * `mistakes-fuzz.sweep.ts` has judged of the sources, at her own lines. MISTAKES_EVERY=1 makes all of them.
 */

const share = Number(process.env['MISTAKES_EVERY'] ?? 12);

interface Verdict {
  /** The exit code of the run. */
  readonly code: number;
  readonly text: string;
}

/** A text with the places of this repository's calls where the stranger has them. Compilers count columns differently. */
const asHers = (text: string) =>
  text.replace(/\blib\/program\/cli\/(?=public-)/g, 'calls/').replace(/(\.ts:\d+):\d+/g, '$1');

const place = /^ {4}at (.*)$/;

/** What is said, with the places apart. */
function parts(text: string): { readonly said: string; readonly places: readonly string[] } {
  const lines = asHers(text).split('\n');
  return {
    said: lines.filter((line) => !place.test(line)).join('\n'),
    places: lines.flatMap((line) => place.exec(line)?.[1] ?? []),
  };
}

function ofSources(call: PublicCall, change: (given: readonly unknown[]) => readonly unknown[]): Verdict {
  const outcome = outcomeOf((app) => call.run(app, change));
  if (outcome.kind === 'works') return { code: 0, text: '' };
  if (outcome.kind === 'failed') return { code: 2, text: String(outcome.error) };
  const { length } = outcome.problems;
  const head = `chartwright: ${length} problem${length === 1 ? '' : 's'}; nothing was written\n`;
  return { code: 1, text: [head, ...outcome.problems.map(formatProblem)].join('\n') };
}

let verdicts: { readonly [mistake: string]: Verdict };
let kit: { readonly [mistake: string]: KitVerdict };
let lines: { readonly [file: string]: readonly string[] };

beforeAll(async () => {
  const files = mistakenApp(share);
  const project = new Project('');
  for (const [path, text] of Object.entries(files)) project.write(path, text);
  lines = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.split('\n')]));
  const { code, stderr } = await project.chartwright([]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  verdicts = JSON.parse(project.read('verdicts.json')) as typeof verdicts;
  kit = JSON.parse(project.read('kit.json')) as typeof kit;
}, 240_000);
afterAll(removeProjects);

test.each(Object.entries(calls))('one mistake in a call of %s is told as by the sources', (name, call) => {
  // As it stands it is correct.
  expect([name, verdicts[name]]).toMatchObject([name, { code: 0 }]);
  let given: readonly unknown[] = [];
  ofSources(call, (all) => (given = all));
  for (const mutant of shareOf(name, mutantsOf(given), share)) {
    const mistake = `${name} ${mutant.name}`;
    const [hers, ours] = [verdicts[mistake]!, ofSources(call, mutant.change)];
    const [found, expected] = [parts(hers.text), parts(ours.text)];
    expect({ mistake, code: hers.code, said: hers.code === 0 ? '' : found.said }).toEqual({
      mistake,
      code: ours.code,
      said: expected.said,
    });
    expect({ mistake, missing: expected.places.filter((each) => !found.places.includes(each)) }).toEqual({
      mistake,
      missing: [],
    });
    for (const each of found.places) expect([mistake, each, isHers(each)]).toEqual([mistake, each, true]);
  }
});

test.each(Object.entries(kitCalls))(
  'one mistake in a call of %s of the test kit is told as by the sources',
  async (name, call) => {
    let given: readonly unknown[] = [];
    const right = { name: '', text: '' };
    expect([await kitVerdict(call, (all) => (given = all)), kit[name]]).toEqual([right, right]);
    for (const { name: how, change } of shareOf(name, mutantsOf(given), share)) {
      const mistake = `${name} ${how}`;
      const ours = await kitVerdict(call, change);
      expect({ mistake, ...kit[mistake], text: asHers(kit[mistake]!.text) }).toEqual({
        mistake,
        ...ours,
        text: asHers(ours.text),
      });
    }
  },
);

/** Whether a place is a line of code in a source of hers. */
function isHers(at: string): boolean {
  const [, file = '', line] = /^(calls\/[\w.-]+\.ts):(\d+)$/.exec(at) ?? [];
  return (lines[file]?.[Number(line) - 1] ?? '').trim() !== '';
}

test('mistakes were made, and most of them are refused', () => {
  const codes = Object.values(verdicts).map(({ code }) => code);
  expect(codes.length).toBeGreaterThan(Object.keys(calls).length + 8000 / share);
  expect(codes.filter((code) => code === 1).length).toBeGreaterThan(codes.length / 4);
  expect(codes.filter((code) => code !== 0 && code !== 1)).toEqual([]);
});
