import { unneededByAll, type CheckReport } from '../../judging/check/check';
import { checkSystem } from '../../judging/check/check-system';
import { sharingDefinitions } from '../../judging/check/custom-resources';
import { environmentInput } from '../../judging/check/environment';
import type { Finding } from '../../judging/check/finding';
import { DefinitionError, type Problem } from '../../core/values';
import { isWholeApp } from '../app';
import type { SynthesizedSystem } from '../app/output';

/**
 * Checks what is about to be written. Warnings come back as one line for each system that has any.
 *
 * @param isWhole whether these are all environments, with nothing laid over them
 * @throws DefinitionError with all errors of all systems; one that several environments share is listed once
 */
export function checkSynth(synthesized: readonly SynthesizedSystem[], isWhole: boolean): string[] {
  const problems: Problem[] = [];
  const warnings: string[] = [];
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
    problems.push(...problemsOf(name, errors));
    if (count > 0)
      warnings.push(`${name}: ${count} warning${count === 1 ? '' : 's'}, which \`chartwright check ${name}\` prints`);
  }
  if (isWhole && isWholeApp(synthesized.map(({ system }) => system))) {
    problems.push(...problemsOf('the app', unneededByAll(reports)));
  }
  if (problems.length > 0) throw new DefinitionError(problems);
  return warnings;
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
