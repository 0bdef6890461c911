import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { configurationName } from './configuration';
import { filesUsedBy } from './kustomization';

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
 * belong together, with those of the folders below it; all others do too. Hidden folders, `node_modules`, links to
 * folders, and what a kustomization uses as something else than a resource are passed over.
 */
export function findFiles(path: string): FoundFiles {
  const units = new Map<string, string[]>();
  const charts: string[] = [];
  const used = new Set<string>();
  const visit = (folder: string, unit: string): void => {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    const names = new Set(entries.map(({ name }) => name));
    if (names.has('Chart.yaml')) {
      charts.push(folder);
      return;
    }
    const kustomization = kustomizations.find((name) => names.has(name));
    const own = kustomization === undefined ? unit : folder;
    if (kustomization !== undefined) {
      for (const file of filesOf(join(folder, kustomization), folder)) used.add(file);
    }
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
  if (used.size === 0) return { units, charts };
  const others = Array.from(units, ([unit, files]) => [unit, files.filter((file) => !used.has(file))] as const);
  return { units: new Map(others.filter(([, files]) => files.length > 0)), charts };
}

/** What a kustomization uses; nothing where it is not a file, which Kustomize refuses itself. */
const filesOf = (path: string, folder: string): readonly string[] =>
  isFile(path) ? filesUsedBy(readFileSync(path, 'utf8'), folder) : [];

/** Whether a path leads to a file. A pipe or device is not one: reading it may never end. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
