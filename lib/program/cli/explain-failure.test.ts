import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { partsOf } from '../../core/manifest';
import { defaults } from '../../core/values';
import { printYaml } from '../../printing/trees';
import { check } from '../../judging/check/check';
import { WebService } from '../../authoring';
import { releaseOf } from '../app';
import { problemsOfFailure } from './explain-failure';

/* Whose failure an error is that stopped an app: ours, which must be reported as such, or the author's. */

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

const nothing = undefined as never;

describe("an error that our own code throws is not said to be the author's", () => {
  test.each<[string, () => unknown]>([
    ['core/values', () => defaults(nothing)],
    ['core/manifest', () => partsOf([nothing], 'least')],
    ['printing', () => printYaml(nothing)],
    ['judging', () => check(nothing)],
    ['program', () => releaseOf(nothing, nothing)],
  ])('in %s', (folder, run) => {
    const error = thrownBy(run) as Error;
    expect(error.stack).toContain(`/lib/${folder}/`);
    expect(problemsOfFailure(error)).toBeUndefined();
  });
});

test("what a construct of ours makes of its properties is the author's", () => {
  const error = thrownBy(() => new WebService(new App(), 'web', nothing));
  expect(problemsOfFailure(error)).toMatchObject([
    { at: expect.stringContaining('explain-failure.test.ts') as unknown },
  ]);
});

test('an author may have folders of the same names', () => {
  const error = new TypeError('x is not a function');
  error.stack = `TypeError: x is not a function\n    at Object.<anonymous> (/home/me/lib/core/values/shop.ts:3:5)`;
  expect(problemsOfFailure(error)).toMatchObject([
    { code: 'failed-construct', at: '/home/me/lib/core/values/shop.ts:3:5' },
  ]);
});
