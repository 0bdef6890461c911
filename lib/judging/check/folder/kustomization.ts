import { join } from 'node:path';
import type { Json } from '../../../core/values';
import { readYaml } from '../../../core/yaml/read-yaml';
import { isMap, listOf } from '../../../core/references/objects';
import { mapsIn } from '../../../core/values/json-parts';

/** The fields of a kustomization that name files which are not resources: changes to these, and settings of Kustomize. */
const listsOfFiles = [
  'configurations',
  'crds',
  'generators',
  'patches',
  'patchesJson6902',
  'patchesStrategicMerge',
  'replacements',
  'transformers',
  'validators',
] as const;

/** A file that a line would name if it were not a comment: what is switched off, as the patches that kubebuilder makes are. */
const commentedOut = /^[ \t]*#[ \t]*(?:- )?[ \t]*(?:path:[ \t]*)?([^\s:#]+\.(?:ya?ml|json))[ \t]*$/gm;

/**
 * The files that a kustomization uses as something else than resources, which Kustomize alone reads, and those that it has switched
 * off: none of them is an object of the output. Files that are not named well enough are left out.
 *
 * @param folder where the kustomization stands
 */
export function filesUsedBy(kustomization: string, folder: string): readonly string[] {
  const value = readYaml(kustomization, 'manifests').documents[0]?.value as Json | undefined;
  if (!isMap(value)) return [];
  const generators = [...mapsIn(value['configMapGenerator']), ...mapsIn(value['secretGenerator'])];
  const charts = mapsIn(value['helmCharts']);
  const named = [
    ...listsOfFiles.flatMap((field) => listOf(value[field]).map((each) => (isMap(each) ? each['path'] : each))),
    ...generators.flatMap((each) => listOf(each['files']).map((file) => String(file).split('=').at(-1)!)),
    ...generators.flatMap((each) => [...listOf(each['envs']), each['env']]),
    ...charts.flatMap((each) => [...listOf(each['additionalValuesFiles']), each['valuesFile']]),
    isMap(value['openapi']) ? value['openapi']['path'] : undefined,
  ];
  const resources = new Set([...listOf(value['resources']), ...listOf(value['bases'])]);
  const switchedOff = Array.from(kustomization.matchAll(commentedOut), ([, name]) => name!).filter(
    (name) => !resources.has(name),
  );
  return [...named, ...switchedOff].filter(isOneLine).map((name) => join(folder, name));
}

/** Whether it is a name, rather than a patch that is written in its place. */
const isOneLine = (value: Json | undefined): value is string => typeof value === 'string' && !value.includes('\n');
