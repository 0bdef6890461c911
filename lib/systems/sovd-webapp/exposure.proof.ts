import { describe, expect, test } from '@jest/globals';
import { isAllowed, podOf, type Party } from '../network.fixture';
import { committed, renderedFor, type Objects } from './output.fixture';

describe('the Ingress', () => {
  test('is on by default and off locally', async () => {
    expect(committed('local').names('Ingress')).toEqual([]);
    expect((await renderedFor('local', { set: ['ingress.enabled=true'] })).names('Ingress')).toEqual(['sovd-webapp']);
    expect((await renderedFor('production', { set: ['ingress.enabled=false'] })).names('Ingress')).toEqual([]);
  });
});

describe('the network policies', () => {
  const neighbour: Party = { namespace: 'sovd-webapp', labels: { app: 'other' } };
  const prometheus: Party = { namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } };
  const ingressController: Party = { address: '10.0.3.17' };
  const database: Party = { address: '10.0.64.5' };

  const parties = (objects: Objects) => {
    const backend = podOf(objects, 'sovd-webapp-backend');
    const frontend = podOf(objects, 'sovd-webapp-frontend');
    const component = (name: string): Party => ({
      ...backend,
      labels: { ...backend.labels, 'app.kubernetes.io/component': name },
    });
    const otherRelease: Party = { ...frontend, labels: { ...frontend.labels, 'app.kubernetes.io/instance': 'other' } };
    return { backend, frontend, smokeTest: component('smoke-test'), migration: component('migration'), otherRelease };
  };

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
