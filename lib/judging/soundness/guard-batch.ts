import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { overlay, type JsonObject } from '../../core/values';
import { helmTemplate } from '../verify/helm';
import type { HelmTool } from '../verify/tools';
import type { Installation } from './subject';

/**
 * What the guards of a chart say of many installations, in one run of Helm: a chart that has the named templates of another one, and
 * prints what its guards find instead of failing with it.
 */
export class GuardBatch {
  private readonly folder = mkdtempSync(join(tmpdir(), 'chartwright-guards-'));
  /** Whether the chart has guards. */
  private readonly isGuarded: boolean;

  /** @param defaults what `values.yaml` of the chart says */
  constructor(
    chart: string,
    name: string,
    private readonly defaults: JsonObject,
  ) {
    this.isGuarded = existsSync(join(chart, 'templates/_validate.tpl'));
    if (!this.isGuarded) return;
    cpSync(join(chart, 'Chart.yaml'), join(this.folder, 'Chart.yaml'));
    if (existsSync(join(chart, 'files'))) cpSync(join(chart, 'files'), join(this.folder, 'files'), { recursive: true });
    mkdirSync(join(this.folder, 'templates'));
    for (const file of readdirSync(join(chart, 'templates')).filter((each) => basename(each).startsWith('_')))
      cpSync(join(chart, 'templates', file), join(this.folder, 'templates', file));
    writeFileSync(join(this.folder, 'templates/faults.yaml'), printer(name));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The faults of each installation, a sentence each; none where it is accepted. */
  async faults(tool: HelmTool, installations: readonly Installation[]): Promise<string[][]> {
    if (!this.isGuarded || installations.length === 0) return installations.map(() => []);
    const cases = installations.map((each) => ({ ...each, values: overlay(this.defaults, each.values) }));
    const { objects } = await helmTemplate(tool, {
      ...{ chart: this.folder, release: 'batch', namespace: 'batch', values: { cases } },
    });
    const data = objects[0]!.object['data'] as Readonly<Record<string, string>>;
    return installations.map((_, i) => linesOf(data[`case-${i}`]!));
  }
}

/** Each line once, as the chart fails with them. */
const linesOf = (text: string): string[] => {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return [...new Set(lines.map((line) => line.replace(/^- /, '')))];
};

function printer(chart: string): string {
  const release =
    'dict "Name" .release "Namespace" .namespace "Service" "Helm" "Revision" 1 "IsInstall" true "IsUpgrade" false';
  const context = `dict "Values" .values "Release" (${release}) "Chart" $.Chart "Capabilities" $.Capabilities "Files" $.Files "Template" $.Template`;
  return [
    '{{- $all := dict }}',
    '{{- range $i, $case := .Values.cases }}{{ with $case }}',
    `{{- $_ := set $all (printf "case-%d" $i) (include "${chart}.faults" (${context})) }}`,
    '{{- end }}{{ end }}',
    'apiVersion: v1',
    'kind: ConfigMap',
    'metadata:',
    '  name: faults',
    'data: {{ $all | toJson }}',
    '',
  ].join('\n');
}
