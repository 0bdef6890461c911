import type { Chart } from 'cdk8s';
import { madeAtPath, type EnvironmentValues } from '../../core/manifest';
import { kubernetesVersions } from '../../core/kubernetes/definitions';
import type { Release } from '../../core/values';
import { aName, listOf, maybe, wordOf } from '../../core/values/argument';
import { takes } from '../../core/values/takes';
import { checkAll, refusedOnly, unneededByAll } from '../../judging/check/check';
import { checkSystem } from '../../judging/check/check-system';
import { sharingDefinitions } from '../../judging/check/custom-resources';
import { readDefinitionsFrom } from '../../judging/check/custom-resources/read-folder';
import { environmentInput } from '../../judging/check/environment';
import type { CheckInput, Finding } from '../../judging/check/finding';
import { textReport } from '../../judging/check/report/text';
import { fails, holds, type RunnerOptions } from '../../judging/kit/runner';
import { plainObjects } from '../../printing/trees';
import { isWholeApp, type System } from '../app';
import { aChart, environmentsOf, optionsOf, releaseWith, systemOf } from './tested-chart';

export interface FindingsOptions extends RunnerOptions {
  /** @default all */
  readonly environments?: readonly string[];
  /** The least that fails. @default warning */
  readonly severity?: 'warning' | 'error';
  /** Version whose API the objects must fit, as `1.34`. @default the oldest that the chart declares */
  readonly kubernetes?: string;
  /** Files and folders of CustomResourceDefinitions that are known beside those of the chart, from the working directory. @default none */
  readonly crds?: readonly string[];
}

const taking = takes(
  'expectNoFindings(chart, options)',
  aChart,
  optionsOf<FindingsOptions>({
    environments: maybe(listOf(aName)),
    severity: maybe(wordOf(['warning', 'error'])),
    kubernetes: maybe(wordOf(kubernetesVersions)),
    crds: maybe(listOf(aName)),
    expect: maybe({ words: 'the expect of a runner', holds: (value) => typeof value === 'function' }),
  }),
);

/**
 * Asks the linter: no errors and no warnings in any environment, as `chartwright check` finds them. What is allowed by an exception is no
 * finding, nor is a policy that nobody has asked for (those of a cdk8s chart which is not a `HelmChart`).
 *
 * @throws AssertionError with the findings as `check` prints them: object, construct, line, and what to do
 */
export function expectNoFindings(chart: Chart, options: FindingsOptions = {}): void {
  taking(chart, options);
  const { severity: least = 'warning', environments, kubernetes, crds = [] } = options;
  const system = systemOf(chart);
  const { definitions, findings: ofFiles } = readDefinitionsFrom(crds);
  const inputs = sharingDefinitions(
    environmentsOf(system, environments).map((environment) =>
      inputOf(system, environment, releaseWith(system, environment, undefined), kubernetes),
    ),
    definitions,
  );
  const isWhole = environments === undefined;
  const report = checkSystem(system, inputs, isWhole);
  const unneeded = isWhole && isWholeApp([system]) ? unneededByAll([report]) : [];
  const found = [...ofFiles, ...report.findings, ...unneeded].filter(
    ({ severity, isAdvice }) => isAdvice !== true && (least === 'warning' || severity === 'error'),
  );
  if (found.length === 0) return holds(options);
  const objects = inputs.flatMap((input) => input.objects).length;
  const text = textReport({ findings: found.map(withPlace(chart)), allowed: [], objects });
  fails(`expectNoFindings(${chart.node.path}): the linter finds\n\n${text}`, options, expectNoFindings);
}

/** Says of a finding where its construct was made. */
const withPlace =
  (chart: Chart) =>
  (finding: Finding): Finding => {
    const at = madeAtPath(chart.node.root, finding.construct);
    return at === undefined ? finding : { ...finding, at };
  };

/** A release of a chart for the linter. Findings name the files that `synth` would write. */
function inputOf(system: System, environment: EnvironmentValues, release: Release, kubernetes?: string): CheckInput {
  const { name, folder = name, ownsNamespace } = system.definition;
  const plain = plainObjects(system.manifests, release, ownsNamespace);
  return environmentInput({ ...system, environment, release, plain }, `dist/${folder}/${environment.name}`, kubernetes);
}

/** What a cluster would refuse of a release, as text; undefined where it takes all of it. */
export function refusals(system: System, environment: EnvironmentValues, release: Release): string | undefined {
  const inputs = sharingDefinitions([inputOf(system, environment, release)], []);
  const { findings } = refusedOnly(checkAll(inputs, false));
  if (findings.length === 0) return undefined;
  const objects = inputs.flatMap((input) => input.objects).length;
  return textReport({ findings: findings.map(withPlace(system.root)), allowed: [], objects });
}
