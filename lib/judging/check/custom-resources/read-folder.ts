import { existsSync } from 'node:fs';
import { DefinitionError } from '../../../core/values';
import { findingOf } from '../check';
import { readFolder } from '../folder/read-folder';
import type { CheckedObject, Finding } from '../finding';
import { describe } from '../../../core/references/objects';
import { readDefinition } from './read-definitions';
import type { ResourceDefinition } from './resource-definition';

/** What stands in the folders that a user names with `--crds`. */
export interface DefinitionFolders {
  /** Of a kind that several files define, the last first: that is the one that a cluster would end up with. */
  readonly definitions: readonly ResourceDefinition[];
  /** What is wrong with the files themselves. */
  readonly findings: readonly Finding[];
}

/** A definition and where it stands. */
interface Written {
  readonly at: CheckedObject;
  readonly definition: ResourceDefinition;
}

/**
 * Reads the CustomResourceDefinitions of files and folders; other objects in them are passed over.
 *
 * @throws DefinitionError for a path that is not there, or that holds no definition
 */
export function readDefinitionsFrom(paths: readonly string[]): DefinitionFolders {
  const findings: Finding[] = [];
  const written = paths.flatMap((path): Written[] => {
    if (!existsSync(path)) throw usage(`--crds: there is no "${path}"`);
    const read = readFolder(path);
    findings.push(...read.findings);
    const objects = read.inputs.flatMap((input) => input.objects);
    const definitions = objects.flatMap((at) => {
      const definition = readDefinition(at.object);
      return definition ? [{ at, definition }] : [];
    });
    if (definitions.length === 0 && read.findings.every(({ severity }) => severity !== 'error'))
      throw usage(`"${path}" holds no CustomResourceDefinition of apiextensions.k8s.io/v1`);
    return definitions;
  });
  findings.push(...definedTwice(written));
  return { definitions: written.map(({ definition }) => definition).reverse(), findings };
}

/** Each definition of a version that another file defines in another way, after it. */
function definedTwice(written: readonly Written[]): Finding[] {
  const last = new Map<string, { readonly at: CheckedObject; readonly text: string }>();
  return [...written].reverse().flatMap(({ at, definition: { name, versions } }): Finding[] => {
    const text = JSON.stringify(at.object['spec']);
    const others = versions.flatMap((version) => {
      const key = `${name} ${version.name}`;
      const known = last.get(key);
      if (!known) last.set(key, { at, text });
      return known && known.text !== text && known.at.object !== at.object
        ? [{ version: version.name, by: known.at }]
        : [];
    });
    const [first] = others;
    if (!first) return [];
    const { file = '', line } = at;
    const which = others.map(({ version }) => version).join(', ');
    const message = `defines ${which} of ${name}, as does ${placeOf(first.by)} in another way, which is the one that holds`;
    return [findingOf('definition-twice', { object: describe(at), pointer: '', message, file, line })];
  });
}

const placeOf = ({ file = '', line = 1 }: CheckedObject) => `${file}:${line}`;

const usage = (message: string) =>
  new DefinitionError([
    {
      code: 'usage',
      message,
      remedy:
        'Name a file or folder of CustomResourceDefinitions, such as what `kubectl get crds --output yaml` prints.',
    },
  ]);
