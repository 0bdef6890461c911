import { writeFileSync } from 'node:fs';
import { printPage } from './page.fixture';

writeFileSync('docs/cdk8s-plus.md', printPage());
