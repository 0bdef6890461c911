import type { GitReference, Source } from './flux-types';
import type { DeployedSystem } from './deployed';
import type { GitOpsOptions } from './options';

/** How often a source is looked at, where nobody tells Flux of a change (https://fluxcd.io/flux/guides/webhook-receivers). */
const interval = '5m';

/** The layer in which `helm push` puts a chart. */
const chartLayer = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/** Where an environment comes from. All stages of it have this one source: Flux then holds a stage to the revision of the one before. */
export function sourceOf(
  name: string,
  { name: system }: DeployedSystem,
  environment: string,
  revision: string,
  options: GitOpsOptions,
): Source {
  const { origin, namespace } = options;
  const metadata = { name, namespace, labels: { 'app.kubernetes.io/part-of': system } };
  const apiVersion = 'source.toolkit.fluxcd.io/v1';
  switch (origin.kind) {
    case 'git':
      return {
        apiVersion,
        kind: 'GitRepository',
        metadata,
        spec: { interval, url: origin.url, ref: gitReference(revision) },
      };
    case 'oci': {
      const ref = revision.startsWith('sha256:') ? { digest: revision } : { tag: revision };
      const layer = { layerSelector: { mediaType: chartLayer, operation: 'copy' as const } };
      const url = `${origin.url}/${options.source === 'chart' ? system : `${system}/${environment}`}`;
      const spec = { interval, url, ref, ...(options.source === 'chart' ? layer : {}) };
      return { apiVersion, kind: 'OCIRepository', metadata, spec };
    }
    case 'helm':
      return { apiVersion, kind: 'HelmRepository', metadata, spec: { interval, url: origin.url } };
  }
}

/**
 * What kind of revision a text is: `refs/...` by its whole name, 40 hexadecimal digits a commit, a version (`v1.2.3`, `shop-1.2.3`) a tag,
 * all else a branch.
 *
 * Source: docs/spec/v1/gitrepositories.md of fluxcd/source-controller, "Reference"
 */
export function gitReference(revision: string): GitReference {
  if (revision.startsWith('refs/tags/')) return { tag: revision.slice('refs/tags/'.length) };
  if (revision.startsWith('refs/heads/')) return { branch: revision.slice('refs/heads/'.length) };
  if (revision.startsWith('refs/')) return { name: revision };
  if (/^[0-9a-f]{40}$/.test(revision)) return { commit: revision };
  return /(^|[-/@])v?\d+\.\d+\.\d+([-+].*)?$/.test(revision) ? { tag: revision } : { branch: revision };
}
