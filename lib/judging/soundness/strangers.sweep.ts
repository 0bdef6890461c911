import { afterAll, expect, test } from '@jest/globals';
import { printOnly } from '../../printing/chart/printed.fixture';
import { helmVersions } from '../verify/tools';
import { composedTexts } from './composed-texts.fixture';
import { plainObjects } from './plain-objects.fixture';
import { printSoundness } from './soundness-report';
import { trySoundness } from './soundness';

/* SOUNDNESS_SEED=7 draws other values, SOUNDNESS_SETS=1000 more of them. */
const seed = Number(process.env['SOUNDNESS_SEED'] ?? 20_240_229);
const sets = Number(process.env['SOUNDNESS_SETS'] ?? 200);

const charts = [
  ['texts that are made of several values', printOnly(composedTexts())],
  ['fields that are values of which no more is said than the type', printOnly(plainObjects())],
] as const;
afterAll(() => charts.forEach(([, { remove }]) => remove()));

test.each(charts)(
  'of %s a cluster accepts each that the chart accepts',
  async (_, chart) => {
    const report = await trySoundness(chart, { sets, seed, alone: 10, tools: helmVersions() });
    expect(report.found.map((fault) => printSoundness({ ...report, found: [fault] }))).toEqual([]);
    expect(report.accepted).toBeGreaterThan(sets / 10);
    expect(report.refused).toBeGreaterThan(sets / 10);
  },
  300_000,
);
