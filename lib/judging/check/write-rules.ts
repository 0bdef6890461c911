import { writeFileSync } from 'node:fs';
import { printRuleCodes } from './print-rule-codes';
import { printRules } from './print-rules';

writeFileSync('docs/rules.md', printRules());
writeFileSync('lib/core/manifest/rule-codes.ts', printRuleCodes());
