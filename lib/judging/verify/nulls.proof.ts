import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { JsonObject } from '../../core/values';
import { helmTemplateText, valuesAsYaml } from './helm';
import { helmVersions, type HelmTool } from './tools';

/* What the table of docs/helm-versions.md says of null, asked of each Helm. */

const scratch = mkdtempSync(join(tmpdir(), 'chartwright-nulls-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Writes a chart, with another one as its part. */
function chart(folder: string, name: string, values: JsonObject, part?: string): void {
  mkdirSync(join(folder, 'templates'), { recursive: true });
  const dependency = part === undefined ? '' : `dependencies: [{ name: ${part}, version: 0.1.0, alias: part }]\n`;
  writeFileSync(join(folder, 'Chart.yaml'), `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n${dependency}`);
  writeFileSync(join(folder, 'values.yaml'), valuesAsYaml(values));
  if (part === undefined) writeFileSync(join(folder, 'templates/a.yaml'), 'a: {{ .Values | toJson | quote }}\n');
}

const given: JsonObject = { limits: { cpu: null }, whole: null };
const inParent: JsonObject = { part: given };
const inGrand: JsonObject = { part: inParent };

const words = (path: string) => ['--set', `${path}limits.cpu=null,${path}whole=null`];
const json = (path: string) => [`${path}limits.cpu=null`, `${path}whole=null`].flatMap((each) => ['--set-json', each]);

/** Where null is written: in the values.yaml of charts around, in a file, or in arguments. */
interface Way {
  readonly levels: number;
  readonly ofParent?: JsonObject;
  readonly ofGrand?: JsonObject;
  readonly file?: JsonObject;
  readonly args?: readonly string[];
}

const removed = 'is removed';
const stays = 'stays';

/** The rows of the table, with what each does in Helm 3 and in Helm 4. */
const rows: readonly (readonly [title: string, ways: readonly Way[], three: string, four: string])[] = [
  [
    '`-f`, `--set` or `--set-json` for the chart itself',
    [
      { levels: 0, file: given },
      { levels: 0, args: words('') },
      { levels: 0, args: json('') },
    ],
    removed,
    removed,
  ],
  ['`values.yaml` of a parent', [{ levels: 1, ofParent: inParent }], removed, stays],
  [
    '`-f`, `--set` or `--set-json` for a parent',
    [
      { levels: 1, file: inParent },
      { levels: 1, args: words('part.') },
      { levels: 1, args: json('part.') },
    ],
    stays,
    removed,
  ],
  [
    '`values.yaml` of the parent, and `-f` with it as well',
    [{ levels: 1, ofParent: inParent, file: inParent }],
    stays,
    removed,
  ],
  [
    '`values.yaml` of the parent, and another value by `-f` or `--set`',
    [
      { levels: 1, ofParent: inParent, file: { part: { limits: { cpu: 7 }, whole: 7 } } },
      { levels: 1, ofParent: inParent, args: ['--set', 'part.limits.cpu=7,part.whole=7'] },
    ],
    'that value',
    'that value',
  ],
  ["`values.yaml` of a parent's parent", [{ levels: 2, ofGrand: inGrand }], stays, stays],
  [
    "`-f` or `--set` for a parent's parent",
    [
      { levels: 2, file: inGrand },
      { levels: 2, args: words('part.part.') },
    ],
    stays,
    removed,
  ],
  ['`values.yaml` of a parent that has a parent itself', [{ levels: 2, ofParent: inParent }], stays, removed],
  [
    "the same, and `-f` with it for the parent's parent as well",
    [{ levels: 2, ofParent: inParent, file: inGrand }],
    removed,
    removed,
  ],
];

let charts = 0;

async function effectOf(tool: HelmTool, { levels, ofParent = {}, ofGrand = {}, file, args = [] }: Way) {
  const folder = join(scratch, String((charts += 1)));
  const [parent, grand] = [levels === 2 ? join(folder, 'charts/parent') : folder, folder];
  if (levels === 2) chart(grand, 'grand', ofGrand, 'parent');
  if (levels > 0) chart(parent, 'parent', ofParent, 'leaf');
  chart(levels > 0 ? join(parent, 'charts/leaf') : folder, 'leaf', { limits: { cpu: 1, memory: 2 }, whole: 1 });
  const options = { chart: folder, release: 'x', namespace: 'x', extraArgs: args, ...(file && { values: file }) };
  const { text } = await helmTemplateText(tool, options);
  const { limits, whole } = JSON.parse((parse(text) as { readonly a: string }).a) as {
    readonly limits: { readonly cpu?: number };
    readonly whole?: number;
  };
  return [limits.cpu, whole].map((each) => (each === undefined ? removed : each === 1 ? stays : 'that value'));
}

describe.each(rows)('null in %s', (title, ways, three, four) => {
  test('does what the table says', async () => {
    for (const tool of helmVersions()) {
      const expected = tool.version.startsWith('3.') ? three : four;
      for (const way of ways)
        expect([tool.version, ...(await effectOf(tool, way))]).toEqual([tool.version, expected, expected]);
    }
    const cells = readFileSync('docs/helm-versions.md', 'utf8')
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()));
    expect(cells).toContainEqual(['', title, three, four, '']);
  });
});
