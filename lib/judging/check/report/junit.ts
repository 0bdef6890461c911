import type { Finding } from '../finding';
import type { Report } from './summary';
import { unicodeEscape } from '../../../core/values/unicode-escape';

/** One case of a suite: a finding, or that there is none. */
interface Case {
  readonly finding?: Finding;
  readonly reason?: string;
}

/**
 * A report as JUnit XML, which CI systems list as tests: a suite for each file, or object where there is no file; an error is a
 * failure, a warning a test that passed with words, and what is allowed one that was skipped.
 */
export function junitReport({ findings, allowed, objects }: Report): string {
  const suites = new Map<string, Case[]>();
  const add = (each: Case & { readonly finding: Finding }) => {
    const { file, object } = each.finding;
    const cases = suites.get(file ?? object);
    if (cases) cases.push(each);
    else suites.set(file ?? object, [each]);
  };
  findings.forEach((finding) => add({ finding }));
  allowed.forEach(add);
  // Some readers take a report without any test for a run that failed.
  if (suites.size === 0) suites.set(`${objects} objects`, [{}]);
  const all = [...suites.values()].flat();
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="chartwright"${numbers(all)}>`,
    ...Array.from(suites, ([name, cases]) => suite(name, cases)),
    '</testsuites>',
    '',
  ].join('\n');
}

const isFailure = ({ finding, reason }: Case) => reason === undefined && finding?.severity === 'error';

function numbers(cases: readonly Case[]): string {
  const count = (isMeant: (each: Case) => boolean) => String(cases.filter(isMeant).length);
  return attributes({
    tests: String(cases.length),
    failures: count(isFailure),
    errors: '0',
    skipped: count(({ reason }) => reason !== undefined),
  });
}

const suite = (name: string, cases: readonly Case[]): string =>
  [
    `  <testsuite${attributes({ name })}${numbers(cases)}>`,
    ...cases.map((each) => testCase(each)),
    '  </testsuite>',
  ].join('\n');

function testCase({ finding, reason }: Case): string {
  if (!finding) return `    <testcase${attributes({ classname: 'chartwright', name: 'no findings' })}/>`;
  const { code, object, pointer, message, remedy, file, line, at, severity } = finding;
  const names = attributes({ classname: object, name: pointer === '' ? code : `${code} ${pointer}` });
  const place = at ?? (file === undefined ? undefined : line === undefined ? file : `${file}:${line}`);
  const words = [message, place === undefined ? '' : `at ${place}`, remedy ?? ''].filter((part) => part !== '');
  const content = text(words.join('\n'));
  const inner =
    reason !== undefined
      ? `<skipped${attributes({ message: reason })}/>`
      : severity === 'error'
        ? `<failure${attributes({ type: code, message })}>${content}</failure>`
        : `<system-out>${content}</system-out>`;
  return `    <testcase${names}>${inner}</testcase>`;
}

const attributes = (values: { readonly [name: string]: string }): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${text(value).replace(/[\n\r\t]/g, (blank) => `&#${blank.charCodeAt(0)};`)}"`)
    .join('');

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** A text in XML 1.0, which has no way to write some characters: they are named instead. */
const text = (value: string): string =>
  value
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      unicodeEscape,
    )
    .replace(/[&<>"']/g, (character) => entities[character]!);
