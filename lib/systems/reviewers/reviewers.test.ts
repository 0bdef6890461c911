import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../judging/verify/kubernetes-object';
import { systemsOf } from '../../program/app';
import { systems } from '..';
import { root, SystemOutput } from '../output.fixture';
import { bad } from './bad.fixture';
import { kubeLinter } from './kube-linter.fixture';
import { kubeScore } from './kube-score.fixture';

/* What two programs by which reviewers judge manifests say of the plain output: nothing, or what docs/charts.md answers. */

const app = new App();
for (const System of systems) new System(app);
const outputs = systemsOf(app).flatMap(({ definition: { name, environments } }) =>
  environments.map((environment) => {
    const { all } = new SystemOutput(name).committed(environment.name);
    return { output: `${name} ${environment.name}`, all };
  }),
);

/** What is found on purpose; the page says why. */
const answered: ReadonlySet<string> = new Set([
  'container-ephemeral-storage-request-and-limit',
  'container-image-pull-policy',
  'container-image-tag',
  'container-resources',
  'container-security-context-readonlyrootfilesystem',
  'container-security-context-user-group-id',
  'job-ttl-seconds-after-finished',
  'latest-tag',
  'no-anti-affinity',
  'no-read-only-root-fs',
  'pod-networkpolicy',
]);

const page = readFileSync(join(root, 'docs/charts.md'), 'utf8');
const told = new Set([...page.matchAll(/^\| `([a-z0-9-]+)` +\| kube-(?:linter|score)/gm)].map(([, code]) => code));

describe.each([
  ['kube-linter', kubeLinter],
  ['kube-score', kubeScore],
])('%s', (_program, checks) => {
  test.each(Object.entries(checks))('%s', (code, check) => {
    // It finds what it is there for.
    const spoiled = parseAllDocuments(bad).map((document) => document.toJS() as KubernetesObject);
    expect(check(spoiled)).not.toEqual([]);

    const found = outputs.flatMap(({ output, all }) => check(all).map((each) => `${output}: ${each}`));
    if (answered.has(code)) expect(found).not.toEqual([]);
    else expect(found).toEqual([]);
  });
});

test('the page answers each check that finds something, and no other', () => {
  expect([...told].sort()).toEqual([...answered].sort());
});
