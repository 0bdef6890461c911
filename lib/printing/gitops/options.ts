/** Where an engine finds what it deploys. */
export type Origin =
  | {
      readonly kind: 'git';
      readonly url: string;
      /** Folder of the plain YAML in the repository. */
      readonly plain: string;
      /** Folder of the charts in the repository. */
      readonly charts: string;
    }
  /** A registry, `oci://registry.example.com/shop`: charts as `helm push` puts them there, plain YAML one artifact for each environment, as `artifact` makes them. */
  | { readonly kind: 'oci'; readonly url: string }
  /** A Helm repository; charts only. */
  | { readonly kind: 'helm'; readonly url: string };

/** A cluster that Argo CD deploys to. */
export interface Cluster {
  readonly name: string;
  /** URL of its API server, as Argo CD knows it. @default the one that Argo CD knows by its name */
  readonly server?: string;
  /** The environment that goes there. @default all that have no cluster of their own */
  readonly environment?: string;
}

/** What the objects of both engines depend on. */
export interface GitOpsOptions {
  /** Plain YAML, or the chart. */
  readonly source: 'directory' | 'chart';
  readonly origin: Origin;
  /** The namespace of the engine, where its objects are. */
  readonly namespace: string;
  /**
   * What of the origin an environment gets: a branch, tag or commit of Git, a version of the chart, a tag or digest of a registry.
   *
   * @default `main` of Git; else the version of the chart
   */
  readonly revision?: (environment: string) => string | undefined;
}

/** What the objects of Argo CD depend on beside that. */
export interface ArgoCdOptions extends GitOpsOptions {
  /** An AppProject that is there already. @default one for each system, called after it */
  readonly project?: string;
  /** @default the cluster that Argo CD runs in; where environments have the same objects, clusters called like the environments */
  readonly clusters?: readonly Cluster[];
  /** One ApplicationSet for each system in place of Applications. @default false */
  readonly asSet?: boolean;
}

/** What an environment gets of the origin. */
export function revisionOf({ origin, revision }: GitOpsOptions, environment: string, version: string): string {
  const chosen = revision?.(environment);
  if (chosen !== undefined) return chosen;
  if (origin.kind === 'git') return 'main';
  // A tag of a registry has no plus sign; `helm push` writes an underscore for it.
  return origin.kind === 'oci' ? version.replaceAll('+', '_') : version;
}
