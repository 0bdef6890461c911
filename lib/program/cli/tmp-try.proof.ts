import { expect, test, jest } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { Project } from './project.fixture';
import { guestApps } from './adopt.fixture';
import { edited } from '../adopt';
import { Source } from '../adopt/source';
jest.setTimeout(120000);
test('x', async () => {
  await Promise.all(Object.values(guestApps).map(async ({ files, chart }, i) => {
    const project = new Project(files['main.ts']!);
    for (const [path, text] of Object.entries(files)) project.write(path, text);
    const text = await project.chartwright(['adopt', chart]);
    const first = await project.chartwright(['synth']);
    const out = await project.chartwright(['adopt', chart, '--format', 'json']);
    const p = JSON.parse(out.stdout).proposals[0];
    const edits = [...p.frame, ...p.values.flatMap((v: any) => v.places)];
    for (const [path, text] of Object.entries(files)) if (path.endsWith('.ts')) project.write(path, edited(new Source(path, text), edits));
    const synth = await project.chartwright(['synth']);
    writeFileSync(`/tmp/w/adopt-scratch/${i}.txt`, `${text.stdout}`);
    writeFileSync(`/tmp/w/adopt-scratch/${i}.err`, `${first.code} ${first.stderr}\n---\n${synth.code} ${synth.stderr}`);
    writeFileSync(`/tmp/w/adopt-scratch/${i}.ts`, project.read('main.ts'));
  }));
  expect(1).toBe(1);
});
