import type { ChartDefinition, Manifest, Note } from '../../core/manifest';
import type { Json } from '../../core/values';
import { metadataFaults } from './chart-metadata';
import { collidingNames } from './colliding-names';
import { damageInTree, damagesIn } from './damaged-text';
import type { Finding } from './finding';
import { findingOf } from './check';
import type { Code } from './rules';

/**
 * What is wrong with a chart beside the objects of its environments: texts that only the chart prints, and names that two
 * releases could share.
 *
 * @param seen the constructs whose objects some environment has, and the rules about objects have looked at
 */
export function chartFindings(
  definition: ChartDefinition,
  manifests: readonly Manifest[],
  seen: ReadonlySet<string | undefined>,
): Finding[] {
  const { name, construct, metadata, schema, environments, profiles, notes } = definition;
  const about = (code: Code, object: string, pointer: string, message: string, at = construct): Finding =>
    findingOf(code, { object, pointer, message, construct: at });
  const damaged = (what: string, data: unknown) =>
    damagesIn(data as Json).map(({ pointer, message }) => about('damaged-text', what, pointer, message));
  const written = { version: metadata.version, description: metadata.description, readme: metadata.readme };
  const { license, keywords, maintainers, changes, links } = metadata;
  const unseen = manifests.filter((manifest) => !seen.has(manifest.construct));
  return [
    ...metadataFaults(definition).map(({ code, pointer, message }) =>
      about(code, `Chart.yaml of ${name}`, pointer, message),
    ),
    ...damaged(`Chart.yaml of ${name}`, { ...written, license, keywords, maintainers, changes, links }),
    ...damaged(`values of ${name}`, schema.properties),
    ...[...environments, ...profiles].flatMap((each) => damaged(`values-${each.name}.yaml of ${name}`, each.overrides)),
    ...notes.flatMap((note) =>
      noteDamage(note).map((message) => about('damaged-text', `notes of ${name}`, '', message)),
    ),
    ...unseen.flatMap(({ object, kind, construct: at }) => {
      const message = damageInTree(object);
      return message === undefined ? [] : [about('damaged-text', `${kind} of ${at}`, '', message, at)];
    }),
    ...collidingNames(definition, manifests).map(({ construct: at, message }) =>
      about('colliding-names', at, '/metadata/name', message, at),
    ),
  ];
}

const noteDamage = ({ text }: Note): string[] => [damageInTree(text) ?? []].flat();
