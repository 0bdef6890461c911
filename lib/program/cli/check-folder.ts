import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { checkAll } from '../../judging/check/check';
import { sharingDefinitions } from '../../judging/check/custom-resources';
import type { DefinitionFolders } from '../../judging/check/custom-resources/read-folder';
import {
  findConfiguration,
  readConfiguration,
  type FolderConfiguration,
} from '../../judging/check/folder/configuration';
import { folderInput, readFolder, type FolderOptions } from '../../judging/check/folder/read-folder';
import { externalKinds, type CheckInput, type DeclaredExternal } from '../../judging/check/finding';
import type { Report } from '../../judging/check/report';
import { DefinitionError, didYouMean } from '../../core/values';

/** What `check --path` was asked for. */
export interface FolderCheck extends FolderOptions {
  /** The folder, a file, or `-` for standard input. */
  readonly path: string;
  /** The configuration. @default `chartwright.yaml` in the folder or above it */
  readonly config?: string | undefined;
}

/** What is said of the objects of a folder, before they are read. */
export function folderAbout({ path, config, ...options }: FolderCheck): Omit<CheckInput, 'objects'> {
  if (path !== '-' && !existsSync(path))
    throw usage(`there is no "${path}"`, 'Name a folder or a file; - is standard input.');
  return folderInput(configurationOf(path, config), options);
}

/** The files and folders of CustomResourceDefinitions that the configuration of a folder names. */
export const definitionsFor = ({ path, config }: FolderCheck): readonly string[] =>
  (path === '-' || existsSync(path) ? configurationOf(path, config)?.crds : undefined) ?? [];

/**
 * What is wrong with a folder. Its exceptions hold for the whole of it, so that one is needed when any part needs it.
 *
 * @param known custom resources that are known beside those that the folder defines, and what is wrong with their files
 */
export function reportOfFolder(asked: FolderCheck, known?: DefinitionFolders): Report {
  const about = folderAbout(asked);
  const { inputs, findings } = readFolder(asked.path, about);
  const all = inputs.length > 0 ? sharingDefinitions(inputs, known?.definitions) : [{ ...about, objects: [] }];
  return {
    ...checkAll(all, isWhole(asked), [...(known?.findings ?? []), ...findings]),
    objects: inputs.reduce((sum, { objects }) => sum + objects.length, 0),
  };
}

/** Whether the folder has all that its configuration is about: one above it may be about other folders too. */
function isWhole({ path, config }: FolderCheck): boolean {
  if (config !== undefined || path === '-') return config !== undefined;
  const file = findConfiguration(path);
  return file === undefined || dirname(file) === resolve(path);
}

function configurationOf(path: string, given: string | undefined): FolderConfiguration | undefined {
  if (given !== undefined && !existsSync(given))
    throw usage(`--config: there is no "${given}"`, 'Name a file as docs/rules.md describes it.');
  const file = given ?? findConfiguration(path);
  return file === undefined ? undefined : readConfiguration(file);
}

/** What `--external Secret/name` declares. */
export function externalOf(given: string): DeclaredExternal {
  const [written = '', name, ...rest] = given.split('/');
  const kind = externalKinds.find((each) => each.toLowerCase() === written.toLowerCase());
  if (kind && name && rest.length === 0) return { kind, name, reason: 'declared on the command line' };
  const message = `--external: "${given}" is not a kind and name${kind ? '' : didYouMean(written, externalKinds)}`;
  throw usage(message, `As in --external Secret/database; the kinds are ${externalKinds.join(', ')}.`);
}

/** A mistake on the command line. */
export const usage = (message: string, remedy: string) => new DefinitionError([{ code: 'usage', message, remedy }]);
