import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../core/values';
import { object } from './deployed.fixture';
import { timeoutFor } from './timeouts';

const job = (spec: JsonObject) => object('batch/v1', 'Job', 'migration', { spec });

test.each<[string, JsonObject[], string]>([
  ['nothing that takes time', [object('v1', 'ConfigMap', 'x')], '5m'],
  ['a Job with a deadline, by that', [job({ activeDeadlineSeconds: 1200, backoffLimit: 3 })], '21m'],
  [
    'a Job whose pods have one, by all attempts and their pauses',
    [job({ backoffLimit: 1, template: { spec: { activeDeadlineSeconds: 600 } } })],
    '22m',
  ],
  ['a Job that says nothing, by the defaults', [job({})], '47m'],
  [
    'a Deployment, by when its progress has failed',
    [object('apps/v1', 'Deployment', 'x', { spec: { progressDeadlineSeconds: 1800 } })],
    '31m',
  ],
  [
    'several objects, by the slowest',
    [object('apps/v1', 'StatefulSet', 'x'), job({ activeDeadlineSeconds: 60 })],
    '11m',
  ],
])('waits for %s', (_what, objects, expected) => {
  expect(timeoutFor(objects)).toBe(expected);
});
