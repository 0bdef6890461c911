import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateDefinitions, installLaterPackages } from './generate-definitions';

/** Writes `lib/core/kubernetes/definitions/` from the packages of all versions of Kubernetes: `npm run schemas`. */
const root = process.cwd();
installLaterPackages(root);
for (const [name, text] of generateDefinitions(root)) {
  writeFileSync(join(root, 'lib/core/kubernetes/definitions', name), text);
}
