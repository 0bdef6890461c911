import { describe, expect, test } from '@jest/globals';
import { handlerHelper, lifecycleHelper, strategyHelper } from './merged-blocks';
import type { Helper, Json, JsonObject } from './expression';

const release = {
  values: {},
  release: { name: 'shop', namespace: 'shop' },
  chart: { name: 'shop', version: '1.0.0', appVersion: '1' },
};
const left = (helper: Helper, args: JsonObject): Json => helper.evaluate(release, args);

const httpGet = { path: '/live', port: 'http' };
const exec = { command: ['true'] };
const tcpSocket = { port: 80 };

describe('a probe whose default asks over HTTP', () => {
  test.each<[string, JsonObject, JsonObject]>([
    [
      'is that of the default where nobody says otherwise',
      { httpGet, periodSeconds: 5 },
      { httpGet, periodSeconds: 5 },
    ],
    ['is the one that a user gives', { httpGet, exec, periodSeconds: 5 }, { exec, periodSeconds: 5 }],
    ['is the one of its type', { httpGet, exec, tcpSocket, type: 'tcpSocket' }, { tcpSocket }],
    ['is that of the default where its type says so', { httpGet, exec, type: 'httpGet' }, { httpGet }],
    ['is nothing where it is switched off', { httpGet, periodSeconds: 5, enabled: false }, {}],
    ['does not show that it is on', { httpGet, enabled: true }, { httpGet }],
  ])('%s', (_, handler, expected) => {
    expect(left(handlerHelper, { handler, default: 'httpGet' })).toEqual(expected);
  });
});

test('a probe without a default has the handler that a user gives', () => {
  expect(left(handlerHelper, { handler: { exec } })).toEqual({ exec });
  expect(left(handlerHelper, { handler: {} })).toEqual({});
});

test('each moment of a lifecycle has one handler, and none where it is switched off', () => {
  const lifecycle = { preStop: { exec, httpGet }, postStart: { exec, enabled: false } };
  expect(left(lifecycleHelper, { lifecycle, preStop: 'exec' })).toEqual({ preStop: { httpGet } });
});

test('the numbers of a rolling update are left out of any other type', () => {
  const rollingUpdate = { maxSurge: 1 };
  expect(left(strategyHelper, { strategy: { type: 'Recreate', rollingUpdate } })).toEqual({ type: 'Recreate' });
  const rolling = { type: 'RollingUpdate', rollingUpdate };
  expect(left(strategyHelper, { strategy: rolling })).toEqual(rolling);
  expect(left(strategyHelper, { strategy: { rollingUpdate } })).toEqual({ rollingUpdate });
});
