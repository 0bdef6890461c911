import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Cluster } from './cluster.fixture';
import { rivalsOf } from './rivals';
import { applyTo, make, planOf, removeFolder } from './run.fixture';

/* The real kubectl against a small server; see `apply.proof.ts`. */

let cluster: Cluster;

beforeEach(async () => {
  cluster = new Cluster();
  await cluster.start();
});
afterEach(() => cluster.stop());
afterAll(removeFolder);

describe('another environment with the same objects', () => {
  const staging = planOf(
    [
      [0, make.namespace()],
      [10, make.configMap('settings', 'two')],
      [40, make.deployment('web')],
    ],
    { environment: 'staging' },
  );
  const plain = staging.stages.flatMap(({ objects }) => objects);
  const printed = { ...staging, plain };
  const local = planOf([
    [0, make.namespace()],
    [10, make.configMap('settings')],
    [40, make.deployment('web')],
  ]);
  const withRivals = {
    ...local,
    rivals: rivalsOf({ ...local, plain: local.stages.flatMap(({ objects }) => objects) }, [printed], 'default'),
  };

  test('is refused where it was applied to this cluster and prints some in another form; by force it is taken over', async () => {
    expect((await applyTo(cluster, staging)).isDone).toBe(true);
    cluster.changes.length = 0;
    for (const isDry of [false, true]) {
      const { isDone, told } = await applyTo(cluster, withRivals, { isDry });
      expect({ isDone, told }).toEqual({
        isDone: false,
        told: `failed     shop staging was applied in test too, and prints ConfigMap shop/settings in another form: each of the two would undo what the other applies
    Give one of them a namespace of its own or another context, or go on all the same with --force-conflicts.
Stopped before anything of shop local was applied in test.
`,
      });
    }
    expect(cluster.changes).toEqual([]);
    const forced = await applyTo(cluster, withRivals, { forceConflicts: true });
    expect({ isDone: forced.isDone, said: forced.said }).toEqual({
      isDone: true,
      said: expect.stringContaining('taken over shop staging was applied in test too'),
    });
  });

  test('is not told where it was never applied here, or its list cannot be read', async () => {
    const first = await applyTo(cluster, withRivals);
    expect(first).toMatchObject({ isDone: true, told: '' });
    expect(first.said).not.toContain('staging');
    cluster.refuse = ({ target }) =>
      target === 'ConfigMap shop/chartwright.shop.staging'
        ? { code: 403, reason: 'Forbidden', message: 'you may not look at it' }
        : undefined;
    const second = await applyTo(cluster, withRivals);
    expect(second).toMatchObject({ isDone: true, told: '' });
    expect(second.said).toContain('whether other environments were applied here cannot be read: ');
  });
});
