import type { OutputReport } from '../../printing/files/write-output';
import type { Synthesis } from '../app/output';
import { objectName } from '../inspect/object-names';
import type { JsonObject } from '../../core/values';
import { paintOutput, type Paint } from './colour';
import { changedObjects, changedText, type Shown } from './watch-changes';

/*
 * A run of `synth --watch`, which `watch.mjs` starts: what came before it and after it are plain data in the process's global object.
 */

interface WatchedRun {
  /** The objects after the last run that succeeded; absent in the first one. */
  readonly before?: Shown;
  /** When the change was noticed, in milliseconds. */
  readonly since: number;
  /** The files that have changed. */
  readonly causes: readonly string[];
  /** The objects of this run. */
  after: Shown;
}

const key = Symbol.for('chartwright.watched');
const unwatchKey = Symbol.for('chartwright.unwatch');
const shared = globalThis as {
  readonly [key]?: WatchedRun;
  readonly [unwatchKey]?: (files: readonly string[]) => void;
};

/** Whether this process is a run of `synth --watch`. */
export const isWatched = (): boolean => shared[key] !== undefined;

/** Says that files are the output, and that what is read from now on is no source. */
export const leaveUnwatched = (files: readonly string[]): void => shared[unwatchKey]?.(files);

/** More are counted. */
const mostFiles = 5;

interface WrittenRun {
  readonly report: OutputReport;
  /** What a run that is not watched prints. */
  readonly lines: readonly string[];
  readonly isShown: boolean;
}

/**
 * What a run prints: the first one what `synth` always does, a later one the objects that are others than before.
 *
 * @param app tells several apps of a program apart; empty for the only one
 */
export function watchedText(
  { systems }: Synthesis,
  app: string,
  { report, lines, isShown }: WrittenRun,
  paint: Paint = paintOutput(),
): string {
  const run = shared[key]!;
  const after: Record<string, { [object: string]: string }> = {};
  for (const { system, outputs } of systems) {
    for (const { environment, plain } of outputs) {
      const place = [app, system.definition.name, environment.name].filter((part) => part !== '').join(' ');
      const own = (after[place] ??= {});
      for (const { object } of plain) own[nameIn(own, object)] = JSON.stringify(object);
    }
  }
  Object.assign(run.after, after);
  const { before } = run;
  if (before === undefined) return isShown ? `${lines.join('\n')}\n` : '';
  const earlier = Object.fromEntries(
    Object.entries(before).filter(([place]) => app === '' || place.startsWith(`${app} `)),
  );
  const changes = changedObjects(earlier, after);
  const took = `${Date.now() - run.since} ms`;
  const { written, removed } = report;
  const files = [...written, ...removed];
  const shownFiles = [
    ...files.slice(0, mostFiles).map((file) => `  ${file}`),
    ...(files.length > mostFiles ? [`  and ${files.length - mostFiles} more files`] : []),
  ];
  const text = changes.length > 0 ? changedText(changes, paint) : files.length > 0 ? shownFiles.join('\n') : '';
  const what = changes.length > 0 ? '' : files.length > 0 ? 'no object changed, but files did; ' : 'nothing changed; ';
  const count = `${written.length} files written, ${removed.length} removed`;
  return `${text === '' ? '' : `${text}\n`}${paint('quiet', `${what}${files.length > 0 ? `${count}; ` : ''}${took}`)}\n`;
}

/** `ConfigMap/web`, and more where that is the name of another one too. */
function nameIn(others: object, object: JsonObject): string {
  const { namespace } = object['metadata'] as { readonly namespace?: string };
  const name = objectName(object);
  return Object.hasOwn(others, name) ? `${name} (${String(object['apiVersion'])}, ${namespace ?? ''})` : name;
}
