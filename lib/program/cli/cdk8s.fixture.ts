import { join } from 'node:path';
import type { Project } from './project.fixture';

const program = join(__dirname, '../../../node_modules/.bin/cdk8s');
// Without the flag it asks the npm registry for its newest version; no answer does no harm.
const synth = ['synth', '--check-upgrade=false'];

/** `cdk8s synth` of an installed cdk8s-cli, as a command to run. */
export const cdk8sSynth = [program, ...synth];

/**
 * Runs `cdk8s synth` in several projects one after the other in one process, since it takes a second to load the packages around it.
 * Its own files and those that read its arguments are loaded anew for each project, whose program it runs in a process of its own.
 *
 * @throws if it fails for one of them
 */
export async function synthAllByCdk8s(projects: readonly Project[]): Promise<void> {
  const [first] = projects;
  const folders = projects.map(({ folder }) => folder);
  const command = [process.execPath, '--eval', inEach, '--', JSON.stringify(folders), program, ...synth];
  const { code, stdout, stderr } = await first!.run(command);
  const count = stdout.split('Synthesizing application').length - 1;
  if (code !== 0 || count !== projects.length)
    throw new Error(`cdk8s ended with ${code} in ${folders[count - 1]}: ${stderr}`);
}

/** What the process runs, once more whenever nothing is left to do. */
const inEach = `
const [node, given, ...argv] = process.argv;
const folders = JSON.parse(given);
process.argv = [node, ...argv];
const own = /\\/node_modules\\/(cdk8s-cli|yargs)\\//;
function next() {
  const folder = folders.shift();
  if (folder === undefined) return;
  process.chdir(folder);
  for (const path of Object.keys(require.cache)) if (own.test(path)) delete require.cache[path];
  require(argv[0]);
}
process.on('beforeExit', next);
next();
`;
