import { beforeAll, describe, expect, test } from '@jest/globals';
import { at, committed, elements, environmentNames, valuesFile, type Objects } from './output.fixture';
import { ecr, large, scaleOf, small } from './workloads.fixture';

const figures = {
  local: {
    images: { backend: 'sovd-backend:local', frontend: 'sovd-frontend:local' },
    pullPolicy: 'Never',
    scale: { backend: 3, frontend: 2 },
    resources: small,
    topologies: [],
  },
  staging: {
    images: { backend: `${ecr}/sovd-backend:v1.0.0`, frontend: `${ecr}/sovd-frontend:v1.0.0` },
    pullPolicy: 'IfNotPresent',
    scale: { backend: [3, 10], frontend: 2 },
    resources: small,
    topologies: [],
  },
  production: {
    images: { backend: `${ecr}/sovd-backend:v1.0.0`, frontend: `${ecr}/sovd-frontend:v1.0.0` },
    pullPolicy: 'IfNotPresent',
    scale: { backend: [5, 20], frontend: [3, 8] },
    resources: large,
    topologies: [
      ['topology.kubernetes.io/zone', 'DoNotSchedule'],
      ['kubernetes.io/hostname', 'ScheduleAnyway'],
    ],
  },
} as const;

/** How long a backend pod takes until it serves, on average, as its operators have seen it. */
const secondsOfAPod = 42;

describe.each(environmentNames)('in %s', (environment) => {
  const expected = figures[environment];
  let objects: Objects;

  beforeAll(() => {
    objects = committed(environment);
  });

  test.each(['backend', 'frontend'] as const)('the %s has its image, pods and resources', (component) => {
    const name = `sovd-webapp-${component}`;
    const container = objects.container(name);
    expect(container['image']).toBe(expected.images[component]);
    expect(container['imagePullPolicy']).toBe(expected.pullPolicy);
    expect(container['resources']).toEqual(expected.resources[component]);
    expect(scaleOf(objects, name)).toEqual(expected.scale[component]);
  });

  test('the backend listens on 8000 and the frontend on 8080 behind a Service on 80', () => {
    const ports = (name: string) => [
      at(objects.container(name), 'ports', 0, 'containerPort'),
      at(objects.get('Service', name), 'spec', 'ports', 0, 'port'),
    ];
    expect(ports('sovd-webapp-backend')).toEqual([8000, 8000]);
    expect(ports('sovd-webapp-frontend')).toEqual([8080, 80]);
    for (const name of ['sovd-webapp-backend', 'sovd-webapp-frontend']) {
      const target = at(objects.get('Service', name), 'spec', 'ports', 0, 'targetPort');
      expect(target).toBe(at(objects.container(name), 'ports', 0, 'name'));
    }
  });

  test('each Service selects the pods of its own Deployment and no others', () => {
    const deployments = objects.names('Deployment');
    for (const name of objects.names('Service')) {
      const selector = Object.entries(at(objects.get('Service', name), 'spec', 'selector') as object);
      const selected = deployments.filter((deployment) => {
        const labels = at(objects.get('Deployment', deployment), 'spec', 'template', 'metadata', 'labels') as object;
        return selector.every(([key, value]) =>
          Object.entries(labels).some((label) => label[0] === key && label[1] === value),
        );
      });
      expect(selected).toEqual([name]);
    }
  });

  test('the probes ask what the specification says', () => {
    const paths = (name: string) =>
      ['livenessProbe', 'readinessProbe'].map((probe) => at(objects.container(name), probe, 'httpGet'));
    expect(paths('sovd-webapp-backend')).toEqual([
      { path: '/health/live', port: 'http' },
      { path: '/health/ready', port: 'http' },
    ]);
    expect(paths('sovd-webapp-frontend')).toEqual([
      { path: '/', port: 'http' },
      { path: '/', port: 'http' },
    ]);
  });

  test('a rollout takes no pod away, and replaces as many pods at a time as its environment says', () => {
    for (const name of objects.names('Deployment')) {
      const isLarge = environment === 'production' && name === 'sovd-webapp-backend';
      expect(at(objects.get('Deployment', name), 'spec', 'strategy')).toEqual({
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: isLarge ? '40%' : 1, maxUnavailable: 0 },
      });
    }
  });

  test('a rollback ends within three minutes, with as few pods as there are and with as many', () => {
    const surge = at(objects.get('Deployment', 'sovd-webapp-backend'), 'spec', 'strategy', 'rollingUpdate', 'maxSurge');
    const atOnce = (pods: number) =>
      typeof surge === 'number' ? surge : Math.ceil((pods * Number.parseInt(String(surge), 10)) / 100);
    const sizes = environment === 'production' ? [5, 10, 20] : [3];
    for (const pods of sizes) expect(Math.ceil(pods / atOnce(pods)) * secondsOfAPod).toBeLessThan(180);
  });

  test('a backend that takes as long as it does on average is not ended before it serves', () => {
    const { startupProbe } = objects.container('sovd-webapp-backend');
    expect(Number(at(startupProbe, 'failureThreshold')) * Number(at(startupProbe, 'periodSeconds'))).toBeGreaterThan(
      2 * secondsOfAPod,
    );
  });

  test('autoscalers aim at 70 % CPU and take pods away after 300 s', () => {
    const scaled = Object.entries(expected.scale).flatMap(([name, scale]) => (Array.isArray(scale) ? [name] : []));
    const autoscalers = objects.names('HorizontalPodAutoscaler');
    expect(autoscalers).toEqual(scaled.map((name) => `sovd-webapp-${name}`));
    for (const name of autoscalers) {
      const autoscaler = objects.get('HorizontalPodAutoscaler', name);
      expect(autoscaler.apiVersion).toBe('autoscaling/v2');
      expect(at(autoscaler, 'spec', 'scaleTargetRef')).toEqual({ apiVersion: 'apps/v1', kind: 'Deployment', name });
      expect(at(autoscaler, 'spec', 'metrics')).toEqual([
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
      ]);
      expect(at(autoscaler, 'spec', 'behavior', 'scaleDown', 'stabilizationWindowSeconds')).toBe(300);
    }
  });

  test('a drained node takes one pod of the backend and of the frontend at most', () => {
    expect(objects.names('PodDisruptionBudget')).toEqual(['sovd-webapp-backend', 'sovd-webapp-frontend']);
    for (const name of objects.names('PodDisruptionBudget')) {
      const { maxUnavailable, selector } = at(objects.get('PodDisruptionBudget', name), 'spec') as Record<
        string,
        unknown
      >;
      expect({ maxUnavailable, selector }).toEqual({
        maxUnavailable: 1,
        selector: at(objects.get('Deployment', name), 'spec', 'selector'),
      });
    }
  });

  test('pods spread over zones and hosts in production only', () => {
    for (const name of objects.names('Deployment')) {
      const deployment = objects.get('Deployment', name);
      const constraints = elements(at(deployment, 'spec', 'template', 'spec', 'topologySpreadConstraints'));
      expect(
        constraints.map((constraint) => [at(constraint, 'topologyKey'), at(constraint, 'whenUnsatisfiable')]),
      ).toEqual(expected.topologies);
      for (const constraint of constraints) {
        expect(at(constraint, 'labelSelector')).toEqual(at(deployment, 'spec', 'selector'));
        expect(at(constraint, 'maxSkew')).toBe(1);
      }
    }
  });

  test('the vehicle connector is off', () => {
    expect(objects.all.filter(({ metadata }) => metadata.name.includes('vehicle-connector'))).toEqual([]);
  });
});

describe('the defaults of the chart', () => {
  const values = valuesFile('values.yaml');

  test('are those of the specification', () => {
    const knobs = (component: string) => {
      const autoscaling = at(values, component, 'autoscaling');
      return {
        replicas: at(values, component, 'replicaCount'),
        scaled: at(autoscaling, 'enabled'),
        range: [at(autoscaling, 'minReplicas'), at(autoscaling, 'maxReplicas')],
        cpu: at(autoscaling, 'targetCPUUtilizationPercentage'),
        window: at(autoscaling, 'behavior', 'scaleDown', 'stabilizationWindowSeconds'),
        resources: at(values, component, 'resources'),
      };
    };
    expect(knobs('backend')).toEqual({
      replicas: 3,
      scaled: true,
      range: [3, 10],
      cpu: 70,
      window: 300,
      resources: small.backend,
    });
    expect(knobs('frontend')).toMatchObject({
      replicas: 2,
      scaled: false,
      cpu: 70,
      window: 300,
      resources: small.frontend,
    });
  });

  test('leave the vehicle connector off in every values file', () => {
    expect(at(values, 'vehicleConnector', 'enabled')).toBe(false);
    for (const environment of environmentNames) {
      expect(at(valuesFile(`values-${environment}.yaml`), 'vehicleConnector', 'enabled')).toBeUndefined();
    }
  });
});
