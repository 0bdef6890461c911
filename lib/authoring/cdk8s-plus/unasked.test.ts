import { describe, expect, test } from '@jest/globals';
import { ApiObject, App, JsonPatch, type Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { HelmChart } from '../../core/manifest';
import { at } from '../../core/manifest/example.fixture';
import { integer, oneOf, quantity, values } from '../../core/values';
import { choiceOf, cpu, duration, port, size } from '.';
import { built, objectsAt } from './both-ways.fixture';

/* What docs/cdk8s-plus.md says of what cdk8s-plus adds, and its first example. */

const nothing = integer(1, 'Nothing');

/** The first object that a program makes. */
const first = (build: (chart: Chart) => void) => objectsAt(built(nothing, build))[0]!;

const container = (props: object) =>
  at(
    first((chart) => void new kplus.Deployment(chart, 'web', { containers: [{ image: 'nginx', ...props }] })),
    '/spec/template/spec/containers/0',
  ) as Record<string, unknown>;

describe('cdk8s-plus adds what nobody asked for, unless it is told not to', () => {
  test('amounts of CPU and memory', () => {
    expect(container({})['resources']).toEqual({
      limits: { cpu: '1500m', memory: '2048Mi' },
      requests: { cpu: '1000m', memory: '512Mi' },
    });
    expect(container({ resources: {} })['resources']).toBeUndefined();
  });

  test('a startup probe', () => {
    expect(container({ portNumber: 80 })['startupProbe']).toMatchObject({ tcpSocket: { port: 80 } });
    expect(container({ ports: [{ number: 80 }] })['startupProbe']).toBeUndefined();
  });

  test('images that are always pulled', () => {
    const { IF_NOT_PRESENT } = kplus.ImagePullPolicy;
    expect([container({}), container({ imagePullPolicy: IF_NOT_PRESENT })]).toMatchObject([
      { imagePullPolicy: 'Always' },
      { imagePullPolicy: 'IfNotPresent' },
    ]);
  });

  test('security of a container', () => {
    expect(container({})['securityContext']).toMatchObject({
      runAsNonRoot: true,
      readOnlyRootFilesystem: true,
      privileged: false,
      allowPrivilegeEscalation: false,
    });
    const securityContext = { ensureNonRoot: false, readOnlyRootFilesystem: false };
    expect(container({ securityContext })['securityContext']).toMatchObject({
      runAsNonRoot: false,
      readOnlyRootFilesystem: false,
    });
  });

  test('two replicas, and no token of a ServiceAccount', () => {
    const made = first((chart) => void new kplus.Deployment(chart, 'web', { containers: [{ image: 'nginx' }] }));
    expect(made).toMatchObject({ spec: { replicas: 2, template: { spec: { automountServiceAccountToken: false } } } });
  });

  test('the behavior of an autoscaler', () => {
    const scaler = (change: (object: ApiObject) => void) =>
      objectsAt(
        built(nothing, (chart) => {
          const containers = [{ image: 'nginx' }];
          const target = new kplus.Deployment(chart, 'web', { containers });
          const made = new kplus.HorizontalPodAutoscaler(chart, 'scaler', { target, maxReplicas: 3 });
          change(ApiObject.of(made));
        }),
      ).find(({ kind }) => kind === 'HorizontalPodAutoscaler')!;
    expect(
      at(
        scaler(() => undefined),
        '/spec/behavior',
      ),
    ).toBeDefined();
    const removed = scaler((object) => object.addJsonPatch(JsonPatch.remove('/spec/behavior')));
    expect(at(removed, '/spec/behavior')).toBeUndefined();
  });
});

test('the first example of the page has its values where they belong', () => {
  const settings = values({
    port: integer(8080, 'Port of the container', { minimum: 1, maximum: 65535 }),
    period: integer(10, 'Seconds between two probes', { minimum: 1 }),
    memory: quantity('512Mi', 'Memory'),
    cpu: quantity('250m', 'CPU'),
    type: oneOf(['ClusterIP', 'NodePort'], 'ClusterIP', 'Type of the Service'),
  });
  class Example extends HelmChart<typeof settings> {
    constructor() {
      const metadata = { version: '1.0.0', appVersion: '1', description: 'An example.' };
      super(new App(), 'example', { values: settings, environments: { test: { values: {} } }, ...metadata });
      const web = new kplus.Deployment(this, 'web', {
        containers: [
          {
            image: 'nginx',
            portNumber: port(this.values.port),
            liveness: kplus.Probe.fromHttpGet('/', { periodSeconds: duration(this.values.period) }),
            resources: { cpu: { limit: cpu(this.values.cpu) }, memory: { limit: size(this.values.memory) } },
          },
        ],
      });
      web.exposeViaService({ serviceType: choiceOf(this.values.type, kplus.ServiceType) });
    }
  }
  const [web, service] = new Example().toJson();
  expect(at(web, '/spec/template/spec/containers/0')).toMatchObject({
    ports: [{ containerPort: 8080 }],
    livenessProbe: { periodSeconds: 10, httpGet: { port: 8080 } },
    resources: { limits: { cpu: '250m', memory: '512Mi' } },
  });
  expect(service).toMatchObject({ spec: { type: 'ClusterIP', ports: [{ port: 8080, targetPort: 8080 }] } });
});
