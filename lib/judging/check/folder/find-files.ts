import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { configurationName } from './configuration';

/** The files below a folder that may hold manifests, and what was passed over. */
export interface FoundFiles {
  /** Paths by the unit that they are checked in: a folder with a `kustomization.yaml`, or the whole. */
  readonly units: ReadonlyMap<string, readonly string[]>;
  /** Folders of Helm charts, whose templates are not manifests. */
  readonly charts: readonly string[];
}

const isManifest = (name: string) => /\.(ya?ml|json)$/i.test(name);
const kustomizations = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const isNoManifest = (name: string) => name === configurationName || kustomizations.includes(name);

/**
 * Finds the YAML and JSON files at and below a path, in the order of their names. Files in one folder with a kustomization
 * belong together, with those of the folders below it; all others do too. Hidden folders, `node_modules` and links to
 * folders are passed over.
 */
export function findFiles(path: string): FoundFiles {
  const units = new Map<string, string[]>();
  const charts: string[] = [];
  const visit = (folder: string, unit: string): void => {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    const names = new Set(entries.map(({ name }) => name));
    if (names.has('Chart.yaml')) {
      charts.push(folder);
      return;
    }
    const own = kustomizations.some((name) => names.has(name)) ? folder : unit;
    for (const entry of entries) {
      const place = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && entry.name !== 'node_modules') visit(place, own);
      } else if (isManifest(entry.name) && !isNoManifest(entry.name) && isFile(place)) {
        const files = units.get(own);
        if (files) files.push(place);
        else units.set(own, [place]);
      }
    }
  };
  if (isFile(path)) units.set(path, [path]);
  else visit(path, path);
  return { units, charts };
}

/** Whether a path leads to a file. A pipe or device is not one: reading it may never end. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
