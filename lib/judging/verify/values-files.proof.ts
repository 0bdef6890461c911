import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { releaseOf } from '../../program/app';
import { validateValues, type JsonObject } from '../../core/values';
import { helmTemplateText, valuesAsYaml } from './helm';
import { environmentsOf, printSystems, valuesOf, type PrintedSystem } from './systems.fixture';
import { helmVersions, type HelmTool } from './tools';

const tools = helmVersions();
const { systems, remove } = printSystems();
const scratch = mkdtempSync(join(tmpdir(), 'chartwright-values-'));
afterAll(() => {
  remove();
  rmSync(scratch, { recursive: true });
});

for (const system of systems) {
  const templates = join(system.chart, 'templates');
  const chart = join(scratch, system.name);
  cpSync(system.chart, chart, { recursive: true, filter: (path) => path !== templates });
  mkdirSync(join(chart, 'templates'));
  writeFileSync(join(chart, 'templates/values.yaml'), 'values: {{ .Values | toJson | quote }}\n');
}

/** All values as a template of the chart sees them: the chart with one template in place of its own, which prints them. */
async function valuesInHelm(
  tool: HelmTool,
  system: PrintedSystem,
  valuesFiles: readonly string[],
  validates = true,
): Promise<unknown> {
  const chart = join(scratch, system.name);
  const extraArgs = validates ? [] : ['--skip-schema-validation'];
  const { text } = await helmTemplateText(tool, { chart, release: 'x', namespace: 'x', valuesFiles, extraArgs });
  const { values } = parse(text) as { readonly values: string };
  return JSON.parse(values);
}

const cases = systems.flatMap((system) => [
  [system.name, 'values.yaml alone', system, { files: [], values: {}, release: 'x', namespace: 'x' }] as const,
  ...environmentsOf(system).map((environment) => [system.name, environment.name, system, environment] as const),
]);

describe.each(cases)('%s, %s', (_name, _what, system, environment) => {
  test('gives the values of the definition', async () => {
    for (const tool of tools)
      expect(await valuesInHelm(tool, system, environment.files)).toEqual(valuesOf(system, environment));
  });
});

test.each(systems.map((system) => [system.name, system] as const))(
  'helm show values prints the defaults of %s',
  (_, system) => {
    for (const { path } of tools) {
      const shown = execFileSync(path, ['show', 'values', system.chart], { encoding: 'utf8' });
      expect(parse(shown, { version: '1.1' })).toEqual(system.defaults);
    }
  },
);

test.each(['', '\n'])('a last line of 4,096 bytes that %j ends: Helm 4 loses it where that is nothing', async (end) => {
  const system = systems.find(({ name }) => name === 'sovd-webapp')!;
  const path = join(scratch, 'long-line.yaml');
  const head = 'nameOverride: ';
  for (const bytes of [4095, 4096, 8192]) {
    writeFileSync(path, `fullnameOverride: long\n${head}${'x'.repeat(bytes - head.length)}${end}`);
    for (const tool of tools) {
      const { nameOverride } = (await valuesInHelm(tool, system, [path], false)) as { readonly nameOverride: string };
      const isLost = end === '' && bytes % 4096 === 0 && tool.version.startsWith('4');
      expect([tool.version, nameOverride.length]).toEqual([tool.version, isLost ? 0 : bytes - head.length]);
    }
  }
});

describe('null in a values file', () => {
  const system = systems.find(({ name }) => name === 'sovd-webapp')!;
  const production = environmentsOf(system).find(({ name }) => name === 'production')!;
  const environment = system.definition.environments.find(({ name }) => name === 'production')!;

  const file = (values: JsonObject) => {
    const path = join(scratch, 'over.yaml');
    writeFileSync(path, valuesAsYaml(values));
    return path;
  };
  const resolve = (values: JsonObject) => releaseOf(system, environment, [{ name: 'over.yaml', values }]).values;

  test('removes a default, whatever earlier files say of its neighbours', async () => {
    const values = { backend: { livenessProbe: { httpGet: null, tcpSocket: { port: 8000 } } } };
    const resolved = resolve(values);
    expect(resolved).toMatchObject({ backend: { livenessProbe: { tcpSocket: { port: 8000 } } } });
    for (const tool of tools)
      expect(await valuesInHelm(tool, system, [...production.files, file(values)])).toEqual(resolved);
  });

  test('does not remove what an earlier file gave: that is refused, as by Helm', async () => {
    const path = 'alb.ingress.kubernetes.io/healthcheck-path';
    const values = { backend: { service: { annotations: { [path]: null } } } };
    expect(validateValues(system.definition.schema, environment.values, '')).toEqual([]);
    expect(() => resolve(values)).toThrow(`backend.service.annotations.${path}: must be string, not null`);
    for (const tool of tools) {
      await expect(valuesInHelm(tool, system, [...production.files, file(values)])).rejects.toThrow(/null/);
    }
  });
});
