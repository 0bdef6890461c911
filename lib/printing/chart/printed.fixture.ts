import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from '@jest/globals';
import type { App } from 'cdk8s';
import { systemsOf } from '../../program/app';
import { defaults } from '../../core/values';
import type { PrintedSystem } from '../../judging/verify/systems.fixture';
import { printChart } from './chart-files';

/** A chart with its files, also on disk. */
export interface PrintedFiles extends PrintedSystem {
  readonly files: ReadonlyMap<string, string>;
  /** Removes it from disk. */
  readonly remove: () => void;
}

/** The only chart of an app, printed to a folder of its own. */
export function printOnly(app: App): PrintedFiles {
  const [system] = systemsOf(app);
  const { name, schema } = system!.definition;
  const { files } = printChart(system!.definition, system!.manifests);
  const root = mkdtempSync(join(tmpdir(), 'chartwright-printed-'));
  const chart = join(root, name);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(chart, path)), { recursive: true });
    writeFileSync(join(chart, path), text);
  }
  const remove = () => rmSync(root, { recursive: true, force: true });
  return { ...system!, name, chart, defaults: defaults(schema), files, remove };
}

/** The only chart of an app, printed for the tests of a file or a block, and removed after them. */
export function printForTests(app: App): PrintedFiles {
  const printed = printOnly(app);
  afterAll(printed.remove);
  return printed;
}
