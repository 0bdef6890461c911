import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { anchorsOf, linksOf } from './markdown.fixture';

const root = join(__dirname, '..');
const read = (page: string): string => readFileSync(join(root, page), 'utf8');

/** The reference is made from the sources, and is not part of them. */
const isWritten = (page: string) => !page.startsWith('docs/api/');

const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .map((file) => `docs/${file}`)
  .filter(isWritten)
  .sort();

const known = new Map<string, ReadonlySet<string>>();
function anchorsIn(page: string): ReadonlySet<string> {
  const anchors = known.get(page) ?? anchorsOf(read(page));
  known.set(page, anchors);
  return anchors;
}

/** Links of a page that lead nowhere: no such file, or no such heading in it. */
function brokenIn(page: string): string[] {
  return linksOf(read(page)).filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : normalize(join(dirname(page), decodeURI(path)));
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && target.endsWith('.md') && !anchorsIn(target).has(anchor);
  });
}

describe('links', () => {
  test.each(['README.md', 'CHANGELOG.md', ...pages])('of %s lead to pages and headings that are there', (page) => {
    expect(brokenIn(page)).toEqual([]);
  });

  test('are read from text alone, in each form that Markdown has', () => {
    const page =
      'See [a](a.md "A"), ![b](<b.png>) and [c][1].\n\n[1]: c.md#d\n\n```md\n[no](no.md)\n```\n`[no](no.md)`';
    expect(linksOf(page)).toEqual(['a.md', 'b.png', 'c.md#d']);
  });

  test('lead to headings by what GitHub makes of them', () => {
    const page = '# A `b`: *c*, [d](e.md)!\n\n## Twice\n\n## Twice\n\n```sh\n# no heading\n```\n';
    expect([...anchorsOf(page)]).toEqual(['a-b-c-d', 'twice', 'twice-1']);
  });
});

test('docs/README.md lists every page, once in the table of all', () => {
  const [, all = ''] = read('docs/README.md').split('\n## All pages\n');
  const listed = linksOf(all).map((link) => normalize(join('docs', link)));
  expect([...listed].sort()).toEqual(pages.filter((page) => page !== 'docs/README.md'));
});

test('the tests that docs/proof.md names are there, by file and title', () => {
  const rows = [...read('docs/proof.md').matchAll(/^\| [^|]* \| `(lib\/[^`]*\.test\.ts)` *\| ([^|]*?) *\|$/gm)];
  const missing = rows.filter(([, file, title]) => {
    return !existsSync(join(root, file!)) || (title !== 'all of it' && !read(file!).includes(`'${title}'`));
  });
  expect(missing.map(([row]) => row)).toEqual([]);
  // The kinds that were found first are numbered.
  const numbers = new Set(rows.flatMap(([row]) => /^\| (\d+)\. /.exec(row)?.[1] ?? []));
  expect([...numbers]).toEqual(Array.from({ length: 11 }, (_, i) => String(i + 1)));
});
