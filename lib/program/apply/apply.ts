import type { PlainObject, PlainStage } from '../../printing/trees';
import { changeOf, type Change } from './changes';
import type { Target } from './context';
import { dryRun } from './dry-run';
import { clearFailedHooks, wantedOf } from './earlier-jobs';
import { explain } from './explain';
import { Ground, Stopped, type ApplyOptions, type Plan } from './ground';
import type { Kubectl } from './kubectl';
import { Listing } from './listing';
import { look } from './look';
import { counted, identityOf, titleOf, type Identity } from './objects';
import { inventoryIdentity } from './inventory';
import { isAwaited } from './readiness';
import { takenBy } from './rivals';
import { send } from './sent';
import { stepsOf } from './stages';
import { waitFor, type Waited } from './wait';

/**
 * Applies an environment stage by stage: a stage begins when all objects of the one before are ready. Nothing of later stages is applied
 * where one fails.
 *
 * @returns whether all was applied and became ready
 */
export async function apply(kubectl: Kubectl, target: Target, plan: Plan, options: ApplyOptions): Promise<boolean> {
  const ground = new Ground(kubectl, target, plan, options);
  const listing = new Listing(ground);
  try {
    const unknown = await lookBefore(ground, listing);
    if (options.isDry) {
      await dryRun(ground, listing, unknown);
      return true;
    }
    // Where this apply makes the namespace, the list is written as soon as that is there.
    const namespace = ground.all.find((plain) => ground.isOwnNamespace(plain));
    if (!namespace || ground.beforeOf(namespace)) await listing.begin();
    for (const [i, each] of plan.stages.entries()) await applyStage(ground, listing, each, plan.stages.slice(i + 1));
    await listing.prune();
    return true;
  } catch (error) {
    if (error instanceof Stopped) return false;
    throw error;
  }
}

/**
 * Looks at what there is: the objects, and the list of what an earlier apply has made.
 *
 * @returns what is of a kind that the cluster does not know
 */
async function lookBefore(ground: Ground, listing: Listing): Promise<readonly Identity[]> {
  const { kubectl, home, options } = ground;
  const signal = options.interrupted;
  const all = ground.all.map((plain) => ground.placed(plain));
  let looked = await look(kubectl, [...all, listing.identity], home, { signal });
  if (looked.kind === 'seen') ground.before = looked.objects;
  else if (looked.kind === 'refused' && !signal.aborted) {
    options.say(`what is there cannot be read, so that changes are not told apart: ${looked.message}`);
    looked = await look(kubectl, [listing.identity], home, { signal });
  }
  if (signal.aborted) ground.stopAtOnce();
  if (looked.kind !== 'seen') {
    options.tell(`failed     to look at what is there: ${looked.message}`);
    ground.stopAtOnce();
  }
  listing.read(looked.objects);
  await lookForRivals(ground);
  return looked.unknown;
}

/** Goes no further where another environment has applied some of these objects here, and the two would undo each other's changes. */
async function lookForRivals(ground: Ground): Promise<void> {
  const { kubectl, home, plan, target, options } = ground;
  const { rivals = [] } = plan;
  if (rivals.length === 0) return;
  const looked = await look(kubectl, rivals.map(inventoryIdentity), home, { signal: options.interrupted });
  if (looked.kind !== 'seen') {
    if (options.interrupted.aborted) ground.stopAtOnce();
    options.say(`whether other environments were applied here cannot be read: ${looked.message}`);
    return;
  }
  const lines = rivals.flatMap((rival) => {
    const [first, ...more] = takenBy(rival, looked.objects.get(ground.keyOf(inventoryIdentity(rival))), home);
    if (!first) return [];
    const rest = more.length === 0 ? '' : ` and ${counted(more.length, 'further object')}`;
    return [
      `${rival.system} ${rival.environment} was applied in ${target.context} too, and prints ${titleOf(first)}${rest} in another form`,
    ];
  });
  if (options.forceConflicts) return lines.forEach((line) => options.say(`taken over ${line}`));
  if (lines.length === 0) return;
  for (const line of lines) options.tell(`failed     ${line}: each of the two would undo what the other applies`);
  options.tell(
    '    Give one of them a namespace of its own or another context, or go on all the same with --force-conflicts.',
  );
  ground.stopAtOnce();
}

/** Applies one stage, step by step, and waits until all of it is ready. */
async function applyStage(
  ground: Ground,
  listing: Listing,
  stage: PlainStage,
  later: readonly PlainStage[],
): Promise<void> {
  const { say, timeout } = ground.options;
  const begun = Date.now();
  say(`stage ${stage.name}: ${counted(stage.objects.length)}`);
  const made = { created: 0, changed: 0, unchanged: 0 };
  for (const step of stepsOf(stage)) {
    const stop = () => ground.stop(`in stage ${stage.name}`, later);
    for (const change of await applyStep(ground, listing, step, begun + timeout, stop)) made[change]++;
  }
  const parts = Object.entries(made).flatMap(([change, count]) => (count === 0 ? [] : `${count} ${change}`));
  const summary = parts.length > 0 ? `: ${parts.join(', ')}` : '';
  say(`stage ${stage.name} is ready after ${((Date.now() - begun) / 1000).toFixed(1)} s${summary}`);
}

/** Applies what belongs together, once, and waits for it. */
async function applyStep(
  ground: Ground,
  listing: Listing,
  step: readonly PlainObject[],
  deadline: number,
  stop: () => never,
): Promise<readonly Change[]> {
  const { kubectl, home } = ground;
  const { say, forceConflicts, interrupted, killed, pace } = ground.options;
  if (interrupted.aborted) stop();
  const wanted = wantedOf(ground, step);
  await clearFailedHooks(ground, wanted, deadline, stop);
  if (wanted.length === 0) return [];
  const sent = await send(kubectl, wanted, { isDry: false, forceConflicts, deadline, signal: killed });
  for (const warning of sent.warnings) say(warning);
  const identities = sent.applied.map((plain) => ground.placed(plain));
  const looked = await look(kubectl, identities, home, { signal: killed });
  const seen = looked.kind === 'seen' ? looked.objects : undefined;
  const changes = sent.applied.flatMap((plain) => {
    const after = seen?.get(ground.keyOf(ground.placed(plain)));
    const change = ground.before && after && changeOf(ground.beforeOf(plain), after);
    if (change !== 'unchanged') say(`${(change ?? 'applied').padEnd(11)}${ground.titleOf(plain)}`);
    return change ?? [];
  });
  if (sent.refused.length > 0) {
    ground.tellRefused(sent);
    stop();
  }
  if (!listing.isWritten && step.some((plain) => ground.isOwnNamespace(plain))) await listing.begin();
  const awaited = sent.applied.filter(({ object }) => isAwaited(object)).map(({ object }) => object);
  if (awaited.length === 0) return changes;
  const waited = await waitFor(kubectl, awaited, { home, deadline, signal: interrupted, say, pace, seen });
  if (waited.kind !== 'ready') {
    await tellWaited(ground, waited);
    stop();
  }
  return changes;
}

/** Says what kept objects from being ready. */
async function tellWaited(
  { kubectl, options: { tell, timeout } }: Ground,
  waited: Exclude<Waited, { readonly kind: 'ready' }>,
): Promise<void> {
  if (waited.kind === 'refused') return tell(`failed     to look at what was applied: ${waited.message}`);
  if (waited.kind === 'interrupted') {
    const titles = waited.objects.map((object) => titleOf(identityOf(object)));
    return tell(`It was waiting for ${titles.join(', ')}.`);
  }
  for (const { object, text } of waited.objects) {
    const late = waited.kind === 'late' ? `is not ready after ${timeout / 1000} s: ` : '';
    tell(`failed     ${titleOf(identityOf(object))}: ${late}${text}`);
    for (const line of await explain(kubectl, object)) tell(`    ${line}`);
  }
}
