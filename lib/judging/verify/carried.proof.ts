import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { afterAll, expect, test } from '@jest/globals';
import { defaults } from '../../core/values';
import { printChart } from '../../printing/chart';
import { writeOutput } from '../../printing/files/write-output';
import { systemsOf } from '../../program/app';
import { Carried } from './carried-chart.fixture';
import { carriedCases } from './carried.fixture';
import { SchemaBatch } from './schema-batch';
import { helmVersions } from './tools';

const app = new App();
new Carried(app);
const [system] = systemsOf(app);
const root = mkdtempSync(join(tmpdir(), 'chartwright-carried-'));
const { files } = printChart(system!.definition, system!.manifests);
writeOutput(root, new Map([...files].map(([file, text]) => [`carried/${file}`, text])), [''], { scope: ['carried'] });
const batch = new SchemaBatch(join(root, 'carried'), defaults(system!.definition.schema));
afterAll(() => {
  batch.remove();
  rmSync(root, { recursive: true });
});

const sets = carriedCases.flatMap(({ title, accepted, refused }, i) => [
  ...accepted.map((value) => ({ title, values: { [`v${i}`]: value }, verdict: 'accepted' })),
  ...refused.map((value) => ({ title, values: { [`v${i}`]: value }, verdict: 'refused' })),
]);

test.each(helmVersions().map((tool) => [tool.version, tool] as const))(
  'Helm %s reads what is carried into the schema as we do',
  async (_version, tool) => {
    const verdicts = await batch.verdicts(
      tool,
      sets.map(({ values }) => values),
    );
    const found = sets.map((set, i) => ({ ...set, verdict: verdicts[i]! }));
    expect(found).toEqual(sets);
  },
  120_000,
);
