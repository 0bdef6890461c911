import { describe, expect, test } from '@jest/globals';
import type { Overrides } from '../../core/values';
import { helmTemplateText } from '../../judging/verify/helm';
import { helmVersions } from '../../judging/verify/tools';
import { readRendering } from '../../judging/verify/read-documents';
import { Objects, SystemOutput } from '../output.fixture';
import { objectsIn } from './kirana.fixture';
import type { Values } from './values';

const { chartFolder } = new SystemOutput('kirana');

const upgrades: [string, Overrides<typeof Values>, string[]][] = [
  ['the first version', {}, []],
  ['another image', { backend: { image: { tag: 'v1.1.0' } } }, ['backend.image.tag=v1.1.0']],
  ['the way back', { migration: { rollback: true } }, ['migration.rollback=true']],
  ['more pods', { backend: { autoscaling: { minReplicas: 4 } } }, ['backend.autoscaling.minReplicas=4']],
];

/** The names of the Jobs of a release, each without what it is called beside. */
const jobs = (objects: Objects) => objects.names('Job').sort();

describe.each(helmVersions())('by Helm $version', (helm) => {
  test('the Jobs of an upgrade have the names of the plain YAML, and others only where they do something else', async () => {
    const names = [];
    for (const [, overrides, set] of upgrades) {
      const valuesFiles = [`${chartFolder}/values-production.yaml`];
      const text = await helmTemplateText(helm, {
        ...{ chart: chartFolder, release: 'kirana', namespace: 'kirana', valuesFiles, set },
      });
      const rendered = jobs(new Objects(readRendering(text).objects.map(({ object }) => object)));
      expect(rendered).toEqual(jobs(objectsIn('production', overrides)));
      names.push(rendered.join(' '));
    }
    expect(names[0]).toMatch(/^kirana-backup-first-[0-9a-f]{8} kirana-migration-[0-9a-f]{8}$/);
    expect(new Set(names).size).toBe(3);
    expect(names[3]).toBe(names[0]);
  });
});
