import { groupOf } from '../kubernetes/scopes';
import { Expression, expressionsIn, labelsHelper, Merged, type Problem, type Tree } from '../values';
import type { Manifest } from './manifest';

/** Whether an object adds a kind to the cluster: a CustomResourceDefinition. */
export const isResourceDefinition = ({ apiVersion, kind }: Pick<Manifest, 'apiVersion' | 'kind'>): boolean =>
  kind === 'CustomResourceDefinition' && groupOf(apiVersion) === 'apiextensions.k8s.io';

/**
 * Whether an object is not part of the release, but stands in the folder `crds/` of the chart: Helm installs what is there before it
 * looks at any template, and neither changes nor removes it afterwards. A definition that its author retains, or makes a hook, is
 * a template.
 */
export const isBesideRelease = (manifest: Pick<Manifest, 'apiVersion' | 'kind' | 'hook' | 'retain'>): boolean =>
  isResourceDefinition(manifest) && !manifest.hook && !manifest.retain;

/**
 * The definition without the labels and the namespace that cdk8s gives every object of a `HelmChart`: it belongs to the cluster, not
 * to a release.
 */
export function withoutRelease(manifest: Manifest): Manifest {
  if (!isBesideRelease(manifest)) return manifest;
  const { labels: written, ...others } = manifest.object['metadata'] as { readonly [key: string]: Tree };
  const own = ownLabels(written);
  const { name, namespace: given, ...rest } = others;
  const namespace = given instanceof Expression ? undefined : given;
  const metadata = Object.entries({ name, namespace, labels: own, ...rest }).filter(([, value]) => value !== undefined);
  return { ...manifest, object: { ...manifest.object, metadata: Object.fromEntries(metadata) } };
}

const isReleaseLabels = (tree: unknown): boolean =>
  tree instanceof Expression &&
  (tree.node.kind === 'without'
    ? isReleaseLabels(tree.node.map)
    : tree.node.kind === 'helper' && tree.node.helper === labelsHelper);

/** The labels that the author wrote. */
function ownLabels(written: Tree | undefined): Tree | undefined {
  if (isReleaseLabels(written)) return undefined;
  if (!(written instanceof Merged)) return written;
  const parts = written.parts.filter((part) => !isReleaseLabels(part));
  if (parts.length === 0) return undefined;
  const literal = parts.filter((part) => !(part instanceof Expression));
  return literal.length === parts.length ? (Object.assign({}, ...literal) as Tree) : new Merged(parts);
}

/** What keeps the definitions of a chart, and the objects of the kinds that they add, from being installed. */
export function definitionProblems(manifests: readonly Manifest[]): Problem[] {
  return manifests.filter(isResourceDefinition).flatMap((manifest) => {
    if (!isBesideRelease(manifest)) return inRelease(manifest, manifests);
    const dependsOn = manifest.condition
      ? 'exists only under a condition'
      : expressionsIn(manifest.object).size > 0
        ? 'holds values or names of a release'
        : undefined;
    if (dependsOn === undefined) return [];
    return [
      {
        code: 'changing-definition',
        construct: manifest.construct,
        message: `this CustomResourceDefinition ${dependsOn}, but Helm reads the folder crds/, where definitions must be, as it is`,
        remedy:
          'Write it without values and conditions, or give it a chart of its own. ' +
          'Where this chart holds no object of its kind, Retain.of(definition).always() makes it a template that outlives the release.',
      },
    ];
  });
}

/** The objects of a chart whose kind one of its templates defines. Helm asks for all kinds before it applies the first template. */
function inRelease(definition: Manifest, manifests: readonly Manifest[]): Problem[] {
  const spec = definition.object['spec'] as
    { readonly group?: Tree; readonly names?: { readonly kind?: Tree } } | undefined;
  const ofKind = manifests.filter(
    ({ apiVersion, kind }) => groupOf(apiVersion) === spec?.group && kind === spec.names?.kind,
  );
  return ofKind.map(({ construct, kind }) => ({
    code: 'definition-in-release',
    construct,
    message: `the first installation fails, because ${definition.construct}, which defines the kind ${kind}, is a template of the same chart`,
    remedy: 'Leave out Retain and Hook of the definition, so that it stands in crds/, or give it a chart of its own.',
  }));
}
