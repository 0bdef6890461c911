import { describe, expect, test } from '@jest/globals';
import { printForTests } from '../chart/printed.fixture';
import type { JsonObject } from '../../core/values';
import { helmLint } from '../../judging/verify/helm';
import { disagreements, environmentsOf, plainOutput } from '../../judging/verify/systems.fixture';
import { helmVersions } from '../../judging/verify/tools';
import { guestbook } from './example.fixture';

/* A small chart that uses every kind of expression: the real Helm must agree on all of it. */

const tools = helmVersions();
const system = printForTests(guestbook());

describe('the example chart', () => {
  test.each<[string, JsonObject]>([
    ['the defaults', {}],
    [
      'everything on',
      { metrics: true, autoscaling: { enabled: true }, theme: 'dark', extraEnv: [{ name: 'A', value: '{{' }] },
    ],
    [
      'hosts, labels and annotations',
      {
        hosts: [
          { name: 'a', port: 1 },
          { name: 'b', port: 2 },
        ],
        podLabels: { a: 'yes' },
        commonLabels: { a: '1' },
        podAnnotations: { a: '' },
      },
    ],
    ['nothing left', { hosts: [], languages: [], resources: { limits: null }, logLevel: 'debug' }],
    [
      'hostile texts',
      {
        greeting: '"\n{{ x }}\t\\ é \u{1f600}',
        theme: '%s',
        languages: ['- a', 'b: c', '1e3'],
        replicaCount: 12_345_678,
        sampling: 1e-7,
      },
    ],
    [
      'an image by digest',
      { image: { digest: 'sha256:0', tag: '1' }, global: { imageRegistry: 'mirror.example.org/' } },
    ],
    ...[
      ['ghcr.io/example/api', 'mirror.local:5000/cache'],
      ['localhost/api', 'mirror'],
      ['localhost.x/api', 'mirror/'],
      ['registry:5000/api', 'a.b:5000/c_d'],
      ['library/api', 'mirror.local'],
      ['api', 'mirror.local/'],
    ].map(([repository, imageRegistry]): [string, JsonObject] => [
      `the image ${repository} from ${imageRegistry}`,
      { image: { repository, tag: '' } as JsonObject, global: { imageRegistry } as JsonObject },
    ]),
  ])('renders the same objects with the real Helm: %s', async (_, values) => {
    expect(await disagreements(system, { release: 'demo', namespace: 'space', values }, tools)).toEqual([]);
  });

  test('renders the same objects in each of its environments', async () => {
    for (const { release, namespace, values } of environmentsOf(system)) {
      expect(await disagreements(system, { release, namespace, values }, tools)).toEqual([]);
    }
    expect(plainOutput(system, environmentsOf(system)[1]!).objects).toHaveLength(6);
  });

  test.each(tools)('is clean for helm lint --strict of Helm $version', async (tool) => {
    for (const { files } of environmentsOf(system)) expect(await helmLint(tool, system.chart, files)).toEqual([]);
  });
});
