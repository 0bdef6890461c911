const { existsSync, readdirSync, rmSync } = require('node:fs');
const { join } = require('node:path');

/** The folders of `.build` whose files are packed. */
const packed = ['.', 'bundled', 'integrations', 'types'];

/**
 * Removes what a build of an earlier day has left, so that it is not packed.
 *
 * @param ending of the files that are looked at
 * @param kept names of files, as paths below the folder without their ending
 */
exports.removeOthers = (folder, ending, kept) => {
  const all = packed.filter((below) => existsSync(join(folder, below)));
  const files = all.flatMap((below) => readdirSync(join(folder, below)).map((name) => join(below, name)));
  const known = new Set(kept.map((name) => join(`${name}${ending}`)));
  for (const file of files.filter((each) => each.endsWith(ending) && !known.has(each))) rmSync(join(folder, file));
};
