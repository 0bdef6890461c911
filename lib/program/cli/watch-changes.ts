import { isMap, pointerTo, type Json } from '../../core/values';
import type { Paint, Style } from './colour';

/** The objects of a run as JSON, by system and environment and then by kind and name. */
export type Shown = { readonly [place: string]: { readonly [object: string]: string } };

/** One field that is another than before; absent on a side where it is not there. */
export interface FieldChange {
  readonly pointer: string;
  readonly before?: Json | undefined;
  readonly after?: Json | undefined;
}

/** One object that is another than before, in one or several environments. */
export interface ChangedObject {
  readonly object: string;
  readonly change: 'added' | 'changed' | 'removed';
  /** `shop local`, `shop production`. */
  readonly places: readonly string[];
  readonly fields: readonly FieldChange[];
}

/** What is other than before: objects that change alike in several environments are told once. */
export function changedObjects(before: Shown, after: Shown): ChangedObject[] {
  const found = new Map<
    string,
    { object: string; change: ChangedObject['change']; places: string[]; fields: FieldChange[] }
  >();
  for (const place of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [before[place] ?? {}, after[place] ?? {}];
    for (const object of new Set([...Object.keys(old), ...Object.keys(now)])) {
      const [was, is] = [old[object], now[object]];
      if (was === is) continue;
      const change = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
      const fields =
        was === undefined || is === undefined ? [] : changedFields(JSON.parse(was) as Json, JSON.parse(is) as Json);
      const key = `${change} ${object} ${JSON.stringify(fields)}`;
      const known = found.get(key);
      if (known) known.places.push(place);
      else found.set(key, { object, change, places: [place], fields });
    }
  }
  const order = ['changed', 'added', 'removed'];
  return [...found.values()].sort(
    (a, b) => order.indexOf(a.change) - order.indexOf(b.change) || (a.object < b.object ? -1 : 1),
  );
}

/** The fields that differ, each with its JSON pointer; of a map or list that is there on one side only no more than itself. */
export function changedFields(before: Json, after: Json, pointer = ''): FieldChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const areMaps = isMap(before) && isMap(after);
  if (!areMaps && !(Array.isArray(before) && Array.isArray(after))) return [{ pointer, before, after }];
  const [old, now] = [Object.entries(before), Object.entries(after)].map((entries) => new Map<string, Json>(entries));
  return [...new Set([...old!.keys(), ...now!.keys()])].flatMap((key): FieldChange[] => {
    const [was, is] = [old!.get(key), now!.get(key)];
    const place = pointerTo(pointer, key);
    if (was === undefined || is === undefined) return [{ pointer: place, before: was, after: is }];
    return changedFields(was, is, place);
  });
}

/** More fields of one object are counted. */
const mostFields = 6;
/** Characters of a value that are shown. */
const mostCharacters = 60;

const marks: { readonly [change in ChangedObject['change']]: readonly [string, Style] } = {
  added: ['+', 'added'],
  changed: ['~', 'changed'],
  removed: ['-', 'removed'],
};

/** The same for people, without a line break at the end. */
export function changedText(changes: readonly ChangedObject[], paint: Paint): string {
  return changes
    .flatMap(({ object, change, places, fields }) => {
      const [mark, style] = marks[change];
      const left = fields.length - mostFields;
      return [
        `${paint(style, mark)} ${object} ${paint('quiet', `(${grouped(places)})`)}`,
        ...fields
          .slice(0, mostFields)
          .map((field) => `    ${field.pointer}: ${shown(field.before)} -> ${shown(field.after)}`),
        ...(left > 0 ? [`    and ${left} more ${left === 1 ? 'field' : 'fields'}`] : []),
      ];
    })
    .join('\n');
}

/** `shop: local, production; db: local` */
function grouped(places: readonly string[]): string {
  const bySystem = new Map<string, string[]>();
  for (const place of places) {
    const at = place.lastIndexOf(' ');
    const system = place.slice(0, at);
    bySystem.set(system, [...(bySystem.get(system) ?? []), place.slice(at + 1)]);
  }
  return Array.from(bySystem, ([system, environments]) => `${system}: ${environments.join(', ')}`).join('; ');
}

function shown(value: Json | undefined): string {
  if (value === undefined) return 'absent';
  const text = JSON.stringify(value);
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters - 3)}...` : text;
}
