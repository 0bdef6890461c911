import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { judgedBy } from '../../judging/testing/judges.fixture';
import { run, withFiles } from '../../judging/testing/run-program.fixture';
import { told } from './alert-routes.fixture';
import { fileOf, objectsIn } from './kirana.fixture';

const production = objectsIn('production');
const file = fileOf(production, 'kirana-alertmanager-config', 'alertmanager.yml');

judgedBy('amtool', 'Alertmanager, as amtool reads it,', ({ amtool: path }) => {
  test('takes its configuration', async () => {
    const verdict = await withFiles({ 'alertmanager.yml': file }, (folder) =>
      run([path, 'check-config', join(folder, 'alertmanager.yml')]),
    );
    expect([verdict.code, verdict.output]).toEqual([0, expect.stringContaining('SUCCESS')]);
    expect(verdict.output).toContain('7 receivers');
    expect(verdict.output).toContain('3 inhibit rules');
    const broken = file.replace('receiver: warnings', 'receiver: nobody');
    const refused = await withFiles({ 'a.yml': broken }, (folder) =>
      run([path, 'check-config', join(folder, 'a.yml')]),
    );
    expect(refused.code).toBe(1);
  });

  test('tells the right people of each kind of alert', async () => {
    expect(told.length).toBeGreaterThanOrEqual(10);
    await withFiles({ 'alertmanager.yml': file }, async (folder) => {
      for (const [labels, receivers] of told) {
        const args = [
          'config',
          'routes',
          'test',
          `--config.file=${join(folder, 'alertmanager.yml')}`,
          ...labels.split(' '),
        ];
        const verdict = await run([path, ...args]);
        expect([labels, verdict.stdout.trim().split(',')]).toEqual([labels, receivers]);
      }
    });
  });
});
