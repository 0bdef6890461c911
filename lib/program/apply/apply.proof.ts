import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Cluster, type Refusal } from './cluster.fixture';
import { applyTo, kubectls, make, migration, planOf, removeFolder, type Printed } from './run.fixture';

/*
 * The real kubectl, against a small server that speaks the parts of the Kubernetes API that it needs; see `cluster.fixture.ts`. What an
 * API server itself does, such as to fill in defaults or to compare who owns a field, is not proven here.
 */

let cluster: Cluster;

beforeEach(async () => {
  cluster = new Cluster();
  await cluster.start();
});
afterEach(() => cluster.stop());
afterAll(removeFolder);

const shop: readonly Printed[] = [
  [0, make.namespace()],
  [10, make.configMap('settings')],
  [20, make.statefulSet('db')],
  [35, make.job('migration-1a2b'), migration],
  [40, make.deployment('web')],
];
/** Some of them. */
const only = (...names: readonly string[]) =>
  shop.filter(([, object]) => ['shop', ...names].includes((object['metadata'] as { name: string }).name));

const saidFirst = `stage 00-namespace: 1 object
created    Namespace shop
ready      Namespace shop: is Active
stage 00-namespace is ready after T s: 1 created
stage 10-configuration: 1 object
created    ConfigMap shop/settings
stage 10-configuration is ready after T s: 1 created
stage 20-dependency: 1 object
created    StatefulSet shop/db
waiting    StatefulSet shop/db: its controller has not looked at it yet
ready      StatefulSet shop/db: 1 of 1 pod is ready
stage 20-dependency is ready after T s: 1 created
stage 30-pre-deploy: 1 object
created    Job shop/migration-1a2b
ready      Job shop/migration-1a2b: is complete
stage 30-pre-deploy is ready after T s: 1 created
stage 40-workload: 1 object
created    Deployment shop/web
waiting    Deployment shop/web: 0 of 2 pods are available
waiting    Deployment shop/web: 1 of 2 pods are available
ready      Deployment shop/web: 2 of 2 pods are available
stage 40-workload is ready after T s: 1 created
`;

const saidSecond = `stage 00-namespace: 1 object
ready      Namespace shop: is Active
stage 00-namespace is ready after T s: 1 unchanged
stage 10-configuration: 1 object
stage 10-configuration is ready after T s: 1 unchanged
stage 20-dependency: 1 object
ready      StatefulSet shop/db: 1 of 1 pod is ready
stage 20-dependency is ready after T s: 1 unchanged
stage 30-pre-deploy: 1 object
left out   Job shop/migration-1a2b: is complete, and is not run again
stage 30-pre-deploy is ready after T s
stage 40-workload: 1 object
ready      Deployment shop/web: 2 of 2 pods are available
stage 40-workload is ready after T s: 1 unchanged
`;

const inventory = 'ConfigMap shop/chartwright.shop.local';

/** Puts what `shop` is there, as an earlier run has made it. */
const applied = async (printed = shop) => {
  const { told } = await applyTo(cluster, planOf(printed));
  expect(told).toBe('');
  cluster.changes.length = 0;
  cluster.asked.length = 0;
};

test('an environment is applied stage by stage, each when the one before is ready, by the oldest kubectl; then, by the newest, nothing changes', async () => {
  const [oldest, newest] = kubectls.map(({ path }) => path);
  cluster.statuses['StatefulSet db'] = (asked) => (asked < 2 ? {} : readySet);
  cluster.statuses['Deployment web'] = (asked) => ({ ...readyDeployment, availableReplicas: Math.min(asked, 2) });
  const first = await applyTo(cluster, planOf(shop), { kubectl: oldest! });
  expect(first).toEqual({ isDone: true, told: '', said: saidFirst });
  expect(cluster.changes).toEqual([
    'apply Namespace shop',
    `apply ${inventory}`,
    'apply ConfigMap shop/settings',
    'apply StatefulSet shop/db',
    'apply Job shop/migration-1a2b',
    'apply Deployment shop/web',
  ]);
  const lastLook = cluster.asked.lastIndexOf('GET StatefulSet shop/db');
  expect(cluster.asked.indexOf('PATCH Job shop/migration-1a2b')).toBeGreaterThan(lastLook);

  cluster.changes.length = 0;
  const second = await applyTo(cluster, planOf(shop), { kubectl: newest! });
  expect(second).toEqual({ isDone: true, told: '', said: saidSecond });
  expect(cluster.changes).not.toContain(`apply ${inventory}`);
  expect(cluster.changes).not.toContain('apply Job shop/migration-1a2b');
});

const readySet = { observedGeneration: 1, replicas: 1, readyReplicas: 1, currentRevision: 'a', updateRevision: 'a' };
const readyDeployment = { observedGeneration: 1, replicas: 2, updatedReplicas: 2, availableReplicas: 2 };

/** What a namespace has of pods and events of an object. */
const around = (target: string, ownerKind: string, containerStatus: { [key: string]: unknown }) => {
  const { uid } = cluster.get(target)!.metadata as unknown as { uid: string };
  cluster.put({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'pod-1', namespace: 'shop', ownerReferences: [{ kind: ownerKind, name: 'x', uid }] },
    spec: { containers: [{ name: 'main' }] },
    status: { containerStatuses: [{ name: 'main', restartCount: 0, ready: false, ...(containerStatus as object) }] },
  });
  const pod = cluster.get('Pod shop/pod-1')!.metadata as unknown as { uid: string };
  cluster.put({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'event-1', namespace: 'shop' },
    type: 'Warning',
    reason: 'Failed',
    message: 'something is wrong with the pod',
    count: 3,
    involvedObject: { kind: 'Pod', name: 'pod-1', uid: pod.uid },
  });
};

describe('a failure', () => {
  test('of a migration ends it at once, with the log, and nothing after it is applied; the next run runs it again', async () => {
    let isMended = false;
    cluster.statuses['Job migration-1a2b'] = (asked) => {
      if (isMended) return { conditions: [{ type: 'Complete', status: 'True' }] };
      if (asked === 0)
        around('Job shop/migration-1a2b', 'Job', { state: { terminated: { exitCode: 3, reason: 'Error' } } });
      return asked === 0
        ? { active: 1 }
        : { conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded', message: 'too often' }] };
    };
    cluster.logs['pod-1/main'] = 'connecting\nno such column\n';
    const result = await applyTo(cluster, planOf(only('migration-1a2b', 'web')));
    expect(result.isDone).toBe(false);
    expect(result.told).toMatchInlineSnapshot(`
     "failed     Job shop/migration-1a2b: has failed: BackoffLimitExceeded: too often
         pod pod-1, container main: ended with exit code 3 (Error)
         events, the latest last:
           Failed of Pod pod-1, 3 times: something is wrong with the pod
         the end of the log of pod pod-1, container main:
           | connecting
           | no such column
     Stopped in stage 30-pre-deploy of shop local in test. Nothing was applied of 40-workload (1 object). What was applied stays; run the same command again to go on.
     "
    `);
    expect(cluster.targets()).not.toContain('Deployment shop/web');

    isMended = true;
    cluster.changes.length = 0;
    const statusBefore = cluster.statuses['Job migration-1a2b'];
    const failedJob = { conditions: [{ type: 'Failed', status: 'True' }] };
    cluster.statuses['Job migration-1a2b'] = (asked, object) =>
      cluster.changes.includes('delete Job shop/migration-1a2b') ? statusBefore(asked, object) : failedJob;
    const again = await applyTo(cluster, planOf(only('migration-1a2b', 'web')));
    expect(again.isDone).toBe(true);
    expect(again.said).toContain('removed    Job shop/migration-1a2b: it failed in an earlier run, and runs again\n');
    expect(cluster.changes).toEqual(
      expect.arrayContaining([
        'delete Job shop/migration-1a2b',
        'apply Job shop/migration-1a2b',
        'apply Deployment shop/web',
      ]),
    );
  });

  test('of a migration that somebody else ran is not removed, and the command that removes it is told', async () => {
    await applied(only());
    cluster.put(make.job('migration-1a2b'));
    cluster.statuses['Job migration-1a2b'] = () => ({ conditions: [{ type: 'Failed', status: 'True' }] });
    const { told } = await applyTo(cluster, planOf(only('migration-1a2b')));
    expect(told).toContain('kubectl --context test --namespace shop delete job migration-1a2b');
    expect(cluster.changes).not.toContain('delete Job shop/migration-1a2b');
  });

  test('to become ready in time says what keeps the pods, while it waits and at the end', async () => {
    const message = 'secret "web" not found';
    cluster.statuses['Deployment web'] = (asked) => {
      if (asked === 0)
        around('Deployment shop/web', 'ReplicaSet', {
          state: { waiting: { reason: 'CreateContainerConfigError', message } },
        });
      return { ...readyDeployment, availableReplicas: 1 };
    };
    const pace = { first: 50, longest: 50, pods: 0 };
    const result = await applyTo(cluster, planOf([...only('web'), [50, make.configMap('later')]]), {
      timeout: 900,
      pace,
    });
    expect(result.isDone).toBe(false);
    expect(result.said).toContain(
      'waiting    Deployment shop/web: pod pod-1, container main: CreateContainerConfigError: secret "web" not found\n',
    );
    expect(result.told).toMatchInlineSnapshot(`
     "failed     Deployment shop/web: is not ready after T s: 1 of 2 pods are available
         pod pod-1, container main: CreateContainerConfigError: secret "web" not found
         events, the latest last:
           Failed of Pod pod-1, 3 times: something is wrong with the pod
     Stopped in stage 40-workload of shop local in test. Nothing was applied of 50-operation (1 object). What was applied stays; run the same command again to go on.
     "
    `);
    expect(cluster.targets()).not.toContain('ConfigMap shop/later');
  });

  test('of the connection while it waits is asked over; the log of a container that ended before is read', async () => {
    let lost = 0;
    cluster.statuses['Deployment web'] = (asked) => {
      if (asked < 3) return {};
      around('Deployment shop/web', 'ReplicaSet', {
        restartCount: 2,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { exitCode: 1 } },
      });
      return {
        observedGeneration: 1,
        conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }],
      };
    };
    cluster.logs['pod-1/main/previous'] = 'no port\n';
    const unavailable: Refusal = { code: 503, reason: 'ServiceUnavailable', message: 'back soon' };
    cluster.refuse = ({ method, target }) => {
      if (method !== 'GET' || target !== 'Deployment shop/web' || !cluster.get(target)) return undefined;
      lost++;
      return lost === 2 ? 'cut' : lost === 3 ? unavailable : undefined;
    };
    const { said, told } = await applyTo(cluster, planOf(only('web')));
    expect(said.match(/the cluster does not answer, asking again/g)).toHaveLength(1);
    expect(told).toContain('failed     Deployment shop/web: ProgressDeadlineExceeded\n');
    expect(told).toContain('CrashLoopBackOff; it ended with exit code 1, 2 restarts\n');
    expect(told).toContain('  | no port\n');
  });
});

describe('a refusal', () => {
  const refused = (refusals: { [target: string]: Refusal | 'cut' }) => {
    cluster.refuse = ({ method, target }) => (method === 'PATCH' ? refusals[target] : undefined);
  };
  const three: readonly Printed[] = [
    [0, make.namespace()],
    [10, make.configMap('one')],
    [10, make.configMap('two')],
    [10, make.deployment('three')],
    [40, make.configMap('later')],
  ];

  test('of several objects tells each with its construct and line, and applies nothing of later stages', async () => {
    const details = {
      name: 'three',
      group: 'apps',
      kind: 'Deployment',
      causes: [{ reason: 'FieldValueInvalid', message: 'Invalid value: -1: must be positive', field: 'spec.replicas' }],
    };
    refused({
      'ConfigMap shop/one': {
        code: 403,
        reason: 'Forbidden',
        message: 'configmaps "one" is forbidden: User "me" cannot patch',
      },
      'Deployment shop/three': {
        code: 422,
        reason: 'Invalid',
        message: 'Deployment.apps "three" is invalid: spec.replicas: Invalid value: -1: must be positive',
        details,
      },
    });
    const { isDone, said, told } = await applyTo(cluster, planOf(three));
    expect(isDone).toBe(false);
    expect(said).toContain('created    ConfigMap shop/two\n');
    expect(told).toMatchInlineSnapshot(`
     "failed     ConfigMap shop/one (shop/one at main.ts:7:3): Error from server (Forbidden): configmaps "one" is forbidden: User "me" cannot patch
         What you may do there: kubectl --context test auth can-i --list.
     failed     Deployment shop/three (shop/three at main.ts:7:3): Error from server (Invalid): Deployment.apps "three" is invalid: spec.replicas: Invalid value: -1: must be positive
     Stopped in stage 10-configuration of shop local in test. Nothing was applied of 40-workload (1 object). What was applied stays; run the same command again to go on.
     "
    `);
    expect(cluster.targets()).not.toContain('ConfigMap shop/later');
  });

  test('since others own a field names them; --force-conflicts takes the field over', async () => {
    cluster.owners['ConfigMap one'] = [
      ['kubectl-edit', '.data.text'],
      ['kubectl-edit', '.data.more'],
      ['argocd-controller', '.metadata.labels'],
    ];
    const { isDone, told } = await applyTo(cluster, planOf(three));
    expect(isDone).toBe(false);
    expect(told).toMatchInlineSnapshot(`
     "failed     ConfigMap shop/one (shop/one at main.ts:7:3): others have set 3 fields to something else:
         .data.text, .data.more: belongs to "kubectl-edit", a change by hand
         .metadata.labels: belongs to "argocd-controller", Argo CD, which would set it back: let one of the two have the object
         Leave such a field out of the definition where its owner is to keep it; or take all of them over with --force-conflicts.
     Stopped in stage 10-configuration of shop local in test. Nothing was applied of 40-workload (1 object). What was applied stays; run the same command again to go on.
     "
    `);
    expect(await applyTo(cluster, planOf(three), { forceConflicts: true })).toMatchObject({ isDone: true, told: '' });
  });

  test('in the middle of the connection is not followed by a second attempt', async () => {
    refused({ 'ConfigMap shop/two': 'cut' });
    const { isDone, told } = await applyTo(cluster, planOf(three));
    expect(isDone).toBe(false);
    expect(told).toContain(
      'failed     ConfigMap shop/two (shop/two at main.ts:7:3): Unable to connect to the server: EOF\n',
    );
    expect(told).toContain('Whether it was applied is not known');
    expect(cluster.asked.filter((each) => each === 'PATCH ConfigMap shop/two')).toHaveLength(1);
  });

  test('of a kind that the cluster does not know says what brings it', async () => {
    const certificate = {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'web', namespace: 'shop' },
    };
    const { isDone, said, told } = await applyTo(
      cluster,
      planOf([
        [0, make.namespace()],
        [10, certificate],
        [10, make.configMap('one')],
      ]),
    );
    expect(isDone).toBe(false);
    expect(said).toContain('created    ConfigMap shop/one\n');
    expect(told).toContain('failed     Certificate shop/web (shop/web at main.ts:7:3): ');
    expect(told).toContain('Install the operator that brings this kind');
  });

  test('since the namespace is not there comes before all else, with the command that makes it', async () => {
    const { told } = await applyTo(cluster, planOf(three.slice(1)));
    expect(told).toContain('kubectl --context test create namespace shop');
    expect(cluster.changes).toEqual([]);
  });
});

describe('what is waited for', () => {
  test('are claims unless their class waits for a pod, and custom resources that report themselves', async () => {
    const bindingMode = (name: string, volumeBindingMode: string) =>
      cluster.put({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, volumeBindingMode });
    bindingMode('local', 'WaitForFirstConsumer');
    bindingMode('cloud', 'Immediate');
    cluster.statuses['PersistentVolumeClaim late'] = () => ({ phase: 'Pending' });
    cluster.statuses['PersistentVolumeClaim soon'] = (asked) => ({ phase: asked < 2 ? 'Pending' : 'Bound' });
    cluster.statuses['ExternalSecret keys'] = (asked) =>
      asked === 0
        ? {}
        : { conditions: [{ type: 'Ready', status: asked < 3 ? 'False' : 'True', reason: 'SecretSynced' }] };
    const printed: Printed[] = [
      [0, make.namespace()],
      [10, make.claim('late', 'local')],
      [10, make.claim('soon', 'cloud')],
      [10, make.externalSecret('keys')],
    ];
    const { isDone, said } = await applyTo(cluster, planOf(printed));
    expect(isDone).toBe(true);
    expect(said.split('\n').filter((line) => /^(waiting|ready) /.test(line))).toMatchInlineSnapshot(`
     [
       "ready      Namespace shop: is Active",
       "ready      PersistentVolumeClaim shop/late: waits for its first pod, as its storage class says",
       "waiting    PersistentVolumeClaim shop/soon: is not bound to a volume",
       "waiting    ExternalSecret shop/keys: its controller has not looked at it yet",
       "waiting    ExternalSecret shop/keys: SecretSynced",
       "ready      PersistentVolumeClaim shop/soon: is bound",
       "ready      ExternalSecret shop/keys: is ready",
     ]
    `);
  });

  test('is told where it is interrupted, and nothing more is applied', async () => {
    const controller = new AbortController();
    cluster.statuses['StatefulSet db'] = (asked) => {
      if (asked === 1) controller.abort();
      return {};
    };
    const { isDone, told } = await applyTo(cluster, planOf(only('db', 'migration-1a2b')), {
      interrupted: controller.signal,
    });
    expect(isDone).toBe(false);
    expect(told).toMatchInlineSnapshot(`
     "It was waiting for StatefulSet shop/db.
     Interrupted in stage 20-dependency of shop local in test. Nothing was applied of 30-pre-deploy (1 object). What was applied stays; run the same command again to go on.
     "
    `);
    expect(cluster.targets()).not.toContain('Job shop/migration-1a2b');
  });
});

describe('a dry run', () => {
  test('asks the server about what it can be asked about, and changes nothing', async () => {
    const fresh = await applyTo(cluster, planOf([...shop, [10, make.clusterRole('reader')]]), { isDry: true });
    expect(fresh).toMatchInlineSnapshot(`
     {
       "isDone": true,
       "said": "not asked  ConfigMap shop/settings: its Namespace is made by this apply, and is not there yet
     not asked  StatefulSet shop/db: its Namespace is made by this apply, and is not there yet
     not asked  Job shop/migration-1a2b: its Namespace is made by this apply, and is not there yet
     not asked  Deployment shop/web: its Namespace is made by this apply, and is not there yet
     accepted   Namespace shop, which is new
     accepted   ClusterRole reader, which is new
     the server accepts 2 objects; nothing was changed
     ",
       "told": "",
     }
    `);
    expect(cluster.changes).toEqual([]);

    await applied([...only('web'), [10, make.configMap('old')]]);
    const details = { name: 'web', group: 'apps', kind: 'Deployment', causes: [] };
    cluster.refuse = ({ target }) =>
      target === 'Deployment shop/web'
        ? {
            code: 422,
            reason: 'Invalid',
            message: 'Deployment.apps "web" is invalid: spec.selector: field is immutable',
            details,
          }
        : undefined;
    const refused = await applyTo(cluster, planOf(only('web')), { isDry: true });
    expect(refused.isDone).toBe(false);
    cluster.refuse = () => undefined;
    const later = await applyTo(cluster, planOf([...only('web'), [10, make.configMap('new')]]), { isDry: true });
    expect(later.said).toContain('accepted   ConfigMap shop/new, which is new\n');
    expect(later.said).toContain('leftover   ConfigMap shop/old');
    expect(cluster.changes).toEqual([]);
  });
});

describe('what is no longer printed', () => {
  const few: readonly Printed[] = [
    [0, make.namespace()],
    [10, make.configMap('settings')],
  ];
  const more: readonly Printed[] = [
    ...few,
    [10, make.configMap('old')],
    [10, make.clusterRole('old-reader')],
    [10, make.claim('disk', 'cloud')],
  ];

  test('is listed, and removed after a yes only, the last that was applied first; claims stay', async () => {
    await applied(more);
    const listed = await applyTo(cluster, planOf(few));
    expect(listed.said).toContain('2 objects stay; --prune removes what is left over\n');
    const questions: string[] = [];
    const ask = (answer: boolean) => (question: string) => Promise.resolve((questions.push(question), answer));
    await applyTo(cluster, planOf(few), { prune: 'ask', ask: ask(false) });
    expect(cluster.changes.filter((change) => change.startsWith('delete'))).toEqual([]);
    const { said } = await applyTo(cluster, planOf(few), { prune: 'ask', ask: ask(true) });
    expect(questions).toEqual(Array(2).fill('Remove 2 objects from test? Only "y" removes: '));
    expect(said).toContain('kept       PersistentVolumeClaim shop/disk: no longer printed; its kind holds data');
    expect(cluster.changes.filter((change) => change.startsWith('delete'))).toEqual([
      'delete ClusterRole old-reader',
      'delete ConfigMap shop/old',
    ]);
    const after = await applyTo(cluster, planOf(few), { prune: 'always' });
    expect(after.said).not.toContain('leftover');
  });

  test('stays where another environment lists it too, or somebody else has made it anew', async () => {
    await applied(more);
    const other = { environment: 'staging', namespace: 'other' };
    const otherNamespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } };
    await applyTo(
      cluster,
      planOf(
        [
          [0, otherNamespace],
          [10, make.clusterRole('old-reader')],
        ],
        other,
      ),
    );
    cluster.put(make.configMap('old', 'of another'));
    const { said } = await applyTo(cluster, planOf(few), { prune: 'always' });
    expect(said).toContain('kept       ClusterRole old-reader: no longer printed; shop staging applies it too\n');
    expect(said).toContain(
      'kept       ConfigMap shop/old: no longer printed; the field manager chartwright has no part in it',
    );
    expect(cluster.changes.filter((change) => change.startsWith('delete'))).toEqual([]);
  });

  test('is remembered where a run fails before it is done', async () => {
    cluster.refuse = ({ target, method }) =>
      method === 'PATCH' && target === 'ConfigMap shop/settings' ? 'cut' : undefined;
    await applyTo(cluster, planOf(more));
    cluster.refuse = () => undefined;
    const { said } = await applyTo(cluster, planOf(more.filter(([, object]) => object !== more[2]![1])), {
      prune: 'always',
    });
    expect(said).toContain('removed    ConfigMap shop/old\n');
  });
});
