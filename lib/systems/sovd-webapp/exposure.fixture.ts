import { podOf, type Party } from '../network.fixture';
import type { Objects } from './output.fixture';

export const neighbour: Party = { namespace: 'sovd-webapp', labels: { app: 'other' } };
export const prometheus: Party = { namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } };
export const ingressController: Party = { address: '10.0.3.17' };
export const database: Party = { address: '10.0.64.5' };

/** The pods of a release that the policies tell apart. */
export const parties = (objects: Objects) => {
  const backend = podOf(objects, 'sovd-webapp-backend');
  const frontend = podOf(objects, 'sovd-webapp-frontend');
  const component = (name: string): Party => ({
    ...backend,
    labels: { ...backend.labels, 'app.kubernetes.io/component': name },
  });
  const otherRelease: Party = { ...frontend, labels: { ...frontend.labels, 'app.kubernetes.io/instance': 'other' } };
  return { backend, frontend, smokeTest: component('smoke-test'), migration: component('migration'), otherRelease };
};
