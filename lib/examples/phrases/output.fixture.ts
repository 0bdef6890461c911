import type { App } from 'cdk8s';
import { printChart } from '../../printing/chart';
import { printEnvironment } from '../../printing/trees';
import { synthesizedSystem } from '../../program/app/output';
import { systemsOf } from '../../program/app';
import type { Piece } from './phrase.fixture';

/** What `synth` would write of an app with one chart: the files of the chart, and each environment's below its name. */
export function filesOf(app: App): Map<string, string> {
  const [system] = systemsOf(app);
  const files = new Map(
    printChart(system!.definition, system!.manifests).files,
  );
  const { outputs } = synthesizedSystem(
    system!,
    system!.definition.environments,
  );
  for (const { environment, plain } of outputs)
    printEnvironment(plain).forEach((text, path) =>
      files.set(`${environment.name}/${path}`, text),
    );
  return files;
}

/**
 * The lines of a file that a page shows, from its own margin.
 *
 * @throws where the file or a line is not there
 */
export function pieceOf(
  files: ReadonlyMap<string, string>,
  { file, from, to }: Piece,
): string {
  const text = files.get(file);
  if (text === undefined)
    throw new Error(
      `there is no file ${file}; there are ${[...files.keys()].sort().join(', ')}`,
    );
  const lines = text.trimEnd().split('\n');
  const first =
    from === undefined
      ? 0
      : lines.findIndex((line) => line.trimStart().startsWith(from));
  const last =
    to === undefined
      ? lines.length - 1
      : lines.findIndex((line, i) => i >= first && line.includes(to));
  if (first < 0 || last < first)
    throw new Error(`${file} has no lines from "${from}" to "${to}":\n${text}`);
  return atMargin(lines.slice(first, last + 1)).join('\n');
}

/** Lines without what all of them are indented by. */
function atMargin(lines: readonly string[]): string[] {
  const indents = lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.search(/\S/));
  const least = Math.min(...indents);
  return lines.map((line) => line.slice(least));
}
