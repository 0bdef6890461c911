import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(__dirname, '..');
export const readme = readFileSync(join(root, 'README.md'), 'utf8');
const workloads = readFileSync(join(root, 'docs/workloads.md'), 'utf8');

/** The TypeScript of the README or of the page about workloads below a mark such as `<!-- example: hello -->`. */
export function codeBelow(mark: string): string {
  const code = `${readme}\n${workloads}`.split(`<!-- ${mark} -->`)[1]?.match(/```ts\n([\s\S]*?)```/)?.[1];
  if (code === undefined) throw new Error(`neither README.md nor docs/workloads.md has code below "${mark}"`);
  return code;
}
