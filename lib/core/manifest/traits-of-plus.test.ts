import { describe, expect, test } from '@jest/globals';
import { App, Cron, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { boolean, values } from '../values';
import { Exception, declarationsBelow } from './declarations';
import { HelmChart } from './helm-chart';
import { versions, type Plus } from './plus.fixture';
import { synthesize } from './synthesize';
import { Comment } from './comment';
import { ApplyPhase, Binding, Condition, Hook, Retain } from './traits';

/* What is said of a construct of cdk8s-plus arrives at the object that it is. */

const Values = values({ enabled: boolean(true, 'Whether it is there') });

const empty = () =>
  new HelmChart(new App(), 'shop', {
    values: Values,
    environments: { local: { values: {} } },
    version: '1.0.0',
    appVersion: '1.0.0',
    description: 'A shop',
  });

type Makes = (plus: Plus, scope: Construct) => Construct;

const pods = { containers: [{ image: 'x' }] };
const account = (plus: Plus, scope: Construct) => new plus.ServiceAccount(scope, 'account');
const role = (plus: Plus, scope: Construct) => new plus.ClusterRole(scope, 'role');

/** Every construct that makes an object, by its name. */
const constructs: { readonly [name: string]: Makes } = {
  AwsElasticBlockStorePersistentVolume: (plus, scope) =>
    new plus.AwsElasticBlockStorePersistentVolume(scope, 'it', { volumeId: 'vol-1' }),
  AzureDiskPersistentVolume: (plus, scope) =>
    new plus.AzureDiskPersistentVolume(scope, 'it', { diskName: 'disk', diskUri: '/disk' }),
  BasicAuthSecret: (plus, scope) => new plus.BasicAuthSecret(scope, 'it', { username: 'me', password: 'none' }),
  ClusterRole: (plus, scope) => new plus.ClusterRole(scope, 'it'),
  ClusterRoleBinding: (plus, scope) => new plus.ClusterRoleBinding(scope, 'it', { role: role(plus, scope) }),
  ConfigMap: (plus, scope) => new plus.ConfigMap(scope, 'it', { data: { key: 'value' } }),
  CronJob: (plus, scope) => new plus.CronJob(scope, 'it', { ...pods, schedule: Cron.daily() }),
  DaemonSet: (plus, scope) => new plus.DaemonSet(scope, 'it', pods),
  Deployment: (plus, scope) => new plus.Deployment(scope, 'it', pods),
  DockerConfigSecret: (plus, scope) => new plus.DockerConfigSecret(scope, 'it', { data: {} }),
  GCEPersistentDiskPersistentVolume: (plus, scope) =>
    new plus.GCEPersistentDiskPersistentVolume(scope, 'it', { pdName: 'disk' }),
  HorizontalPodAutoscaler: (plus, scope) =>
    new plus.HorizontalPodAutoscaler(scope, 'it', {
      target: new plus.Deployment(scope, 'other', pods),
      maxReplicas: 3,
    }),
  Ingress: (plus, scope) =>
    new plus.Ingress(scope, 'it', {
      defaultBackend: plus.IngressBackend.fromService(new plus.Service(scope, 'other', { ports: [{ port: 80 }] })),
    }),
  Job: (plus, scope) => new plus.Job(scope, 'it', pods),
  Namespace: (plus, scope) => new plus.Namespace(scope, 'it'),
  NetworkPolicy: (plus, scope) => new plus.NetworkPolicy(scope, 'it'),
  PersistentVolumeClaim: (plus, scope) => new plus.PersistentVolumeClaim(scope, 'it', { storage: Size.gibibytes(1) }),
  Pod: (plus, scope) => new plus.Pod(scope, 'it', pods),
  Role: (plus, scope) => new plus.Role(scope, 'it'),
  RoleBinding: (plus, scope) => new plus.RoleBinding(scope, 'it', { role: role(plus, scope) }),
  Secret: (plus, scope) => new plus.Secret(scope, 'it', { stringData: { key: 'none' } }),
  Service: (plus, scope) => new plus.Service(scope, 'it', { ports: [{ port: 80 }] }),
  ServiceAccount: (plus, scope) => new plus.ServiceAccount(scope, 'it'),
  ServiceAccountTokenSecret: (plus, scope) =>
    new plus.ServiceAccountTokenSecret(scope, 'it', { serviceAccount: account(plus, scope) }),
  SshAuthSecret: (plus, scope) => new plus.SshAuthSecret(scope, 'it', { sshPrivateKey: 'none' }),
  StatefulSet: (plus, scope) => new plus.StatefulSet(scope, 'it', { containers: [{ image: 'x', portNumber: 80 }] }),
  TlsSecret: (plus, scope) => new plus.TlsSecret(scope, 'it', { tlsCert: 'none', tlsKey: 'none' }),
};

describe.each(versions)('constructs of %s', (_, plus) => {
  test('are all here', () => {
    const { Resource, AbstractPod, Workload, PersistentVolume } = plus;
    const shared: readonly unknown[] = [Resource, AbstractPod, Workload, PersistentVolume];
    const found = Object.entries(plus).flatMap(([name, each]) =>
      typeof each === 'function' && each.prototype instanceof Resource && !shared.includes(each) ? [name] : [],
    );
    expect(found.sort()).toEqual(Object.keys(constructs).sort());
  });

  test.each(Object.entries(constructs))('%s takes all that is said of an object', (_name, make) => {
    const chart = empty();
    const it = make(plus, chart);
    Hook.of(it).on('post-install').weight(3);
    Comment.of(it).set('For a reason.');
    Binding.of(it).set('/metadata/annotations/bound', 'yes');
    Retain.of(it).always();
    Condition.of(it).when(chart.values.enabled);
    ApplyPhase.of(it).set('operation');
    Exception.of(it).allow('latest-image', 'A test.');
    const { manifests } = synthesize(chart.node.root)[0]!;
    const [own, ...others] = manifests.filter(({ construct }) => construct === 'shop/it/Resource');
    expect(others).toEqual([]);
    expect(own).toMatchObject({
      hook: { events: ['post-install'], weight: 3 },
      comment: 'For a reason.',
      retain: true,
      condition: chart.values.enabled,
      object: { metadata: { annotations: { parts: [{ bound: 'yes' }, expect.anything()] } } },
    });
    // One later where it depends on another object.
    expect(own!.place).toBeGreaterThanOrEqual(50);
    expect(manifests.filter(({ hook, retain, comment }) => hook ?? retain ?? comment)).toEqual([own]);
    expect(declarationsBelow(chart).exceptions).toMatchObject([{ construct: 'shop/it' }]);
  });

  test('are hooks, kept and conditional together, where it is said of what holds them', () => {
    const chart = empty();
    const around = new Construct(chart, 'around');
    Hook.of(around).on('pre-delete').weight(2);
    Retain.of(around).always();
    Condition.of(around).when(chart.values.enabled);
    const job = new plus.Job(around, 'job', pods);
    new plus.ConfigMap(around, 'settings', { data: { key: 'value' } });
    new plus.ConfigMap(chart, 'outside', { data: { key: 'value' } });
    Hook.of(job).on('post-delete');
    const said = synthesize(chart.node.root)[0]!.manifests.map(({ construct, hook, retain, condition }) => ({
      construct,
      hook: hook && [...hook.events, hook.weight],
      retain,
      isConditional: condition === chart.values.enabled,
    }));
    expect(said).toEqual([
      { construct: 'shop/around/settings/Resource', hook: ['pre-delete', 2], retain: true, isConditional: true },
      { construct: 'shop/outside/Resource', hook: undefined, retain: undefined, isConditional: false },
      { construct: 'shop/around/job/Resource', hook: ['post-delete', 0], retain: true, isConditional: true },
    ]);
  });

  test('of which several are in a construct have no one place or comment', () => {
    const chart = empty();
    const around = new Construct(chart, 'around');
    expect(() => Comment.of(around)).toThrow(/object of Comment\.of\(\) has no object in it/);
    new plus.Job(around, 'job', pods);
    new plus.Secret(around, 'secret');
    expect(() => Binding.of(around)).toThrow(
      /has 2 objects in it: shop\/around\/job\/Resource, shop\/around\/secret\/Resource.*Say it of the one/s,
    );
  });
});
