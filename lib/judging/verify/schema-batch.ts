import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { overlay, type JsonObject } from '../../core/values';
import { HelmError, helmTemplateText } from './helm';
import { removes, schemaOfCases } from './helm-batch';
import type { HelmTool } from './tools';

/** What a Helm says of values: it takes them, its schema refuses them, or it fails for the reason that is given. */
export type Verdict = string;

/** How each Helm begins when the schema refuses values. */
export const schemaError = "values don't meet the specifications of the schema(s)";

/**
 * What Helm's reading of a chart's schema says of many sets of values, without a template. A run holds all of them to the schema, each as
 * an element of a list; its errors name the elements. An installation that removes values has a run of its own, since Helm
 * removes them while it merges.
 */
export class SchemaBatch {
  private readonly single = mkdtempSync(join(tmpdir(), 'chartwright-schema-'));
  private readonly list = mkdtempSync(join(tmpdir(), 'chartwright-schemas-'));

  /** @param defaults what `values.yaml` of the chart says */
  constructor(
    chart: string,
    private readonly defaults: JsonObject,
  ) {
    for (const file of ['Chart.yaml', 'values.yaml', 'values.schema.json'])
      cpSync(join(chart, file), join(this.single, file));
    cpSync(join(chart, 'Chart.yaml'), join(this.list, 'Chart.yaml'));
    const schema = JSON.parse(readFileSync(join(chart, 'values.schema.json'), 'utf8')) as JsonObject;
    writeFileSync(join(this.list, 'values.schema.json'), JSON.stringify(schemaOfCases(schema)));
  }

  remove(): void {
    for (const folder of [this.single, this.list]) rmSync(folder, { recursive: true });
  }

  /** What a run with one set of values says. */
  async verdict(tool: HelmTool, values: JsonObject): Promise<Verdict> {
    const error = await errorOf(tool, this.single, values);
    if (error === undefined) return 'accepted';
    return error.includes(schemaError) ? 'refused' : error;
  }

  /** What runs of many say of those that remove nothing, and runs of their own of the others. */
  async verdicts(tool: HelmTool, all: readonly JsonObject[]): Promise<Verdict[]> {
    const refused = await this.refusedOf(
      tool,
      all.filter((values) => !removes(values)),
    );
    const verdicts: Verdict[] = [];
    for (const values of all) {
      if (removes(values)) verdicts.push(await this.verdict(tool, values));
      else verdicts.push(refused.has(values) ? 'refused' : 'accepted');
    }
    return verdicts;
  }

  /**
   * Those that the schema refuses. Helm 4 does not say where the names of keys are wrong, and no Helm which text it cannot read on its way to the
   * schema, such as one with U+FFFF ("control characters are not allowed"): of the others, halves are tried.
   */
  private async refusedOf(tool: HelmTool, all: readonly JsonObject[]): Promise<ReadonlySet<JsonObject>> {
    if (all.length === 0) return new Set();
    const cases = all.map((values) => ({ values: overlay(this.defaults, values) }));
    const error = await errorOf(tool, this.list, { cases });
    if (error === undefined) return new Set();
    if (!error.includes(schemaError)) throw new Error(error);
    if (all.length === 1) return new Set(all);
    const named = new Set(Array.from(error.matchAll(/\bcases[./](\d+)\b/g), ([, number]) => all[Number(number)]!));
    if (named.size > 0 && !/^- at '':/m.test(error)) return named;
    const others = all.filter((values) => !named.has(values));
    const half = Math.ceil(others.length / 2);
    const parts = named.size > 0 ? [others] : [others.slice(0, half), others.slice(half)];
    const found = await Promise.all(parts.map((part) => this.refusedOf(tool, part)));
    return new Set([...named, ...found.flatMap((each) => [...each])]);
  }
}

async function errorOf(tool: HelmTool, chart: string, values: JsonObject): Promise<string | undefined> {
  try {
    await helmTemplateText(tool, { chart, release: 'x', namespace: 'x', values });
    return undefined;
  } catch (error) {
    if (error instanceof HelmError) return error.stderr;
    throw error;
  }
}
