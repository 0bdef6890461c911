import { isNamespace } from '../../core/manifest/is-namespace';
import type { PlainObject } from '../../printing/trees';
import { wantedOf } from './earlier-jobs';
import { Stopped, type Ground } from './ground';
import type { Listing } from './listing';
import { counted, identityOf, textAt, titleOf, type Identity } from './objects';
import { listed } from './prune';
import { send } from './sent';

/**
 * Asks the API server about all objects of all stages at once, and changes nothing. What lies in a namespace, or is of a kind, that this
 * apply would make first cannot be asked about yet.
 *
 * @param unknown what is of a kind that the cluster does not know
 */
export async function dryRun(ground: Ground, listing: Listing, unknown: readonly Identity[]): Promise<void> {
  const { kubectl, options, all } = ground;
  const { say, tell, forceConflicts, killed } = options;
  const missing = missingAmong(ground, unknown);
  const asked: PlainObject[] = [];
  for (const plain of wantedOf(ground, all)) {
    const why = missing(plain);
    if (why === undefined) asked.push(plain);
    else say(`not asked  ${ground.titleOf(plain)}: its ${why} is made by this apply, and is not there yet`);
  }
  if (asked.length > 0) {
    const sent = await send(kubectl, asked, { isDry: true, forceConflicts, signal: killed });
    for (const plain of sent.applied)
      say(`accepted   ${ground.titleOf(plain)}${ground.before && !ground.beforeOf(plain) ? ', which is new' : ''}`);
    if (sent.refused.length > 0) {
      ground.tellRefused(sent);
      tell('The server refuses that; nothing was changed.');
      throw new Stopped();
    }
  }
  const { removable, kept } = await listing.leftovers();
  for (const { identity, why } of kept) say(`kept       ${titleOf(identity)}: no longer printed; ${why}`);
  for (const line of listed(removable)) say(line);
  say(`the server accepts ${counted(asked.length)}; nothing was changed`);
}

/** Says what an object needs first that this apply would make. */
function missingAmong(ground: Ground, unknown: readonly Identity[]): (plain: PlainObject) => string | undefined {
  const { all } = ground;
  const namespaces = new Set(
    all.flatMap((plain) =>
      isNamespace(plain.object) && ground.before && !ground.beforeOf(plain) ? identityOf(plain.object).name : [],
    ),
  );
  const kinds = new Set(
    all
      .filter(({ object }) => textAt(object, 'kind') === 'CustomResourceDefinition')
      .map(({ object }) => `${textAt(object, 'spec', 'group')} ${textAt(object, 'spec', 'names', 'kind')}`),
  );
  const unknownKeys = new Set(unknown.map((identity) => ground.keyOf(identity)));
  return (plain) => {
    const identity = ground.placed(plain);
    if (namespaces.has(identity.namespace ?? '')) return 'Namespace';
    const isMade = kinds.has(`${identity.apiVersion.split('/')[0]} ${identity.kind}`);
    return isMade && unknownKeys.has(ground.keyOf(identity)) ? 'definition' : undefined;
  };
}
