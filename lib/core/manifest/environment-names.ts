import { didYouMean, type Problem } from '../values';

interface Names {
  readonly name: string;
  readonly release: string;
  readonly namespace: string;
}

const isLabel = (text: string, longest: number) =>
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text) && text.length <= longest;

/** What Helm takes: DNS labels joined by dots, of at most 53 characters. */
const isReleaseName = (text: string) => text.length <= 53 && text.split('.').every((part) => isLabel(part, 53));

/** A folder and part of a file name on any system. */
const isFileName = (text: string) => /^[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?$/.test(text);

/**
 * What is wrong with the names of a chart's environments and profiles: each is a folder or a values file, and Helm is given the
 * release and its namespace.
 *
 * @param chart path of the chart's construct
 * @param chartName what is wrong with it is told by itself, not once more for each release that is called after it
 */
export function environmentProblems(
  environments: readonly Names[],
  profiles: readonly string[],
  chart: string,
  chartName: string,
): Problem[] {
  const problems: Problem[] = [];
  const refuse = (code: string, message: string, remedy: string) =>
    problems.push({ code, construct: chart, message, remedy });
  if (environments.length === 0) {
    const remedy = 'Declare one: environments: { production: { values: {} } }.';
    refuse('no-environment', 'the chart has no environment, so that nothing could be applied or verified', remedy);
  }
  const seen = new Map<string, string>();
  const named = [
    ...environments.map(({ name }) => ['environment', name] as const),
    ...profiles.map((name) => ['profile', name] as const),
  ];
  for (const [what, name] of named) {
    const other = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), `${what} "${name}"`);
    if (!isFileName(name)) {
      const remedy =
        'Use letters, digits, dashes, dots and underscores, at most 63, with a letter or digit at both ends.';
      refuse(`invalid-${what}-name`, `the ${what} "${name}" cannot be part of a file name`, remedy);
    } else if (other !== undefined) {
      const message = `the ${other} and the ${what} "${name}" would share one values file`;
      refuse(`invalid-${what}-name`, message, 'Rename one of them; capitals alone do not keep files apart.');
    }
  }
  const words = 'lower-case letters, digits and dashes, with neither end a dash';
  for (const { name, release, namespace } of environments) {
    if (release !== chartName && !isReleaseName(release)) {
      const message = `the environment "${name}" has the release "${release}", which Helm refuses`;
      refuse('invalid-release-name', message, `Use at most 53 ${words}; dots may join several such names.`);
    }
    if (namespace !== chartName && !isLabel(namespace, 63)) {
      const message = `the environment "${name}" has the namespace "${namespace}", which the API server refuses`;
      refuse('invalid-namespace', message, `Use at most 63 ${words}.`);
    }
  }
  return problems;
}

/** A profile is laid on an environment that the chart does not have. */
export const unknownEnvironment = (where: string, name: string, known: readonly string[]): Problem => ({
  code: 'unknown-environment',
  where,
  message: `there is no environment "${name}"${didYouMean(name, known)}`,
  remedy: known.length > 0 ? `Environments: ${known.join(', ')}.` : 'Give the chart an environment.',
});
