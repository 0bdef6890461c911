import { describe, expect, test } from '@jest/globals';
import { isAllowed, podOf } from '../network.fixture';
import { database, ingressController, neighbour, parties, prometheus } from './exposure.fixture';
import { committed, renderedFor } from './output.fixture';

describe('the Ingress', () => {
  test('is on by default and off locally', async () => {
    expect(committed('local').names('Ingress')).toEqual([]);
    expect((await renderedFor('local', { set: ['ingress.enabled=true'] })).names('Ingress')).toEqual([
      'sovd-webapp-ingress',
    ]);
    expect((await renderedFor('production', { set: ['ingress.enabled=false'] })).names('Ingress')).toEqual([]);
  });
});

describe('the network policies', () => {
  test('follow the ports of a database and a Redis that listen elsewhere', async () => {
    const objects = await renderedFor('production', { set: ['database.port=5433', 'redis.port=6380'] });
    const { backend } = parties(objects);
    const reached = [5432, 5433, 6379, 6380].filter((port) => isAllowed(objects, backend, database, port));
    expect(reached).toEqual([5433, 6380]);
  });

  test('connect the backend with the vehicle connector when it is on, and nobody else', async () => {
    const objects = await renderedFor('production', { set: ['vehicleConnector.enabled=true'] });
    const { backend, frontend } = parties(objects);
    const connector = podOf(objects, 'sovd-webapp-vehicle-connector');
    const allowed = [backend, frontend, ingressController, neighbour, prometheus].map((from) =>
      isAllowed(objects, from, connector, 50051),
    );
    expect(allowed).toEqual([true, false, false, false, false]);
  });
});
