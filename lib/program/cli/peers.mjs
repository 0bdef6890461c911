/* The packages that an app has in common with this one: an object of the one must be an object of the other. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * What is wrong with the cdk8s and constructs that an app in a folder uses; nothing when each is new enough, and the one that this
 * package has.
 *
 * @param wanted ranges of versions such as `^10.3.0`, by package
 */
export function unfitPeers(folder, wanted) {
  const { resolve } = createRequire(join(folder, 'main.js'));
  /** What the app does not name itself may be where cdk8s finds it. */
  const find = (file) => {
    try {
      return resolve(file);
    } catch {
      return createRequire(resolve('cdk8s/package.json')).resolve(file);
    }
  };
  return Object.entries(wanted).flatMap(([name, range]) => {
    const least = range.replace(/^\^/, '');
    const remedy = `    Install it: ${commandToAdd(folder)} ${name}@${range}`;
    let version, place;
    try {
      place = find(`${name}/package.json`);
      ({ version } = JSON.parse(readFileSync(place, 'utf8')));
    } catch {
      return [`the package ${name} is not installed [no-peer]\n${remedy}`];
    }
    if (isWithin(version, least)) return isShared(name, place) ? [] : [twoOf(name, place)];
    return [
      `the package ${name} is ${version}, and must be ${least} or newer within ${least.split('.')[0]} [old-peer]\n${remedy}`,
    ];
  });
}

const ours = createRequire(import.meta.url);

/** Whether this package has the very copy that the app has. Yarn's Plug'n'Play knows no places, and installs one for both. */
function isShared(name, place) {
  if (process.versions.pnp) return true;
  try {
    return realpathSync(ours.resolve(`${name}/package.json`)) === realpathSync(place);
  } catch {
    return true;
  }
}

const twoOf = (name, place) =>
  `there are two copies of ${name}, of which neither knows the objects of the other [two-peers]\n` +
  `    That of the app: ${dirname(place)}\n    That of chartwright: ${dirname(ours.resolve(`${name}/package.json`))}\n` +
  `    Let there be one: name it once, in the package.json of the app, and install again. npm ls ${name} says who brings the other.`;

/** How the program that has installed the packages of a folder is told to add one. */
function commandToAdd(folder) {
  if (existsSync(join(folder, 'pnpm-lock.yaml'))) return 'pnpm add';
  if (existsSync(join(folder, 'yarn.lock'))) return 'yarn add';
  if (existsSync(join(folder, 'package-lock.json')) || dirname(folder) === folder) return 'npm install';
  return commandToAdd(dirname(folder));
}

/** Whether a version is of the same major and not older. */
function isWithin(version, least) {
  const [a, b] = [version, least].map((text) => text.split(/[.+-]/, 3).map(Number));
  if (a[0] !== b[0]) return false;
  return a[1] > b[1] || (a[1] === b[1] && a[2] >= b[2]);
}
