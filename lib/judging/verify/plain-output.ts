import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readYaml } from '../../core/yaml/read-yaml';
import { isMap, type KubernetesObject } from './kubernetes-object';
import { readManifests } from './read-manifests';

const KUSTOMIZATION = 'Kustomization';

/** The plain YAML of one environment. */
export interface PlainOutput {
  readonly objects: readonly KubernetesObject[];
  readonly problems: readonly string[];
}

/** Reads the objects of the stages of a folder and checks that each `Kustomization` lists what stands beside it once, in order. */
export function readPlainOutput(folder: string): PlainOutput {
  const stages = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  const read = stages.map((stage) => readStage(join(folder, stage)));
  const problems = read.flatMap((stage) => stage.problems);
  if (stages.length === 0) problems.push(`${folder}: holds no stage`);
  return { objects: read.flatMap(({ objects }) => objects), problems: [...problems, ...listed(folder, stages)] };
}

function readStage(folder: string): PlainOutput {
  const files = readdirSync(folder)
    .filter((name) => name !== KUSTOMIZATION)
    .sort();
  const objects: KubernetesObject[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const manifests = readManifests(readFileSync(join(folder, file), 'utf8'));
    objects.push(...manifests.objects.map(({ object }) => object));
    problems.push(...manifests.problems.map((problem) => `${join(folder, file)}: ${problem}`));
    if (manifests.objects.length === 0) problems.push(`${join(folder, file)}: holds no object`);
  }
  if (files.length === 0) problems.push(`${folder}: holds no manifest`);
  return { objects, problems: [...problems, ...listed(folder, files)] };
}

const listed = (folder: string, names: readonly string[]): string[] =>
  kustomizationProblems(folder, names).map((problem) => `${join(folder, KUSTOMIZATION)}: ${problem}`);

function kustomizationProblems(folder: string, files: readonly string[]): string[] {
  const resources = readResources(join(folder, KUSTOMIZATION));
  if (typeof resources === 'string') return [resources];
  const problems = [
    ...files.filter((file) => !resources.includes(file)).map((file) => `does not list ${file}`),
    ...resources.filter((file) => !files.includes(file)).map((file) => `lists ${file}, which does not exist`),
    ...resources.filter((file, index) => resources.indexOf(file) !== index).map((file) => `lists ${file} twice`),
  ];
  const sorted = resources.every((file, index) => file === files[index]);
  return problems.length > 0 || sorted ? problems : ['does not list them in the order of their names'];
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
