import { expect, test } from '@jest/globals';
import { printForTests } from '../chart/printed.fixture';
import { guestbook } from './example.fixture';

/* A small chart that uses every kind of expression: the golden shows what the output is like to read. */

const system = printForTests(guestbook());

/** Files one below the other, each with its path above it. */
const together = (files: Iterable<readonly [string, string]>) =>
  [...files].map(([path, text]) => `# ----- ${path}\n${text}`).join('\n');

test('the example chart has templates that read as if written by hand', () => {
  const templates = [...system.files].filter(([path]) => path.startsWith('templates/'));
  expect(together(templates)).toMatchSnapshot();
});
