import {
  declaredIn,
  evaluateManifest,
  tierOf,
  type ChartDefinition,
  type Declarations,
  type EnvironmentValues,
  type Manifest,
} from '../../core/manifest';
import { printYaml, type PlainObject } from '../../printing/trees';
import { keysOfPointer, type Release } from '../../core/values';
import type { CheckedObject, CheckInput } from './finding';
import { podKinds } from '../../core/references/objects';
import { openLists } from './open-lists';
import { placeholderIn } from './secrets/placeholders';
import { oldestVersion } from '../../core/kubernetes/oldest-version';

/** One environment of a system, as its commands know it. */
export interface EnvironmentOutput {
  readonly definition: ChartDefinition;
  readonly manifests: readonly Manifest[];
  readonly environment: EnvironmentValues;
  readonly release: Release;
  /** What `plainObjects` gives for this release. */
  readonly plain: readonly PlainObject[];
}

/**
 * All objects of an environment for the linter: those of the plain output, and the hooks that only the chart has, such as
 * the pods of `helm test`.
 *
 * @param folder where the plain output is written, for reports
 * @param kubernetes version to check against @default the oldest that the chart says to be for
 */
export function environmentInput(output: EnvironmentOutput, folder: string, kubernetes?: string): CheckInput {
  const { definition, manifests, environment, release, plain } = output;
  const objects: CheckedObject[] = plain.map(({ object, manifest, file, place }) => ({
    object,
    place,
    file: `${folder}/${file}`,
    lineOf: (pointer) => commentLines(manifest?.comment) + lineIn(printYaml(object), pointer),
    ...(manifest ? { construct: manifest.construct } : {}),
    ...(manifest?.hook ? { hook: manifest.hook } : {}),
    ...(manifest?.needs ? { needs: manifest.needs } : {}),
    ...(manifest?.references ? { references: manifest.references } : {}),
  }));
  const printed = new Set(plain.map(({ manifest }) => manifest));
  for (const manifest of manifests) {
    const object = printed.has(manifest) ? undefined : evaluateManifest(manifest, release);
    if (!object) continue;
    const { construct, hook, place, needs = [], references = [] } = manifest;
    objects.push({ object, construct, place, needs, references, ...(hook ? { hook } : {}) });
  }
  return {
    objects: objects.flatMap(openLists),
    // Releases of a chart without values have all names in common, so that there is one in a namespace anyway.
    ...('fullnameOverride' in definition.schema.properties ? { twin: twinOf(manifests, release) } : {}),
    ...versionOf(definition, kubernetes ?? environment.kubernetes),
    isProduction: (environment.tier ?? tierOf(environment.name)) === 'production',
    ...(definition.declarations ? declaredIn(definition.declarations, release) : {}),
    ...levelInput(definition.declarations, environment, definition.name),
    placeholders: [
      ...environment.placeholders.map(({ value }) => value),
      // A system may well be called `todo`, and be in a namespace of that name.
      ...[definition.name, environment.release, environment.namespace].filter(
        (name) => placeholderIn(name, []) !== undefined,
      ),
    ],
  };
}

/** The version that is given, or the oldest that a chart declares with its `kubeVersion`. */
function versionOf({ metadata }: ChartDefinition, given: string | undefined): Pick<CheckInput, 'kubernetes'> {
  const known = given === undefined ? undefined : (oldestVersion(`=${given}`) ?? given);
  const version = known ?? (metadata.kubeVersion === undefined ? undefined : oldestVersion(metadata.kubeVersion));
  return version === undefined ? {} : { kubernetes: version };
}

/** What decides on the levels of rules in an environment. */
export function levelInput(
  declarations: Declarations | undefined,
  { name, rules: own }: EnvironmentValues,
  chart: string,
): Pick<CheckInput, 'rules' | 'isComplete'> {
  const layer = own === undefined ? [] : [{ from: `environment "${name}" of ${chart}`, rules: own }];
  const rules = [...(declarations?.rules ?? []), ...layer];
  return {
    ...(declarations ? { isComplete: declarations.isComplete } : {}),
    ...(rules.length > 0 ? { rules } : {}),
  };
}

/** What can make pods, as it is in another release. */
function twinOf(manifests: readonly Manifest[], own: Release): CheckedObject[] {
  const release = { ...own, release: { ...own.release, name: `${own.release.name.slice(0, 50)}-2` } };
  return manifests.flatMap((manifest): CheckedObject[] => {
    const object = podKinds.has(manifest.kind) ? evaluateManifest(manifest, release) : undefined;
    return object ? [{ object, construct: manifest.construct }] : [];
  });
}

/** The lines that stand above an object in its file. */
const commentLines = (comment = '') => comment.split('\n').filter((line) => line !== '').length;

/** Loaded only when something is to be reported. */
const lineIn = (text: string, pointer: string): number =>
  (require('../../core/yaml/line-of') as typeof import('../../core/yaml/line-of')).lineIn(text, keysOfPointer(pointer));
