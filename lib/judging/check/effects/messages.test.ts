import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../core/values';
import { broken, made, removed, withObject } from '../broken.fixture';
import { breachesOf } from '../case.fixture';
import { checkAll } from '../check';
import type { CheckInput } from '../finding';
import { mapOf } from '../../../core/references/objects';
import { effectRules } from '.';
import { effects } from './effects.fixture';

/** What is found, with its level and message. */
const messages = (input: CheckInput) =>
  effectRules.flatMap((rule) =>
    rule.check(input).map(({ severity = rule.severity, message }) => `${rule.code} ${severity}: ${message}`),
  );

describe('rules about what does not work', () => {
  test.each([
    [
      'NetworkPolicy web',
      '/spec/ingress/0/ports/0/port',
      80,
      'policy-service-port error: 80 is the port of the Service "web"; its pods listen on http',
    ],
    [
      'NetworkPolicy web',
      '/spec/egress/1/ports/0/protocol',
      'TCP',
      'egress-without-dns warning: the policies of Deployment "web" open port 53 for TCP alone, which is the default, and DNS is asked by UDP',
    ],
    [
      'Deployment web',
      'main/lifecycle/preStop/exec/command',
      ['sleep', '45'],
      'long-pre-stop error: sleeps for 45 s of a grace period of 30 s, the default, so that the hook is cut off and the program has 2 s to stop in',
    ],
    [
      'Deployment web',
      'main/lifecycle/preStop/exec/command',
      ['sleep', '30'],
      'long-pre-stop warning: sleeps for 30 s of a grace period of 30 s, the default, after which the program has 2 s to stop in',
    ],
    [
      'Deployment web',
      'main/volumeMounts/0/subPath',
      'web.cnf',
      'missing-sub-path error: there is no "web.cnf" in the ConfigMap "settings", which has web.conf, log.conf; did you mean "web.conf"?',
    ],
    [
      'Role web',
      '/rules/1/apiGroups/0',
      '',
      'unknown-resource error: there are no deployments in the API group ""; they are in "apps"',
    ],
    [
      'Role web',
      '/rules/0/verbs/1',
      'read',
      'unknown-verb warning: no request has the verb "read"; did you mean "get", "list", "watch"?',
    ],
    [
      'Deployment web',
      'pod/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/labelSelector/matchLabels/app',
      'wbe',
      'affinity-without-pods error: selects neither its own pod nor another of the output: app=wbe, where its own pod has web',
    ],
    ['Deployment web', 'main/resources/requests/cpu', '500', 'odd-amount warning: "500" are 500 whole cores'],
    [
      'Deployment web',
      'main/resources/requests/cpu',
      '500u',
      'odd-amount warning: "500u" of a core is taken as 1m, the least that there is',
    ],
    [
      'Deployment web',
      'main/resources/requests/memory',
      '64m',
      'odd-amount warning: "64m" of memory are thousandths of a byte, which ask for nothing',
    ],
    [
      'DaemonSet agent',
      'main/ports/0/hostPort',
      80,
      'surge-with-host-port error: the new pod waits for port 80 of the node, which the old one keeps until the new one is ready',
    ],
    [
      'Service redis',
      '/spec/ports/0/nodePort',
      30080,
      'duplicate-node-port error: v1 Service sovd-webapp/web has the port 30080 (TCP) of the nodes',
    ],
  ])('say what proves it: %s with another %s', (object, field, value, message) => {
    expect(messages(broken(effects, object, field, value))).toEqual([message]);
  });

  test('are of a role as a whole: what another rule of it gives is left over and only a warning', () => {
    const wrongGroup = broken(effects, 'Role web', '/rules/4', {
      apiGroups: [''],
      resources: ['pods', 'deployments'],
      verbs: ['get'],
    });
    expect(messages(wrongGroup)).toEqual([
      expect.stringMatching(/^unknown-resource warning: there are no deployments/),
    ]);
    const nowhere = broken(wrongGroup, 'Role web', '/rules/1', removed);
    expect(messages(nowhere)).toEqual([expect.stringMatching(/^unknown-resource error: there are no deployments/)]);
    expect(messages({ ...nowhere, source: 'folder' })).toEqual([expect.stringMatching(/^unknown-resource warning/)]);
    const alone = broken(nowhere, 'Role web', '/rules/4/resources', ['deployments']);
    expect(messages({ ...alone, source: 'folder' })).toEqual([expect.stringMatching(/^unknown-resource error/)]);
  });

  test('count the bytes of a ConfigMap and of a Secret as the API server does', () => {
    const sized = (object: JsonObject) =>
      messages({ objects: [{ object }] }).filter((message) => message.startsWith('large-data'));
    const text = (bytes: number) => 'x'.repeat(bytes);
    const limit = 1_048_576;
    const base64 = (bytes: number) => Buffer.from(text(bytes)).toString('base64');
    expect(sized(made('v1 ConfigMap a', { data: { a: text(limit) } }))).toEqual([]);
    expect(sized(made('v1 ConfigMap a', { data: { a: text(limit), b: 'x' } }))).toHaveLength(1);
    expect(sized(made('v1 ConfigMap a', { data: { a: 'ä'.repeat(limit / 2), b: 'x' } }))).toHaveLength(1);
    expect(sized(made('v1 ConfigMap a', { binaryData: { a: base64(limit) } }))).toEqual([]);
    expect(sized(made('v1 ConfigMap a', { binaryData: { a: base64(limit + 1) } }))).toHaveLength(1);
    expect(sized(made('v1 Secret a', { data: { a: base64(limit) }, stringData: { a: 'x' } }))).toEqual([]);
    expect(sized(made('v1 Secret a', { data: { a: base64(limit) }, stringData: { b: 'x' } }))).toHaveLength(1);
  });

  test('do not trust a pod that declares no ports to listen only where its Services lead', () => {
    const silent = broken(effects, 'Deployment web', 'main/ports', []);
    const [found, ...others] = messages(broken(silent, 'NetworkPolicy web', '/spec/ingress/0/ports/0/port', 80));
    expect(found).toMatch(/^policy-service-port warning: 80 is the port of the Service "web"/);
    expect(others).toEqual([]);
  });

  test('take a declared PriorityClass for one that is there', () => {
    const without = broken(effects, 'Deployment web', 'pod/priorityClassName', 'platform');
    const declared = { kind: 'PriorityClass' as const, name: 'platform', reason: 'of the cluster' };
    expect(breachesOf(effectRules, without)).toHaveLength(1);
    expect(breachesOf(effectRules, { ...without, externals: [declared] })).toEqual([]);
  });

  test('take two Services of one port in two files of a folder for variants', () => {
    const clash = broken(effects, 'Service redis', '/spec/ports/0/nodePort', 30080);
    const inFolder = (file: string): CheckInput => ({
      ...clash,
      source: 'folder',
      objects: clash.objects.map((each, i) => ({ ...each, file: i % 2 === 0 ? 'a.yaml' : file })),
    });
    expect(messages(inFolder('a.yaml'))).toEqual([expect.stringContaining('duplicate-node-port error')]);
    expect(messages(inFolder('b.yaml'))).toEqual([expect.stringContaining('duplicate-node-port warning')]);
  });

  test('let daemons have a port of the node whose update takes the old pod away, or is made by hand', () => {
    const onNode = broken(effects, 'DaemonSet agent', 'main/ports/0/hostPort', 9100);
    const updated = (type: string | undefined, maxSurge: number | string) =>
      messages(
        broken(onNode, 'DaemonSet agent', '/spec/updateStrategy', {
          ...(type === undefined ? {} : { type }),
          rollingUpdate: { maxSurge, maxUnavailable: 0 },
        }),
      );
    expect(updated(undefined, '10%')).toHaveLength(1);
    expect([updated('RollingUpdate', '0%'), updated('RollingUpdate', 0), updated('OnDelete', 1)]).toEqual([[], [], []]);
    expect(messages(broken(effects, 'DaemonSet agent', 'main/ports/0/hostPort', 0))).toEqual([]);
  });

  test('say of a claim that nobody mounts when the class of the output binds it', () => {
    const unmounted = broken(effects, 'Deployment web', 'pod/volumes/3', { name: 'data', emptyDir: {} });
    const ofClass = broken(unmounted, 'PersistentVolumeClaim data', '/spec/storageClassName', 'local');
    const local = (volumeBindingMode: string) =>
      messages(
        withObject(ofClass, {
          ...made('storage.k8s.io/v1 StorageClass local', {}),
          volumeBindingMode,
          metadata: { name: 'local' },
        }),
      );
    expect(messages(ofClass)).toEqual([expect.stringContaining('so that it may stay unbound while Helm waits for it')]);
    expect(local('WaitForFirstConsumer')).toEqual([
      expect.stringContaining('which its class binds with its first pod, so that it stays unbound while Helm waits'),
    ]);
    expect(local('Immediate')).toEqual([]);
  });

  test('wait for a claim that only a hook or a CronJob mounts', () => {
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    const template = { spec: { containers: [], volumes } };
    const claimOf = (object: JsonObject) =>
      messages(withObject(broken(effects, 'Deployment web', 'pod/volumes/3', { name: 'data', emptyDir: {} }), object));
    const job = made('batch/v1 Job load', { spec: { template } });
    expect(claimOf(job)).toEqual([]);
    expect(
      claimOf({ ...job, metadata: { ...mapOf(job['metadata']), annotations: { 'helm.sh/hook': 'post-install' } } }),
    ).toEqual([expect.stringContaining('only the hook "load" mounts this claim')]);
    expect(claimOf(made('batch/v1 CronJob save', { spec: { jobTemplate: { spec: { template } } } }))).toEqual([
      expect.stringContaining('only the CronJob "save" mounts this claim'),
    ]);
    expect(claimOf(made('example.com/v1 Machine m', { spec: { disk: 'data' } }))).toEqual([]);
    const set = { spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] } };
    const ofSet = withObject(
      broken(effects, 'PersistentVolumeClaim data', '/metadata/name', 'data-db-0'),
      made('apps/v1 StatefulSet db', set),
    );
    expect(messages(ofSet)).toEqual([]);
  });

  test('are policies where the output proves nothing, so that they can be switched off', () => {
    const only = { ...broken(effects, 'Deployment web', 'main/resources/requests/cpu', '500') };
    const codes = (input: CheckInput) => checkAll([input]).findings.map(({ code }) => code);
    expect(codes(only)).toContain('odd-amount');
    expect(codes({ ...only, rules: [{ from: 'test', rules: { 'odd-amount': 'off' } }] })).not.toContain('odd-amount');
  });
});
