import type { ChartDefinition, ChartMetadata, Manifest, Note } from '../../core/manifest';
import type { Json } from '../../core/values';
import { metadataFaults } from './chart-metadata';
import { collidingNames } from './colliding-names';
import { damageInTree, damageOf, damagesIn } from './damaged-text';
import type { Finding } from './finding';
import { findingOf } from './check';
import type { Code } from './rules';

/**
 * What is wrong with a chart beside the objects of its environments: texts that only the chart prints, or that only people
 * read, and names that two releases could share.
 *
 * @param told the constructs of which a damaged text was found already, in the object of some environment
 */
export function chartFindings(
  definition: ChartDefinition,
  manifests: readonly Manifest[],
  told: ReadonlySet<string | undefined>,
): Finding[] {
  const { name, construct, metadata, schema, environments, profiles, notes } = definition;
  const about = (code: Code, object: string, pointer: string, message: string, at = construct): Finding =>
    findingOf(code, { object, pointer, message, construct: at });
  const damaged = (what: string, data: unknown) =>
    damagesIn(data as Json).map(({ pointer, message }) => about('damaged-text', what, pointer, message));
  return [
    ...metadataFaults(definition).map(({ code, pointer, message }) =>
      about(code, `Chart.yaml of ${name}`, pointer, message),
    ),
    ...damaged(`Chart.yaml of ${name}`, textsOf(metadata)),
    ...damaged(`values of ${name}`, schema.properties),
    ...[...environments, ...profiles].flatMap((each) => damaged(`values-${each.name}.yaml of ${name}`, each.overrides)),
    ...environments.flatMap(({ name: environment, placeholders }) =>
      damaged(
        `placeholders of values-${environment}.yaml of ${name}`,
        Object.fromEntries(placeholders.map(({ path, description }) => [path, description])),
      ),
    ),
    ...damaged(`profiles of ${name}`, Object.fromEntries(profiles.map((each) => [each.name, each.description]))),
    ...notes.flatMap((note) =>
      noteDamage(note).map((message) => about('damaged-text', `notes of ${name}`, '', message)),
    ),
    ...manifests.flatMap(({ object, kind, comment, construct: at }) => {
      const inComment = comment === undefined ? undefined : damageOf(comment);
      const inTree = told.has(at) ? undefined : damageInTree(object);
      const messages = [inComment && `in its comment, ${inComment}`, inTree].filter((message) => message !== undefined);
      return messages.map((message) => about('damaged-text', `${kind} of ${at}`, '', message, at));
    }),
    ...collidingNames(definition, manifests).map(({ construct: at, message }) =>
      about('colliding-names', at, '/metadata/name', message, at),
    ),
  ];
}

/** What is in Chart.yaml and the chart's README; a definition may hold more. */
function textsOf(metadata: ChartMetadata): Required<{ [K in keyof ChartMetadata]: unknown }> {
  const { version, appVersion, description, kubeVersion, home, icon, sources, keywords, maintainers } = metadata;
  const { changes, license, links, readme } = metadata;
  const about = { version, appVersion, description, kubeVersion, home, icon, license, readme };
  return { ...about, sources, keywords, maintainers, changes, links };
}

const noteDamage = ({ text }: Note): string[] => [damageInTree(text) ?? []].flat();
