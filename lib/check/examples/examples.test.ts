import { describe, expect, test } from '@jest/globals';
import { kubernetesVersions } from '../../kubernetes/definitions';
import { checkAll } from '../check';
import type { CheckInput, Finding } from '../finding';
import { readDocuments } from '../folder/read-documents';
import { definitionRules, ruleTexts } from '../rules';
import { examples } from '.';

/** What is found in a text that is read as a folder is. */
function findingsIn(
  text: string,
  kubernetes: string = kubernetesVersions.at(-1)!,
): (Pick<Finding, 'code' | 'question'> & { readonly message: string })[] {
  const { objects, problems } = readDocuments(text, 'example.yaml');
  const input: CheckInput = { objects, kubernetes, isProduction: true };
  const ofFile = problems.map(({ code, message }) => ({
    code,
    message,
    question: ruleTexts.find((rule) => rule.code === code)!.question,
  }));
  return [...ofFile, ...checkAll([input]).findings];
}

/** Rules that YAML cannot show: about a definition, two releases, no version of Kubernetes, or files that are no text or are not there; or of a megabyte. */
const withoutExamples = [
  ...definitionRules.map(({ code }) => code as string),
  'schema-newer',
  'shared-selector',
  'unreadable-file',
  'no-manifests',
  'unrendered-chart',
  'large-object',
  'large-data',
];

describe.each(ruleTexts.filter(({ code }) => !withoutExamples.includes(code)))('the examples of $code', (rule) => {
  const { valid, invalid, kubernetes } = rule.examples ?? examples[rule.code] ?? { valid: '', invalid: '' };

  test('show what is found and what is not', () => {
    expect(findingsIn(invalid, kubernetes).map(({ code }) => code)).toContain(rule.code);
    const found = findingsIn(valid, kubernetes);
    expect(found.filter(({ code }) => code === rule.code)).toEqual([]);
  });

  test('show as valid what a cluster takes', () => {
    const refused = findingsIn(valid, kubernetes).filter(({ question }) => question === 'refused');
    expect(refused.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
    expect(valid).not.toBe('');
  });
});

test('are of rules that there are', () => {
  const codes = new Set<string>(ruleTexts.map(({ code }) => code));
  expect(Object.keys(examples).filter((code) => !codes.has(code))).toEqual([]);
});
