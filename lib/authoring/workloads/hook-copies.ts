import type { ApiObject } from 'cdk8s';
import { Comment, Hook, type HookEvent } from '../../core/manifest';

/** Makes an object a hook that is there for the sake of another hook, of a higher weight, which finds nothing of the release. */
export function copyForHook(object: ApiObject, hook: string, events: readonly HookEvent[], weight: number): void {
  Hook.of(object)
    .on(...events)
    .weight(weight);
  Comment.of(object).set(
    `For the hook ${hook} alone: it runs before the objects of the release exist.\nGone when the hook has succeeded.`,
  );
}
