import { Expression, fullname, wellKnownPrefix, type Tree } from '../../core/values';
import type { ChartDefinition, Manifest } from '../../core/manifest';

/** Two objects of one kind of which one may be called in a release as the other in another release. */
export interface Collision {
  readonly construct: string;
  readonly message: string;
}

/**
 * Names that two releases of a chart in one namespace could share.
 *
 * In a chart `web` the full name of a release `a` is `a-web`, and that of `a-web` is `a-web-web`: an object of the first that is
 * called `a-web` and then `-web` has the name of an object of the second that is called as the release.
 */
export function collidingNames({ name }: ChartDefinition, manifests: readonly Manifest[]): Collision[] {
  const ends = new Map<string, Map<string, Manifest>>();
  for (const manifest of manifests) {
    const end = endOf((manifest.object['metadata'] as { readonly name?: Tree }).name);
    if (end === undefined) continue;
    const kind = `${manifest.apiVersion.replace(/\/.*$/, '')} ${manifest.kind}`;
    const others = ends.get(kind);
    if (others) others.set(end, manifest);
    else ends.set(kind, new Map([[end, manifest]]));
  }
  return [...ends.values()].flatMap((ofKind) =>
    [...ofKind].flatMap(([end, manifest]): Collision[] =>
      // What may stand behind the name of the chart in the other release.
      suffixesBehind(end, `-${name}`).flatMap((rest) => {
        const other = ofKind.get(rest);
        if (!other || other === manifest) return [];
        const [longer, shorter] = [`RELEASE-${name}${end}`, `RELEASE-${name}${rest}`];
        const message = `is called ${longer}, as ${other.construct}, which is called ${shorter}, in the release ${longer.slice(0, longer.length - rest.length - name.length - 1)}`;
        return [{ construct: manifest.construct, message }];
      }),
    ),
  );
}

/** What an object's name has behind the full name of the release; undefined where it does not begin with that. */
function endOf(name: Tree | undefined): string | undefined {
  if (name === fullname) return '';
  if (!(name instanceof Expression) || name.node.kind !== 'text') return undefined;
  const [first, end, ...others] = name.node.parts;
  if (typeof end !== 'string' || others.length > 0) return undefined;
  if (first === fullname) return end;
  return first === wellKnownPrefix ? `-${end}` : undefined;
}

/** All that follows an occurrence of a part in a text. */
function suffixesBehind(text: string, part: string): string[] {
  const found: string[] = [];
  for (let i = text.indexOf(part); i >= 0; i = text.indexOf(part, i + 1)) {
    const rest = text.slice(i + part.length);
    if (rest === '' || rest.startsWith('-')) found.push(rest);
  }
  return found;
}
