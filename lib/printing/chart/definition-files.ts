import type { Manifest } from '../../core/manifest';
import { isBesideRelease } from '../../core/manifest/resource-definitions';
import { printYaml } from '../trees';
import type { Json, JsonObject } from '../../core/values';

/** A file of the chart's folder `crds/`. */
export interface DefinitionFile {
  /** Within the chart: `crds/widget-crd.yaml`. */
  readonly path: string;
  readonly text: string;
  /** The kind that it adds to the cluster. */
  readonly kind: string;
  /** Name of the definition, as `widgets.example.org`. */
  readonly name: string;
}

/**
 * The definitions of custom resources that a chart brings. Helm reads these files as they are: they hold no values, which synthesis
 * has seen to.
 */
export const definitionFiles = (manifests: readonly Manifest[]): DefinitionFile[] =>
  manifests.filter(isBesideRelease).map(({ file, object, comment = '' }) => {
    const definition = object as { readonly [key: string]: Json };
    const { name } = definition['metadata'] as JsonObject;
    const { names } = (definition['spec'] ?? {}) as JsonObject;
    const head = comment.split('\n').filter((line) => line !== '');
    return {
      path: `crds/${file}.yaml`,
      text: `${head.map((line) => `# ${line}\n`).join('')}${printYaml(definition)}`,
      kind: String((names as JsonObject | undefined)?.['kind'] ?? name),
      name: String(name),
    };
  });
