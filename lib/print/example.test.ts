import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { printOnly, type PrintedFiles } from '../chart/printed.fixture';
import { Guestbook } from './example.fixture';

/* A small chart that uses every kind of expression: the golden shows what the output is like to read. */

let system: PrintedFiles;
beforeAll(() => {
  const app = new App();
  new Guestbook(app);
  system = printOnly(app);
});
afterAll(() => system.remove());

/** Files one below the other, each with its path above it. */
const together = (files: Iterable<readonly [string, string]>) =>
  [...files].map(([path, text]) => `# ----- ${path}\n${text}`).join('\n');

test('the example chart has templates that read as if written by hand', () => {
  const templates = [...system.files].filter(([path]) => path.startsWith('templates/'));
  expect(together(templates)).toMatchSnapshot();
});
