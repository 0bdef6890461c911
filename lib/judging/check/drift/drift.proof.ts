import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import type { Json, JsonObject } from '../../../core/values';
import {
  environmentsOf,
  helmOutputs,
  objectsOf,
  plainOutput,
  printSystems,
  type PrintedSystem,
} from '../../verify/systems.fixture';
import { helmVersions, kubectl } from '../../verify/tools';
import { made } from '../broken.fixture';
import { breachesOf } from '../case.fixture';
import { isMap, podKinds } from '../../../core/references/objects';
import { driftRules } from '.';
import { zeroFields } from './zero-fields';

/*
 * kubectl has the types of the API server: what it reads into them and prints again has lost what the server loses, and its quantities
 * have the server's form. Defaults are not filled in, so that nothing here shows what the server adds.
 */

/** What asks kubectl to read objects of a kind into its types; each asks for something that is added or there already. */
const through: { readonly [kind: string]: readonly string[] } = {
  ...Object.fromEntries(
    ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob'].map((kind) => [
      kind,
      ['serviceaccount', 'added'],
    ]),
  ),
  Service: ['selector', 'added=yes'],
  RoleBinding: ['subject', '--user=added'],
  ClusterRoleBinding: ['subject', '--user=added'],
};

/** The objects as kubectl has them in its types. */
function typed(kind: string, objects: readonly JsonObject[]): JsonObject[] {
  const [what = '', ...rest] = through[kind]!;
  const input = objects.map((object) => `${JSON.stringify(object)}\n`).join('---\n');
  const args = ['set', what, '--local', '--filename', '-', '--output', 'yaml', ...rest];
  const printed = execFileSync(kubectl().path, args, { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  return parseAllDocuments(printed).map((document) => document.toJS() as JsonObject);
}

/** The places of a value that another one lacks or has otherwise. */
function lost(value: Json | undefined, kept: Json | undefined, pointer = ''): string[] {
  if (Array.isArray(value) && value.length > 0)
    return (value as readonly Json[]).flatMap((each, i) =>
      lost(each, (kept as readonly Json[] | undefined)?.[i], `${pointer}/${i}`),
    );
  if (isMap(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, each]) =>
      lost(each, isMap(kept) ? kept[key] : undefined, `${pointer}/${key}`),
    );
  return JSON.stringify(value) === JSON.stringify(kept) ? [] : [pointer];
}

/** What `kubectl set` changes itself. */
const isAsked = (pointer: string): boolean => /\/(serviceAccountName|serviceAccount)$|^\/spec\/selector/.test(pointer);

const lostByKubectl = (objects: readonly JsonObject[]): string[] =>
  Object.keys(through).flatMap((kind) => {
    const ofKind = objects.filter((object) => object['kind'] === kind);
    if (ofKind.length === 0) return [];
    const printed = typed(kind, ofKind);
    return ofKind.flatMap((object, i) =>
      lost(object, printed[i])
        .filter((pointer) => !isAsked(pointer))
        .map((pointer) => `${kind} ${pointer}`),
    );
  });

describe('the output of every environment', () => {
  let printed: ReturnType<typeof printSystems>;
  beforeAll(() => {
    printed = printSystems();
  });
  afterAll(() => printed.remove());

  const allObjects = (system: PrintedSystem): JsonObject[] =>
    environmentsOf(system).flatMap((environment) => objectsOf(plainOutput(system, environment)) as JsonObject[]);

  test('loses nothing in the types of Kubernetes', () => {
    const objects = printed.systems.flatMap(allObjects);
    expect(objects.filter((object) => podKinds.has(String(object['kind']))).length).toBeGreaterThan(50);
    expect([...new Set(lostByKubectl(objects))]).toEqual([]);
  });

  test('is stored as both Helms render it', async () => {
    for (const system of printed.systems) {
      const outputs = await helmOutputs(helmVersions(), system.chart, environmentsOf(system));
      for (const output of outputs.flat()) {
        if (output instanceof Error) throw output;
        const objects = objectsOf(output).map((object) => ({ object: object as JsonObject }));
        expect(objects.length).toBeGreaterThan(10);
        expect(breachesOf(driftRules, { objects })).toEqual([]);
      }
    }
  });
});

describe('what the rules find', () => {
  const container = { name: 'web', image: 'web:1' };
  const workload = (kind: string, spec: JsonObject, pod: JsonObject = {}, ofContainer: JsonObject = {}) =>
    made(`apps/v1 ${kind} web`, {
      spec: {
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ ...container, ...ofContainer }], ...pod },
        },
        ...spec,
      },
    });
  const zero = (...names: readonly string[]): JsonObject =>
    Object.fromEntries(names.map((name) => [name, valueOf(name)]));
  const texts =
    /^(host|hostIP|hostname|name|nodeName|priorityClassName|subdomain|subPath|subPathExpr|value|volumeName|workingDir|clusterIP|externalName|loadBalancerIP)$/;
  const numbers = /^(hostPort|initialDelaySeconds|minReadySeconds|nodePort)$/;
  const valueOf = (name: string): Json => (texts.test(name) ? '' : numbers.test(name) ? 0 : false);
  const namesOf = (struct: string) =>
    zeroFields.filter((field) => field.startsWith(`${struct}.`)).map((field) => field.slice(struct.length + 1));
  const zerosOf = (struct: string, ...without: readonly string[]) =>
    zero(...namesOf(struct).filter((name) => !without.includes(name)));

  /** One object for each struct that kubectl reads into its types. */
  const objects = [
    ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map((kind) =>
      workload(kind, zerosOf(`apps.v1.${kind}Spec`)),
    ),
    workload(
      'Deployment',
      {},
      { ...zerosOf('core.v1.PodSpec', 'serviceAccountName'), nodeSelector: {}, tolerations: [] },
      {
        ...zerosOf('core.v1.Container', 'image'),
        args: [],
        env: [{ name: 'A', ...zerosOf('core.v1.EnvVar') }],
        ports: [{ containerPort: 80, ...zerosOf('core.v1.ContainerPort') }],
        readinessProbe: { httpGet: { port: 80, ...zerosOf('core.v1.HTTPGetAction') }, ...zerosOf('core.v1.Probe') },
        volumeMounts: [{ name: 'a', mountPath: '/a', ...zerosOf('core.v1.VolumeMount') }],
        resources: { limits: { cpu: '1000m', memory: '1024Mi' }, requests: { cpu: 0.5 } },
      },
    ),
    workload(
      'Deployment',
      {},
      {
        volumes: [
          { name: 'a', emptyDir: { sizeLimit: '2048Ki' } },
          {
            name: 'b',
            persistentVolumeClaim: { claimName: 'b', ...zerosOf('core.v1.PersistentVolumeClaimVolumeSource') },
          },
          { name: 'c', nfs: { server: 'c', path: '/', ...zerosOf('core.v1.NFSVolumeSource') } },
          { name: 'd', emptyDir: null },
        ],
      },
    ),
    workload('StatefulSet', {
      serviceName: 'web',
      volumeClaimTemplates: [
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data' },
          spec: {
            ...zerosOf('core.v1.PersistentVolumeClaimSpec'),
            storageClassName: '',
            resources: { requests: { storage: '1024Mi' } },
          },
        },
      ],
    }),
    made('v1 Service web', {
      metadata: { name: 'web', annotations: {} },
      spec: {
        ...zerosOf('core.v1.ServiceSpec'),
        externalIPs: [],
        ports: [{ port: 80, ...zerosOf('core.v1.ServicePort') }],
      },
    }),
  ];

  test('is what kubectl loses or writes otherwise, and nothing else', () => {
    const rules = driftRules.filter(({ code }) => code === 'drift-quantity' || code === 'drift-empty');
    const found = objects.flatMap((object) =>
      rules.flatMap((rule) =>
        rule.check({ objects: [{ object }] }).map(({ pointer }) => `${String(object['kind'])} ${pointer}`),
      ),
    );
    expect(lostByKubectl(objects).sort()).toEqual(found.sort());
    expect(found).toHaveLength(45);
  });

  test('does not include what kubectl keeps', () => {
    const kept = workload('Deployment', { replicas: 0 }, { automountServiceAccountToken: false, securityContext: {} });
    expect(lostByKubectl([kept])).toEqual([]);
    expect(breachesOf(driftRules, { objects: [{ object: kept }] })).toEqual([]);
  });
});
