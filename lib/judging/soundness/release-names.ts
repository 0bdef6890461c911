import type { Random } from '../kit/random';

/** What Helm takes for the name of a release: labels of DNS with dots between them, 53 characters at most. */
const ordinary = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const longest = 53;

/** Names of releases, and namespaces, that some reader could take for something else, or that leave no room. */
const known = (chart: string): readonly string[] => [
  ...[
    chart,
    `${chart}-2`,
    `my-${chart}-b`,
    `a${chart}b`,
    'a',
    'one',
    '1',
    '123',
    '1e3',
    '0x10',
    'true',
    'null',
    'yes',
    'n',
  ],
  ...['1.5', 'a.b', 'my.site', '2024-demo', '2024-01-01', '0b11', `${chart}.io`, `0.${chart}`, 'a--b', 'xn--a'],
  ...[
    'x'.repeat(longest),
    '1'.repeat(longest),
    `${'r'.repeat(30)}-${'s'.repeat(22)}`,
    `${'d'.repeat(26)}.${'e'.repeat(26)}`,
  ],
  `${'r'.repeat(Math.max(1, 52 - chart.length))}-${chart}`.slice(0, longest),
  `${chart}-${'z'.repeat(Math.max(1, 52 - chart.length))}`.slice(0, longest),
];

/** A name of a release that Helm takes. */
export function drawRelease(random: Random, chart: string): string {
  if (random.chance(0.4)) return chart;
  const drawn = random.chance(0.6) ? random.pick(known(chart))! : letters(random, random.integer(1, longest));
  return ordinary.test(drawn) ? drawn : chart;
}

/** A namespace that a cluster takes: a label of DNS. */
export function drawNamespace(random: Random, chart: string): string {
  if (random.chance(0.6)) return chart;
  const drawn = random.chance(0.5)
    ? random.pick(known(chart).filter((name) => !name.includes('.')))!
    : letters(random, random.integer(1, 63)).replaceAll('.', '-');
  return ordinary.test(drawn) ? drawn : chart;
}

function letters(random: Random, length: number): string {
  const middle = 'abcdefghijklmnopqrstuvwxyz0123456789-.';
  const end = middle.slice(0, -2);
  const pick = (from: string) => from[random.integer(0, from.length - 1)]!;
  return Array.from({ length }, (_, i) => pick(i === 0 || i === length - 1 ? end : middle)).join('');
}
