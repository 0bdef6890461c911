import type { JsonObject } from '../../core/values';
import { Stopped, type Ground } from './ground';
import { entriesOf, inventoryIdentity, inventoryObject, isInventoryOf, union, without, type Owner } from './inventory';
import { counted, titleOf, type Identity } from './objects';
import { leftoversOf, listed, question, remove, Unreadable, type Leftovers } from './prune';
import { homeOfList } from './rivals';
import { send } from './sent';

/** The list of what was ever applied of an environment, in the cluster itself, and what is done with it. */
export class Listing {
  /** Whether this run has written down what it applies. */
  isWritten = false;

  private readonly owner: Owner;
  private readonly printed: readonly Identity[];
  /** What the list in the cluster has. */
  private entries: readonly Identity[] = [];

  constructor(private readonly ground: Ground) {
    const { plan, target, all } = ground;
    this.printed = all.map((plain) => ground.placed(plain));
    this.owner = { ...plan, namespace: homeOfList({ namespace: plan.namespace, plain: all }, target.namespace) };
  }

  /** The ConfigMap that has the list. */
  get identity(): Identity {
    return inventoryIdentity(this.owner);
  }

  /** Takes over the list that there is. */
  read(objects: ReadonlyMap<string, JsonObject>): void {
    const found = objects.get(this.ground.keyOf(this.identity));
    if (found && !isInventoryOf(found, this.owner)) {
      const { tell } = this.ground.options;
      tell(`failed     ${titleOf(this.identity)}: is there, and is not the list of this environment`);
      tell('    Rename or remove it; chartwright keeps the list of what it applies under this name.');
      this.ground.stopAtOnce();
    }
    this.entries = entriesOf(found);
  }

  /** Writes down what is about to be applied, beside what was before: whatever happens, nothing of ours is forgotten. */
  async begin(): Promise<void> {
    this.isWritten = true;
    const known = union(this.ground.home, this.entries, this.printed);
    if (known.length > this.entries.length) await this.write(known);
  }

  /** What is listed and no longer printed. */
  leftovers(): Promise<Leftovers> {
    const { kubectl, home } = this.ground;
    return leftoversOf(kubectl, this.owner, without(home, this.entries, this.printed), home);
  }

  /** Removes what an earlier apply has made and is no longer printed, where the user wants that. */
  async prune(): Promise<void> {
    const { say } = this.ground.options;
    try {
      await this.pruneAll();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      say(`what is left over of earlier runs could not be read, and stays: ${error.message}`);
    }
  }

  private async pruneAll(): Promise<void> {
    const { kubectl, target, home, options } = this.ground;
    const { say, tell, prune, ask } = options;
    const { removable, kept } = await this.leftovers();
    for (const { identity, why } of kept) say(`kept       ${titleOf(identity)}: no longer printed; ${why}`);
    for (const line of listed(removable)) say(line);
    const isWanted =
      removable.length > 0 &&
      (prune === 'always' || (prune === 'ask' && (await ask(question(removable, target.context)))));
    if (removable.length > 0 && !isWanted)
      say(`${counted(removable.length)} stay${removable.length === 1 ? 's' : ''}; --prune removes what is left over`);
    if (isWanted) {
      // The user may have taken a while to answer.
      const { removable: still } = prune === 'ask' ? await this.leftovers() : { removable };
      const problem = await remove(kubectl, still);
      if (problem !== undefined) {
        tell(`failed     to remove what is left over: ${problem}`);
        tell('All that is printed was applied, and is ready.');
        throw new Stopped();
      }
      for (const identity of still) say(`removed    ${titleOf(identity)}`);
    }
    const stays = [...kept.map(({ identity }) => identity), ...(isWanted ? [] : removable)];
    const entries = union(home, this.printed, stays);
    if (without(home, this.entries, entries).length > 0) await this.write(entries);
  }

  private async write(entries: readonly Identity[]): Promise<void> {
    const { kubectl, options } = this.ground;
    const object = inventoryObject(this.owner, entries);
    const { forceConflicts, killed } = options;
    const sent = await send(kubectl, [{ file: '', stage: '', place: 0, object }], {
      isDry: false,
      forceConflicts,
      signal: killed,
    });
    this.entries = entries;
    if (sent.refused.length === 0) return;
    this.ground.tellRefused(sent);
    options.tell(
      'Stopped: in this ConfigMap chartwright keeps the list of what it applies, and does not go on without it.',
    );
    throw new Stopped();
  }
}
