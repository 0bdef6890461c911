export { hostileKeys, hostileStrings } from '../kit/hostile-texts';

/** Names of releases that Helm accepts and that some reader could take for something else. */
export const hostileNames = (chart: string): readonly string[] => [
  chart,
  `${chart}-2`,
  `my-${chart}-b`,
  `a${chart}b`,
  ...[
    'a',
    'one',
    '1',
    '123',
    '1e3',
    '0x10',
    '1.5',
    'a.b',
    'my.site',
    'my-site',
    '2024-demo',
    '0.0.0',
    'a.b-c.1',
    'true',
    'null',
    'yes',
    'n',
    '2024-01-01',
    '0b11',
  ],
  'x'.repeat(53),
  '1'.repeat(53),
  `${'1.'.repeat(26)}1`,
  `${'x'.repeat(51)}.y`,
  `${'r'.repeat(30)}-${'s'.repeat(22)}`,
  `${'r'.repeat(52 - chart.length)}-${chart}`.slice(0, 53),
];

/** Names of namespaces that Kubernetes accepts: DNS labels, which may be numbers and have no dot. */
export const hostileNamespaces = (chart: string): readonly string[] => [
  chart,
  `${chart}-2`,
  ...['a', '1', '1e3', '2024-01-01', 'true', 'null', 'n', 'kube-x'],
  'x'.repeat(63),
  '1'.repeat(63),
];
