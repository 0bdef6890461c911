import type { JsonObject } from '../../core/values';
import { entriesOf, inventoryIdentity, inventoryLabel, type Owner } from './inventory';
import type { Kubectl } from './kubectl';
import { list, look } from './look';
import { counted, identityOf, keyOf, listText, stubOf, textAt, titleOf, type Identity } from './objects';
import { whyItStays } from './ownership';
import { problemLine } from './refusals';

/** What is listed by an earlier apply, and no longer printed. */
export interface Leftovers {
  readonly removable: readonly Identity[];
  /** What stays, and why. */
  readonly kept: readonly { readonly identity: Identity; readonly why: string }[];
}

/**
 * What an earlier apply of an environment has made and is no longer printed, as the cluster has it now.
 *
 * An object is removed only where three things say that it is ours: the inventory of this environment lists it; the API server has our
 * field manager in it; and neither another engine nor another inventory has it. See `ownership.ts` for what stays in any case.
 *
 * @throws Unreadable where the cluster does not tell
 */
export async function leftoversOf(
  kubectl: Kubectl,
  owner: Owner,
  candidates: readonly Identity[],
  home: string,
): Promise<Leftovers> {
  const [removable, kept]: [Identity[], { identity: Identity; why: string }[]] = [[], []];
  if (candidates.length === 0) return { removable, kept };
  const looked = await look(kubectl, candidates, home);
  if (looked.kind !== 'seen') throw new Unreadable(looked.message);
  const isShared = await sharing(kubectl, owner, home);
  for (const identity of candidates) {
    const object = looked.objects.get(keyOf(identity, home));
    if (!object) continue;
    const why = whyItStays(object) ?? isShared(identity);
    if (why === undefined) removable.push(identity);
    else kept.push({ identity, why });
  }
  return { removable, kept };
}

/** The cluster does not tell what there is to remove. */
export class Unreadable extends Error {}

/** Why an object may be in use by another environment of any system; undefined where no inventory lists it. */
async function sharing(
  kubectl: Kubectl,
  owner: Owner,
  home: string,
): Promise<(identity: Identity) => string | undefined> {
  const isOwn = (inventory: JsonObject) => keyOf(identityOf(inventory), home) === keyOf(inventoryIdentity(owner), home);
  const args = ['configmaps', '--selector', inventoryLabel];
  const everywhere = await list(kubectl, [...args, '--all-namespaces']);
  const here = everywhere ?? (await list(kubectl, [...args, '--namespace', owner.namespace]));
  if (!here) throw new Unreadable(`ConfigMaps of the namespace ${owner.namespace} cannot be listed`);
  const users = new Map<string, string>();
  for (const inventory of here.filter((each) => !isOwn(each))) {
    const whose = `${textAt(inventory, 'data', 'system')} ${textAt(inventory, 'data', 'environment')}`;
    for (const entry of entriesOf(inventory)) users.set(keyOf(entry, home), whose);
  }
  return (identity) => {
    const user = users.get(keyOf(identity, home));
    if (user !== undefined) return `${user} applies it too`;
    if (everywhere || identity.namespace === owner.namespace) return undefined;
    return 'whether another environment applies it could not be read in all namespaces';
  };
}

/** Removes objects, the last that was applied first; undefined where all went well, else what kubectl said. */
export async function remove(kubectl: Kubectl, objects: readonly Identity[]): Promise<string | undefined> {
  const input = listText([...objects].reverse().map(stubOf));
  const args = ['delete', '--filename', '-', '--ignore-not-found', '--wait=false'];
  const { code, stderr } = await kubectl.run(args, { input });
  return code === 0 ? undefined : problemLine(stderr);
}

/** What a user is asked before objects are removed. */
export const question = (removable: readonly Identity[], context: string): string =>
  `Remove ${counted(removable.length)} from ${context}? Only "y" removes: `;

export const listed = (removable: readonly Identity[]): string[] =>
  removable.map((identity) => `leftover   ${titleOf(identity)}: an earlier apply made it, and it is no longer printed`);
