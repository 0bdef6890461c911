import { cpus } from 'node:os';
import type { Cost } from './measure';

/** How much CPU a work may take, as a multiple of what another takes in the same run. */
export interface Ratio {
  readonly of: string;
  readonly to: string;
  readonly most: number;
}
export interface Judged extends Ratio {
  readonly found: number;
  readonly isMet: boolean;
}

/** The ratios of works that were measured. */
export const judge = (ratios: readonly Ratio[], costs: ReadonlyMap<string, Cost>): readonly Judged[] =>
  ratios.flatMap((ratio) => {
    const [of, to] = [costs.get(ratio.of), costs.get(ratio.to)];
    if (!of || !to) return [];
    const found = of.cpu / to.cpu;
    return [{ ...ratio, found, isMet: found <= ratio.most }];
  });

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** What was measured, where and when, in Markdown. */
export function report(costs: ReadonlyMap<string, Cost>, judged: readonly Judged[], rounds: number): string {
  const [cpu] = cpus();
  const machine = `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), Node.js ${process.versions.node}`;
  const date = new Date().toISOString().slice(0, 10);
  const rows = [...costs].map(([name, cost]) => [
    name,
    cost.cpu.toFixed(2),
    cost.wall.toFixed(2),
    cost.memory.toFixed(0),
  ]);
  const verdicts = judged.map(({ of, to, most, found, isMet }) => [
    of,
    to,
    found.toFixed(2),
    String(most),
    isMet ? 'met' : '**missed**',
  ]);
  return `# What a run takes

Whole processes with all that they start, medians of ${rounds} ${rounds === 1 ? 'round' : 'rounds'} in which the works took turns: seconds of CPU (user and system), seconds on the clock, and the most
memory in MiB. ${date}, ${machine}. Made by \`npm run bench\`.

${table(['work', 'CPU', 'clock', 'memory'], rows)}

${table(['CPU of', 'as a multiple of', 'found', 'at most', ''], verdicts)}
`;
}
