import { writeFileSync } from 'node:fs';
import { printPage } from './page.fixture';

writeFileSync('docs/phrase-book.md', printPage());
