import type { JsonObject } from '../../core/values';
import type { PlainObject } from '../../printing/trees';
import { isClusterScoped } from '../../core/kubernetes/scopes';
import { isNamespace } from '../../core/manifest/is-namespace';
import { changeOf } from './changes';
import type { Target } from './context';
import { explain } from './explain';
import { entriesOf, inventoryIdentity, inventoryObject, isInventoryOf, union, without, type Owner } from './inventory';
import type { Kubectl } from './kubectl';
import { look } from './look';
import { counted, identityOf, keyOf, textAt, titleOf, type Identity } from './objects';
import { ownEntry } from './ownership';
import { leftoversOf, listed, question, remove, Unreadable } from './prune';
import { endOf, isAwaited } from './readiness';
import { send, type Sent } from './sent';
import { stepsOf, type Stage } from './stages';
import { sleep, waitFor, type Pace, type Waited } from './wait';

/** What is applied. */
export interface Plan {
  readonly system: string;
  readonly environment: string;
  /** The namespace of the release. */
  readonly namespace: string;
  readonly stages: readonly Stage[];
  /** Where an object was made: construct and line of the app. */
  readonly originOf: (plain: PlainObject) => string | undefined;
}

export interface ApplyOptions {
  /** Asks the server, and changes nothing. */
  readonly isDry: boolean;
  /** Milliseconds for each stage. */
  readonly timeout: number;
  /** Whether what is no longer printed is removed: never, after asking, or without asking. */
  readonly prune: 'never' | 'ask' | 'always';
  /** Takes over fields that others have set. */
  readonly forceConflicts: boolean;
  /** Ends waiting; a change that was begun comes to its end. */
  readonly interrupted: AbortSignal;
  /** Ends also a change that was begun. */
  readonly killed: AbortSignal;
  /** Prints a line of progress. */
  readonly say: (line: string) => void;
  /** Prints a line of what went wrong. */
  readonly tell: (line: string) => void;
  /** Asks the user; whether the answer is yes. */
  readonly ask: (question: string) => Promise<boolean>;
  readonly pace: Pace;
}

/** The cluster did not do what it was asked; the lines that say so have been printed. */
class Stopped extends Error {}

/**
 * Applies an environment stage by stage: a stage begins when all objects of the one before are ready. Nothing of later stages is applied
 * where one fails.
 *
 * @returns whether all was applied and became ready
 */
export async function apply(kubectl: Kubectl, target: Target, plan: Plan, options: ApplyOptions): Promise<boolean> {
  try {
    await new Application(kubectl, target, plan, options).run();
    return true;
  } catch (error) {
    if (error instanceof Stopped) return false;
    throw error;
  }
}

/** One run of `apply`. */
class Application {
  private readonly printed: readonly Identity[];
  private readonly owner: Owner;
  private before: ReadonlyMap<string, JsonObject> | undefined;
  private unknown: readonly Identity[] = [];
  private listedBefore: readonly Identity[] = [];
  private isListed = false;

  constructor(
    private readonly kubectl: Kubectl,
    private readonly target: Target,
    private readonly plan: Plan,
    private readonly options: ApplyOptions,
  ) {
    this.printed = this.all().map((plain) => this.placed(plain));
    const isUsed = this.printed.some(({ namespace }) => namespace === plan.namespace);
    this.owner = { ...plan, namespace: isUsed || this.makesNamespace() ? plan.namespace : target.namespace };
  }

  async run(): Promise<void> {
    await this.lookBefore();
    if (this.options.isDry) return this.dryRun();
    if (!this.makesNamespace() || this.beforeOf(this.namespaceIdentity())) await this.list();
    for (const [i, stage] of this.plan.stages.entries()) await this.stage(stage, this.plan.stages.slice(i + 1));
    await this.prune();
  }

  /** Every object of the plan. */
  private all = () => this.plan.stages.flatMap(({ objects }) => objects);

  /** What an object is called in the cluster: with the namespace that it gets where it says none. */
  private placed({ object }: PlainObject): Identity {
    const identity = identityOf(object);
    if (identity.namespace !== undefined || isClusterScoped(identity.apiVersion, identity.kind)) return identity;
    return { ...identity, namespace: this.target.namespace };
  }

  private keyOf = (identity: Identity) => keyOf(identity, this.target.namespace);
  private beforeOf = (identity: Identity) => this.before?.get(this.keyOf(identity));
  private namespaceIdentity = (): Identity => ({
    ...{ apiVersion: 'v1', kind: 'Namespace', name: this.plan.namespace, namespace: undefined },
  });
  private makesNamespace = () => this.all().some((plain) => this.isOwnNamespace(plain));
  private isOwnNamespace = ({ object }: PlainObject) =>
    isNamespace(object) && textAt(object, 'metadata', 'name') === this.plan.namespace;

  /** Looks at what there is: the objects, and the list of what an earlier apply has made. */
  private async lookBefore(): Promise<void> {
    const inventory = inventoryIdentity(this.owner);
    const options = { signal: this.options.interrupted };
    let looked = await look(this.kubectl, [...this.printed, inventory], this.target.namespace, options);
    if (looked.kind === 'refused') {
      this.options.say(`what there is cannot be read, so that changes are not told apart: ${looked.message}`);
      looked = await look(this.kubectl, [inventory], this.target.namespace, options);
      if (looked.kind === 'seen') this.readInventory(looked.objects);
    } else if (looked.kind === 'seen') {
      this.before = looked.objects;
      this.unknown = looked.unknown;
      this.readInventory(looked.objects);
    }
    if (this.options.interrupted.aborted) this.stop('before anything was applied', []);
    if (looked.kind !== 'seen') {
      this.options.tell(`failed     the cluster: ${looked.message}`);
      this.stop('before anything was applied', []);
    }
  }

  private readInventory(objects: ReadonlyMap<string, JsonObject>): void {
    const identity = inventoryIdentity(this.owner);
    const found = objects.get(this.keyOf(identity));
    if (found && !isInventoryOf(found, this.owner)) {
      this.options.tell(`failed     ${titleOf(identity)}: is there, and is not the list of this environment`);
      this.options.tell('    Rename or remove it; chartwright keeps the list of what it applies under this name.');
      this.stop('before anything was applied', []);
    }
    this.listedBefore = entriesOf(found);
  }

  /** Asks the server about all objects that can be asked about, and changes nothing. */
  private async dryRun(): Promise<void> {
    const { say, forceConflicts, killed } = this.options;
    const made = new Set(
      this.all().flatMap(({ object }) =>
        isNamespace(object) && this.before && !this.beforeOf(identityOf(object)) ? identityOf(object).name : [],
      ),
    );
    const kinds = new Set(
      this.all()
        .filter(({ object }) => textAt(object, 'kind') === 'CustomResourceDefinition')
        .map(({ object }) => `${textAt(object, 'spec', 'group')} ${textAt(object, 'spec', 'names', 'kind')}`),
    );
    const isUnknown = (identity: Identity) =>
      this.unknown.some((each) => this.keyOf(each) === this.keyOf(identity)) &&
      kinds.has(`${identity.apiVersion.split('/')[0]} ${identity.kind}`);
    const asked: PlainObject[] = [];
    for (const plain of this.wanted(this.all())) {
      const identity = this.placed(plain);
      const why = made.has(identity.namespace ?? '') ? 'Namespace' : isUnknown(identity) ? 'definition' : undefined;
      if (why === undefined) asked.push(plain);
      else say(`not asked  ${titleOf(identity)}: its ${why} is made by this apply, and is not there yet`);
    }
    const sent = await send(this.kubectl, asked, { isDry: true, forceConflicts, signal: killed });
    for (const plain of sent.applied) {
      const isNew = this.before && !this.beforeOf(identityOf(plain.object));
      say(`${isNew ? 'would make ' : 'accepted   '}${this.titleOf(plain)}`);
    }
    if (sent.refused.length > 0) {
      this.tellRefused(sent);
      this.options.tell('The server refused; nothing was changed.');
      throw new Stopped();
    }
    for (const line of listed((await this.leftovers()).removable)) say(line);
    say(`${counted(sent.applied.length)} accepted by the server; nothing was changed`);
  }

  /** Applies one stage, step by step, and waits until all of it is ready. */
  private async stage(stage: Stage, later: readonly Stage[]): Promise<void> {
    const { say, timeout } = this.options;
    const begun = Date.now();
    say(`stage ${stage.name}: ${counted(stage.objects.length)}`);
    const made = { created: 0, changed: 0, unchanged: 0 };
    for (const step of stepsOf(stage)) {
      const seen = await this.step(stage, later, step, begun + timeout);
      for (const change of seen) made[change]++;
    }
    const parts = Object.entries(made).flatMap(([change, count]) => (count === 0 ? [] : `${count} ${change}`));
    say(`stage ${stage.name} is ready after ${seconds(begun)}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`);
  }

  private async step(stage: Stage, later: readonly Stage[], step: readonly PlainObject[], deadline: number) {
    const { say, forceConflicts, interrupted, killed, pace } = this.options;
    const stopHere = (where: string) => this.stop(`${where} stage ${stage.name}`, later);
    if (interrupted.aborted) stopHere('in');
    const wanted = this.wanted(step);
    await this.clearFailedHooks(wanted, deadline, stopHere);
    if (wanted.length === 0) return [];
    const sent = await send(this.kubectl, wanted, { isDry: false, forceConflicts, deadline, signal: killed });
    for (const warning of sent.warnings) say(warning);
    const identities = sent.applied.map((plain) => this.placed(plain));
    const looked = await look(this.kubectl, identities, this.target.namespace, { signal: killed });
    const seen = looked.kind === 'seen' ? looked.objects : undefined;
    const changes = sent.applied.flatMap((plain) => {
      const after = seen?.get(this.keyOf(this.placed(plain)));
      const change = this.before && after && changeOf(this.beforeOf(this.placed(plain)), after);
      if (change !== 'unchanged') say(`${(change ?? 'applied').padEnd(11)}${this.titleOf(plain)}`);
      return change ?? [];
    });
    if (sent.refused.length > 0) {
      this.tellRefused(sent);
      stopHere('in');
    }
    if (!this.isListed && step.some(this.isOwnNamespace)) await this.list();
    const awaited = sent.applied.filter(({ object }) => isAwaited(object)).map(({ object }) => object);
    if (awaited.length === 0) return changes;
    const home = this.target.namespace;
    const waited = await waitFor(this.kubectl, awaited, { home, deadline, signal: interrupted, say, pace, seen });
    if (waited.kind !== 'ready') {
      await this.tellWaited(waited);
      stopHere(waited.kind === 'interrupted' ? 'while waiting in' : 'in');
    }
    return changes;
  }

  /** Of some objects those that are applied: no hook that runs after a deletion, and no Job of a hook that is complete already. */
  private wanted(objects: readonly PlainObject[]): PlainObject[] {
    const { say } = this.options;
    return objects.filter((plain) => {
      const events = plain.manifest?.hook?.events;
      if (events?.every((event) => event.endsWith('-delete'))) {
        say(`left out   ${this.titleOf(plain)}: it runs where the system is removed (${events.join(', ')})`);
        return false;
      }
      const there = this.beforeOf(this.placed(plain));
      if (!events || !there || endOf(there) !== 'complete') return true;
      const time = textAt(there, 'status', 'completionTime');
      say(`left out   ${this.titleOf(plain)}: is complete${time === '' ? '' : ` since ${time}`}, and is not run again`);
      return false;
    });
  }

  /** Removes Jobs of hooks that have failed in an earlier run, as their delete policy says, so that they run again. */
  private async clearFailedHooks(
    step: readonly PlainObject[],
    deadline: number,
    stopHere: (where: string) => never,
  ): Promise<void> {
    const { say, tell, interrupted, pace } = this.options;
    const failed = step.filter((plain) => {
      const there = this.beforeOf(this.placed(plain));
      return plain.manifest?.hook && there && endOf(there) === 'failed';
    });
    if (failed.length === 0) return;
    const identities = failed.map((plain) => this.placed(plain));
    for (const [i, plain] of failed.entries()) {
      const isOurs = ownEntry(this.beforeOf(identities[i]!)!) !== undefined;
      if (isOurs && plain.manifest!.hook!.deletePolicies.includes('before-hook-creation')) {
        say(`removed    ${this.titleOf(plain)}: it failed in an earlier run, and runs again`);
        continue;
      }
      const { name, namespace } = identities[i]!;
      const command = `kubectl --context ${this.target.context} --namespace ${namespace} delete job ${name}`;
      tell(`failed     ${this.titleOf(plain)}: has failed in an earlier run, and would not run again`);
      tell(`    Look at it, and remove it: ${command}`);
      stopHere('in');
    }
    const problem = await remove(this.kubectl, identities);
    if (problem !== undefined) {
      tell(`failed     ${identities.map(titleOf).join(', ')}: could not be removed: ${problem}`);
      stopHere('in');
    }
    for (;;) {
      const looked = await look(this.kubectl, identities, this.target.namespace, { signal: interrupted });
      if (interrupted.aborted) stopHere('in');
      if (looked.kind === 'seen' && looked.objects.size === 0) return;
      if (Date.now() > deadline) {
        tell(`failed     ${identities.map(titleOf).join(', ')}: is being removed, and is not gone in time`);
        stopHere('in');
      }
      await sleep(pace.first, interrupted);
    }
  }

  /** Writes down what is about to be applied, beside what was before: whatever happens, nothing of ours is forgotten. */
  private async list(): Promise<void> {
    this.isListed = true;
    const home = this.target.namespace;
    const known = union(home, this.listedBefore, this.printed);
    if (known.length > this.listedBefore.length) await this.writeInventory(known);
  }

  private async writeInventory(entries: readonly Identity[]): Promise<void> {
    const object = inventoryObject(this.owner, entries);
    const { forceConflicts, killed } = this.options;
    const sent = await send(this.kubectl, [{ file: '', object }], { isDry: false, forceConflicts, signal: killed });
    this.listedBefore = entries;
    if (sent.refused.length === 0) return;
    this.tellRefused(sent);
    this.options.tell('    In this ConfigMap chartwright keeps the list of what it applies.');
    this.stop('as the list of what is applied could not be written', []);
  }

  private leftovers() {
    const home = this.target.namespace;
    return leftoversOf(this.kubectl, this.owner, without(home, this.listedBefore, this.printed), home);
  }

  /** Removes what an earlier apply has made and is no longer printed, where the user wants that. */
  private async prune(): Promise<void> {
    const { say, tell, prune, ask } = this.options;
    const home = this.target.namespace;
    try {
      const { removable, kept } = await this.leftovers();
      for (const { identity, why } of kept) say(`kept       ${titleOf(identity)}: no longer printed; ${why}`);
      for (const line of listed(removable)) say(line);
      const isWanted =
        removable.length > 0 &&
        (prune === 'always' || (prune === 'ask' && (await ask(question(removable, this.target.context)))));
      if (removable.length > 0 && !isWanted)
        say(`${counted(removable.length)} stay${removable.length === 1 ? 's' : ''}; --prune removes what is left over`);
      if (isWanted) {
        const problem = await remove(this.kubectl, removable);
        if (problem !== undefined) {
          tell(`failed     to remove what is left over: ${problem}`);
          tell('All that is printed was applied, and is ready.');
          throw new Stopped();
        }
        for (const identity of removable) say(`removed    ${titleOf(identity)}`);
      }
      const stays = [...kept.map(({ identity }) => identity), ...(isWanted ? [] : removable)];
      const entries = union(home, this.printed, stays);
      if (without(home, this.listedBefore, entries).length > 0) await this.writeInventory(entries);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      say(`what is left over of earlier runs could not be read, and stays: ${error.message}`);
    }
  }

  private titleOf = ({ object }: PlainObject) => titleOf(identityOf(object));

  private tellRefused({ refused }: Sent): void {
    for (const { plain, refusal } of refused) {
      const origin = plain && this.plan.originOf(plain);
      const place = origin === undefined ? '' : ` (${origin})`;
      this.options.tell(`failed     ${plain ? `${this.titleOf(plain)}${place}: ` : ''}${refusal.text}`);
    }
  }

  /** Says what kept objects from being ready. */
  private async tellWaited(waited: Exclude<Waited, { readonly kind: 'ready' }>): Promise<void> {
    const { tell, timeout } = this.options;
    if (waited.kind === 'refused') return tell(`failed     to look at what was applied: ${waited.message}`);
    if (waited.kind === 'interrupted') {
      const titles = waited.objects.map((object) => titleOf(identityOf(object)));
      return tell(`interrupted while it waited for ${titles.join(', ')}`);
    }
    for (const { object, text } of waited.objects) {
      const late = waited.kind === 'late' ? `is not ready after ${timeout / 1000} s: ` : '';
      tell(`failed     ${titleOf(identityOf(object))}: ${late}${text}`);
      for (const line of await explain(this.kubectl, object)) tell(`    ${line}`);
    }
  }

  private stop(where: string, later: readonly Stage[]): never {
    const left = later.map(({ name, objects }) => `${name} (${counted(objects.length)})`);
    const rest = left.length === 0 ? '' : ` Nothing was applied of ${left.join(', ')}.`;
    const { system, environment } = this.plan;
    const what = this.options.interrupted.aborted ? 'Interrupted' : 'Stopped';
    this.options.tell(
      `${what} ${where} of ${system} ${environment} in ${this.target.context}.${rest} What was applied stays; run the same command again to go on.`,
    );
    throw new Stopped();
  }
}

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
