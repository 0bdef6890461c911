import { readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { decodeText } from '../../../core/yaml/decode-text';
import type { RuleLayer } from '../../../core/manifest';
import type { CheckInput, CheckedObject, Finding } from '../finding';
import type { FolderConfiguration } from './configuration';
import { findingOf } from '../check';
import type { FileCode } from './file-rules';
import { findFiles } from './find-files';
import { readDocuments } from './read-documents';

/** What a folder holds. */
export interface ReadFolder {
  /** The objects of each unit: a folder with a kustomization, or all that belong to none. */
  readonly inputs: readonly CheckInput[];
  /** What is wrong with the files themselves. */
  readonly findings: readonly Finding[];
}

/** 32 MB is more than etcd would take in ten thousand objects. */
const mostBytes = 32 * 1024 * 1024;

/** Who wrote the objects of a folder did not ask for our policies, and may refer to what is elsewhere. */
const byDefault: RuleLayer = { from: 'a folder', rules: 'advisory', isDefault: true };

/** What the linter is told about a folder beside its objects. */
export type FolderOptions = Pick<CheckInput, 'kubernetes' | 'externals'>;

/** What is said of all objects of a folder: by its configuration, and on the command line, which has the last word. */
export function folderInput(
  configuration?: FolderConfiguration,
  { kubernetes, externals = [] }: FolderOptions = {},
): Omit<CheckInput, 'objects'> {
  const { file, rules, exceptions = [], externals: others = [], tier, isComplete = false } = configuration ?? {};
  const version = kubernetes ?? configuration?.kubernetes;
  return {
    source: 'folder',
    isComplete,
    isProduction: tier === 'production',
    rules: [byDefault, ...(file === undefined || rules === undefined ? [] : [{ from: file, rules }])],
    exceptions,
    externals: [...externals, ...others],
    ...(version === undefined ? {} : { kubernetes: version }),
  };
}

/** Reads all manifests at or below a path; `-` is standard input. */
export function readFolder(path: string, about = folderInput()): ReadFolder {
  const findings: Finding[] = [];
  const input = (objects: readonly CheckedObject[]): CheckInput => ({ ...about, objects });
  if (path === '-') return { inputs: [input(readText(readFileSync(0), '(standard input)', findings))], findings };
  const { units, charts } = findFiles(path);
  const isAlone = units.has(path) && statSync(path).isFile();
  const inputs = Array.from(units.values(), (files) =>
    input(files.flatMap((file) => readFile(file, findings, !isAlone))),
  );
  for (const chart of charts)
    report(findings, 'unrendered-chart', fromHere(chart), 1, 'is a Helm chart, and was passed over');
  const isBare = inputs.every(({ objects }) => objects.length === 0);
  if (isBare && charts.length === 0 && findings.every(({ code }) => code === 'foreign-file')) {
    report(findings, 'no-manifests', fromHere(path), 1, `holds no ${units.size === 0 ? 'YAML files' : 'manifests'}`);
  }
  return { inputs, findings };
}

/** @param mayBeForeign whether it may be a file of another program that stands beside manifests */
function readFile(path: string, findings: Finding[], mayBeForeign = false): readonly CheckedObject[] {
  const file = fromHere(path);
  try {
    const { size } = statSync(path);
    if (size > mostBytes) {
      report(findings, 'unreadable-file', file, 1, `is ${Math.round(size / 1024 / 1024)} MB large; the most is 32 MB`);
      return [];
    }
    return readText(readFileSync(path), file, findings, mayBeForeign);
  } catch (error) {
    report(findings, 'unreadable-file', file, 1, `cannot be read: ${(error as Error).message}`);
    return [];
  }
}

function readText(bytes: Buffer, file: string, findings: Finding[], mayBeForeign = false): readonly CheckedObject[] {
  const decoded = decodeText(bytes);
  if (!('text' in decoded)) {
    report(findings, 'unreadable-file', file, decoded.line, decoded.message);
    return [];
  }
  const { objects, problems, isForeign } = readDocuments(decoded.text, file);
  if (isForeign && mayBeForeign) {
    report(
      findings,
      'foreign-file',
      file,
      1,
      'is not a manifest, and was passed over: it has no apiVersion and no kind',
    );
    return [];
  }
  for (const { code, line, message, remedy } of problems) report(findings, code, file, line, message, remedy);
  return objects;
}

/** The path as reports name it: relative, with slashes. */
const fromHere = (path: string) => (relative('.', path) || '.').replaceAll('\\', '/');

function report(
  findings: Finding[],
  code: FileCode,
  file: string,
  line: number,
  message: string,
  remedy?: string,
): void {
  const place = { object: file, pointer: '', message, file, line };
  findings.push(findingOf(code, remedy === undefined ? place : { ...place, remedy }));
}
