import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '../../core/values';
import { helmTemplateTexts, helmTextOrError, type BatchCase, type HelmText } from './helm-batch';
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
      const cases = [installed(system), ...environmentsOf(system)];
      const found = await expectTheSame(tool, system.chart, cases);
      expect(runsOf(found)).toEqual(cases.map(() => cases.length));
      expect(new Set(found.map(textOf)).size).toBeGreaterThan(2);
    },
  );

  // Helm itself prints keys such as 007, 0x10 and 1_000 in an order that changes from run to run.
  test.each(systems.map((system) => [system.name, system] as const))(
    'installation, line for line whatever the order of keys: %s with random values',
    async (name, system) => {
      const random = fc.sample(installations(system.definition.schema, name, system.definition.guards), {
        seed: 5,
        numRuns: 4,
      });
      const found = await expectTheSame(tool, system.chart, random, linesInOrder);
      expect(runsOf(found)).toEqual(random.map(() => 4));
    },
  );

  const casesOf = (...all: readonly JsonObject[]) =>
    all.map((values, i) => ({ release: `r${i}`, namespace: `n${i}`, values }));

  test('installation, all that a template can ask for', async () => {
    const cases = casesOf({}, { nested: { a: 2, c: [null] } }, { mode: 'two' }, { size: 1, mode: '' });
    const found = await expectTheSame(tool, folder, cases);
    expect(runsOf(found)).toEqual([4, 4, 4, 4]);
    expect(textOf(found[0])).toContain('\\"BasePath\\":\\"batched/templates\\"');
    expect(textOf(found[2])).toContain('name: r2-two');
  });

  test('installation that warns, fails or removes a value, and others beside it', async () => {
    const cases = casesOf({}, { mode: 'odd' }, { size: 2 }, { size: 3 }, { nested: { a: null } });
    const warned = await expectTheSame(tool, folder, cases);
    expect(textOf(warned[1])).toMatch(/unknown hook/);
    expect(runsOf(warned)).toEqual([1, 1, 2, 2, 1]);

    for (const [fault, message] of [
      [{ mode: 'broken' }, /This mode is broken\./],
      [{ size: 30_000_000 }, /size.*2(e\+07|×10⁰⁷)/s],
      [{ mode: 'unsaid' }, /Nothing to say\./],
    ] as const) {
      const found = await expectTheSame(tool, folder, casesOf(fault, {}, { size: 2 }, { size: 3 }));
      expect(textOf(found[0])).toMatch(message);
      expect(runsOf(found)).toEqual([0, 1, 2, 2]);
    }
  });
});

/** Renders some installations in a batch and one by one, and gives what the batch gave. */
async function expectTheSame(
  tool: HelmTool,
  chart: string,
  given: readonly BatchCase[],
  view = (text: string): unknown => text,
): Promise<readonly (HelmText | HelmError)[]> {
  const cases = given.map(({ release, namespace, values }) => ({ release, namespace, values }));
  const viewed = (found: HelmText | HelmError) =>
    found instanceof HelmError ? found : { warnings: found.warnings, text: view(found.text) };
  const [batch] = await helmTemplateTexts([tool], chart, cases);
  expect(batch).toHaveLength(cases.length);
  for (const [i, each] of cases.entries()) {
    const single = await helmTextOrError(tool, chart, each);
    expect({ ...each, found: viewed(batch![i]!) }).toEqual({ ...each, found: viewed(single) });
  }
  return batch!;
}

/** How many installations each run had, 0 where it failed: whether there was a batch at all. */
const runsOf = (found: readonly (HelmText | HelmError)[]) =>
  found.map((each) => (each instanceof HelmError ? 0 : each.runOf));

const textOf = (found: HelmText | HelmError | undefined) =>
  found instanceof HelmError ? found.message : `${found?.warnings.join('\n')}${found?.text}`;

/** The documents of a text, one after another, the lines of each in an order that depends on nothing else. */
const linesInOrder = (text: string) => text.split(/^---\n/m).map((document) => document.split('\n').sort());
