/* The packages that an app has in common with this one: an object of the one must be an object of the other. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * What is wrong with the cdk8s and constructs that an app in a folder uses; nothing when each is new enough.
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
    const remedy = `    Install it: npm install ${name}@${range}`;
    let version;
    try {
      ({ version } = JSON.parse(readFileSync(find(`${name}/package.json`), 'utf8')));
    } catch {
      return [`the package ${name} is not installed [no-peer]\n${remedy}`];
    }
    if (isWithin(version, least)) return [];
    return [
      `the package ${name} is ${version}, and must be ${least} or newer within ${least.split('.')[0]} [old-peer]\n${remedy}`,
    ];
  });
}

/** Whether a version is of the same major and not older. */
function isWithin(version, least) {
  const [a, b] = [version, least].map((text) => text.split(/[.+-]/, 3).map(Number));
  if (a[0] !== b[0]) return false;
  return a[1] > b[1] || (a[1] === b[1] && a[2] >= b[2]);
}
