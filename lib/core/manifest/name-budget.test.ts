import { describe, expect, test } from '@jest/globals';
import { ApiObject, App } from 'cdk8s';
import { fullname, releaseName, releaseNamespace, text, tokens, type Expression } from '../values';
import { Example } from './example.fixture';
import { synthesize } from './synthesize';
import { NamedByContent } from './traits';

const apiVersions: { readonly [kind: string]: string } = {
  CronJob: 'batch/v1',
  Job: 'batch/v1',
  StatefulSet: 'apps/v1',
};

/** What is said of one object in a chart, by its id or with a name of its own. */
function problemsOf(kind: string, id: string, name?: Expression<string>, change?: (object: ApiObject) => void) {
  const chart = new Example(new App());
  const metadata = name && { metadata: { name: tokens.name(name) } };
  const object = new ApiObject(chart, id, { apiVersion: apiVersions[kind] ?? 'v1', kind, ...metadata });
  change?.(object);
  try {
    synthesize(chart.node.root);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').filter((line) => line.trim() !== '');
  }
}

describe('an id that cannot fit into the name of its kind in the longest release', () => {
  test.each([
    ['CronJob', 17],
    ['StatefulSet', 17],
    ['Job', 28],
    ['Service', 28],
  ])('is refused for a %s from %d characters on', (kind, tooMany) => {
    const called = (length: number) => problemsOf(kind, 'x', text`${fullname}-${'a'.repeat(length)}`);
    expect(called(tooMany - 1)).toEqual([]);
    expect(called(tooMany).join('\n')).toContain(`its name can have ${36 + tooMany} characters`);
  });

  test('is told with its path, the arithmetic, the reason and what to do', () => {
    expect(problemsOf('CronJob', 'nightly-cleanup-of-logs')).toMatchInlineSnapshot(`
     [
       "example/nightly-cleanup-of-logs: its name can have 59 characters (35 of the release's full name and 24 of "-nightly-cleanup-of-logs"), and a CronJob has at most 52: its Jobs are called after it, with eleven characters at the end [name-too-long]",
       "    Give it a shorter id, or a name of its own in its metadata, that adds at most 17 characters.",
     ]
    `);
  });

  test('is left alone where the kind takes any name, and where the name is cut for its hash', () => {
    expect(problemsOf('ConfigMap', 'x', text`${fullname}-${'a'.repeat(100)}`)).toEqual([]);
    const long = text`${fullname}-${'a'.repeat(100)}`;
    expect(problemsOf('Job', 'x', long, (job) => NamedByContent.of(job).always())).toEqual([]);
  });
});

describe('a name that is a label of DNS in some releases only', () => {
  test.each([
    ['Service', text`${releaseName}-web`, 'may have a dot'],
    ['StatefulSet', text`x-${releaseName}`, 'may have a dot'],
    ['Service', text`${releaseNamespace}-web`, 'may begin with a digit'],
  ])('of a %s is refused', (kind, name, why) => {
    expect(problemsOf(kind, 'x', name).join('\n')).toContain(why);
  });

  test('of a kind that takes dots is not', () => {
    expect(problemsOf('ConfigMap', 'x', text`${releaseName}-web`)).toEqual([]);
  });
});
