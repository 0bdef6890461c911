import { printYaml } from '../../printing/trees';
import { giveThrough } from './channels';
import { alias } from './parent-chart';
import type { Fault, SoundnessReport } from './soundness';

/** A line of what was tried, and below it each fault with the smallest values that show it, and how to see it. */
export function printSoundness({
  chart,
  sets,
  seed,
  accepted,
  refused,
  alone,
  versions,
  found,
}: SoundnessReport): string {
  const through = Object.entries(alone).map(([channel, count]) => `${channel} ${count}`);
  const outcome = found.length === 0 ? 'nothing found' : `${found.length} fault${found.length === 1 ? '' : 's'} found`;
  const head = [
    `${chart}: ${sets} sets of values with seed ${seed}, ${accepted} accepted and ${refused} refused`,
    `in runs of their own: ${through.join(', ')}`,
    `helm ${versions.join(', ')}: ${outcome}`,
  ];
  return `${head.join('; ')}\n${found.map((fault) => printFault(chart, fault)).join('')}`;
}

function printFault(chart: string, { kind, fault, message, sets, channel, installation }: Fault): string {
  const { release, namespace, values } = installation;
  const { args, file } = giveThrough(channel === 'batch' ? 'file' : channel, values);
  const inFile = channel === 'parent' ? { [alias]: file } : file;
  const isGiven = Object.keys(inFile).length > 0;
  const command = [
    ...[
      'helm',
      'template',
      release,
      channel === 'parent' ? `a chart that depends on ${chart} as ${alias}` : `charts/${chart}`,
    ],
    ...['--namespace', namespace, ...args.map(quoted), ...(isGiven ? ['--values', 'values.yaml'] : [])],
  ];
  const lines = [
    `${kind}, in ${sets} set${sets === 1 ? '' : 's'}: ${fault}`,
    ...message.split('\n').map((line) => `  ${line}`),
    `  $ ${command.join(' ')}`,
    ...(isGiven
      ? [
          '  values.yaml:',
          ...printYaml(inFile)
            .trimEnd()
            .split('\n')
            .map((line) => `    ${line}`),
        ]
      : []),
  ];
  return `${lines.map((line) => `  ${line}`).join('\n')}\n`;
}

/** As a shell takes it. */
const quoted = (argument: string): string =>
  /^[-\w./=]+$/.test(argument) ? argument : `'${argument.replaceAll("'", String.raw`'\''`)}'`;
