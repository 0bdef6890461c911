/*
 * The addresses below are in the domain that is reserved for examples (RFC 2606): these systems are kept as definitions, and
 * whoever publishes a chart puts its own home here.
 */
const home = 'https://charts.example.com';

/** Who keeps the charts, and where they and their sources are. */
export const about = (system: string) => ({
  home: `${home}/${system}`,
  icon: `${home}/${system}/icon.svg`,
  sources: [`${home}/${system}/source`],
  maintainers: [{ name: 'chartwright maintainers', url: home }],
  links: [{ name: 'Documentation', url: `${home}/${system}/docs` }],
  changes: [{ kind: 'added' as const, description: 'First version of the chart' }],
});
