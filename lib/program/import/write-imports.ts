import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateImports } from './generate-imports';

/** Writes `imports/` from the installed packages: `npm run imports`. */
for (const [name, text] of generateImports(process.cwd())) writeFileSync(join(process.cwd(), 'imports', name), text);
