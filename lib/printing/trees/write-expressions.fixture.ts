import { writeFileSync } from 'node:fs';
import { printPage } from './expressions-page.fixture';

writeFileSync('docs/expressions.md', printPage());
