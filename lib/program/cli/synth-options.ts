import { isNamespace } from '../../core/manifest/is-namespace';
import { DefinitionError } from '../../core/values';
import { isOwnPackage } from '../../printing/chart';
import type { OutputReport } from '../../printing/files/write-output';
import type { PlainObject } from '../../printing/trees';
import type { SynthesizedSystem } from '../app/output';
import { readArguments } from './arguments';
import { clusterOptions } from './cluster-options';
import { shardOf } from './shard.cjs';

/** What `synth` is asked for. */
export type SynthOptions = ReturnType<typeof synthOptions>['values'];

/** @throws DefinitionError where the command line is wrong */
export function synthOptions(args: readonly string[]) {
  const read = readArguments(args, {
    environment: { type: 'string', short: 'e' },
    values: { type: 'string', short: 'f', multiple: true, default: [] },
    stdout: { type: 'boolean', default: false },
    quiet: { type: 'boolean', short: 'q', default: false },
    outdir: { type: 'string', short: 'o' },
    charts: { type: 'string' },
    force: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    changed: { type: 'boolean', default: false },
    shard: { type: 'string' },
    watch: { type: 'boolean', short: 'w', default: false },
    ...clusterOptions,
  });
  refuseTogether(read.values);
  return read;
}

/**
 * Whether a system of some name is in the shard that is asked for; undefined where all are.
 *
 * @throws DefinitionError where that is not a shard, or systems are named as well
 */
export function shardIn({ shard }: SynthOptions, names: readonly string[]): ((name: string) => boolean) | undefined {
  if (shard === undefined) return undefined;
  const isOfShard = shardOf(shard);
  if (isOfShard && names.length === 0) return isOfShard;
  const message = isOfShard
    ? `--shard is a part of all systems, and ${names.join(', ')} are named`
    : `--shard ${shard} is not a part of several`;
  throw new DefinitionError([{ code: 'usage', message, remedy: 'As in --shard 2/4, the second of four parts.' }]);
}

/** Options that say where the result goes, of which there can be one. */
function refuseTogether(options: { readonly [option: string]: unknown }): void {
  const given = ['stdout', 'check', 'watch', 'force'].filter((option) => options[option] === true);
  const pairs = given.filter((option) => option !== 'force' || given.some((other) => other === 'check'));
  if (pairs.length < 2) return;
  const message = `${pairs.map((option) => `--${option}`).join(' and ')} exclude each other`;
  const remedy =
    'Leave one out: --stdout prints, --check compares with what is there, --watch writes after each change, and --force overwrites.';
  throw new DefinitionError([{ code: 'usage', message, remedy }]);
}

/** Packages are often left out of git, while the list is not: one of an earlier definition is ours all the same. */
export const isPackage = (path: string, bytes: Uint8Array) => path.endsWith('.tgz') && isOwnPackage(bytes);

const counted = (plain: readonly PlainObject[]) => {
  const count = plain.filter(({ object }) => !isNamespace(object)).length;
  return count === 1 ? '1 object' : `${count} objects`;
};

/** What was made of a system. */
export function summaryOf({ system, outputs }: SynthesizedSystem, withChart: boolean): string[] {
  const { name, metadata } = system.definition;
  const lines = outputs.map(({ environment, plain }) => `${name} ${environment.name}: ${counted(plain)}`);
  return withChart ? [...lines, `${name} chart ${metadata.version}`] : lines;
}

/** What was done to files. */
export const changes = ({ written, unchanged, removed }: OutputReport) =>
  `${written.length} files written, ${unchanged.length} unchanged, ${removed.length} removed`;

/** A line for each file that is the user's from now on. */
export const released = ({ released: paths }: OutputReport) =>
  paths.map((path) => `${path}: was changed by hand and is no longer produced; it stays, and is yours now`);
