import { existsSync } from 'node:fs';
import { DefinitionError } from '../../values';
import { readFolder } from '../folder/read-folder';
import type { Finding } from '../finding';
import { definitionsAmong } from './read-definitions';
import type { ResourceDefinition } from './resource-definition';

/** What stands in the folders that a user names with `--crds`. */
export interface DefinitionFolders {
  readonly definitions: readonly ResourceDefinition[];
  /** What is wrong with the files themselves. */
  readonly findings: readonly Finding[];
}

/**
 * Reads the CustomResourceDefinitions of files and folders; other objects in them are passed over.
 *
 * @throws DefinitionError for a path that is not there, or that holds no definition
 */
export function readDefinitionsFrom(paths: readonly string[]): DefinitionFolders {
  const read = paths.map((path) => {
    if (!existsSync(path)) throw usage(`--crds: there is no "${path}"`);
    const { inputs, findings } = readFolder(path);
    const definitions = definitionsAmong(inputs.flatMap(({ objects }) => objects.map(({ object }) => object)));
    if (definitions.length === 0 && findings.every(({ severity }) => severity !== 'error'))
      throw usage(`--crds: "${path}" holds no CustomResourceDefinition of apiextensions.k8s.io/v1`);
    return { definitions, findings };
  });
  return {
    definitions: read.flatMap(({ definitions }) => definitions),
    findings: read.flatMap(({ findings }) => findings),
  };
}

const usage = (message: string) =>
  new DefinitionError([
    {
      code: 'usage',
      message,
      remedy:
        'Name a file or folder of CustomResourceDefinitions, such as what `kubectl get crds --output yaml` prints.',
    },
  ]);
