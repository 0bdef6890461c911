import type { PlainObject } from '../../printing/trees';
import type { Ground } from './ground';
import { look } from './look';
import { textAt, titleOf } from './objects';
import { ownEntry } from './ownership';
import { remove } from './prune';
import { endOf } from './readiness';
import { sleep } from './wait';

/*
 * The Job of a hook has a hash of its content in its name: one that is there under this name has done, or failed to do, just what this
 * one would do.
 */

/** Of some objects those that are applied: no hook that runs after a deletion, and no Job of a hook that is complete already. */
export function wantedOf(ground: Ground, objects: readonly PlainObject[]): PlainObject[] {
  const { say } = ground.options;
  return objects.filter((plain) => {
    const events = plain.manifest?.hook?.events;
    if (events?.every((event) => event.endsWith('-delete'))) {
      say(`left out   ${ground.titleOf(plain)}: it runs where the system is removed (${events.join(', ')})`);
      return false;
    }
    const there = ground.beforeOf(plain);
    if (!events || !there || endOf(there) !== 'complete') return true;
    const time = textAt(there, 'status', 'completionTime');
    say(`left out   ${ground.titleOf(plain)}: is complete${time === '' ? '' : ` since ${time}`}, and is not run again`);
    return false;
  });
}

/**
 * Removes Jobs of hooks that have failed in an earlier run, as their delete policy says, so that they run again.
 *
 * @param deadline the time of `Date.now()` until which they must be gone
 * @param stop says where it ends, and ends it
 */
export async function clearFailedHooks(
  ground: Ground,
  objects: readonly PlainObject[],
  deadline: number,
  stop: () => never,
): Promise<void> {
  const { kubectl, target, home, options } = ground;
  const { say, tell, interrupted, pace } = options;
  const failed = objects.filter((plain) => {
    const there = ground.beforeOf(plain);
    return plain.manifest?.hook && there && endOf(there) === 'failed';
  });
  if (failed.length === 0) return;
  for (const plain of failed) {
    const isOurs = ownEntry(ground.beforeOf(plain)!) !== undefined;
    if (isOurs && plain.manifest!.hook!.deletePolicies.includes('before-hook-creation')) continue;
    const { name, namespace } = ground.placed(plain);
    tell(`failed     ${ground.titleOf(plain)}: has failed in an earlier run, and would not run again`);
    tell(
      `    See why it failed, and remove it: kubectl --context ${target.context} --namespace ${namespace} delete job ${name}`,
    );
    stop();
  }
  const identities = failed.map((plain) => ground.placed(plain));
  const titles = identities.map(titleOf).join(', ');
  const problem = await remove(kubectl, identities);
  if (problem !== undefined) {
    tell(`failed     ${titles}: failed in an earlier run, and could not be removed: ${problem}`);
    stop();
  }
  for (const plain of failed) say(`removed    ${ground.titleOf(plain)}: it failed in an earlier run, and runs again`);
  for (;;) {
    const looked = await look(kubectl, identities, home, { signal: interrupted });
    if (interrupted.aborted) stop();
    if (looked.kind === 'seen' && looked.objects.size === 0) return;
    if (Date.now() > deadline) {
      tell(`failed     ${titles}: is being removed, and is not gone in time`);
      stop();
    }
    await sleep(pace.first, interrupted);
  }
}
