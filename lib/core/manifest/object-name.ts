import type { ApiObject, Chart } from 'cdk8s';
import { slug, withHash } from './slug';
import { toldId, toldPath } from './told-ids';

/** Ids that L2 constructs give to the one object inside them; they say nothing to a reader. */
const silent = new Set(['Resource', 'Default']);

/** The ids from a chart down to an object, without those that say nothing. */
export const idsBelow = (chart: Chart, object: ApiObject): string[] =>
  object.node.scopes
    .slice(chart.node.scopes.length)
    .map((scope) => toldId(scope.node.id))
    .filter((id) => !silent.has(id));

/** Longest end of a name: with a dash and the 35 characters of a full name, it fits into the 63 of a Service. */
const longest = 24;

/** The ends of object names in a chart, behind the release's full name. */
export class ObjectNames {
  private readonly owners = new Map<string, ApiObject>();

  /**
   * The ids below the chart with dashes, in lower case. Where an object of the same kind has that name already, where it is too
   * long, and where an id cannot be written so at all, it ends in a hash of the construct path. Empty for an object that is called as
   * the release.
   */
  endOf(chart: Chart, object: ApiObject): string {
    const parts = idsBelow(chart, object).map(slug);
    const natural = parts.filter((part) => part !== '').join('-');
    const key = `${object.apiGroup} ${object.kind} ${natural}`;
    const owner = this.owners.get(key) ?? object;
    this.owners.set(key, owner);
    const isExact = owner === object && natural.length <= longest && !parts.includes('');
    return isExact ? natural : withHash(natural, toldPath(object), longest);
  }
}
