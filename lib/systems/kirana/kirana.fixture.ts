import { App } from 'cdk8s';
import { printChart } from '../../printing/chart';
import { environmentOf, releaseOf, systemsOf } from '../../program/app';
import { plainObjects } from '../../printing/trees';
import type { JsonObject, Overrides } from '../../core/values';
import type { KubernetesObject } from '../../judging/verify/kubernetes-object';
import { at, Objects } from '../output.fixture';
import { Kirana } from './kirana';
import type { Values } from './values';

const app = new App();
const chart = new Kirana(app);
const [system] = systemsOf(app);

export const environmentNames = ['local', 'production'] as const;
export type EnvironmentName = (typeof environmentNames)[number];

/** The objects of an environment as they are written to `dist/`, with further values on top. */
export function objectsIn(environment: EnvironmentName, overrides: Overrides<typeof Values> = {}): Objects {
  const values = overrides as unknown as JsonObject;
  const release = releaseOf(
    system!,
    environmentOf(system!, environment),
    Object.keys(values).length > 0 ? [{ name: 'the test', values }] : [],
  );
  const plain = plainObjects(system!.manifests, release, {});
  return new Objects(plain.map(({ object }) => object as unknown as KubernetesObject));
}

/** The mode in which the Prometheus Operator of the cluster does the work. */
export const operatorMode: Overrides<typeof Values> = { monitoring: { mode: 'operator' } };

/** A file of a ConfigMap. */
export const fileOf = (objects: Objects, configMap: string, name: string): string =>
  String(at(objects.get('ConfigMap', configMap), 'data', name));

/** The files of the chart. */
export const chartFiles = (): ReadonlyMap<string, string> => printChart(system!.definition, system!.manifests).files;

export { chart, system };
