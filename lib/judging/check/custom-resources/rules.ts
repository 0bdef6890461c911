import { didYouMean } from '../../../core/values';
import { inputRule, objectRule } from '../define-rule';
import type { Breach, CheckInput } from '../finding';
import { reportOn } from './check-resource';

/** What the definition of a custom resource says beyond its schema, whose breaches have the codes of other kinds. */
export const customResourceRules = [
  objectRule(
    {
      code: 'custom-resource-version',
      why: 'The API server has a custom resource in the versions that its definition serves, and in no other.',
      remedy: 'Use a version that is served, or serve this one in the CustomResourceDefinition.',
      source:
        'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/',
    },
    (checked, input) => {
      const report = reportOn(checked, input);
      if (!report || report.version?.isServed) return [];
      const { definition, version } = report;
      const served = definition.versions.filter(({ isServed }) => isServed).map(({ name }) => name);
      const written = String(checked.object['apiVersion']).split('/')[1] ?? '';
      const what = version ? `does not serve ${written}` : `has no version ${written}`;
      const message = `${definition.name} ${what}${didYouMean(written, served)}`;
      const remedy =
        served.length === 0 ? undefined : `Use ${served.map((each) => `${definition.group}/${each}`).join(' or ')}.`;
      return [{ pointer: '/apiVersion', message, ...(remedy === undefined ? {} : { remedy }) }];
    },
  ),
  objectRule(
    {
      code: 'custom-resource-deprecated',
      question: 'policy',
      severity: 'warning',
      why: 'A version that is deprecated goes away with a later release of its operator.',
      remedy: 'Use a newer version.',
    },
    (checked, input) => {
      const { version, definition } = reportOn(checked, input) ?? {};
      if (!version?.isServed || !version.isDeprecated) return [];
      const message =
        version.deprecationWarning ?? `${definition!.group}/${version.name} ${definition!.kind} is deprecated`;
      return [{ pointer: '/apiVersion', message }];
    },
  ),
  objectRule(
    {
      code: 'custom-resource-rule',
      why: 'The API server refuses an object that breaks a rule of its definition (x-kubernetes-validations).',
      remedy: 'Change what the message names.',
      source:
        'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules',
    },
    (checked, input) =>
      (reportOn(checked, input)?.ruleErrors ?? [])
        .filter(({ isBroken }) => isBroken)
        .map(({ pointer, message }) => ({ pointer, message })),
  ),
  inputRule(
    {
      code: 'custom-resource-unchecked',
      question: 'policy',
      severity: 'warning',
      why: 'A rule or pattern of a definition could not be evaluated here, so that nobody has checked what it asks for.',
      remedy: 'Check objects of this kind with `kubectl apply --dry-run=server` too.',
    },
    uncheckedRules,
  ),
] as const;

/** Each rule that could not be evaluated, once for a definition, at the first object that it is about. */
function uncheckedRules(input: CheckInput): Breach[] {
  const breaches = new Map<string, Breach>();
  for (const at of input.objects) {
    const report = reportOn(at, input);
    if (!report) continue;
    const { name } = report.definition;
    const add = (pointer: string, subject: string, message: string) => {
      const key = `${name} ${subject}`;
      if (!breaches.has(key)) breaches.set(key, { at, pointer, message });
    };
    for (const { pointer, message, rule, isBroken } of report.ruleErrors) {
      if (isBroken) continue;
      const subject = rule === '' ? 'rules of' : `the rule ${rule} of`;
      add(pointer, rule, `${subject} ${name} could not be evaluated: ${message}`);
    }
    for (const pattern of report.unreadPatterns)
      add('', pattern, `the pattern ${pattern} of ${name} cannot be read here`);
  }
  return [...breaches.values()];
}
