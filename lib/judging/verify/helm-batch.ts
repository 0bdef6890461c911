import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { overlay, type Json, type JsonObject } from '../../core/values';
import { readYaml } from '../../core/yaml/read-yaml';
import { HelmError, helmTemplateText, type Rendering, type TemplateOptions } from './helm';
import type { HelmTool } from './tools';

/*
 * A run of Helm spends most of its time on starting, on reading the schema and on parsing templates. A batch does that once
 * for many installations: Helm gets the chart with its templates under names and, in place of each, one that calls it with the
 * values and the release of each installation. It is still Helm that checks the schema, evaluates, splits, sorts and prints. The
 * first line of a document, a comment, says which installation it is of. What a template gives for the first installation is not
 * printed again for another one that it gives the same text for, which halves the work.
 */

/** What somebody installs; `values` is what differs from `values.yaml`. */
export interface BatchCase extends Required<Pick<TemplateOptions, 'release' | 'namespace'>> {
  readonly values: JsonObject;
}

/** What Helm printed. */
export interface HelmText extends Pick<Rendering, 'text' | 'warnings'> {
  /** How many installations the run had that printed it. */
  readonly runOf: number;
}

/** Installations in one run. More of them save little, and Helm, which frees no memory here, needs some megabytes for each. */
const most = 50;

/**
 * What `helm template` prints for each of many installations of a chart without subcharts, or why it fails, one
 * result for each Helm. Where a batch fails or warns, its halves are tried, down to runs of one installation, which say what
 * is to be said; so does an installation that removes values, as Helm does that while it merges.
 */
export async function helmTemplateTexts(
  tools: readonly HelmTool[],
  chart: string,
  cases: readonly BatchCase[],
): Promise<(HelmText | HelmError)[][]> {
  const driver = new Driver(chart);
  try {
    return await Promise.all(tools.map((tool) => driver.textsOf(tool, cases)));
  } finally {
    driver.remove();
  }
}

/** What `helm template` prints for one installation, or why it fails. */
export async function helmTextOrError(
  tool: HelmTool,
  chart: string,
  installation: BatchCase,
): Promise<HelmText | HelmError> {
  try {
    return { ...(await helmTemplateText(tool, { chart, ...installation })), runOf: 1 };
  } catch (error) {
    if (error instanceof HelmError) return error;
    throw error;
  }
}

/** Helm prints objects, of which those of a kind that it does not know come last and by name, and then hooks. */
const lastFile = 'last.yaml';
const lastObject = 'apiVersion: v1\nkind: "~"\n';

/** The chart of a batch, in a folder of its own. */
class Driver {
  private readonly folder = mkdtempSync(join(tmpdir(), 'chartwright-batch-'));
  private readonly name: string;
  private readonly defaults: JsonObject;

  constructor(private readonly chart: string) {
    this.name = (this.yaml('Chart.yaml') as { readonly name: string }).name;
    this.defaults = this.yaml('values.yaml');
    cpSync(chart, this.folder, {
      recursive: true,
      filter: (path) => path !== join(chart, 'templates') && path !== join(chart, 'values.yaml'),
    });
    this.writeTemplates();
    const schema = JSON.parse(this.text('values.schema.json')) as JsonObject;
    writeFileSync(join(this.folder, 'values.schema.json'), JSON.stringify(schemaOfCases(schema)));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  async textsOf(tool: HelmTool, cases: readonly BatchCase[]): Promise<(HelmText | HelmError)[]> {
    const together = cases.filter(({ values }) => !removes(values));
    const found = new Map<BatchCase, HelmText | HelmError>();
    for (let start = 0; start < together.length; start += most) {
      const chunk = together.slice(start, start + most);
      (await this.halve(tool, chunk)).forEach((each, i) => found.set(chunk[i]!, each));
    }
    const results: (HelmText | HelmError)[] = [];
    for (const each of cases) results.push(found.get(each) ?? (await helmTextOrError(tool, this.chart, each)));
    return results;
  }

  private async halve(tool: HelmTool, cases: readonly BatchCase[]): Promise<(HelmText | HelmError)[]> {
    const [first] = cases;
    if (!first) return [];
    if (cases.length === 1) return [await helmTextOrError(tool, this.chart, first)];
    const texts = await this.render(tool, cases);
    if (texts) return texts.map((text) => ({ text, warnings: [], runOf: texts.length }));
    const half = Math.ceil(cases.length / 2);
    return [...(await this.halve(tool, cases.slice(0, half))), ...(await this.halve(tool, cases.slice(half)))];
  }

  /** The text of each case; undefined where Helm failed or warned. */
  private async render(tool: HelmTool, cases: readonly BatchCase[]): Promise<string[] | undefined> {
    const values = { cases: cases.map((each) => ({ ...each, values: overlay(this.defaults, each.values) })) };
    const options = { chart: this.folder, release: 'batch', namespace: 'batch', values };
    try {
      const { text, warnings } = await helmTemplateText(tool, options);
      return warnings.length > 0 ? undefined : this.split(text, cases.length, tool);
    } catch (error) {
      if (error instanceof HelmError) return undefined;
      throw error;
    }
  }

  /**
   * The documents of each case, as they are in a run of its own: without those that are empty and blanks before others. Helm 4 keeps
   * the blanks at the end of what a template gave.
   */
  private split(text: string, count: number, { version }: HelmTool): string[] {
    const end = version.startsWith('3.') ? /\s*\n# End\s*$/ : /\n# End\s*$/;
    const texts = Array.from({ length: count }, () => ({ objects: '', hooks: '' }));
    const printedFor = new Map<string, Set<number>>();
    const last = `# Source: ${this.name}/templates/${lastFile}\n`;
    const documents = text.split(/^---\n(?=# Source: )/m).slice(1);
    const parts = documents.map((document) => {
      if (document.startsWith(last)) return undefined;
      const [, source = '', number, rest = ''] = /^(# Source: [^\n]*\n)# Case: (\d+)(\n.*)$/s.exec(document)!;
      printedFor.set(source, (printedFor.get(source) ?? new Set()).add(Number(number)));
      return { source, number: Number(number), printed: rest.replace(end, '\n').trimStart() };
    });
    let part: 'objects' | 'hooks' = 'objects';
    for (const each of parts) {
      if (each === undefined) {
        part = 'hooks';
      } else if (each.printed !== '') {
        const { source, number, printed } = each;
        // What is not printed for an installation is what the first one has.
        const isLike = (other: number) => number === 0 && !printedFor.get(source)!.has(other);
        texts.forEach((own, i) => {
          if (i === number || isLike(i)) own[part] += `---\n${source}${printed}`;
        });
      }
    }
    return texts.map(({ objects, hooks }) => `${objects.trim()}\n${hooks}`);
  }

  private writeTemplates(): void {
    const files = readdirSync(join(this.chart, 'templates'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(this.chart, join(entry.parentPath, entry.name)));
    const isPartial = (file: string) => /(^|\/)_[^/]*$/.test(file);
    const rendered = files.filter((file) => !isPartial(file));
    for (const file of files.filter(isPartial)) this.write(file, this.text(file));
    const named = rendered.map((file) => `{{ define ${this.quoted(file, 'own')} }}${this.text(file)}{{ end }}\n`);
    this.write('templates/_batch.tpl', named.join(''));
    this.write(`templates/${lastFile}`, lastObject);
    for (const file of rendered) this.write(file, this.calls(file));
  }

  /** Calls a template of the chart with what Helm would give it, once for each case. */
  private calls(file: string): string {
    const context = [
      '"Values" .values',
      '"Release" (dict "Name" .release "Namespace" .namespace "Service" "Helm" "Revision" 1 "IsInstall" true "IsUpgrade" false)',
      '"Chart" $.Chart',
      '"Capabilities" $.Capabilities',
      '"Files" $.Files',
      '"Subcharts" dict',
      `"Template" (dict "Name" ${this.quoted(file)} "BasePath" ${this.quoted('templates')})`,
    ];
    const called = `include ${this.quoted(file, 'own')} (dict ${context.join(' ')})`;
    const marked = `regexReplaceAll "(?m)^---" (printf "---\\n%s\\n# End" $text) (printf "---\\n# Case: %d\\n" $i)`;
    return [
      '{{ $first := "" }}{{ range $i, $case := $.Values.cases }}{{ with $case }}',
      `{{ $text := ${called} }}{{ if eq $i 0 }}{{ $first = $text }}{{ end }}`,
      `{{ if or (eq $i 0) (ne $text $first) }}{{ ${marked} }}{{ end }}`,
      '{{ end }}\n{{ end }}',
    ].join('');
  }

  /** The name of a template; `own` is that of the chart's, whose place the calls have taken. */
  private quoted(file: string, own = ''): string {
    return JSON.stringify([own, this.name, file].filter((part) => part !== '').join('/'));
  }

  private text(file: string): string {
    return readFileSync(join(this.chart, file), 'utf8');
  }

  private yaml(file: string): JsonObject {
    return readYaml(this.text(file), 'values').documents[0]!.value as JsonObject;
  }

  private write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }
}

/** Holds the values of each case to the schema of a chart, whose definitions stay where it refers to them. */
export function schemaOfCases({ $schema, definitions, ...schema }: JsonObject): JsonObject {
  const cases = { type: 'array', items: { properties: { values: schema } } };
  return { $schema: $schema!, definitions: definitions ?? {}, properties: { cases } };
}

/** Whether values take something away that is there by default. */
export function removes(values: Json): boolean {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return values === null;
  return Object.values(values).some(removes);
}
