import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../core/values';
import { allInputs } from '../broken.fixture';
import { breachesOf } from '../case.fixture';
import type { CheckInput } from '../finding';
import { gitopsRules } from '.';

type Annotations = { readonly [key: string]: string };

const argo = (name: string) => `argocd.argoproj.io/${name}`;
const flux = (name: string) => `kustomize.toolkit.fluxcd.io/${name}`;
const waved: Annotations = { [argo('sync-wave')]: '10' };
const kept: Annotations = { [flux('prune')]: 'disabled' };

const object = (called: string, rest: JsonObject, annotations: Annotations = {}): JsonObject => {
  const [apiVersion = '', kind = '', name = 'web'] = called.split(' ');
  return { apiVersion, kind, metadata: { name, namespace: 'shop', annotations }, ...rest };
};
const job = (annotations: Annotations, spec: JsonObject = {}, container: JsonObject = {}): JsonObject =>
  object(
    'batch/v1 Job',
    { spec: { ...spec, template: { spec: { containers: [{ name: 'main', ...container }] } } } },
    annotations,
  );
const settings = (text: string, annotations: Annotations = {}) =>
  object('v1 ConfigMap', { data: { key: text } }, annotations);

/** What is found in a folder of some objects. */
const found = (...objects: readonly JsonObject[]): string[] => {
  const input: CheckInput = { objects: objects.map((each) => ({ object: each })), source: 'folder' };
  return breachesOf(gitopsRules, input);
};

test.each(allInputs())('%s breaks none', (_, input) => {
  expect(breachesOf(gitopsRules, input)).toEqual([]);
});

test('nothing is said where nobody uses Argo CD or Flux', () => {
  const monitor = object('monitoring.coreos.com/v1 ServiceMonitor', { spec: {} });
  const helmHook = { 'helm.sh/hook': 'post-install,pre-upgrade' };
  const uses = { envFrom: [{ configMapRef: { name: 'web' } }] };
  const job0 = job(helmHook, { ttlSecondsAfterFinished: 0 }, uses);
  expect(found(settings('${HOME}'), monitor, job0, job({}, { ttlSecondsAfterFinished: 5 }))).toEqual([]);
});

describe('flux-variable', () => {
  test.each(['${HOME}', 'a ${x:=1} b', '$$${HOME}'.slice(2), '${datasource}'])('is found in %s', (text) => {
    expect(found(settings(text, kept))).toEqual(['flux-variable /data/key']);
  });

  test.each(['$HOME', '$(HOME)', '$${HOME}', '{HOME}'])('is not found in %s', (text) => {
    expect(found(settings(text, kept))).toEqual([]);
  });

  test('is found in keys and lists, of each object that does not say otherwise', () => {
    const inKey = object('v1 ConfigMap', { data: { '${x}': '' } }, kept);
    const inList = job(kept, {}, { args: ['a', '${x}'] });
    const quiet = settings('${x}', { [flux('substitute')]: 'disabled' });
    expect(found(inKey, inList, quiet)).toEqual([
      'flux-variable /data/${x}',
      'flux-variable /spec/template/spec/containers/0/args/1',
    ]);
  });

  test('is not found in a test, which only Helm runs', () => {
    expect(found(settings('${x}', { ...kept, 'helm.sh/hook': 'test' }))).toEqual([]);
  });

  test('is what variables are for in objects of Flux itself', () => {
    const itself = object('kustomize.toolkit.fluxcd.io/v1 Kustomization', { spec: { path: '${path}' } });
    expect(found(itself, settings('${x}'))).toEqual(['flux-variable /data/key']);
  });
});

describe('argo-unknown-kind', () => {
  const monitor = (annotations: Annotations) =>
    object('monitoring.coreos.com/v1 ServiceMonitor', { spec: {} }, annotations);

  test.each<[string, Annotations, string[]]>([
    ['says nothing', waved, ['argo-unknown-kind /apiVersion']],
    [
      'says something else',
      { [argo('sync-options')]: 'Prune=false' },
      ['argo-unknown-kind /metadata/annotations/argocd.argoproj.io~1sync-options'],
    ],
    [
      'says the contrary',
      { [argo('sync-options')]: 'SkipDryRunOnMissingResource=false' },
      ['argo-unknown-kind /metadata/annotations/argocd.argoproj.io~1sync-options'],
    ],
    ['says it', { [argo('sync-options')]: 'Prune=false, SkipDryRunOnMissingResource=true' }, []],
  ])('is of a custom resource that %s', (_, annotations, expected) => {
    expect(found(monitor(annotations))).toEqual(expected);
  });

  test('is no matter of what every cluster has, what comes with it, and what an Application says for all', () => {
    const crd = object('apiextensions.k8s.io/v1 CustomResourceDefinition', {
      spec: { group: 'monitoring.coreos.com', names: { kind: 'ServiceMonitor' } },
    });
    const application = (syncOptions: Json) =>
      object('argoproj.io/v1alpha1 Application', { spec: { syncPolicy: { syncOptions } } });
    expect(found(monitor(waved), crd, settings('', waved))).toEqual([]);
    expect(found(monitor({}), application(['SkipDryRunOnMissingResource=true']))).toEqual([]);
    expect(found(monitor({}), application([]))).toEqual(['argo-unknown-kind /apiVersion']);
  });
});

describe('a Job that removes itself', () => {
  const ttl = (ttlSecondsAfterFinished: number) => ({ ttlSecondsAfterFinished });
  const place = '/spec/ttlSecondsAfterFinished';

  test.each([0, 60, 3599])('%d seconds after it is done is a bad hook', (seconds) => {
    expect(found(job({ [argo('hook')]: 'PreSync' }, ttl(seconds)))).toEqual([`hook-with-short-ttl ${place}`]);
    expect(found(job({ 'helm.sh/hook': 'pre-install' }, ttl(seconds)), settings('', waved))).toEqual([
      `hook-with-short-ttl ${place}`,
    ]);
  });

  test('an hour later or more is a good one', () => {
    expect(found(job({ [argo('hook')]: 'PreSync' }, ttl(3600)), job({ [argo('hook')]: 'Sync' }))).toEqual([]);
  });

  test.each([waved, kept])('is made again where it is not a hook', (annotations) => {
    expect(found(job(annotations, ttl(86400)))).toEqual([`job-with-ttl ${place}`]);
    expect(found(job(annotations))).toEqual([]);
  });
});

describe('argo-misreads-hook', () => {
  const uses = { envFrom: [{ configMapRef: { name: 'web' } }] };
  const helm = (events: string, more: Annotations = {}) => job({ 'helm.sh/hook': events, ...more }, {}, uses);
  const place = 'argo-misreads-hook /metadata/annotations/helm.sh~1hook';

  test.each(['pre-upgrade', 'post-install,pre-upgrade'])('is of %s that needs objects of the same sync', (events) => {
    expect(found(helm(events), settings('', waved))).toEqual([place]);
  });

  test.each(['pre-install,pre-upgrade', 'post-install,post-upgrade', 'test'])('is not of %s', (events) => {
    expect(found(helm(events), settings('', waved))).toEqual([]);
  });

  test('is not of a hook that needs nothing, or says it in the words of Argo CD', () => {
    expect(found(job({ 'helm.sh/hook': 'pre-upgrade', ...waved }), settings(''))).toEqual([]);
    expect(found(helm('pre-upgrade', { [argo('hook')]: 'Sync' }), settings(''))).toEqual([]);
  });
});

describe('migration-blocks-rollback', () => {
  const init = (command: readonly string[]) =>
    object('v1 Pod', { spec: { initContainers: [{ name: 'migrate', command }], containers: [] } });
  const place = 'migration-blocks-rollback /spec/initContainers/0/command';

  test.each([
    ['alembic upgrade head'],
    ['cd /app && alembic -c db.ini upgrade head'],
    ['flask db upgrade'],
    ['migrate -path /migrations -database $URL up'],
    ['npx knex migrate:latest --env production'],
    ['sqlx migrate run'],
  ])('is of an init container that runs "%s"', (text) => {
    expect(found(init(['sh', '-c', text]))).toEqual([place]);
    expect(found(init(text.split(' ')))).toEqual([place]);
  });

  test.each([
    ['alembic upgrade head || alembic current 2>&1 | grep -q locate'],
    ['sqlx migrate run --ignore-missing'],
    ['python manage.py migrate'],
    ['bundle exec rails db:migrate'],
    ['prisma migrate deploy'],
    ['alembic current'],
  ])('is not of "%s"', (text) => {
    expect(found(init(['sh', '-c', text]))).toEqual([]);
  });

  test('is of a hook where an engine runs it at a rollback too, and of no other container', () => {
    const command = { command: ['alembic', 'upgrade', 'head'] };
    const hook = { 'helm.sh/hook': 'pre-install,pre-upgrade' };
    const ofJob = 'migration-blocks-rollback /spec/template/spec/containers/0/command';
    expect(found(job(hook, {}, command))).toEqual([]);
    expect(found(job({ ...hook, ...waved }, {}, command))).toEqual([ofJob]);
    expect(found(job({ [argo('hook')]: 'PreSync' }, {}, { args: command.command }))).toEqual([
      ofJob.replace('command', 'args'),
    ]);
    expect(found(job(waved, {}, command))).toEqual([]);
  });
});
