import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(__dirname, '..');
export const readme = readFileSync(join(root, 'README.md'), 'utf8');
const documents = readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md'));
const pages = [readme, ...documents.map((file) => readFileSync(join(root, 'docs', file), 'utf8'))].join('\n');

/** The TypeScript of the README or of a page of `docs/` below a mark such as `<!-- example: hello -->`. */
export const codeBelow = (mark: string): string => fenced('ts', mark);

/** What stands in a block of a language below a mark. */
function fenced(language: string, mark: string): string {
  const code = pages.split(`<!-- ${mark} -->`)[1]?.match(/^\n\n(?:<!-- prettier-ignore -->\n)?```(\w+)\n([\s\S]*?)```/);
  if (code?.[1] !== language) throw new Error(`no document has ${language} below "${mark}"`);
  return code[2]!;
}

/** Pieces of output in a page: those below marks such as `<!-- output: blog dist/blog/default/10-configuration/10-a.k8s.yaml -->`. */
export function outputsOf(example: string): { readonly path: string; readonly text: string }[] {
  const marks = [...pages.matchAll(/<!-- (output: (\S+) (\S+)) -->/g)].filter((mark) => mark[2] === example);
  return marks.map(([, mark, , path]) => ({ path: path!, text: fenced('yaml', mark!) }));
}

/** What a command prints, below a mark such as `<!-- prints: hooks blog -->`. */
export const printedBelow = (mark: string): string => fenced('text', mark);
