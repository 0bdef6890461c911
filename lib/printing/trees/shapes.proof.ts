import { describe } from '@jest/globals';
import {
  and,
  block,
  boolean,
  choose,
  each,
  entries,
  equals,
  integer,
  isSet,
  list,
  named,
  not,
  object,
  optional,
  orElse,
  overlaid,
  stringMap,
  text,
  values,
  when,
} from '../../core/values';
import { bothPrinters } from './both.fixture';

type Share = string | number;
const share = (value: Share) => block<Share>({ type: ['integer', 'string'] }, value, 'A number or a percentage');

const schema = values({
  flag: boolean(true, 'On'),
  count: integer(12345678, 'A count'),
  share: share('25%'),
  other: share(''),
  hosts: list<{ share: Share }>(object({ share: share('') }, 'A host'), [{ share: 5 }, { share: 'a"b' }], 'Hosts'),
  labels: stringMap({ team: 'core' }, 'Labels'),
  notes: stringMap({ team: 'other', tier: 'gold' }, 'Notes'),
});

/** The same under strings that JSON escapes, and under numbers that Helm would print as 1e+06. */
const both = bothPrinters(schema, [
  { flag: false },
  { share: 12345678, other: 'x' },
  { share: '<"&\\\'>', other: '\u00e9\n"' },
  { share: '12345678', other: '1e3' },
  { share: 0, other: '"' },
  { share: '', other: 0 },
]);

describe('a string or number is the same in both outputs', () => {
  both('in texts, also where it is made of others', ({ share, other, flag, count, hosts }) => ({
    tree: {
      alone: text`${share}`,
      text: text`x ${share}`,
      fallback: text`x ${orElse(other, 7)}`,
      words: text`x ${orElse(other, '25%')}`,
      nested: text`x ${orElse(orElse(other, share), 1)}`,
      choice: text`x ${choose<Share>(flag, count, 'a"<b>')}`,
      optional: text`x ${optional(share)}`,
      named: text`x ${named('share', 'A share.', share)} ${named('other', 'Another.', orElse(other, 1))}`,
      chosen: text`x ${named('chosen', 'One or the other.', choose<Share>(flag, count, 'a"b'))}`,
      loop: each(hosts, 'host', (host) => text`x ${host.field('share')}`),
    },
    mayHaveBlanks: true,
  }));

  both('as fields and elements', ({ share, other, flag, count, hosts }) => ({
    tree: {
      fallback: orElse(other, 7),
      choice: choose<Share>(flag, count, '1e3'),
      under: when(flag, share),
      named: named('share', 'A share.', share),
      chosen: named('chosen', 'One or the other.', choose<Share>(flag, count, '1e3')),
      list: [share, named('share', 'A share.', share), orElse(share, 1)],
      loop: each(hosts, 'host', (host) => ({ share: host.field('share') })),
    },
    mayHaveBlanks: true,
  }));

  both('and is empty only where it is an empty string: 0 is a value', ({ share, other, flag }) => ({
    tree: {
      optional: optional(share),
      list: ['first', optional(other), optional(share)],
      under: when(flag, optional(share)),
      inner: { only: optional(other) },
      fallback: orElse(other, 'none'),
      condition: when(isSet(other), 'x'),
      boolean: and(flag, isSet(other)),
      named: named('other', 'Another.', optional(other)),
      without: when(not(isSet(other)), 'y'),
    },
  }));

  both('in comparisons', ({ share, other, flag, count }) => ({
    tree: {
      word: equals(share, '<"&\\\'>'),
      number: equals(share, 12345678),
      digits: equals(share, '12345678'),
      both: equals(share, other),
      chosen: equals(choose<Share>(flag, count, '25%'), share),
      named: equals(named('share', 'A share.', share), '25%'),
    },
  }));
});

both('a key that the author gives is printed once beside the maps of users laid over each other', (refs) => ({
  tree: {
    annotations: { tier: 'silver', ...entries(overlaid(refs.labels, refs.notes)) },
    more: {
      team: 'mine',
      ...entries<string>(when(refs.flag, overlaid(refs.labels, refs.notes))),
      ...entries(refs.labels),
    },
  },
}));
