/*
 * A fleet: apps that each make one system, `systems/shop/main.ts` the system `shop`, and whose output is written together. Which they are
 * is known by their files alone, so that those whose inputs have not changed need not be loaded.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { shardOf } from './shard.cjs';

/** Where the apps of a fleet are, where nobody says. */
const usualPlace = 'systems/*/main.ts';

/**
 * The apps of the fleet in the working directory, by name; undefined where there is one app and no fleet.
 *
 * @param app what `CHARTWRIGHT_APP` says: with a `*` in it, where the apps are, each called as what the last `*` stands for
 */
export function findFleet(app) {
  if (app !== undefined) return app.includes('*') ? appsAt(app) : undefined;
  if (existsSync('main.ts')) return undefined;
  const apps = appsAt(usualPlace);
  return apps.length === 0 ? undefined : apps;
}

function appsAt(pattern) {
  let found = [{ place: resolve(pattern.startsWith('/') ? '/' : '.'), name: '' }];
  for (const part of pattern.split(/[\\/]/).filter((each) => each !== '' && each !== '.')) {
    found = found.flatMap(({ place, name }) =>
      part.includes('*')
        ? namesIn(place, part).map(([entry, its]) => ({ place: join(place, entry), name: its }))
        : [{ place: join(place, part), name }],
    );
  }
  return found
    .filter(({ place }) => existsSync(place))
    .map(({ place, name }) => ({ name, file: place }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.file < b.file ? -1 : 1));
}

/** The names in a folder that fit a part of a pattern, each with what its `*` stands for. */
function namesIn(folder, part) {
  const form = new RegExp(`^${part.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '(.+)')}$`);
  try {
    return readdirSync(folder).flatMap((entry) => {
      const stands = /^(?:\.|node_modules$)/.test(entry) ? undefined : form.exec(entry)?.at(-1);
      return stands === undefined ? [] : [[entry, stands]];
    });
  } catch {
    return [];
  }
}

/** The options of `synth` that take a value. */
const taking = {
  environment: 'e',
  values: 'f',
  outdir: 'o',
  charts: undefined,
  kubernetes: undefined,
  'api-versions': undefined,
};

/**
 * What a command line asks of a fleet.
 *
 * @returns the apps of this run, and what decides about their output; or `refused`, what is wrong with it
 */
export function askedOfFleet(fleet, given) {
  const isSynth = given[0] === undefined || given[0] === 'synth' || given[0].startsWith('-');
  const example = fleet[0]?.file ?? usualPlace;
  const one = `Name one, as in CHARTWRIGHT_APP=${example.replace(`${process.cwd()}/`, '')}.`;
  if (fleet.length === 0) return refused('no app is there for CHARTWRIGHT_APP', 'no-app', 'Correct its pattern.');
  if (!isSynth) return refused(`${given[0]} looks at one app, and this is a fleet of ${fleet.length}`, 'fleet', one);
  const args = given[0] === 'synth' ? given.slice(1) : given;
  const flags = Object.fromEntries(['changed', 'check', 'quiet', 'force', 'stdout', 'watch'].map(asFlag));
  const options = Object.fromEntries(Object.entries(taking).map(([name, short]) => [name, asOption(short)]));
  const { values, positionals } = parseArgs({
    args,
    options: {
      ...flags,
      ...options,
      quiet: { type: 'boolean', short: 'q' },
      shard: { type: 'string' },
      watch: { type: 'boolean', short: 'w' },
    },
    strict: false,
    allowPositionals: true,
  });
  for (const option of ['environment', 'stdout', 'watch']) {
    if (values[option] !== undefined) return refused(`--${option} is for one app, and this is a fleet`, 'fleet', one);
  }
  const names = fleet.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    const places = fleet.filter(({ name }) => name === twice).map(({ file }) => file);
    return refused(`two apps of the fleet are called ${twice}: ${places.join(', ')}`, 'fleet-name', 'Rename a folder.');
  }
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown !== undefined)
    return refused(`there is no system "${unknown}"`, 'unknown-system', `Systems: ${names.join(', ')}.`);
  // One that is none is told of by the library, when the first app asks for it.
  const isOfShard = typeof values.shard === 'string' ? shardOf(values.shard) : undefined;
  const isOfRun = positionals.length > 0 ? (name) => positionals.includes(name) : isOfShard;
  return {
    args,
    isChanged: values.changed === true,
    isCheck: values.check === true,
    isQuiet: values.quiet === true,
    /** What decides about the output of each app. */
    deciding: JSON.stringify(Object.keys(taking).map((name) => values[name] ?? null)),
    isOfRun,
    apps: isOfRun ? fleet.filter(({ name }) => isOfRun(name)) : fleet,
  };
}

const asFlag = (name) => [name, { type: 'boolean' }];
const asOption = (short) => ({ type: 'string', multiple: true, ...(short && { short }) });

const refused = (message, code, remedy) => ({ refused: `chartwright: ${message} [${code}]\n    ${remedy}` });
