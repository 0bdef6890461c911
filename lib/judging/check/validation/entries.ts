import type { ValidationCode } from '../../../core/validation/page';
import { pages } from './pages';

/** One entry of the tables, as docs/rules.md lists it. */
export interface Entry {
  /** Struct or kind, and path of the field; a struct alone for what holds for it as a whole. */
  readonly of: string;
  readonly says: string;
  readonly source: string;
}

/** What the tables check under a code. */
export const entriesOf = (code: string): readonly Entry[] => (byCode ??= gathered()).get(code as ValidationCode) ?? [];

let byCode: Map<ValidationCode, Entry[]> | undefined;

function gathered(): Map<ValidationCode, Entry[]> {
  const found = new Map<ValidationCode, Entry[]>();
  const add = (code: ValidationCode, entry: Entry) => {
    const known = found.get(code);
    if (!known) found.set(code, [entry]);
    else if (!known.some(({ of, says }) => of === entry.of && says === entry.says)) known.push(entry);
  };
  for (const [name, { source, fields = {}, rules = [] }] of pages.flatMap((page) => Object.entries(page))) {
    for (const [path, ofField] of Object.entries(fields)) {
      for (const { code, says } of [ofField].flat()) add(code, { of: `${name} ${path}`, says, source });
    }
    for (const { code, says } of rules) add(code, { of: name, says, source });
  }
  return found;
}
