import type { Json } from '../../core/values';
import { effects, type Effect, type ObjectChange } from './change';

/** The changes of one environment. */
export interface EnvironmentChanges {
  readonly name: string;
  readonly changes: readonly ObjectChange[];
}

const codes: { readonly [effect in Effect]: string } = {
  'no effect': '2',
  'applied in place': '32',
  'rolls pods': '33',
  'rejected by the API server': '31;1',
  'loses data': '31;1',
};

const signs = { added: '+', removed: '-', changed: '~' } as const;

/** The changes for people: by environment, the worst last where a reader looks first. */
export function changesReport(environments: readonly EnvironmentChanges[], isColoured = false): string {
  const paint = (effect: Effect, text: string) => (isColoured ? `\u001b[${codes[effect]}m${text}\u001b[0m` : text);
  const lines = environments.flatMap(({ name, changes }) => {
    if (changes.length === 0) return [`${name}: nothing changes`, ''];
    const sorted = [...changes].sort((a, b) => effects.indexOf(a.effect) - effects.indexOf(b.effect));
    return [`${name}:`, ...sorted.flatMap((change) => linesOf(change, paint)), `  ${counts(changes)}`, ''];
  });
  return lines.join('\n');
}

function linesOf(
  { object, change, effect, fields, note }: ObjectChange,
  paint: (effect: Effect, text: string) => string,
): string[] {
  return [
    `  ${signs[change]} ${object}: ${change === 'changed' ? '' : `${change}, `}${paint(effect, effect)}`,
    ...fields.map((field) => {
      const mark = field.effect === effect || field.effect === 'no effect' ? '' : ` (${field.effect})`;
      return `      ${field.pointer}: ${short(field.before)} -> ${short(field.after)}${field.effect === 'no effect' && effect !== 'no effect' ? ' (no effect)' : mark}`;
    }),
    ...(note === undefined ? [] : [`      ${note}`]),
  ];
}

/** A value on one line; a long one by its beginning. */
function short(value: Json | undefined): string {
  if (value === undefined) return '(none)';
  const text = JSON.stringify(value);
  return text.length > 70 ? `${text.slice(0, 67)}...` : text;
}

function counts(changes: readonly ObjectChange[]): string {
  const parts = effects.flatMap((effect) => {
    const n = changes.filter((change) => change.effect === effect).length;
    return n === 0 ? [] : [`${n} ${effect}`];
  });
  return parts.join(', ');
}
