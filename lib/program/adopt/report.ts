import type { Edit } from './edit';
import { environmentsText, pathOf, type Proposal } from './propose';
import type { Printed } from './printed';

const place = ({ file, line, column }: Edit): string => `${file}:${line}:${column}`;

/** One line for a text to write: where, what stands there, and what to write. */
function lineOf(edit: Edit): string {
  const { text, replacement, property, isLiteral, from } = edit;
  const isAdded = text === '' && replacement.startsWith('\n');
  if (text === '') return `${place(edit)}  ${isAdded ? 'behind it' : 'before it'}: ${replacement.trim()}`;
  const key = property === undefined ? '' : `${property}: `;
  const source = isLiteral || from === undefined ? '' : `   (${text} is said at ${from})`;
  return `${place(edit)}  ${key}${oneLine(text)}  ->  ${key}${replacement}${source}`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

/** A proposal for reading: values by the construct that they are of, the declaration, and how the chart is made. */
export function printProposal({ chart, values, declaration, frame, environments, notes }: Proposal): string {
  const lines = [`# ${chart.name}`];
  const places = values.flatMap((value) => value.places);
  const inserted = places.filter(({ edit }) => edit.text === '').length;
  lines.push(
    `${count(values.length, 'value')} at ${count(places.length, 'place')}: ${places.length - inserted} where the literal stands, ${inserted} as a statement about the construct.`,
  );
  const groups = new Map<string, string[]>();
  for (const { offer, places: own } of values) {
    const object: Printed | undefined = offer.toggles?.[0] ?? offer.uses[0]?.object;
    const title =
      object === undefined
        ? chart.id
        : `${pathOf(chart, object)}  ${object.kind}${object.lines[0] === undefined ? '' : `, made at ${object.lines[0]}`}`;
    const text = [`  ${offer.path.join('.')}: ${offer.declaration}`, ...own.map(({ edit }) => `      ${lineOf(edit)}`)];
    groups.set(title, [...(groups.get(title) ?? []), ...text]);
  }
  for (const [title, own] of groups) lines.push('', title, ...own);
  lines.push('', '## The values', '', declaration.trimEnd());
  if (frame.length > 0)
    lines.push(
      '',
      '## The chart',
      '',
      ...frame.filter(({ replacement }) => !replacement.includes('values({')).map((edit) => `${lineOf(edit)}`),
    );
  if (environments.length > 1) {
    const [first, ...others] = environments;
    lines.push('', `## Environments: ${environments.map(({ name }) => name).join(', ')}`, '');
    lines.push(
      `The defaults are those of ${first!.chart}; ${others.map(({ chart: name }) => name).join(' and ')} ${others.length === 1 ? 'sets' : 'set'} what differs.`,
    );
    lines.push(`environments: ${environmentsText(environments)}`);
    lines.push('Keep one of the charts: it has all environments.');
  }
  if (notes.length > 0) lines.push('', ...notes.map((note) => `Note: ${note}`));
  if (!chart.isHelmChart)
    lines.push(
      '',
      "Names: a HelmChart calls each object that has no name of its own after the release, as in <release>-web, and cdk8s's <chart>-web-c8... is gone.",
      "Objects that live in a cluster already keep their names where the source says them, metadata: { name: '...' }, and all of them with naming: 'cdk8s'.",
    );
  return `${lines.join('\n')}\n`;
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** A proposal for programs. */
export function jsonOfProposal({ chart, values, declaration, frame, environments, notes }: Proposal): object {
  return {
    chart: chart.name,
    values: values.map(({ offer, places }) => ({
      path: offer.path.join('.'),
      default: offer.value,
      declaration: offer.declaration,
      objects: [...new Set([...offer.uses.map(({ object }) => object), ...(offer.toggles ?? [])])].map((object) => ({
        construct: pathOf(chart, object),
        kind: object.kind,
        madeAt: object.lines[0],
      })),
      places: places.map(({ use, edit }) => ({ ...(use && { pointer: `/${use.keys.join('/')}` }), ...edit })),
    })),
    declaration,
    frame,
    environments,
    notes,
  };
}
