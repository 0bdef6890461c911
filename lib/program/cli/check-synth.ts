import { unneededByAll, type CheckReport } from '../../judging/check/check';
import { checkSystem } from '../../judging/check/check-system';
import { sharingDefinitions } from '../../judging/check/custom-resources';
import { environmentInput } from '../../judging/check/environment';
import type { Finding } from '../../judging/check/finding';
import { byRule } from '../../judging/check/report/summary';
import { HelmChart, madeAtPath } from '../../core/manifest';
import { DefinitionError, type Problem } from '../../core/values';
import { isWholeApp, type System } from '../app';
import type { SynthesizedSystem } from '../app/output';

/** What the linter says of what is written all the same. */
export interface CheckedSynth {
  /** A line for each system that has warnings. */
  readonly warnings: readonly string[];
  /** Errors in charts of cdk8s, by rule: a line for each. */
  readonly errors: readonly string[];
}

/**
 * Checks what is about to be written. An app that knows nothing of us is written as cdk8s would write it, whatever is wrong with its
 * objects; that is told.
 *
 * @param isWhole whether these are all environments, with nothing laid over them
 * @throws DefinitionError with all errors of all systems but for those of cdk8s charts; one that several environments share is listed
 *   once
 */
export function checkSynth(synthesized: readonly SynthesizedSystem[], isWhole: boolean): CheckedSynth {
  const problems: Problem[] = [];
  const warnings: string[] = [];
  const told: string[] = [];
  const reports: CheckReport[] = [];
  const all = sharingDefinitions(
    synthesized.flatMap(({ system, outputs }) =>
      outputs.map((output) =>
        environmentInput({ ...system, ...output }, `${system.definition.name}/${output.environment.name}`),
      ),
    ),
  );
  for (const { system, outputs } of synthesized) {
    const { name } = system.definition;
    const inputs = all.splice(0, outputs.length);
    const report = checkSystem(system, inputs, isWhole);
    const { findings } = report;
    reports.push(report);
    const errors = findings.filter(({ severity }) => severity === 'error');
    const count = findings.length - errors.length;
    const isTold = (finding: Finding) => isGuest(system) && isOfObjects(finding);
    problems.push(
      ...problemsOf(
        name,
        errors.filter((finding) => !isTold(finding)),
      ),
    );
    told.push(...errorsByRule(system, errors.filter(isTold)));
    if (count > 0)
      warnings.push(`${name}: ${count} warning${count === 1 ? '' : 's'}, which \`chartwright check ${name}\` prints`);
  }
  if (isWhole && isWholeApp(synthesized.map(({ system }) => system))) {
    problems.push(...problemsOf('the app', unneededByAll(reports)));
  }
  if (problems.length > 0) throw new DefinitionError(problems);
  return { warnings, errors: told };
}

/** Whether a chart is one of cdk8s of which nobody has said how strict its rules are. */
const isGuest = ({ root, definition: { declarations } }: System): boolean =>
  !HelmChart.isHelmChart(root) && (declarations?.rules ?? []).every(({ isDefault }) => isDefault === true);

/** Whether a finding is about what is printed, and not about what an author has said to the linter. */
const isOfObjects = ({ code }: Finding): boolean => code !== 'unneeded-exception';

/** A list to work off: each rule with one of its places. */
function errorsByRule({ root, definition: { name } }: System, errors: readonly Finding[]): string[] {
  if (errors.length === 0) return [];
  const [count, it] = errors.length === 1 ? ['1 error', 'which is'] : [`${errors.length} errors`, 'which are'];
  return [
    `${name}: ${count} in objects of a cdk8s chart, ${it} written all the same; \`chartwright check ${name}\` prints each`,
    ...byRule(errors).map(([code, found]) => {
      const { construct, object, pointer, message } = found[0]!;
      const made = madeAtPath(root.node.root, construct);
      const place = [construct ?? object, pointer, ...(made === undefined ? [] : [`at ${made}`])];
      const where = place.filter((part) => part !== '').join(' ');
      return `  ${found.length} ${code}: ${message}${found.length > 1 ? ', as' : ''} in ${where}`;
    }),
  ];
}

function problemsOf(name: string, errors: readonly Finding[]): Problem[] {
  const environments = new Map<string, string[]>();
  const first = new Map<string, Finding>();
  for (const finding of errors) {
    // What is found in no file, such as an exception that is not needed, is found once; its words tell it from others there.
    const said = finding.file === undefined ? finding.message : '';
    const key = [finding.code, finding.construct ?? finding.object, finding.pointer, said].join(' ');
    const environment = finding.file?.split('/')[1];
    const known = environments.get(key);
    if (!known) {
      environments.set(key, environment === undefined ? [] : [environment]);
      first.set(key, finding);
    } else if (environment !== undefined && !known.includes(environment)) known.push(environment);
  }
  return Array.from(first, ([key, { code, construct, object, pointer, message, remedy }]) => {
    const where = environments.get(key)!;
    return {
      code,
      where: where.length === 0 ? name : `${name} ${where.join(', ')}`,
      construct: construct ?? object,
      path: pointer,
      message,
      ...(remedy === undefined ? {} : { remedy }),
    };
  });
}
