import { columns, shortJson } from './columns';
import type { Explanation, UsedValue } from './explain';

/** Characters of a value that are shown. */
const mostCharacters = 48;

/** Explanations of one object for people, or of one field of it. */
export function explanationText(all: readonly Explanation[]): string {
  const [first] = all;
  if (!first) return '';
  const body = first.pointer === undefined ? wholeLines(all) : fieldLines(all);
  return [...headOf(all, first), '', ...body, ''].join('\n');
}

function headOf(all: readonly Explanation[], first: Explanation): string[] {
  const { object, apiVersion, namespace, makers, lines, existsBy, file, system } = first;
  const rows: string[][] = [['system', `${system}: ${all.map(({ environment }) => environment).join(', ')}`]];
  makers.forEach(({ construct, class: name, at }, i) => {
    const id = i === 0 ? construct : construct.slice(makers[i - 1]!.construct.length + 1);
    const isSame = at === undefined || at === makers[i - 1]?.at;
    const place = isSame ? '' : ` at ${at}`;
    rows.push([i === 0 ? 'made by' : '', `${'  '.repeat(i)}${id || 'the app'} (${name})${place}`]);
  });
  if (makers.length === 0) rows.push(['made by', 'no construct']);
  const others = lines.filter((line) => !makers.some(({ at }) => at === line));
  others.forEach((line, i) => rows.push([i === 0 ? 'called from' : '', line]));
  if (existsBy.length > 0) rows.push(['exists by', existsBy.join(', ')]);
  rows.push([all.length > 1 ? 'first file' : 'file', file]);
  const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
  return [`${object} (${apiVersion})${where}`, ...columns(rows, '  ')];
}

interface Variant {
  readonly is: string;
  readonly setBy: string;
  readonly environments: string[];
}

/** What a value is, by who set it, over all environments. */
interface Variants {
  readonly by: Map<string, Variant>;
  readonly used: UsedValue;
  isEmpty: boolean;
}

/** The values of all environments, each once; those that nobody has filled are only named. */
function wholeLines(all: readonly Explanation[]): string[] {
  const byPath = new Map<string, Variants>();
  for (const { environment, values } of all) {
    for (const used of values) {
      const known: Variants = byPath.get(used.path) ?? { by: new Map<string, Variant>(), used, isEmpty: true };
      byPath.set(used.path, known);
      const is = shortJson(used.value, mostCharacters);
      known.isEmpty &&= /^(""|\[\]|\{\})$/.test(is);
      const variant: Variant = known.by.get(`${is} ${used.setBy}`) ?? { is, setBy: used.setBy, environments: [] };
      known.by.set(`${is} ${used.setBy}`, variant);
      variant.environments.push(environment);
    }
  }
  const filled = [...byPath].filter(([, { isEmpty }]) => !isEmpty);
  const empty = [...byPath].filter(([, { isEmpty }]) => isEmpty);
  if (byPath.size === 0) return ['  no value reaches it'];
  const rows = filled.flatMap(([path, { by, used }]) =>
    Array.from(by.values(), ({ is, setBy, environments }, i) => {
      const isSaid = setBy.startsWith('environment ') || environments.length === all.length;
      const who = isSaid ? setBy : `${setBy} (${environments.join(', ')})`;
      return i === 0 ? [path, is, who, placesOf(used)] : ['', is, who];
    }),
  );
  return [
    ...(rows.length > 0 ? columns([['value', 'is', 'set by', 'makes'], ...rows], '  ') : []),
    ...(empty.length > 0
      ? ['', '  left empty, and would reach it', ...empty.map(([path, { used }]) => `    ${path}: ${placesOf(used)}`)]
      : []),
  ];
}

/** The field in each environment; those in which it comes about in the same way share one text. */
function fieldLines(all: readonly Explanation[]): string[] {
  const sections = new Map<string, string[]>();
  for (const each of all) {
    const text = fieldText(each);
    sections.set(text, [...(sections.get(text) ?? []), each.environment]);
  }
  return [...sections].flatMap(([text, environments], i) => [
    ...(i > 0 ? [''] : []),
    ...(sections.size > 1 ? [`  ${environments.join(', ')}`] : []),
    text,
  ]);
}

function fieldText({ pointer, value, writtenAs, values }: Explanation): string {
  const rows = values.map((used) => {
    const isOwn = used.makes.every((place) => place === pointer);
    return [
      used.path,
      shortJson(used.value, mostCharacters),
      used.setBy,
      isOwn && used.makes.length > 0 ? '' : placesOf(used),
    ];
  });
  return [
    `  ${pointer} = ${shortJson(value, 100)}`,
    `    written as  ${writtenAs}`,
    ...(rows.length === 0 ? ['    no value reaches it'] : columns([['value', 'is', 'set by'], ...rows], '    ')),
  ].join('\n');
}

function placesOf({ makes, decidesOn }: UsedValue): string {
  if (makes.length === 0 && decidesOn.length === 0) return 'whether the object exists';
  const places = makes.length > 0 ? makes : decidesOn;
  const left = places.length - 1;
  const shown = `${places[0]}${left > 0 ? ` and ${left} more` : ''}`;
  return makes.length > 0 ? shown : `whether there is ${shown}`;
}
