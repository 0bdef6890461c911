import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { helmLint, helmTemplateText } from './helm';
import type { AskHelm } from './verify';

/** The digest of a chart's files, their names included, as they lie in a folder. */
function digestOf(folder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).sort())
    hash
      .update(`${path.slice(folder.length)}\0`)
      .update(readFileSync(path))
      .update('\0');
  return hash.digest('hex');
}

/**
 * Asks real Helms, each question of the same chart, at whatever place, only once: what is in the files and in the package decides the
 * answer. One that fails is asked again.
 */
export function rememberingHelm(): AskHelm {
  const answers = new Map<string, Promise<unknown>>();
  const remember = <Answer>(question: readonly unknown[], charts: string, ask: () => Promise<Answer>) => {
    const key = `${digestOf(charts)} ${JSON.stringify(question).replaceAll(charts, '')}`;
    const known = answers.get(key) as Promise<Answer> | undefined;
    if (known !== undefined) return known;
    const answer = ask();
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
    return answer;
  };
  return {
    lint: (tool, chart, ...rest) =>
      remember(['lint', tool.path, chart, ...rest], dirname(chart), () => helmLint(tool, chart, ...rest)),
    template: (tool, options) =>
      remember(['template', tool.path, options], dirname(options.chart), () => helmTemplateText(tool, options)),
  };
}
