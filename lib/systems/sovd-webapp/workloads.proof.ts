import { describe, expect, test } from '@jest/globals';
import { at, elements, environmentNames, rendered, renderedFor } from './output.fixture';
import { ecr, large, scaleOf } from './workloads.fixture';

describe('the vehicle connector, switched on', () => {
  test('listens on 50051 and is asked over gRPC', async () => {
    const objects = await renderedFor('production', { set: ['vehicleConnector.enabled=true'] });
    const name = 'sovd-webapp-vehicle-connector';
    const container = objects.container(name);
    expect(container['image']).toBe(`${ecr}/sovd-vehicle-connector:v1.0.0`);
    expect(at(container, 'ports', 0)).toMatchObject({ name: 'grpc', containerPort: 50051 });
    expect(at(objects.get('Service', name), 'spec', 'ports', 0)).toMatchObject({
      name: 'grpc',
      port: 50051,
      targetPort: 'grpc',
    });
    expect(at(container, 'livenessProbe', 'grpc')).toEqual({ port: 50051 });
    expect(at(container, 'readinessProbe', 'grpc')).toEqual({ port: 50051 });
  });
});

describe('the sizes of a production', () => {
  test.each([
    ['small', 3, 2],
    ['medium', [5, 10], 3],
    ['large', [10, 20], [5, 8]],
  ])('%s: backend %j, frontend %j', async (size, backend, frontend) => {
    const valuesFiles = ['values-production.yaml', `values-size-${size}.yaml`];
    const objects = await rendered({ valuesFiles });
    expect(scaleOf(objects, 'sovd-webapp-backend')).toEqual(backend);
    expect(scaleOf(objects, 'sovd-webapp-frontend')).toEqual(frontend);
    expect(objects.container('sovd-webapp-backend')['resources']).toEqual(large.backend);
  });
});

describe('every pod', () => {
  test.each(environmentNames)('is unprivileged, bounded and probed in %s, test pods included', async (environment) => {
    const objects = await renderedFor(environment, { set: ['vehicleConnector.enabled=true'] });
    const pods = objects.all.flatMap((object) => {
      if (object.kind === 'Pod') return [{ object, spec: object['spec']! }];
      const spec = at(object, 'spec', 'template', 'spec');
      return spec === undefined ? [] : [{ object, spec }];
    });
    expect(pods).toHaveLength(3 + 1 + 8);
    for (const { object, spec } of pods) {
      expect(at(spec, 'securityContext')).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      const containers = elements(at(spec, 'containers'));
      for (const container of [...elements(at(spec, 'initContainers')), ...containers]) {
        expect(at(container, 'securityContext')).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(at(container, 'resources', 'requests')).toMatchObject({
          cpu: expect.anything(),
          memory: expect.anything(),
        });
        expect(at(container, 'resources', 'limits', 'memory')).toBeDefined();
        // The exporter writes nothing at all.
        expect(at(container, 'volumeMounts')).toEqual(
          at(container, 'name') === 'exporter'
            ? undefined
            : expect.arrayContaining([{ name: 'tmp', mountPath: '/tmp' }]),
        );
        // Kubernetes takes no probes of a container that runs before the others.
        if (object.kind !== 'Deployment' || !containers.includes(container)) continue;
        expect(at(container, 'livenessProbe')).toBeDefined();
        expect(at(container, 'readinessProbe')).toBeDefined();
      }
    }
  });
});
