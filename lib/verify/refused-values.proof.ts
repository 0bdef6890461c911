import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { validateValues, type JsonObject } from '../values';
import { HelmError, helmTemplateText } from './helm';
import { limit } from './limit';
import { mistakes, unknownKeys } from './mistakes.fixture';
import { allDifferences, differences, installed, printSystems, valuesOf, type PrintedSystem } from './systems.fixture';
import { helmVersions } from './tools';

/* EQUIVALENCE_SEED=7 draws other mistakes, EQUIVALENCE_RUNS=1000 more of them. */
const seed = Number(process.env['EQUIVALENCE_SEED'] ?? 20_240_229);
const numRuns = Math.ceil(Number(process.env['EQUIVALENCE_RUNS'] ?? 100) / 2);
const timeout = 120_000 + 1000 * numRuns;

const run = limit(2);
const tools = helmVersions();
const { systems, remove } = printSystems();
afterAll(remove);

const sovd = systems.find(({ name }) => name === 'sovd-webapp')!;
const schemaError = "values don't meet the specifications of the schema(s)";

/** Who accepts the values: `chartwright`, `helm 3.16.4`, ... A Helm that fails for another reason than the schema has its error here. */
async function verdicts(system: PrintedSystem, values: JsonObject): Promise<{ readonly [judge: string]: string }> {
  const problems = validateValues(system.definition.schema, valuesOf(system, installed(system, values)), '');
  const judged = tools.map(async (tool) => [`helm ${tool.version}`, await helmVerdict(system, values, tool)] as const);
  return {
    chartwright: problems.length > 0 ? 'refused' : 'accepted',
    ...Object.fromEntries(await Promise.all(judged)),
  };
}

/** A chart with nothing but its values and their schema: what is accepted is rendered apart. */
const bareCharts = new Map(systems.map(({ name, chart }) => [name, bareChart(chart)]));
afterAll(() => bareCharts.forEach((folder) => rmSync(folder, { recursive: true })));

function bareChart(chart: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-bare-'));
  for (const file of ['Chart.yaml', 'values.yaml', 'values.schema.json']) cpSync(join(chart, file), join(folder, file));
  return folder;
}

async function helmVerdict(system: PrintedSystem, values: JsonObject, tool: (typeof tools)[number]): Promise<string> {
  try {
    await helmTemplateText(tool, { chart: bareCharts.get(system.name)!, release: 'x', namespace: 'x', values });
    return 'accepted';
  } catch (error) {
    if (!(error instanceof HelmError)) throw error;
    return error.stderr.includes(schemaError) ? 'refused' : error.stderr;
  }
}

const all = (verdict: string) =>
  Object.fromEntries(
    ['chartwright', ...tools.map(({ version }) => `helm ${version}`)].map((judge) => [judge, verdict]),
  );

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
  test.each<[string, JsonObject]>([
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
    ['an element without what it must have', { backend: { extraEnv: [{ value: 'x' }] } }],
  ])('refuse %s', async (_, values) => {
    expect(await verdicts(sovd, values)).toEqual(all('refused'));
  });

  test.each<[string, JsonObject]>([
    ['a whole number written with a fraction', { backend: { replicaCount: 3.0 } }],
    [
      'nothing for a field of a block that has a default',
      { backend: { livenessProbe: { httpGet: null, tcpSocket: { port: 1 } } } },
    ],
    [
      'nothing for an entry of a map that has a default',
      { grafanaDashboards: { enabled: true, labels: { grafana_dashboard: null } } },
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
    ['the largest number', { backend: { replicaCount: 2 ** 53 - 1, autoscaling: { enabled: false } } }],
  ])('accept %s, and give the same objects', async (_, values) => {
    expect(await verdicts(sovd, values)).toEqual(all('accepted'));
    expect(await differences(sovd, installed(sovd, values), tools)).toEqual([]);
  });

  test.each(systems.map((system) => [system.name, system] as const))(
    'refuse an unknown key in any group of %s',
    async (_, system) => {
      const { schema } = system.definition;
      for (const values of unknownKeys(schema)) {
        expect(validateValues(schema, valuesOf(system, installed(system, values)), '')).toMatchObject([
          { code: 'unknown-value' },
        ]);
      }
      const [first, ...others] = unknownKeys(schema);
      for (const values of [first!, others.at(-1) ?? first!])
        expect(await verdicts(system, values)).toEqual(all('refused'));
    },
  );

  test.each(systems.map((system) => [system.name, system] as const))(
    `agree on ${numRuns} values of %s with something wrong in most, drawn with seed ${seed}`,
    async (_, system) => {
      const drawn = fc.sample(mistakes(system.definition.schema), { seed, numRuns });
      const judged = await Promise.all(
        drawn.map((values) => run(async () => ({ values, verdicts: await verdicts(system, values) }))),
      );
      expect(judged.filter((each) => new Set(Object.values(each.verdicts)).size > 1)).toEqual([]);
      const accepted = judged.filter((each) => each.verdicts['chartwright'] === 'accepted');
      const found = await allDifferences(
        system,
        accepted.map(({ values }) => installed(system, values)),
        tools,
      );
      expect(found).toEqual(accepted.map(() => []));
      const refused = numRuns - accepted.length;
      expect({ refused, isMost: refused > numRuns / 2, isAll: refused === numRuns }).toEqual({
        refused,
        isMost: true,
        isAll: false,
      });
    },
    timeout,
  );
});
