import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isGroup, type Json, type JsonObject, type TSchema } from '../../core/values';
import { installations } from './random-values.fixture';
import { disagreements, installed, printSystems } from './systems.fixture';
import { helmVersions } from './tools';

/* Whether the equivalence tests would notice: each chart here was spoilt in one place. */

const tools = helmVersions();
const { systems, remove } = printSystems();
afterAll(remove);

const system = systems.find(({ name }) => name === 'sovd-webapp')!;
const schema = system.definition.schema;
const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

interface Fault {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A copy of the chart with one text replaced in one file. */
function spoilt({ file, from, to }: Fault): string {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-spoilt-'));
  folders.push(folder);
  const chart = join(folder, system.name);
  cpSync(system.chart, chart, { recursive: true });
  const text = readFileSync(join(chart, file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
  writeFileSync(
    join(chart, file),
    text.replace(from, () => to),
  );
  return chart;
}

/** What is found in a spoilt chart with some values. */
const found = async (fault: Fault, values: JsonObject = {}) =>
  (await disagreements(system, installed(system, values), tools, spoilt(fault))).join('\n');

const deployment = 'apps/v1 Deployment sovd-webapp/sovd-webapp-backend';

describe('a difference is found', () => {
  test('in no chart that is as it was printed', async () => {
    expect(await disagreements(system, installed(system), tools)).toEqual([]);
  });

  test.each<[string, Fault, string]>([
    [
      'a line of a template that is gone',
      {
        file: 'templates/backend-deployment.yaml',
        from: '  revisionHistoryLimit: {{ .Values.backend.revisionHistoryLimit | int64 }}\n',
        to: '',
      },
      `${deployment} /spec/revisionHistoryLimit\n  plain: 3\n  helm:  (absent)`,
    ],
    [
      'a template that is gone',
      { file: 'templates/backend-service.yaml', from: 'apiVersion', to: '{{- if false }}\napiVersion' },
      'unexpected EOF',
    ],
    [
      'a number that is printed as a text',
      {
        file: 'templates/backend-service.yaml',
        from: '.Values.backend.service.port | int64',
        to: '.Values.backend.service.port | quote',
      },
      'v1 Service sovd-webapp/sovd-webapp-backend /spec/ports/0/port\n  plain: 8000\n  helm:  "8000"',
    ],
    [
      'another default in values.yaml',
      { file: 'values.yaml', from: 'terminationGracePeriodSeconds: 60', to: 'terminationGracePeriodSeconds: 61' },
      `${deployment} /spec/template/spec/terminationGracePeriodSeconds\n  plain: 60\n  helm:  61`,
    ],
    [
      'another weight of a hook, with which it runs before its account',
      { file: 'templates/migration-job.yaml', from: 'helm.sh/hook-weight: "-5"', to: 'helm.sh/hook-weight: "-27"' },
      'v1 ServiceAccount sovd-webapp/sovd-webapp-migration /metadata/annotations/argocd.argoproj.io~1sync-wave: ' +
        'not after batch/v1 Job sovd-webapp/sovd-webapp-migration, whose weight is lower',
    ],
    [
      'a weight of a hook that is not an integer',
      { file: 'templates/migration-job.yaml', from: 'helm.sh/hook-weight: "-5"', to: 'helm.sh/hook-weight: "five"' },
      'batch/v1 Job sovd-webapp/sovd-webapp-migration /metadata/annotations/argocd.argoproj.io~1sync-wave: "five" in the chart is not an integer',
    ],
    [
      'a named template with another body',
      {
        file: 'templates/_helpers.tpl',
        from: '{{- $repository := $image.repository }}',
        to: '{{- $repository := printf "x/%s" $image.repository }}',
      },
      `${deployment} /spec/template/spec/containers/0/image\n  plain: "sovd-backend:v1.0.0"\n  helm:  "x/sovd-backend:v1.0.0"`,
    ],
    [
      'a schema that refuses what ours accepts',
      { file: 'values.schema.json', from: '"maximum": 65535', to: '"maximum": 79' },
      "values don't meet the specifications of the schema(s)",
    ],
    [
      'a blank at the end of a line',
      { file: 'templates/backend-service.yaml', from: 'spec:\n', to: 'spec: \n' },
      'templates/backend-service.yaml, line 14: trailing blanks',
    ],
  ])('%s', async (_, fault, message) => {
    expect(await found(fault).catch((error: Error) => error.message)).toContain(message);
  });

  test.each<[string, Fault, JsonObject, string]>([
    [
      'a condition that is turned round',
      { file: 'templates/ingress.yaml', from: '{{- if .Values.ingress.enabled -}}', to: '{{- if true -}}' },
      { ingress: { enabled: false } },
      "networking.k8s.io/v1 Ingress sovd-webapp/sovd-webapp-ingress: only in the chart's output",
    ],
    [
      'a value that is read from another place',
      {
        file: 'templates/_helpers.tpl',
        from: 'automountServiceAccountToken: {{ $values.',
        to: 'automountServiceAccountToken: {{ $root.Values.frontend.',
      },
      { backend: { serviceAccount: { automount: true } } },
      `${deployment} /spec/template/spec/automountServiceAccountToken\n  plain: true\n  helm:  false`,
    ],
    [
      'a text that breaks out of its quotes',
      {
        file: 'templates/_helpers.tpl',
        from: '{{ .Values.database.name | quote }}',
        to: '"{{ .Values.database.name }}"',
      },
      { database: { name: 'a"b' } },
      'YAML parse error',
    ],
  ])('%s, with values that show it', async (_, fault, values, message) => {
    expect(await found(fault)).toBe('');
    expect(await found(fault, values).catch((error: Error) => error.message)).toContain(message);
  });

  test.each<[string, Fault]>([
    [
      'single quotes for double ones',
      { file: 'templates/_helpers.tpl', from: '.Values.database.name | quote', to: '.Values.database.name | squote' },
    ],
    ['a longest name of 36', { file: 'templates/_helpers.tpl', from: '"longest" 35', to: '"longest" 36' }],
    [
      'a text that is not quoted',
      {
        file: 'templates/_helpers.tpl',
        from: 'priorityClassName: {{ . | quote }}',
        to: 'priorityClassName: {{ . }}',
      },
    ],
    [
      'a list without what a parent chart gives',
      {
        file: 'templates/_helpers.tpl',
        from: 'concat $root.Values.global.imagePullSecrets $root.Values.imagePullSecrets',
        to: '$root.Values.imagePullSecrets',
      },
    ],
    [
      'a fallback of another kind',
      {
        file: 'templates/_helpers.tpl',
        from: 'default .Chart.Name .Values.nameOverride',
        to: 'coalesce (.Values.nameOverride | trunc 5) .Chart.Name',
      },
    ],
  ])('%s, with random values alone', async (_, fault) => {
    const chart = spoilt(fault);
    const [tool] = tools;
    const property = fc.asyncProperty(
      installations(schema, system.name, system.definition.guards),
      async (installation) => {
        const differences = await disagreements(system, installation, [tool!], chart).catch((error: Error) => [
          error.message,
        ]);
        expect(differences).toEqual([]);
      },
    );
    expect(await disagreements(system, installed(system), [tool!], chart)).toEqual([]);
    const result = await fc.check(property, { seed: 1, numRuns: 100, endOnFailure: true });
    expect(result.failed).toBe(true);
  });
});

test.each(systems.map((each) => [each.name, each] as const))(
  '100 random sets of values of %s reach every value',
  (name, each) => {
    const drawn = fc.sample(installations(each.definition.schema, name, each.definition.guards), {
      seed: 1,
      numRuns: 100,
    });
    const reaches = (values: JsonObject, path: readonly string[]) =>
      path.reduce<Json | undefined>((value, key) => (value as JsonObject | undefined)?.[key], values) !== undefined;
    const paths = leavesOf(each.definition.schema);
    expect(paths.filter((path) => !drawn.some(({ values }) => reaches(values, path)))).toEqual([]);
    expect(paths.length).toBeGreaterThan(10);
  },
);

/** The path of each value that is not a group. */
function leavesOf(schema: TSchema, path: readonly string[] = []): string[][] {
  const fields = Object.entries(schema.properties as Record<string, TSchema>);
  return fields.flatMap(([key, field]) => (isGroup(field) ? leavesOf(field, [...path, key]) : [[...path, key]]));
}
