export { hostileKeys, hostileStrings } from '../kit/hostile-texts';

/** Names of releases that Helm accepts and that some reader could take for something else. */
export const hostileNames = (chart: string): readonly string[] => [
  chart,
  `${chart}-2`,
  `my-${chart}-b`,
  `a${chart}b`,
  ...['a', 'one', '1', '123', '1e3', '0x10', '1.5', 'a.b', 'true', 'null', 'yes', 'n', '2024-01-01', '0b11'],
  'x'.repeat(53),
  '1'.repeat(53),
  `${'r'.repeat(30)}-${'s'.repeat(22)}`,
  `${'r'.repeat(52 - chart.length)}-${chart}`.slice(0, 53),
];
