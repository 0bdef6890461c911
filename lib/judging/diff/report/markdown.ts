import { hidden, isSafe, type FieldChange, type ObjectChange } from '../change';
import { blocksOf, type Entry } from './blocks';
import { codeSpan, htmlCode } from './escape';
import { chosenWithin } from './fit';
import { countsOf, markOf, orderText, short, type ChangesReport } from './summary';

/** What differs between those who show Markdown. */
interface Dialect {
  /** By which a workflow finds the comment that it made before. Nobody sees it. */
  readonly marker: string;
  /** How many characters a comment may have. */
  readonly limit: number;
  /** The lines around those of a block. */
  readonly block: (
    names: readonly string[],
    counts: string,
    isOpen: boolean,
  ) => readonly [before: string, after: string];
}

const github: Dialect = {
  marker: '<!-- chartwright-diff -->',
  // GitHub: "body is too long (maximum is 65536 characters)".
  limit: 65_536,
  block: (names, counts, isOpen) => [
    `<details${isOpen ? ' open' : ''}><summary>${listed(names, htmlCode)}: ${counts}</summary>\n`,
    '\n</details>\n',
  ],
};

/** A definition of a link to which nothing links is Markdown, too, and shows nowhere. */
const plain: Dialect = {
  marker: '[//]: # (chartwright-diff)',
  // GitLab's limit of a note is 1,000,000 characters; other hosts take less, and nobody reads more.
  limit: 250_000,
  block: (names, counts) => [`#### ${listed(names, codeSpan)}: ${counts}\n`, ''],
};

/** The changes as a comment of GitHub: a block that opens for each set of environments, and open where something is lost or rejected. */
export const githubChanges = (report: ChangesReport): string => comment(report, github);

/** The changes as Markdown without HTML, as for GitLab. */
export const markdownChanges = (report: ChangesReport): string => comment(report, plain);

/** More names than this tell a reader nothing. */
const mostNames = 20;

function listed(names: readonly string[], show: (name: string) => string): string {
  const more = names.length - mostNames;
  return `${names.slice(0, mostNames).map(show).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function comment({ from, environments }: ChangesReport, { marker, limit, block }: Dialect): string {
  const blocks = blocksOf(environments);
  const still = environments.filter(({ changes }) => changes.length === 0).map(({ name }) => name);
  const head = [
    marker,
    '### What this change does to the cluster\n',
    `${verdict(environments.flatMap(({ changes }) => changes))}\n`,
    ...(still.length > 0 ? [`Nothing changes in ${listed(still, codeSpan)}.\n`] : []),
  ].join('\n');
  const foot = `Compared with ${codeSpan(from)}.\n`;
  const frames = blocks.map(({ names, changes, sections }) => ({
    frame: block(names, countsOf(changes), !isSafe(changes)),
    sections,
  }));
  const chosen = chosenWithin(
    limit - head.length - foot.length - 2 * most,
    frames.map(({ frame, sections }) => ({
      length: frame[0].length + frame[1].length + 2,
      groups: sections.map(({ heading, entries }) => ({
        length: headingOf(heading).length + more(entries.length, 'changes').length + 2,
        entries,
      })),
    })),
    (entry) => linesOf(entry).map((lines) => lines.join('\n').length + 1) as [number, number],
  );
  const bodies = frames.slice(0, chosen.blocks).map(({ frame, sections }) => {
    const parts = sections.map(({ heading, entries }) => {
      const shown = entries.filter((entry) => chosen.detail(entry) !== 'none');
      const lines = shown.flatMap((entry) => {
        const [line, details] = linesOf(entry);
        return chosen.detail(entry) === 'whole' ? [...line, ...details] : line;
      });
      const rest = entries.length - shown.length;
      return [headingOf(heading), ...lines, ...(rest > 0 ? [more(rest, 'changes')] : [])].join('\n');
    });
    return `${frame[0]}\n${parts.join('\n\n')}\n${frame[1]}`;
  });
  const unseen = blocks.slice(chosen.blocks).flatMap(({ names }) => names).length;
  const cut = [
    ...(unseen > 0 ? [`${more(unseen, 'environments with changes')}\n`] : []),
    ...(chosen.isWhole ? [] : [`Not all fits into a comment: \`chartwright diff\` prints it.\n`]),
  ];
  return [head, ...bodies, ...cut, foot].join('\n');
}

/** Room for what says that not all is there. */
const most = 200;

const headingOf = (heading: string) => `**${heading}**\n`;
const more = (n: number, what: string) => `- ${n} more ${what}`;

function verdict(changes: readonly ObjectChange[]): string {
  if (changes.length === 0) return 'Nothing changes.';
  const count = (effect: ObjectChange['effect']) => changes.filter((change) => change.effect === effect).length;
  const [lost, rejected, rolled] = [count('loses data'), count('rejected by the API server'), count('rolls pods')];
  const bad = [
    ...(lost > 0 ? [`${lost} ${lost === 1 ? 'change loses' : 'changes lose'} data`] : []),
    ...(rejected > 0 ? [`the API server rejects ${rejected} ${rejected === 1 ? 'change' : 'changes'}`] : []),
  ].join(', and ');
  if (bad !== '') return `**Stop: ${bad}.**`;
  return rolled === 0
    ? 'The API server takes it, no data is lost, and no pods are replaced.'
    : 'The API server takes it, and no data is lost. Pods are replaced.';
}

/** More fields than this are told by their number. */
const mostFields = 30;

/** The line of a change, and those that say more. */
function linesOf({ change, isOfOrder }: Entry): readonly [line: readonly string[], details: readonly string[]] {
  const name = `- ${codeSpan(change.object)}`;
  if (isOfOrder) return [[`${name}: ${codeSpan(orderText(change.order ?? []))}`], []];
  const { fields, note, effect } = change;
  const what = change.change === 'changed' || effect === 'applied in place' ? '' : `: ${change.change}`;
  const rest = fields.length - mostFields;
  return [
    [
      `${name}${what}`,
      // A note is ours and may hold a name of theirs.
      ...(note === undefined ? [] : [`  - ${codeSpan(note)}`]),
    ],
    [
      ...fields
        .slice(0, mostFields)
        .map((field) => `  - ${codeSpan(field.pointer)}: ${valuesOf(field)}${markOf(field, effect)}`),
      ...(rest > 0 ? [`  ${more(rest, 'fields')}`] : []),
    ],
  ];
}

function valuesOf({ before, after, isHidden }: FieldChange): string {
  if (before === undefined) return `added, ${isHidden ? hidden : codeSpan(short(after))}`;
  if (after === undefined) return `removed, was ${isHidden ? hidden : codeSpan(short(before))}`;
  return isHidden ? 'changed, (hidden)' : `${codeSpan(short(before))} → ${codeSpan(short(after))}`;
}
