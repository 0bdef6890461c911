import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { valuesAsYaml } from '../../judging/verify/helm';
import { helmVersions, type HelmTool } from '../../judging/verify/tools';
import type { JsonObject } from './expression';
import { overlay } from './overrides';
import { json, removing } from './overrides.fixture';

/** Defaults of a chart, and what a values file lays over them. */
type Pair = readonly [base: JsonObject, over: JsonObject];

const pairs: readonly Pair[] = [
  [{ a: 1 }, {}],
  [{ a: 1 }, { a: 2, b: 3 }],
  [{ a: { b: 1, c: 2 } }, { a: { b: 3 } }],
  [{ a: { b: 1, c: 2 } }, { a: { b: null } }],
  [{ a: { b: 1 } }, { a: null }],
  [{ a: { b: 1 } }, { a: {} }],
  [{ a: {} }, { a: { b: { c: 1 } } }],
  [{ a: { b: { c: 1, d: 2 } } }, { a: { b: { c: null, e: {} } } }],
  [{ a: [1, 2, 3] }, { a: [4] }],
  [{ a: [1] }, { a: [] }],
  [{ a: [{ b: 1, c: 2 }] }, { a: [{ b: 3 }] }],
  [{ a: '' }, { a: 'x' }],
  [{ a: 'x' }, { a: '' }],
  [
    { a: true, b: 5 },
    { a: false, b: 0 },
  ],
  [
    { a: {}, b: [] },
    { a: {}, b: [] },
  ],
];

/** What `.Values` is in the real Helm, for each pair. */
function mergedByHelm(helm: HelmTool, pairs: readonly Pair[]): unknown[] {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-merge-'));
  try {
    const chart = 'apiVersion: v2\nversion: 1.0.0\nname: ';
    writeFileSync(join(folder, 'Chart.yaml'), `${chart}pairs\n`);
    pairs.forEach(([base], i) => {
      mkdirSync(join(folder, `charts/p${i}/templates`), { recursive: true });
      writeFileSync(join(folder, `charts/p${i}/Chart.yaml`), `${chart}p${i}\n`);
      writeFileSync(join(folder, `charts/p${i}/values.yaml`), valuesAsYaml(base));
      writeFileSync(
        join(folder, `charts/p${i}/templates/values.yaml`),
        `number: ${i}\nvalues: {{ omit .Values "global" | toJson }}\n`,
      );
    });
    writeFileSync(
      join(folder, 'over.yaml'),
      valuesAsYaml(Object.fromEntries(pairs.map(([, over], i) => [`p${i}`, over]))),
    );
    const text = execFileSync(helm.path, ['template', 'x', folder, '--values', join(folder, 'over.yaml')], {
      encoding: 'utf8',
      env: { HOME: folder },
    });
    const documents = parseAllDocuments(text).map((document) => document.toJS() as { number: number; values: unknown });
    return documents.sort((a, b) => a.number - b.number).map(({ values }) => values);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('overlay', () => {
  test.each(helmVersions())('merges as values files do in Helm $version', (helm) => {
    expect(pairs.map(([base, over]) => overlay(base, over))).toEqual(mergedByHelm(helm, pairs));
  });

  test.each(helmVersions())('merges any values as Helm $version does, also where entries are removed', (helm) => {
    const random = fc
      .sample(fc.tuple(json, json), { seed: 1, numRuns: 150 })
      .map(([base, over]): Pair => [base, removing(base, over)]);
    expect(random.filter(([, over]) => JSON.stringify(over).includes('null')).length).toBeGreaterThan(20);
    const rendered = mergedByHelm(helm, random);
    random.forEach(([base, over], i) =>
      expect({ base, over, merged: overlay(base, over) }).toEqual({ base, over, merged: rendered[i] }),
    );
  });
});
