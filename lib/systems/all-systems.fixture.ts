import { App } from 'cdk8s';
import { systemsOf, type System } from '../program/app';
import { systems } from './index';

let known: readonly System[] | undefined;

/** All systems of this repository, in one app. They are made once for all test files of a worker, which only read them. */
export function allSystems(): readonly System[] {
  if (known) return known;
  const app = new App();
  for (const Declared of systems) new Declared(app);
  return (known = systemsOf(app));
}
