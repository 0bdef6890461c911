import { describe, expect, test } from '@jest/globals';
import type { HookEvent } from '../manifest';
import { argoPhases, isMisread } from './argo-phase';
import { argoPhasesOf, stepsOf } from './engines';
import { object, printed } from './release.fixture';

const events = (written: string) => written.split(',') as HookEvent[];

describe('the phase of Argo CD in which a hook runs', () => {
  test.each([
    ['pre-install', 'PreSync', 'PreSync'],
    ['pre-install,pre-upgrade', 'PreSync', 'PreSync'],
    ['pre-upgrade', 'Sync', 'Sync'],
    ['post-install,pre-upgrade', 'Sync', 'Sync'],
    ['post-install', 'PostSync', 'Sync'],
    ['post-install,post-upgrade', 'PostSync', 'Sync'],
    ['pre-install,post-upgrade', 'PreSync,PostSync', 'PreSync,Sync'],
    ['post-delete', 'PostDelete', 'PostDelete'],
    ['pre-rollback', '', ''],
    ['pre-delete', '', ''],
    ['test', '', ''],
  ])('of %s is "%s", and "%s" where objects of the release wait for it', (written, alone, needed) => {
    expect(argoPhases(events(written)).join()).toBe(alone);
    expect(argoPhases(events(written), true).join()).toBe(needed);
  });

  test.each([
    ['pre-install,pre-upgrade', false, false],
    ['post-install,post-upgrade', false, true],
    ['post-install,pre-upgrade', true, true],
    ['pre-upgrade', true, true],
    ['test', false, false],
    ['pre-rollback', false, false],
  ])(
    'would be another one where Argo CD reads %s by itself: %s, and where others wait for it: %s',
    (written, alone, needed) => {
      expect(isMisread(events(written))).toBe(alone);
      expect(isMisread(events(written), true)).toBe(needed);
    },
  );

  test('is told by what waits for it: objects of the release do, other hooks do not', () => {
    const hook = object('Job init', { hook: 'post-install' });
    const of = (...others: Parameters<typeof printed>[0]) => argoPhasesOf(printed([hook, ...others]).graph, hook);
    expect(of(object('Deployment web'))).toEqual(['PostSync']);
    expect(of(object('Deployment web', { waitsFor: ['Job init'] }))).toEqual(['Sync']);
    expect(of(object('Job later', { waitsFor: ['Job init'], hook: 'post-install 5' }))).toEqual(['PostSync']);
    expect(argoPhasesOf(printed([object('Deployment web')]).graph, object('Deployment web'))).toBeUndefined();
  });

  test('of a migration of a database of the release is between the two, by its wave', () => {
    const release = printed([
      object('StatefulSet database'),
      object('Job migration', { hook: 'post-install,pre-upgrade', waitsFor: ['StatefulSet database'] }),
      object('Deployment web', { waitsFor: ['Job migration'] }),
    ]);
    const steps = stepsOf('argocd', 'install', release).map(({ name, objects }) => [name, objects[0]?.construct]);
    expect(steps).toEqual([
      ['Sync wave 20', 'StatefulSet database'],
      ['Sync wave 30', 'Job migration'],
      ['Sync wave 40', 'Deployment web'],
    ]);
  });
});
