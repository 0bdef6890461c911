import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { phases, type HookSpec } from '../../core/manifest';
import type { JsonObject } from '../../core/values';
import { kubectlVersions } from '../../judging/verify/tools';
import { type PlainObject, plainStages } from '../../printing/trees';
import { apply } from './apply';
import type { Cluster } from './cluster.fixture';
import { targetOf } from './context';
import type { ApplyOptions, Plan } from './ground';
import { Kubectl } from './kubectl';
import { identityOf } from './objects';

/** A folder for kubectl's configuration and what it remembers of a server. */
const folder = mkdtempSync(join(tmpdir(), 'chartwright-apply-'));

export const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });

/** The oldest and the newest kubectl that there is. */
export const kubectls = kubectlVersions();

/** The variables by which kubectl, also one that another program starts, finds a cluster. */
export function variablesFor(cluster: Cluster): { readonly KUBECONFIG: string; readonly KUBECACHEDIR: string } {
  const config = join(folder, `config-${new URL(cluster.url).port}`);
  writeFileSync(config, cluster.kubeconfig());
  return { KUBECONFIG: config, KUBECACHEDIR: join(folder, 'cache') };
}

/** An object of a plan: the number of its file, the object and, of a hook, what makes it one. */
export type Printed = readonly [number: number, object: JsonObject, hook?: HookSpec];

const digits = (number: number) => String(number).padStart(2, '0');

/** The stage of a number, `30-pre-deploy` of 35. */
const stageOf = (number: number): string => {
  const [phase, first] = Object.entries(phases).findLast(([, first]) => first <= number)!;
  return `${digits(first)}-${phase}`;
};

export const planOf = (printed: readonly Printed[], more: Partial<Plan> = {}): Plan => {
  const plain = printed.map(([number, object, hook]): PlainObject => {
    const { kind, name, apiVersion } = identityOf(object);
    const stage = stageOf(number);
    const file = `${stage}/${digits(number)}-${name}`;
    const manifest = { construct: `shop/${name}`, apiVersion, kind, file: name, place: number, object: {} };
    return { file, stage, place: number, object, manifest: hook ? { ...manifest, hook } : manifest };
  });
  return {
    system: 'shop',
    environment: 'local',
    namespace: 'shop',
    stages: plainStages(plain),
    originOf: ({ manifest }) => manifest && `${manifest.construct} at main.ts:7:3`,
    ...more,
  };
};

export interface Result {
  readonly isDone: boolean;
  /** What was printed, times as `T`. */
  readonly said: string;
  /** What was told to be wrong. */
  readonly told: string;
}

/** Applies a plan to a cluster in this process, by the real kubectl. */
export async function applyTo(
  cluster: Cluster,
  plan: Plan,
  { kubectl = kubectls.at(-1)!.path, ...more }: Partial<ApplyOptions> & { readonly kubectl?: string } = {},
): Promise<Result> {
  Object.assign(process.env, variablesFor(cluster));
  const program = new Kubectl(kubectl);
  const target = await targetOf(program, 'test');
  const [said, told]: [string[], string[]] = [[], []];
  const isDone = await apply(program.for('test'), target, plan, {
    isDry: false,
    timeout: 60_000,
    prune: 'never',
    forceConflicts: false,
    interrupted: new AbortController().signal,
    killed: new AbortController().signal,
    say: (line) => said.push(line),
    tell: (line) => told.push(line),
    ask: () => Promise.reject(new Error('nobody expects to be asked')),
    pace: { first: 10, longest: 20, pods: 60_000 },
    ...more,
  });
  const text = (lines: readonly string[]) => lines.map((line) => `${line.replace(/\d+\.\d s\b/, 'T s')}\n`).join('');
  return { isDone, said: text(said), told: text(told) };
}

const inShop = (apiVersion: string, kind: string, name: string, more: JsonObject = {}): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'shop' },
  ...more,
});

/** Small objects of each kind that matters. */
export const make = {
  namespace: (): JsonObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }),
  configMap: (name: string, text = 'one'): JsonObject => inShop('v1', 'ConfigMap', name, { data: { text } }),
  claim: (name: string, storageClassName: string): JsonObject =>
    inShop('v1', 'PersistentVolumeClaim', name, { spec: { storageClassName } }),
  deployment: (name: string, replicas = 2): JsonObject => inShop('apps/v1', 'Deployment', name, { spec: { replicas } }),
  statefulSet: (name: string): JsonObject => inShop('apps/v1', 'StatefulSet', name, { spec: { replicas: 1 } }),
  job: (name: string): JsonObject => inShop('batch/v1', 'Job', name, { spec: { backoffLimit: 0 } }),
  externalSecret: (name: string): JsonObject => inShop('external-secrets.io/v1', 'ExternalSecret', name),
  clusterRole: (name: string): JsonObject => ({
    ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name } },
  }),
};

/** How a migration runs before the workloads, in the words of Helm. */
export const migration: HookSpec = {
  events: ['pre-install', 'pre-upgrade'],
  weight: 0,
  deletePolicies: ['before-hook-creation'],
};
