import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Subject } from './subject';

/** What the subject is called in its parent. */
export const alias = 'part';

/** A chart that has nothing but another one under an alias. */
export class ParentChart {
  readonly folder = mkdtempSync(join(tmpdir(), 'chartwright-parent-'));

  constructor({ definition: { name, metadata }, chart }: Subject) {
    const dependency = [`  - name: ${name}`, `    version: ${metadata.version}`, `    alias: ${alias}`];
    const lines = ['apiVersion: v2', 'name: parent', 'version: 0.1.0', 'dependencies:', ...dependency, ''];
    writeFileSync(join(this.folder, 'Chart.yaml'), lines.join('\n'));
    mkdirSync(join(this.folder, 'charts'));
    cpSync(chart, join(this.folder, 'charts', name), { recursive: true });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
