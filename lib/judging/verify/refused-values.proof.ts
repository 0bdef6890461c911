import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { validateValues, type JsonObject } from '../../core/values';
import { HelmError, helmTemplateText } from './helm';
import { unknownKeys } from './mistakes.fixture';
import { schemaError } from './schema-batch';
import { allDifferences, installed, valuesOf } from './systems.fixture';
import { Judged, type Verdicts } from './verdicts.fixture';

const timeout = 120_000;

const judged = new Judged();
afterAll(() => judged.remove());
const { tools, systems } = judged;

const sovd = systems.find(({ name }) => name === 'sovd-webapp')!;

/** Why each Helm refuses a chart with an assignment in Helm's notation. */
const refusals = (set: string) =>
  Promise.all(
    tools.map(async (tool) => {
      const attempt = helmTemplateText(tool, { chart: sovd.chart, release: 'x', namespace: 'x', set: [set] });
      const error: unknown = await attempt.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      return error instanceof HelmError ? error.stderr.replace(/\n\s*/g, ' ') : 'accepted';
    }),
  );

describe('helm template', () => {
  test.each([
    ['backend.replicaCount=abc', /backend[./]replicaCount\b.*\b(integer|string)/],
    ['backend.replicaCout=3', /\bbackend\b.*\breplicaCout\b.* not allowed/],
    ['unknown=1', /\bunknown\b.* not allowed/],
    ['backend.image.pullPolicy=Sometimes', /backend[./]image[./]pullPolicy\b.*IfNotPresent/],
    ['backend.livenessProbe.periodSecond=3', /backend[./]livenessProbe\b.*\bperiodSecond\b.* not allowed/],
    ['database.port=70000', /database[./]port\b.*65,?535/],
    ['backend.replicaCount=null', /\bbackend\b.*\breplicaCount\b/],
  ])('fails with a schema error that names the value: --set %s', async (set, named) => {
    for (const refusal of await refusals(set)) {
      expect(refusal).toContain(schemaError);
      expect(refusal).toMatch(named);
    }
  });

  test.each(['backend.replicaCount=4', 'backend.image.tag=v2', 'global.anything=1', 'enabled=true'])(
    'accepts --set %s',
    async (set) => expect(await refusals(set)).toEqual(tools.map(() => 'accepted')),
  );
});

describe('ajv, Helm 3 and Helm 4', () => {
  const refused: readonly [string, JsonObject][] = [
    ['a text for a number', { backend: { replicaCount: '3' } }],
    ['a fraction for a whole number', { backend: { replicaCount: 1.5 } }],
    ['a number for a text', { logLevel: 1 }],
    ['a text for a boolean', { ingress: { enabled: 'true' } }],
    ['a number for a group', { backend: 5 }],
    ['a list for a group', { backend: [] }],
    ['a map for a list', { ingress: { hosts: { a: 'b' } } }],
    ['nothing for a value', { backend: { replicaCount: null } }],
    ['nothing for a group', { backend: null }],
    ['nothing for a field of a block that has no default', { backend: { livenessProbe: { exec: null } } }],
    ['a key that is not known, in a block', { backend: { securityContext: { privilege: true } } }],
    ['a label that the chart sets', { commonLabels: { 'app.kubernetes.io/name': 'x' } }],
    ['a label that Kubernetes refuses', { commonLabels: { a: 'two words' } }],
    ['an annotation that the chart sets', { backend: { podAnnotations: { 'checksum/config': 'x' } } }],
    ['a number for an annotation', { backend: { podAnnotations: { a: 1 } } }],
    ['a pattern that a line break follows', { logLevel: 'INFO\n' }],
    ['a text that begins with a line break', { database: { name: '\nsovd' } }],
    ['a text that ends with two line breaks', { database: { name: 'sovd\n\n' } }],
    ['a control character', { database: { name: 'a\u0007' } }],
    ['a line separator', { database: { name: 'a\u2028b' } }],
    ['too long a name', { fullnameOverride: 'x'.repeat(64) }],
    ['a share of more than all', { backend: { podDisruptionBudget: { minAvailable: '101%' } } }],
    ['less than the least', { backend: { autoscaling: { minReplicas: 0 } } }],
    ['more than the most', { backend: { service: { nodePort: 32768 } } }],
    ['more than a 64-bit float can count', { backend: { replicaCount: 2 ** 53 } }],
    ...['1..2', '1.5.5', '', '.', 'Mi', '1e', '1ki', '1 Gi', '1Gi\n'].map((memory): [string, JsonObject] => [
      `the quantity ${JSON.stringify(memory)}`,
      { backend: { resources: { limits: { memory } } } },
    ]),
    ['an element without what it must have', { backend: { extraEnv: [{ value: 'x' }] } }],
  ];
  const accepted: readonly [string, JsonObject][] = [
    ['a whole number written with a fraction', { backend: { replicaCount: 3.0 } }],
    [
      'nothing for a field of a block that has a default',
      { backend: { livenessProbe: { httpGet: null, tcpSocket: { port: 1 } } } },
    ],
    [
      'nothing for an entry of a map that has a default',
      { grafanaDashboards: { enabled: true, labels: { grafana_dashboard: null } } },
    ],
    [
      'all forms of quantities',
      {
        backend: {
          resources: {
            limits: { cpu: 1.5, memory: '1.5Gi', 'ephemeral-storage': '1e3' },
            requests: { cpu: 1, memory: '512Mi' },
          },
        },
      },
    ],
    [
      'other forms of quantities',
      { backend: { resources: { limits: { cpu: '1.', memory: '+1Ei', 'ephemeral-storage': '1E+3' } } } },
    ],
    [
      'more forms of quantities',
      { backend: { resources: { limits: { cpu: '1500m', memory: '1E', 'ephemeral-storage': '.5Gi' } } } },
    ],
    ['a share', { backend: { podDisruptionBudget: { minAvailable: '50%' } } }],
    ['0 for a number that 0 switches off', { backend: { service: { nodePort: 0 } } }],
    ['what a parent chart shares', { global: { other: { a: [null] } } }],
    ['a text of several lines', { database: { name: 'a\n\n  b\n' } }],
    [
      'whole objects that differ in their namespace alone',
      {
        extraObjects: ['one', 'two'].map((namespace) => ({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'x', namespace },
          data: { on: '{{ .Values.x }}', off: 'a\n\nb\n' },
        })),
      },
    ],
    ['the largest number', { backend: { replicaCount: 2 ** 31 - 1, autoscaling: { enabled: false } } }],
  ];
  const valuesIn = (table: readonly [string, JsonObject][]) => table.map(([, values]) => values);
  let verdicts: readonly Verdicts[] = [];
  let found: readonly string[][] = [];
  beforeAll(async () => {
    verdicts = await judged.verdicts(sovd, [...valuesIn(refused), ...valuesIn(accepted)]);
    const installations = valuesIn(accepted).map((values) => installed(sovd, values));
    found = await allDifferences(sovd, installations, tools);
  }, timeout);

  test.each(refused.map(([title], i) => [title, i] as const))('refuse %s', (_, i) => {
    expect(verdicts[i]).toEqual(judged.all('refused'));
  });

  test.each(accepted.map(([title], i) => [title, i] as const))('accept %s, and give the same objects', (_, i) => {
    expect(verdicts[refused.length + i]).toEqual(judged.all('accepted'));
    expect(found[i]).toEqual([]);
  });

  test.each(systems.map((system) => [system.name, system] as const))(
    'refuse an unknown key in any group of %s',
    async (_, system) => {
      const { schema } = system.definition;
      const unknown = unknownKeys(schema);
      for (const values of unknown) {
        expect(validateValues(schema, valuesOf(system, installed(system, values)), '')).toMatchObject([
          { code: 'unknown-value' },
        ]);
      }
      expect(unknown.length).toBeGreaterThan(1);
      expect(await judged.verdicts(system, unknown)).toEqual(unknown.map(() => judged.all('refused')));
    },
  );
});
