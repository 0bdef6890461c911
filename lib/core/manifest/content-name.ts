import type { IConstruct } from 'constructs';
import { Expression, longestText, named, text, type Json, type Tree } from '../values';
import { nameBeforeHash } from '../values/text-functions';
import { lengthBeforeHash } from '../values/go-text';
import { HelmChart } from './helm-chart';
import { hashedJobName, hashLength } from './job-name';
import type { Manifest } from './manifest';
import { isNamedByContent } from './traits';

/**
 * The manifest under a name that ends in a hash of its `spec`, where that was asked for. The `spec` becomes a named template, so that
 * object and hash come out of one text: no field can change without the name.
 */
export function namedByContent(chart: IConstruct, object: IConstruct, manifest: Manifest): Manifest {
  if (!isNamedByContent(object)) return manifest;
  const { metadata, spec = {} } = manifest.object as {
    readonly metadata: { readonly [key: string]: Tree } & { readonly name: string | Expression<string> };
    readonly spec?: Tree;
  };
  const { name } = metadata;
  // A chart of cdk8s alone has no values, and so no template whose text could change.
  if (!HelmChart.isHelmChart(chart)) {
    return renamed(manifest, metadata, hashedJobName(String(name), spec as Json), spec);
  }
  const what = `What the ${manifest.kind} ${manifest.file} does, apart so that its name can end in a hash of it.`;
  const content = named(`${manifest.file}.spec`, what, spec as { readonly [key: string]: Tree });
  const hash = new Expression<string>({ kind: 'digest', data: content, length: hashLength }, 'string');
  return renamed(manifest, metadata, text`${withRoom(name)}-${hash}`, content);
}

/** The name, cut where with its hash it could be longer than a name may be. */
const withRoom = (name: string | Expression<string>): string | Expression<string> =>
  (longestText(name) ?? Infinity) <= lengthBeforeHash ? name : nameBeforeHash(name);

const renamed = (manifest: Manifest, metadata: { readonly [key: string]: Tree }, name: Tree, spec: Tree): Manifest => ({
  ...manifest,
  object: { ...manifest.object, metadata: { ...metadata, name }, spec },
});
