import { writeFileSync } from 'node:fs';
import { printRules } from './print-rules';

writeFileSync('docs/rules.md', printRules());
