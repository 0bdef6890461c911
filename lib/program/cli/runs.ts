import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { App } from 'cdk8s';
import { DefinitionError } from '../../core/values';

/** What this process has been asked to do, over all copies of this module; the launcher reads it too. */
interface Runs {
  /** How many runs have been asked for. */
  begun: number;
  /** How many of them have ended. */
  ended: number;
  /** Set by the launcher when the module that asks for runs has failed. */
  hasFailed?: boolean;
  /** Set by the launcher, which is told of the end of each run. */
  hasEnded?: () => void;
  /** The apps that each command was given for; for the command of the process itself all that there ever were. */
  readonly apps: Map<string, Set<App>>;
  /** The commands of which it was said already that they are for more than one app. */
  readonly refused: Set<string>;
  /** The end of the latest run, where several apps take turns. */
  turn?: Promise<unknown>;
  /** By output folder: the app that wrote all of it, and the systems that it wrote. */
  readonly writers: Map<string, { readonly app: App; readonly systems: readonly string[] }>;
}

/** The command with which the process was started. */
const ofProcess = 'process';

const key = Symbol.for('chartwright.runs');

function runsOfProcess(): Runs {
  const store = globalThis as { [key]?: Runs };
  return (store[key] ??= { begun: 0, ended: 0, apps: new Map(), refused: new Set(), writers: new Map() });
}

/**
 * Carries out a command for an app when the module that asks for it has been read to its end: by then it is known whether it
 * asks for another app too; apps that write to folders of their own take turns. Undefined where nothing was done, since that module
 * has failed, or since another run has said already that there are several apps.
 *
 * @param argv the command; undefined for that of the process
 * @throws DefinitionError when the command is for several apps that would write to one folder
 */
export async function runOnce<T>(app: App, argv: readonly string[] | undefined, work: () => T): Promise<T | undefined> {
  const runs = runsOfProcess();
  const command = argv === undefined ? ofProcess : JSON.stringify(argv);
  const apps = runs.apps.get(command) ?? new Set();
  runs.apps.set(command, apps.add(app));
  runs.begun++;
  try {
    await setImmediate();
    if (runs.hasFailed === true || runs.refused.has(command)) return undefined;
    if (apps.size === 1) return await work();
    if (haveOwnFolders(apps)) return await takeTurn(runs, work);
    runs.refused.add(command);
    throw severalApps();
  } finally {
    runs.ended++;
    runs.hasEnded?.();
    if (argv !== undefined) runs.apps.delete(command);
  }
}

/** Whether each app says another folder for its output. */
const haveOwnFolders = (apps: ReadonlySet<App>): boolean =>
  new Set([...apps].map(({ outdir }) => resolve(outdir))).size === apps.size;

/** Whether the process's command is for other apps as well. */
export const hasSiblings = (app: App): boolean => {
  const apps = runsOfProcess().apps.get(ofProcess);
  return apps !== undefined && apps.has(app) && apps.size > 1;
};

function takeTurn<T>(runs: Runs, work: () => T): Promise<Awaited<T>> {
  const mine = Promise.resolve(runs.turn).then(work) as Promise<Awaited<T>>;
  runs.turn = mine.catch(() => undefined);
  return mine;
}

/**
 * Notes that an app is about to write all that is in a folder.
 *
 * @throws DefinitionError when that would remove what another app of this process has just written there
 */
export function claimFolder(folder: string, app: App, systems: readonly string[]): void {
  const { writers } = runsOfProcess();
  const writer = writers.get(folder);
  if (writer && writer.app !== app && !writer.systems.every((name) => systems.includes(name))) throw severalApps();
  writers.set(folder, { app, systems });
}

const severalApps = () =>
  new DefinitionError([
    {
      code: 'several-apps',
      message: 'run(app) was called for a second App, whose output would take the place of that of the first',
      remedy:
        "Put all charts into one App. Or give each App a folder of its own, new App({ outdir: 'dist/shop' }), or a file of its own, which CHARTWRIGHT_APP names, and an --outdir.",
    },
  ]);
