import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../core/values';
import { skewOf } from './context';
import { around, reasonsOf, stuckContainers } from './explain';
import { isPassing, problemLine, refusalsOf, warningsOf } from './refusals';
import { stepsOf } from './stages';

describe('what kubectl says', () => {
  test('of several objects is told apart', () => {
    const said = [
      'Warning: would violate PodSecurity',
      'Apply failed with 2 conflicts: conflicts:',
      '- conflict with "kubectl-edit" using v1: .data.a',
      '- conflict with "helm" using v1: .data.b',
      'Please review the fields above--they currently have other managers. Here',
      '* If you intend to manage all of these fields, please re-run the apply',
      'Error from server (Forbidden): configmaps "a" is forbidden: exceeded quota: small',
      'The Deployment "b" is invalid: ',
      '* spec.x: Invalid value: 3: must be more',
      '* spec.y: Invalid value: 4: field is immutable',
    ].join('\n');
    const refusals = refusalsOf(said, 'test');
    expect(refusals.map(({ text }) => text.split('\n')[0])).toEqual([
      'others have set 2 fields to something else:',
      'Error from server (Forbidden): configmaps "a" is forbidden: exceeded quota: small',
      'The Deployment "b" is invalid:',
    ]);
    expect(refusals[0]!.text).toContain('.data.b: belongs to "helm", a Helm release');
    expect(refusals[1]!.text).toContain('A policy of the cluster refuses it');
    expect(refusals[2]!.text).toContain(
      '* spec.y: Invalid value: 4: field is immutable\n    This field cannot be changed',
    );
    expect(warningsOf(said)).toEqual(['Warning: would violate PodSecurity']);
  });

  test.each([
    ['Unable to connect to the server: EOF', true],
    ['Unable to connect to the server: net/http: TLS handshake timeout', true],
    ['The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?', true],
    ['Error from server (ServiceUnavailable): etcd is away', true],
    ['Error from server (TooManyRequests): later', true],
    ['Error from server (Forbidden): configmaps "EOFs" is forbidden', false],
    ['error: You must be logged in to the server (Unauthorized)', false],
    ['Error from server (NotFound): namespaces "shop" not found', false],
  ])('%s: whether asking again may help is %s', (said, expected) => {
    expect(isPassing(said)).toBe(expected);
  });

  test('is told in one line, without what its libraries log', () => {
    const said = 'E1127 14:00:00.0 1 memcache.go:265] "Unhandled Error"\nerror: You must be logged in\n\n';
    expect(problemLine(said)).toBe('You must be logged in');
    expect(problemLine('')).toBe('it said nothing');
  });
});

describe('what keeps pods', () => {
  const pod = (name: string, status: JsonObject, owner = 'rs'): JsonObject => ({
    kind: 'Pod',
    metadata: { name, uid: `uid-${name}`, ownerReferences: [{ uid: owner }] },
    status,
  });
  const container = (more: JsonObject): JsonObject => ({ name: 'web', restartCount: 0, ready: false, ...more });
  const of = (more: JsonObject) => pod('a', { containerStatuses: [container(more)] });
  const waiting = (reason: string, message = '') => ({ waiting: { reason, message } });

  test.each<readonly [string, JsonObject, string | undefined]>([
    ['an image that is not there', { state: waiting('ImagePullBackOff', 'Back-off') }, 'ImagePullBackOff: Back-off'],
    ['containers that are being made', { state: waiting('ContainerCreating') }, undefined],
    ['containers before it', { state: waiting('PodInitializing') }, undefined],
    [
      'a crash again and again',
      {
        restartCount: 1,
        state: waiting('CrashLoopBackOff'),
        lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
      },
      'CrashLoopBackOff; it ended with exit code 137 (OOMKilled), 1 restart',
    ],
    ['an end with success', { state: { terminated: { exitCode: 0 } } }, undefined],
    ['an end without', { state: { terminated: { exitCode: 2 } } }, 'ended with exit code 2'],
    ['a probe', { started: true, state: { running: {} } }, 'runs, and is not ready'],
    ['nothing', { started: true, ready: true, state: { running: {} } }, undefined],
  ])('%s', (_, status, expected) => {
    expect(stuckContainers([of(status)]).map(({ why }) => why)).toEqual(expected === undefined ? [] : [expected]);
  });

  test('is told once for pods with the same trouble, and for a pod that no node takes', () => {
    const broken = { containerStatuses: [container({ state: waiting('ErrImagePull') })] };
    const homeless = {
      conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes' }],
    };
    expect(reasonsOf([pod('a', broken), pod('b', broken), pod('c', homeless)])).toEqual([
      'pod c: Unschedulable: 0/3 nodes',
      'pod a, container web: ErrImagePull',
    ]);
  });

  test('is looked for in the pods of an object only, also by way of its replica sets', () => {
    const event = (name: string, uid: string): JsonObject => ({
      kind: 'Event',
      metadata: { name },
      involvedObject: { uid },
    });
    const found = around({ kind: 'Deployment', metadata: { name: 'web', uid: 'web' } }, [
      pod('mine', {}, 'rs'),
      pod('other', {}, 'else'),
      { kind: 'ReplicaSet', metadata: { name: 'rs', uid: 'rs', ownerReferences: [{ uid: 'web' }] } },
      event('of-pod', 'uid-mine'),
      event('of-set', 'rs'),
      event('of-other', 'uid-other'),
    ]);
    const names = (objects: readonly JsonObject[]) =>
      objects.map((each) => (each['metadata'] as { name: string }).name);
    expect([names(found.pods), names(found.events)]).toEqual([['mine'], ['of-pod', 'of-set']]);
  });
});

test('one minor version between kubectl and the cluster is told of no one', () => {
  expect(skewOf({ client: '1.33.0', server: '1.34.1-eks' })).toBeUndefined();
  expect(skewOf({ client: '1.36.3', server: '1.34.0' })).toContain('2 minor versions apart');
});

test('what has one place in a stage is applied at once, and hooks one after another', () => {
  const objects = [31, 35, 35].map((place, i) => ({
    place,
    stage: '30-pre-deploy',
    file: `${place}-${i}`,
    object: {},
  }));
  const steps = stepsOf({ name: '30-pre-deploy', objects }).map((step) => step.map(({ file }) => file));
  expect(steps).toEqual([['31-0'], ['35-1', '35-2']]);
});
