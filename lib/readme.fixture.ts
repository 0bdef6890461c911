import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(__dirname, '..');
export const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The TypeScript below a mark such as `<!-- example: hello -->`. */
export function codeBelow(mark: string): string {
  const code = readme.split(`<!-- ${mark} -->`)[1]?.match(/```ts\n([\s\S]*?)```/)?.[1];
  if (code === undefined) throw new Error(`README.md has no code below "${mark}"`);
  return code;
}
