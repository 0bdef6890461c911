import { afterAll, describe, expect, test } from '@jest/globals';
import { brokenGuards } from '../../core/guards';
import { printOnly } from '../../printing/chart/printed.fixture';
import { helmVersions } from '../verify/tools';
import { composed } from './composed-requirements.fixture';
import { drawCases } from './draw-cases';
import { printSoundness } from './soundness-report';
import { trySoundness } from './soundness';
import { releaseOf } from './subject';

/* What an author requires of her values, put together by chance: synth, the schema or template, and both Helms say the same of any values. */

/* SOUNDNESS_SEED=7 draws other requirements and values, SOUNDNESS_SETS=1000 more values. */
const seed = Number(process.env['SOUNDNESS_SEED'] ?? 20_240_229);
const sets = Number(process.env['SOUNDNESS_SETS'] ?? 60);
const each = 4;

describe('What an author requires', () => {
  const charts = Array.from({ length: 12 }, (_, i) => {
    const printed = printOnly(composed(seed + i, each));
    afterAll(printed.remove);
    return [seed + i, printed] as const;
  });

  test.each(charts)(
    `means the same to all who judge, put together with seed %s`,
    async (number, chart) => {
      const report = await trySoundness(chart, { sets, seed: number, alone: 6, tools: helmVersions() });
      expect(report.found.map((fault) => printSoundness({ ...report, found: [fault] }))).toEqual([]);
      expect(report.accepted).toBeGreaterThan(0);
    },
    120_000,
  );

  test('is broken by some of these values, and kept by others', () => {
    const [broken, kept] = [new Set<string>(), new Set<string>()];
    for (const [number, chart] of charts) {
      const { guards = [] } = chart.definition;
      for (const drawn of drawCases(chart, sets, number)) {
        const release = releaseOf(chart, drawn);
        for (const guard of guards)
          (brokenGuards([guard], release, '').length > 0 ? broken : kept).add(`${number} ${guard.sentence}`);
      }
    }
    expect(kept.size).toBe(charts.length * each);
    expect(broken.size).toBeGreaterThan((charts.length * each) / 2);
  });
});
