import { gunzipSync, gzipSync } from 'node:zlib';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import { Project, removeProjects, shop } from './project.fixture';

afterAll(removeProjects);

test('a package is left as it is while it has the files of its chart, and made where somebody has packed it otherwise', async () => {
  const project = new Project(shop());
  await project.chartwright(['synth']);
  const place = project.at('charts/shop-0.3.0.tgz');
  const bytes = readFileSync(place);
  const list = project.read('charts/.chartwright');
  project.write('main.ts', shop({ local: "{ host: 'other' }" }));
  expect((await project.chartwright(['synth'])).code).toBe(0);
  const made = readFileSync(place);
  expect(made.equals(bytes)).toBe(false);
  expect((await project.chartwright(['synth', '--force'])).stdout).toContain('\n0 files written');
  // The same files, packed by another program: the list tells it from ours.
  writeFileSync(place, gzipSync(gunzipSync(made)));
  expect((await project.chartwright(['synth', '--force'])).code).toBe(0);
  expect(readFileSync(place).equals(made)).toBe(true);
  writeFileSync(place, gzipSync(gunzipSync(made)));
  const { code, stderr } = await project.chartwright(['synth']);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('shop-0.3.0.tgz') as unknown as string });
  project.write('main.ts', shop());
  writeFileSync(place, made);
  expect((await project.chartwright(['synth'])).code).toBe(0);
  expect(readFileSync(place).equals(bytes)).toBe(true);
  expect(project.read('charts/.chartwright')).toBe(list);
}, 180_000);
