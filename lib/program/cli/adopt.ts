import { existsSync, readFileSync } from 'node:fs';
import type { App } from 'cdk8s';
import { DefinitionError, didYouMean } from '../../core/values';
import { writeOwnFile } from '../../printing/files/own-file';
import {
  jsonOfProposal,
  printedChart,
  printProposal,
  Project,
  proposals,
  readSaved,
  savedText,
  type PrintedChart,
} from '../adopt';
import { systemsOf } from '../app';
import { readArguments } from './arguments';
import { print } from './print';

/**
 * `adopt [CHART...] [--against CHART|FILE] [--save FILE] [--format text|json]`: proposes the values that an expert would offer for what the
 * app prints today, each with its places in the source and the text to write. No source is changed; the only file is that of
 * `--save`, which a later run with other settings compares with.
 */
export function adopt(app: App, args: readonly string[]): number {
  const { values: options, positionals } = readArguments(args, {
    against: { type: 'string' },
    save: { type: 'string' },
    format: { type: 'string', default: 'text' },
  });
  if (options.format !== 'text' && options.format !== 'json') {
    const message = `there is no format "${options.format}"${didYouMean(options.format, ['text', 'json'])}`;
    throw new DefinitionError([{ code: 'usage', message, remedy: 'Formats: text, json.' }]);
  }
  const all = systemsOf(app).map(printedChart);
  const known = new Map(all.map((chart) => [chart.name, chart]));
  const charts =
    positionals.length === 0 ? all : systemsOf(app, positionals).map(({ definition }) => known.get(definition.name)!);
  if (options.save !== undefined) {
    writeOwnFile(options.save, savedText(charts), (text) => readSaved(text) !== undefined);
    console.error(
      `${options.save} holds what ${charts.map(({ name }) => name).join(', ')} prints today; --against ${options.save} compares with it`,
    );
    return 0;
  }
  const project = new Project(process.cwd());
  const found =
    options.against === undefined
      ? proposals(together(charts, all, positionals), project)
      : charts.flatMap((chart) => {
          const others = other(options.against!, chart, all);
          return others === chart ? [] : proposals([chart], project, others);
        });
  print(
    options.format === 'json'
      ? `${JSON.stringify({ proposals: found.map(jsonOfProposal) }, undefined, 2)}\n`
      : found.map(printProposal).join('\n'),
  );
  return 0;
}

/** A chart that is asked for comes with those of its class. */
const together = (
  charts: readonly PrintedChart[],
  all: readonly PrintedChart[],
  names: readonly string[],
): PrintedChart[] =>
  names.length === 0
    ? [...all]
    : [
        ...charts,
        ...all.filter(
          (each) =>
            !charts.includes(each) &&
            charts.some(({ className }) => className === each.className && className !== 'Chart'),
        ),
      ];

/** The chart to compare with: another of the app, or what an earlier run has saved. */
function other(against: string, chart: PrintedChart, all: readonly PrintedChart[]): PrintedChart {
  const known = all.find(({ name }) => name === against);
  if (known) return known;
  if (!existsSync(against)) {
    const names = all.map(({ name }) => name);
    const message = `there is neither a chart nor a file "${against}"${didYouMean(against, names)}`;
    throw new DefinitionError([
      {
        code: 'unknown-system',
        message,
        remedy: `Charts: ${names.join(', ')}. \`chartwright adopt --save FILE\` makes such a file.`,
      },
    ]);
  }
  const saved = readSaved(readFileSync(against, 'utf8'));
  const found = saved?.find(({ id }) => id === chart.id) ?? (saved?.length === 1 ? saved[0] : undefined);
  if (found) return found;
  const message = saved ? `${against} has no chart ${chart.id}` : `${against} is not from \`chartwright adopt --save\``;
  throw new DefinitionError([
    { code: 'unreadable-file', where: against, message, remedy: 'Save it anew: chartwright adopt --save FILE.' },
  ]);
}
