import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(__dirname, '..');
export const readme = readFileSync(join(root, 'README.md'), 'utf8');
const pages = ['workloads', 'beside-cdk8s-plus'].map((page) => readFileSync(join(root, `docs/${page}.md`), 'utf8'));

/** The TypeScript of the README or of the pages about workloads below a mark such as `<!-- example: hello -->`. */
export function codeBelow(mark: string): string {
  const code = [readme, ...pages]
    .join('\n')
    .split(`<!-- ${mark} -->`)[1]
    ?.match(/```ts\n([\s\S]*?)```/)?.[1];
  if (code === undefined) throw new Error(`neither README.md nor a page about workloads has code below "${mark}"`);
  return code;
}
