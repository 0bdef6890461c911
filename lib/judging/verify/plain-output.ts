import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readYaml } from '../../core/yaml/read-yaml';
import { isMap, type KubernetesObject } from './kubernetes-object';
import { readManifests } from './read-manifests';

const KUSTOMIZATION = 'kustomization.yaml';

/** The plain YAML of one environment. */
export interface PlainOutput {
  readonly objects: readonly KubernetesObject[];
  readonly problems: readonly string[];
}

/** Reads the objects of a folder and checks that its `kustomization.yaml` lists every file once, in the order of their names. */
export function readPlainOutput(folder: string): PlainOutput {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const files = names.filter((name) => name !== KUSTOMIZATION).sort();
  const objects: KubernetesObject[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const manifests = readManifests(readFileSync(join(folder, file), 'utf8'));
    objects.push(...manifests.objects.map(({ object }) => object));
    problems.push(...manifests.problems.map((problem) => `${join(folder, file)}: ${problem}`));
    if (manifests.objects.length === 0) problems.push(`${join(folder, file)}: holds no object`);
  }
  if (files.length === 0) problems.push(`${folder}: holds no manifest`);
  problems.push(...kustomizationProblems(folder, files).map((problem) => `${join(folder, KUSTOMIZATION)}: ${problem}`));
  return { objects, problems };
}

function kustomizationProblems(folder: string, files: readonly string[]): string[] {
  const resources = readResources(join(folder, KUSTOMIZATION));
  if (typeof resources === 'string') return [resources];
  const problems = [
    ...files.filter((file) => !resources.includes(file)).map((file) => `does not list ${file}`),
    ...resources.filter((file) => !files.includes(file)).map((file) => `lists ${file}, which does not exist`),
    ...resources.filter((file, index) => resources.indexOf(file) !== index).map((file) => `lists ${file} twice`),
  ];
  const sorted = resources.every((file, index) => file === files[index]);
  return problems.length > 0 || sorted ? problems : ['does not list the files in the order of their names'];
}

/** The resources that a kustomization lists, or what is wrong with it. */
function readResources(path: string): string[] | string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const { documents, faults } = readYaml(text, 'manifests');
  const [fault] = faults;
  if (fault) return `line ${fault.line}: ${fault.message}`;
  const kustomization = documents[0]?.value;
  const resources = isMap(kustomization) ? kustomization['resources'] : undefined;
  if (!Array.isArray(resources)) return 'has no list of resources';
  return resources.map(String);
}
