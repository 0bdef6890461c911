import { isClusterScoped } from '../../core/kubernetes/scopes';
import { isNamespace } from '../../core/manifest/is-namespace';
import type { JsonObject } from '../../core/values';
import type { PlainObject } from '../../printing/trees';
import { entriesOf, isInventoryOf, type Owner } from './inventory';
import { identityOf, keyOf, type Identity } from './objects';

/** An environment as it is printed. */
export interface PrintedEnvironment {
  readonly system: string;
  readonly environment: string;
  /** The namespace of the release. */
  readonly namespace: string;
  readonly plain: readonly PlainObject[];
}

/** Another environment of the app that prints some objects under the same name, and not alike. */
export interface Rival extends Owner {
  /** The objects that both print. Namespaces are not among them: two systems may share one, and differ in its labels. */
  readonly shared: readonly Identity[];
}

/** What an object is called in the cluster: with the namespace that it gets where it says none. */
export function placedIn(object: JsonObject, home: string): Identity {
  const identity = identityOf(object);
  if (identity.namespace !== undefined || isClusterScoped(identity.apiVersion, identity.kind)) return identity;
  return { ...identity, namespace: home };
}

/** In which namespace the list of an environment lies: that of its release, or of the context where nothing is in that of the release. */
export function homeOfList(
  { namespace, plain }: Pick<PrintedEnvironment, 'namespace' | 'plain'>,
  home: string,
): string {
  const isUsed = plain.some(
    ({ object }) =>
      placedIn(object, home).namespace === namespace || (isNamespace(object) && identityOf(object).name === namespace),
  );
  return isUsed ? namespace : home;
}

/**
 * The environments that would change what an environment has applied, were they applied to the same cluster.
 *
 * @param home the namespace of objects that say none
 */
export function rivalsOf(own: PrintedEnvironment, others: readonly PrintedEnvironment[], home: string): Rival[] {
  const printed = new Map(own.plain.map(({ object }) => [keyOf(identityOf(object), home), JSON.stringify(object)]));
  return others.flatMap((other): Rival[] => {
    const { system, environment } = other;
    if (system === own.system && environment === own.environment) return [];
    const shared = other.plain.flatMap(({ object }) => {
      const same = isNamespace(object) ? undefined : printed.get(keyOf(identityOf(object), home));
      return same === undefined || same === JSON.stringify(object) ? [] : [placedIn(object, home)];
    });
    return shared.length === 0 ? [] : [{ system, environment, namespace: homeOfList(other, home), shared }];
  });
}

/** What of the shared objects a rival has applied to this cluster, by the list that it keeps there. */
export function takenBy(rival: Rival, list: JsonObject | undefined, home: string): readonly Identity[] {
  if (!list || !isInventoryOf(list, rival)) return [];
  const listed = new Set(entriesOf(list).map((entry) => keyOf(entry, home)));
  return rival.shared.filter((identity) => listed.has(keyOf(identity, home)));
}
