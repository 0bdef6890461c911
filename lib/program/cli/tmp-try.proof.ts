import { expect, test, jest } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { Project } from './project.fixture';
import { guestApps } from './adopt.fixture';
jest.setTimeout(120000);
test('x', async () => {
  for (const [i, { files }] of Object.values(guestApps).entries()) {
    const project = new Project(files['main.ts']!);
    for (const [path, text] of Object.entries(files)) project.write(path, text);
    const out = await project.chartwright(['adopt']);
    writeFileSync(`/tmp/w/adopt-scratch/${i}.txt`, `${out.code}\n${out.stderr}\n${out.stdout}`);
  }
  expect(1).toBe(1);
});
