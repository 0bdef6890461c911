const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '../../..');
const integrations = 'lib/authoring/integrations';

const foldersIn = (folder) =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

const imports = readdirSync(join(root, 'imports'))
  .map((file) => /^(.*)(?<!-types)\.ts$/.exec(file)?.[1])
  .filter((name) => name !== undefined)
  .sort();

/** What a user imports from, each as the file in `.build` that answers, with the source file that says what it offers. */
exports.subpaths = Object.fromEntries(
  [
    ['index', 'lib/index.ts'],
    ...imports.map((name) => [name, `imports/${name}.ts`]),
    ...foldersIn(integrations).map((name) => [`integrations/${name}`, `${integrations}/${name}/index.ts`]),
    ['jest', 'lib/jest.ts'],
  ].filter(([, source]) => existsSync(join(root, source))),
);
