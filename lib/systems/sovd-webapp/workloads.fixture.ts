import { expect } from '@jest/globals';
import { at, type Objects } from './output.fixture';

/** The registry of the images. */
export const ecr = '123456789012.dkr.ecr.us-east-1.amazonaws.com';

/** Requests and limits, each as `cpu, memory`. */
const resources = (requests: string, limits: string) => {
  const [cpu, memory] = requests.split(', ');
  const [cpuLimit, memoryLimit] = limits.split(', ');
  return { requests: { cpu, memory }, limits: { cpu: cpuLimit, memory: memoryLimit } };
};

export const small = {
  backend: resources('250m, 256Mi', '500m, 512Mi'),
  frontend: resources('100m, 64Mi', '200m, 128Mi'),
};
export const large = {
  backend: resources('500m, 512Mi', '1, 1Gi'),
  frontend: resources('200m, 128Mi', '400m, 256Mi'),
};

/** How many pods there are: `replicas` where autoscaling is off, [min, max] where it is on. */
export function scaleOf(objects: Objects, name: string): number | readonly [number, number] {
  const replicas = at(objects.get('Deployment', name), 'spec', 'replicas');
  const isScaled = objects.names('HorizontalPodAutoscaler').includes(name);
  // With server-side apply, an upgrade would fail on replicas that an autoscaler owns.
  expect(replicas === undefined).toBe(isScaled);
  if (!isScaled) return Number(replicas);
  const { minReplicas, maxReplicas } = at(objects.get('HorizontalPodAutoscaler', name), 'spec') as {
    minReplicas: number;
    maxReplicas: number;
  };
  return [minReplicas, maxReplicas];
}
