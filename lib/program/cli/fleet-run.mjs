/* Runs the apps of a fleet, one after the other in this process, and has what they come to written together. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setImmediate } from 'node:timers/promises';
import { appModule } from './app-module.mjs';
import { bundle } from './bundle.mjs';
import { bundleFleet } from './bundle-fleet.mjs';
import { explainFailure } from './explain-failure.mjs';
import { timeBy } from './file-clock.mjs';
import { FleetRecords, wholeFile } from './fleet-records.mjs';
import { hasLeftovers } from './kept-run.mjs';
import { linksOf } from './linked-sources.mjs';
import { observeRun } from './observe-run.mjs';
import { Prints } from './prints.mjs';

const symbols = Object.fromEntries(
  ['fleet', 'runs', 'program', 'write-fleet'].map((name) => [name, Symbol.for(`chartwright.${name}`)]),
);

/** The app that is running; for whoever says that the process ended before it came to its end. */
export const running = { app: undefined };

/**
 * @param fleet all its apps
 * @param asked what the command line asks of it, see fleet.mjs
 * @param cache a folder for what is kept
 * @param isKept whether that lasts longer than this run
 * @param prepare called before the first app is loaded
 */
export async function runFleet({ fleet, asked, cache, isKept, prepare }) {
  const records = new FleetRecords(cache, asked.deciding);
  const since = isKept ? timeBy(clockIn(cache)) : undefined;
  const links = linksOf(fleet.map(({ file }) => file));
  const isAbsent = (path) => asked.isCheck && path.endsWith('.tgz');
  const found = new Map(
    asked.isChanged ? asked.apps.map((app) => [app, records.standing(app, digestOfLinks(links, app), isAbsent)]) : [],
  );
  const wanted = asked.apps.filter((app) => found.get(app) === undefined);
  const standing = [...found.values()].filter((each) => each !== undefined);
  const state = new WholeState(records, asked);
  if (wanted.length === 0 && state.isSame(standing)) {
    if (!asked.isQuiet) process.stdout.write(`none of ${standing.length} systems has changed\n`);
    return;
  }
  // The library that writes is the one that an app has loaded; a shard may have none.
  if (wanted.length === 0) {
    const name = standing.shift()?.name ?? fleet[0].name;
    wanted.push(fleet.find((app) => app.name === name));
  }
  prepare();
  const stem = join(cache, `fleet-${process.pid}`);
  process.once('exit', () => rmSync(stem, { recursive: true, force: true }));
  const compiled = await bundleFleet(wanted, stem, links).catch(() => undefined);
  if (compiled === undefined) return void (process.exitCode = 1);
  const observer = new FleetObserver();
  const made = await make(wanted, { compiled, records, links, stem, since, observer });
  if (made === undefined || process.exitCode) return;
  const keep = () => {
    passTick(cache);
    for (const { app, decided, part } of made) {
      if (decided === undefined) rmSync(records.fileOf(app), { force: true });
      else records.keep(app, decided, part);
    }
    records.prune(fleet);
    state.keep([...standing, ...made.map(({ part }) => part)]);
  };
  observer.unnoted(() => {
    const output = { made: made.map(({ part }) => part), standing, isOfRun: asked.isOfRun };
    process.exitCode = write(output, asked.args);
    if (process.exitCode === 0 && isKept) keep();
  });
}

const digestOfLinks = (links, { file }) => links.get(file).digest;

/** The mistakes that were told: one in the command line is not told for each app. */
const said = new Set();

/** Makes apps; undefined where one of them cannot be made, which it has said then. */
async function make(apps, { compiled, records, links, stem, since, observer }) {
  const made = [];
  let hasFailed = false;
  for (const app of apps) {
    running.app = app;
    const { part, notes } = await observer.during(() => partOf(app, compiled.get(app), stem));
    if (part === undefined) hasFailed = true;
    if (hasFailed) continue;
    const { sources } = compiled.get(app);
    const about = { sources, notes, asked: observer.asked, links: digestOfLinks(links, app), places: part.places };
    made.push({ app, part, decided: observer.unnoted(() => records.decided(about, since)) });
  }
  running.app = undefined;
  if (!hasFailed) return made;
  process.exitCode ||= 1;
  return undefined;
}

/** Runs an app to the end of its `run(app)`. Gives what it came to, and whether that is a module of ECMAScript. */
async function partOf(app, { file, format }, stem) {
  let part;
  const ended = new Promise((resolve) => {
    globalThis[symbols.runs] = {
      begun: 0,
      ended: 0,
      apps: new Map(),
      refused: new Set(),
      writers: new Map(),
      hasEnded: resolve,
    };
  });
  globalThis[symbols.fleet] = { name: app.name, said, take: (given) => (part = given) };
  let times = 0;
  const read =
    format === 'esm' ? () => import(`${pathToFileURL(file).href}?${times++}`) : appModule(file, readFileSync(file));
  const program = (globalThis[symbols.program] = { read, isRead: false });
  try {
    await read();
  } catch (error) {
    const isModule = error?.code === 'ERR_REQUIRE_ESM' || error?.code === 'ERR_REQUIRE_ASYNC_MODULE';
    if (isModule && format === 'cjs' && globalThis[symbols.runs].begun === 0) {
      return partOf(app, await bundle(app.file, join(stem, app.name), 'esm'), stem);
    }
    process.exitCode = explainFailure(error);
    return {};
  } finally {
    program.isRead = true;
  }
  await ended;
  await setImmediate();
  return { part, isModule: format === 'esm' };
}

function write(output, args) {
  try {
    return globalThis[symbols['write-fleet']](output, args);
  } catch (error) {
    return explainFailure(error);
  }
}

/** The names and lists of a run after which all was written; as long as they are the same, nothing has to be written or removed. */
class WholeState {
  constructor(records, { apps, isOfRun }) {
    this.records = records;
    this.file = join(records.folder, wholeFile);
    this.about = isOfRun ? `of ${apps.map(({ name }) => name).join()}` : 'all';
  }

  looked(parts) {
    const [{ places }] = parts;
    const { root, plain, charts } = places;
    const lists = [plain, charts].flatMap((folder) =>
      folder === undefined ? [] : [join(root, folder, '.chartwright')],
    );
    return charts === undefined ? lists : [...lists, join(root, charts, 'index.yaml')];
  }

  isSame(parts) {
    const { prints } = this.records;
    try {
      const { about, names, lists } = JSON.parse(readFileSync(this.file, 'utf8')).of;
      const isPlace = parts.every(({ places }) => JSON.stringify(places) === JSON.stringify(parts[0].places));
      if (!isPlace || hasLeftovers(parts[0].places.root) || about !== this.about) return false;
      if (names.join() !== namesOf(parts)) return false;
      return lists.every((each) => prints.isSame(each));
    } catch {
      return false;
    }
  }

  keep(parts) {
    const prints = new Prints();
    const lists = this.looked(parts).map((path) => prints.entry(path));
    this.records.put(this.file, { about: this.about, names: namesOf(parts).split(','), lists });
  }
}

const namesOf = (parts) =>
  parts
    .map(({ name }) => name)
    .sort()
    .join();

const clockIn = (folder) => join(folder, `fleet-time.${process.pid}`);

/** Waits until the clock of the file system has gone on: what is written from then on has other times than what was written before. */
function passTick(folder) {
  const clock = clockIn(folder);
  const before = timeBy(clock);
  while (before !== undefined && timeBy(clock) === before) continue;
}

/** Takes note of what each app looks at. What a package looks at it may remember: that counts for all apps from then on. */
class FleetObserver {
  common = { reasons: new Set(), looked: new Map() };
  current = this.common;

  constructor() {
    this.run = observeRun(() => (isOfPackage() ? this.common : this.current));
  }

  get asked() {
    return this.run.asked;
  }

  unnoted(work) {
    return this.run.unnoted(work);
  }

  /** Does the work of an app, and puts the process back to what it was. */
  async during(work) {
    const own = (this.current = { reasons: new Set(), looked: new Map() });
    const restore = this.unnoted(snapshot);
    const { part, isModule } = await work();
    if (isModule) own.reasons.add('module');
    if (this.unnoted(restore)) own.reasons.add('process');
    this.current = this.common;
    const reasons = new Set([...own.reasons, ...this.common.reasons, ...(this.run.usesNetwork() ? ['network'] : [])]);
    return { part, notes: { reasons, looked: new Map([...this.common.looked, ...own.looked]) } };
  }
}

/** Whether a package that may remember things is the nearest to have asked. */
function isOfPackage() {
  const before = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  delete Error.prepareStackTrace;
  Error.prepareStackTrace = (_, frames) => frames.map((frame) => frame.getFileName());
  try {
    const files = new Error().stack;
    const file = files.find((each) => each && !/^node:|[\\/]lib[\\/]program[\\/]cli[\\/][\w-]+\.mjs$/.test(each));
    const name = file && /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1];
    return name !== undefined && name !== '.cache' && !/^(?:chartwright|constructs|cdk8s|cdk8s-plus-\d+)$/.test(name);
  } finally {
    if (before === undefined) delete Error.prepareStackTrace;
    else Object.defineProperty(Error, 'prepareStackTrace', before);
  }
}

/** Notes variables, the working directory and globals; gives what puts them back, and says whether they were others. */
function snapshot() {
  const [variables, folder, globals] = [{ ...process.env }, process.cwd(), new Set(Object.keys(globalThis))];
  return () => {
    let isOther = false;
    for (const name of new Set([...Object.keys(process.env), ...Object.keys(variables)])) {
      if (process.env[name] === variables[name]) continue;
      isOther = true;
      if (variables[name] === undefined) delete process.env[name];
      else process.env[name] = variables[name];
    }
    if (process.cwd() !== folder) process.chdir(folder);
    for (const name of Object.keys(globalThis)) if (!globals.has(name)) delete globalThis[name];
    return isOther;
  };
}
