import type { IConstruct } from 'constructs';
import { Expression, fullNameLimit, named, text, type Json, type Tree } from '../values';
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
function withRoom(name: string | Expression<string>): string | Expression<string> {
  const parts = name instanceof Expression && name.node.kind === 'text' ? name.node.parts : [name];
  const longest = parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : longestOf(part)), 0);
  return longest <= lengthBeforeHash ? name : nameBeforeHash(name);
}

/** How long a part of a name can become: a full name and a dash; of all else nobody knows. */
const longestOf = ({ node }: Expression): number =>
  node.kind === 'helper' && ['fullname', 'prefix'].includes(node.helper.name) ? fullNameLimit + 1 : Infinity;

const renamed = (manifest: Manifest, metadata: { readonly [key: string]: Tree }, name: Tree, spec: Tree): Manifest => ({
  ...manifest,
  object: { ...manifest.object, metadata: { ...metadata, name }, spec },
});
