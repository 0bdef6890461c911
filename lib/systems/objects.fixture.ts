import { App } from 'cdk8s';
import type { JsonObject } from '../core/values';
import type { KubernetesObject } from '../judging/verify/kubernetes-object';
import { plainObjects } from '../printing/trees';
import { environmentOf, releaseOf, systemsOf } from '../program/app';
import { FamilyGifting } from './family-gifting/family-gifting';
import { Kirana } from './kirana/kirana';
import { Microshop } from './microshop/microshop';
import { Objects } from './output.fixture';

const classes = { 'family-gifting': FamilyGifting, kirana: Kirana, microshop: Microshop } satisfies {
  readonly [name: string]: new (app: App) => unknown;
};
export type SystemName = keyof typeof classes;

const made = new Map<SystemName, ReturnType<typeof systemsOf>[number]>();

/** A system by its name, made once. */
function systemOf(name: SystemName) {
  const known = made.get(name);
  if (known) return known;
  const app = new App();
  new classes[name](app);
  const [system] = systemsOf(app);
  made.set(name, system!);
  return system!;
}

/** The objects of an environment with values of users on top; fails with what the chart refuses. */
export function objectsWith(name: SystemName, values: JsonObject, environment = 'production'): Objects {
  const system = systemOf(name);
  const release = releaseOf(system, environmentOf(system, environment), [{ name: 'the test', values }]);
  const plain = plainObjects(system.manifests, release, {});
  return new Objects(plain.map(({ object }) => object as unknown as KubernetesObject));
}
