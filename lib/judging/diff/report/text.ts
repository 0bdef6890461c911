import { hidden, type Effect, type FieldChange, type ObjectChange } from '../change';
import { printable } from './printable';
import { countsOf, markOf, orderText, severity, short, type ChangesReport } from './summary';

const codes: { readonly [effect in Effect]: string } = {
  'no effect': '2',
  'applied in place': '32',
  'rolls pods': '33',
  'rejected by the API server': '31;1',
  'loses data': '31;1',
};

const signs = { added: '+', removed: '-', changed: '~', replaced: '±' } as const;

/** What became of an object, before what an upgrade does with it. */
const words = {
  added: 'added, ',
  removed: 'removed, ',
  changed: '',
  replaced: 'replaced by a new run, ',
} as const;

/** The changes for people at a terminal: by environment, the worst last where a reader looks first. */
export function textChanges({ environments }: ChangesReport, isColoured = false): string {
  const paint = (effect: Effect, text: string) => (isColoured ? `\u001b[${codes[effect]}m${text}\u001b[0m` : text);
  const lines = environments.flatMap(({ name, changes }) => {
    if (changes.length === 0) return [`${printable(name)}: nothing changes`, ''];
    const sorted = [...changes].sort((a, b) => severity(a) - severity(b));
    return [`${printable(name)}:`, ...sorted.flatMap((change) => linesOf(change, paint)), `  ${countsOf(changes)}`, ''];
  });
  return lines.join('\n');
}

function linesOf(
  { object, change, effect, fields, order, note }: ObjectChange,
  paint: (effect: Effect, text: string) => string,
): string[] {
  return [
    `  ${signs[change]} ${printable(object)}: ${words[change]}${paint(effect, effect)}`,
    ...fields.map((field) => `      ${printable(field.pointer)}: ${values(field)}${markOf(field, effect)}`),
    ...(order === undefined ? [] : [`      order: ${orderText(order)}`]),
    ...(note === undefined ? [] : [`      ${printable(note)}`]),
  ];
}

const values = ({ before, after, isHidden }: FieldChange): string => {
  const show = isHidden ? (value: typeof before) => (value === undefined ? '(none)' : hidden) : short;
  return `${show(before)} -> ${show(after)}`;
};
