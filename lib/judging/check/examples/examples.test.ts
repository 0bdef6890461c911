import { describe, expect, test } from '@jest/globals';
import { kubernetesVersions } from '../../../core/kubernetes/definitions';
import { checkAll } from '../check';
import type { CheckInput, Examples, Finding } from '../finding';
import { readDocuments } from '../folder/read-documents';
import { sourcesOf } from '../print-rules';
import { definitionRules, ruleTexts, type RuleText } from '../rules';
import { examples } from '.';
import { sources } from './sources';

/** A text in which `<300 KiB of text>` has become one. */
const filled = (text: string) =>
  text.replace(/<(\d+) KiB of text>/g, (_, size: string) => 'word '.repeat(205 * Number(size)).trim());

/** What is found in a text that is read as a folder is, or, for a rule about two releases, beside another one of its chart. */
function findingsIn(
  text: string,
  { kubernetes = kubernetesVersions.at(-1)! }: Pick<Examples, 'kubernetes'>,
): (Pick<Finding, 'code' | 'question'> & { readonly message: string })[] {
  const { objects, problems } = readDocuments(filled(text), 'example.yaml');
  const twin = text.includes('blue') ? readDocuments(text.replaceAll('blue', 'green'), 'twin.yaml').objects : undefined;
  const input: CheckInput = {
    objects,
    isProduction: true,
    ...(kubernetes === false ? {} : { kubernetes }),
    ...(twin ? { twin } : {}),
  };
  const ofFile = problems.map(({ code, message }) => ({
    code,
    message,
    question: ruleTexts.find((rule) => rule.code === code)!.question,
  }));
  return [...ofFile, ...checkAll([input]).findings];
}

const examplesOf = (rule: RuleText): Examples => rule.examples ?? examples[rule.code] ?? { valid: '', invalid: '' };
/** The others show a definition or the files of a folder, for which their rules have tests of their own. */
const asObjects = ruleTexts.filter((rule) => (examplesOf(rule).language ?? 'yaml') === 'yaml');

test('all rules show what is found and what is not, and say where it is written', () => {
  const lacking = ruleTexts.filter(
    (rule) => !examplesOf(rule).valid || !examplesOf(rule).invalid || sourcesOf(rule).length === 0,
  );
  expect(lacking.map(({ code }) => code)).toEqual([]);
});

test('most rules are shown by objects', () => {
  const others = ruleTexts.filter((rule) => !asObjects.includes(rule)).map(({ code }) => code);
  expect(others.sort()).toEqual(
    [
      ...definitionRules.map(({ code }) => code),
      'definition-twice',
      'engine-waits-for-ever',
      'missing-object',
      'no-manifests',
      'order-not-kept',
      'unreadable-file',
      'unrendered-chart',
    ].sort(),
  );
});

describe.each(asObjects)('the examples of $code', (rule) => {
  const shown = examplesOf(rule);
  const { valid, invalid } = shown;

  test('show what is found and what is not', () => {
    expect(findingsIn(invalid, shown).map(({ code }) => code)).toContain(rule.code);
    const found = findingsIn(valid, shown);
    expect(found.filter(({ code }) => code === rule.code)).toEqual([]);
  });

  test('show as valid what a cluster takes', () => {
    const refused = findingsIn(valid, shown).filter(({ question }) => question === 'refused');
    expect(refused.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
    expect(valid).not.toBe('');
  });
});

test('are of rules that there are, as are the sources', () => {
  const codes = new Set<string>(ruleTexts.map(({ code }) => code));
  expect(Object.keys(examples).filter((code) => !codes.has(code))).toEqual([]);
  expect(Object.keys(sources).filter((code) => !codes.has(code))).toEqual([]);
});
