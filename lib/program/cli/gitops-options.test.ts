import { describe, expect, test } from '@jest/globals';
import { DefinitionError } from '../../core/values';
import { gitOpsOptions, type Engine, type GitOpsArguments } from './gitops-options';

const around = { plain: 'dist', charts: () => 'charts', environments: ['staging', 'production'] };
const none = { revision: [], path: '', cluster: [], 'application-set': false };
const repo = 'https://git.example.com/deploy.git';

const options = (given: Partial<GitOpsArguments>, engine: Engine = 'argocd') =>
  gitOpsOptions(engine, { ...none, ...given }, around);

/** What is wrong with the options, one line each. */
function problemsOf(given: Partial<GitOpsArguments>, engine: Engine = 'argocd'): string[] {
  try {
    options(given, engine);
    return [];
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    return error.problems.map(({ message, remedy }) => `${message} | ${remedy ?? ''}`);
  }
}

describe('where an engine finds what it deploys', () => {
  test('is the plain YAML of a Git repository, below the folder that is named', () => {
    expect(options({ repo, path: './deploy/' })).toMatchObject({
      source: 'directory',
      origin: { kind: 'git', url: repo, plain: 'deploy/dist' },
    });
  });

  test('is the chart of it where that is asked for, and of a registry or a Helm repository anyway', () => {
    expect(options({ repo, source: 'chart' })).toMatchObject({ source: 'chart', origin: { charts: 'charts' } });
    expect(options({ registry: 'oci://r.example.com/charts' })).toMatchObject({ source: 'chart' });
    expect(options({ 'chart-repo': 'https://charts.example.com' })).toMatchObject({ source: 'chart' });
    expect(options({ registry: 'oci://r.example.com/dist', source: 'directory' })).toMatchObject({
      source: 'directory',
    });
  });

  test.each<[string, Partial<GitOpsArguments>, Engine, string]>([
    [
      'nothing',
      {},
      'flux',
      'it is not said where Flux finds what it deploys | Plain YAML or charts in Git: --repo https://',
    ],
    ['two places', { repo, registry: 'oci://r/x' }, 'argocd', '--repo and --registry are two places to deploy from'],
    [
      'an address of ssh without a scheme',
      { repo: 'git@github.com:a/b.git' },
      'flux',
      '--repo git@github.com:a/b.git is not a URL that Flux takes | As in --repo ssh://git@github.com/a/b.git.',
    ],
    [
      'a registry without its scheme',
      { registry: 'r.example.com/x' },
      'argocd',
      '--registry r.example.com/x is not a URL',
    ],
    [
      'a registry with a slash at its end',
      { registry: 'oci://r.example.com/x/' },
      'argocd',
      '--registry oci://r.example.com/x/ is not a URL',
    ],
    [
      'plain YAML in a Helm repository',
      { 'chart-repo': 'https://c', source: 'directory' },
      'flux',
      'a Helm repository has charts and no plain YAML',
    ],
    ['another kind of source', { repo, source: 'char' }, 'flux', '--source char is not known; did you mean "chart"?'],
    ['a folder outside of the repository', { repo, path: '../x' }, 'flux', '--path ../x leaves the repository'],
    ['a folder of a registry', { registry: 'oci://r/xy', path: 'x' }, 'flux', '--path is a folder of a Git repository'],
    ['a cluster without a server', { repo, cluster: ['eu'] }, 'argocd', '--cluster eu is not NAME=SERVER'],
    [
      'a cluster of an environment that there is not',
      { repo, cluster: ['prod/eu=https://x'] },
      'argocd',
      '--cluster prod/eu=https://x: there is no environment "prod"',
    ],
    [
      'two clusters of a name',
      { repo, cluster: ['eu=https://x', 'eu=https://y'] },
      'argocd',
      'two clusters are called eu',
    ],
    [
      'two revisions for all',
      { repo, revision: ['a', 'b'] },
      'argocd',
      '--revision is said twice for all environments',
    ],
    ['an empty revision', { repo, revision: ['production='] }, 'argocd', '--revision production= names no revision'],
    ['a cluster of Flux', { repo, cluster: ['eu=https://x'] }, 'flux', '--cluster is for Argo CD'],
    ['a project of Flux', { repo, project: 'x' }, 'flux', '--project is for Argo CD'],
    ['a set of Flux', { repo, 'application-set': true }, 'flux', '--application-set is for Argo CD'],
    ['a namespace that is not a name', { repo, namespace: 'Argo' }, 'argocd', '--namespace Argo is not a name'],
  ])('is refused where it is %s', (_what, given, engine, expected) => {
    const problems = problemsOf(given, engine);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.startsWith(expected)).toBe(true);
  });

  test('is told with all mistakes at once', () => {
    expect(problemsOf({ path: '/x', cluster: ['y'], source: 'z' }, 'flux')).toHaveLength(5);
  });

  test('is a folder of the repository also where the output is beside it', () => {
    const outside = { ...around, plain: '../out/dist' };
    expect(() => gitOpsOptions('argocd', { ...none, repo }, outside)).toThrow('../out/dist is outside');
  });
});

describe('what else the command line says', () => {
  test('is the namespace of the engine where nothing else is said', () => {
    expect(options({ repo }).namespace).toBe('argocd');
    expect(options({ repo }, 'flux').namespace).toBe('flux-system');
    expect(options({ repo, namespace: 'gitops' }).namespace).toBe('gitops');
  });

  test('is a revision for all environments, and for one', () => {
    const { revision } = options({ repo, revision: ['main', 'production=v1.2.0'] });
    expect([revision!('staging'), revision!('production')]).toEqual(['main', 'v1.2.0']);
    // The name of a branch may have an equals sign, as long as no environment is called like its beginning.
    expect(options({ repo, revision: ['a=b'] }).revision!('staging')).toBe('a=b');
    expect(options({ repo }).revision!('staging')).toBeUndefined();
  });

  test('is clusters, for all environments or for one', () => {
    expect(options({ repo, cluster: ['production/eu=https://eu:6443', 'dev=https://dev'] }).clusters).toEqual([
      { name: 'eu', server: 'https://eu:6443', environment: 'production' },
      { name: 'dev', server: 'https://dev' },
    ]);
  });
});
