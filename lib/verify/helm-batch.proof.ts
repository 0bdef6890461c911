import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '../values';
import { helmTemplateTexts, helmTextOrError, type BatchCase, type HelmText } from './helm-batch.fixture';
import { HelmError } from './helm';
import { installations } from './random-values.fixture';
import { environmentsOf, installed, printSystems } from './systems.fixture';
import { helmVersions, type HelmTool } from './tools';

/* Whether a batch may stand for runs of one installation each. */

const { systems, remove } = printSystems();
afterAll(remove);

const configMap = (name: string, data: string, annotations = '{}') => `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-${name}
  annotations: ${annotations}
data:
  text: ${data}
`;

/** A chart that asks for everything that Helm gives to templates. */
const files = {
  'Chart.yaml': 'apiVersion: v2\nname: batched\nversion: 1.0.0\nappVersion: "7"\n',
  'values.yaml': 'mode: fine\nsize: 12345678\nnested:\n  a: 1\n  b: off\n',
  'values.schema.json': JSON.stringify({
    $schema: 'http://json-schema.org/draft-07/schema#',
    properties: { size: { $ref: '#/definitions/size' } },
    definitions: { size: { type: 'integer', maximum: 20_000_000 } },
  }),
  'files/text.txt': 'the text\n',
  'templates/_helpers.tpl': '{{ define "batched.all" }}{{ toJson . }}{{ end }}',
  'templates/a.yaml': configMap('a', '{{ .Files.Get "files/text.txt" | quote }}'),
  'templates/b/b.yaml': configMap('b', '{{ include "batched.all" (omit . "Files" "Capabilities") | quote }}'),
  'templates/c.yaml': `{{ if eq .Values.mode "two" }}${configMap('one', 'x')}\n\n---\n${configMap('two', 'x')}\n{{ end }}`,
  'templates/d.yaml': '{{ if eq .Values.mode "broken" }}{{ fail "This mode is broken." }}{{ end }}',
  'templates/e.yaml': configMap(
    'hook',
    '{{ printf "%v %s" .Values.size .Capabilities.KubeVersion }}',
    '{ helm.sh/hook: {{ if eq .Values.mode "odd" }}odd{{ else }}test{{ end }} }',
  ),
  'templates/NOTES.txt': '{{ if eq .Values.mode "unsaid" }}{{ fail "Nothing to say." }}{{ end }}',
};

describe.each(helmVersions())('helm $version prints in a batch what it prints in runs of one', (tool) => {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-batched-'));
  beforeAll(() => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(systems.map((system) => [system.name, system] as const))(
    'installation, byte for byte: %s by default and in each environment',
    async (_, system) => {
      const batch = await expectTheSame(tool, system.chart, [installed(system), ...environmentsOf(system)]);
      expect(new Set(batch).size).toBeGreaterThan(2);
    },
  );

  // Helm itself prints keys such as 007, 0x10 and 1_000 in an order that changes from run to run.
  test.each(systems.map((system) => [system.name, system] as const))(
    'installation, line for line whatever the order of keys: %s with random values',
    async (name, system) => {
      const random = fc.sample(installations(system.definition.schema, name), { seed: 5, numRuns: 10 });
      const batch = await expectTheSame(tool, system.chart, random, linesInOrder);
      expect(new Set(batch).size).toBe(10);
    },
  );

  test('installation, all that a template can ask for', async () => {
    const sets: JsonObject[] = [{}, { nested: { a: 2, c: [null] } }, { mode: 'two' }, { size: 1, mode: '' }];
    const cases = sets.map((values, i) => ({ release: `r${i}`, namespace: `n${i}`, values }));
    const [first, , two] = await expectTheSame(tool, folder, cases);
    expect(String(first)).toContain('\\"BasePath\\":\\"batched/templates\\"');
    expect(String(two)).toContain('name: r2-two');
  });

  test('installation, whatever is wrong with some of them', async () => {
    const values: JsonObject[] = [
      {},
      { mode: 'broken' },
      { size: 30_000_000 },
      { mode: 'odd' },
      { nested: { a: null } },
      { mode: 'unsaid' },
      { size: 2 },
    ];
    const cases = values.map((each) => ({ release: 'r', namespace: 'n', values: each }));
    const found = (await expectTheSame(tool, folder, cases)).map(String);
    expect(found[1]).toContain('This mode is broken.');
    expect(found[2]).toMatch(/size.*2(e\+07|×10⁰⁷)/s);
    expect(found[3]).toMatch(/unknown hook/);
    expect(found[5]).toContain('Nothing to say.');
    expect(found.filter((each) => each.startsWith('HelmError'))).toHaveLength(3);
  });
});

/** Renders some installations in a batch and one by one, and gives what both gave, as text or error. */
async function expectTheSame(
  tool: HelmTool,
  chart: string,
  given: readonly BatchCase[],
  view = (text: string): unknown => text,
): Promise<(string | HelmError)[]> {
  const cases = given.map(({ release, namespace, values }) => ({ release, namespace, values }));
  const viewed = (found: HelmText | HelmError) =>
    found instanceof HelmError ? found : { ...found, text: view(found.text) };
  const [batch] = await helmTemplateTexts([tool], chart, cases);
  expect(batch).toHaveLength(cases.length);
  for (const [i, each] of cases.entries()) {
    const single = await helmTextOrError(tool, chart, each);
    expect({ ...each, found: viewed(batch![i]!) }).toEqual({ ...each, found: viewed(single) });
  }
  return batch!.map((each) => (each instanceof HelmError ? each : `${each.warnings.join('\n')}${each.text}`));
}

/** The documents of a text, one after another, the lines of each in an order that depends on nothing else. */
const linesInOrder = (text: string) => text.split(/^---\n/m).map((document) => document.split('\n').sort());
