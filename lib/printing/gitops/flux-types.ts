/*
 * The objects of Flux that are printed here, as far as their fields are used. A test holds every object to the
 * CustomResourceDefinitions, with unknown fields refused; these types refuse them when this program is compiled. Durations are as Go writes
 * them: `10m`, `1h30m`.
 *
 * Source: docs/spec of fluxcd/source-controller (v1), fluxcd/kustomize-controller (v1) and fluxcd/helm-controller (v2)
 */
import type { JsonObject } from '../../core/values';
import type { ObjectMeta, Patch } from './argocd-types';

export interface GitRepository {
  readonly apiVersion: 'source.toolkit.fluxcd.io/v1';
  readonly kind: 'GitRepository';
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly interval: string;
    readonly url: string;
    readonly ref: GitReference;
  };
}

export type GitReference =
  | { readonly branch: string }
  | { readonly tag: string }
  | { readonly commit: string }
  /** A full reference, such as `refs/pull/12/head`. */
  | { readonly name: string };

export interface OCIRepository {
  readonly apiVersion: 'source.toolkit.fluxcd.io/v1';
  readonly kind: 'OCIRepository';
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly interval: string;
    readonly url: string;
    readonly ref: { readonly tag: string } | { readonly digest: string };
    /** The layer of a chart, which is passed on as it is. @default the first layer, unpacked */
    readonly layerSelector?: { readonly mediaType: string; readonly operation: 'copy' | 'extract' };
  };
}

export interface HelmRepository {
  readonly apiVersion: 'source.toolkit.fluxcd.io/v1';
  readonly kind: 'HelmRepository';
  readonly metadata: ObjectMeta;
  readonly spec: { readonly interval: string; readonly url: string };
}

/** What a Kustomization or a HelmRelease is made from. */
export type Source = GitRepository | OCIRepository | HelmRepository;

/** One stage of an environment. */
export interface Kustomization {
  readonly apiVersion: 'kustomize.toolkit.fluxcd.io/v1';
  readonly kind: 'Kustomization';
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly interval: string;
    readonly retryInterval: string;
    readonly timeout: string;
    readonly path: string;
    readonly prune: boolean;
    readonly wait: boolean;
    readonly sourceRef: { readonly kind: Source['kind']; readonly name: string };
    /** Kustomizations of this namespace that must be ready first, at the same revision where the source is the same. */
    readonly dependsOn?: readonly { readonly name: string }[];
    readonly healthCheckExprs?: readonly HealthCheck[];
    readonly patches?: readonly Patch[];
    /** What becomes of the objects when the Kustomization is deleted. @default as `prune` says */
    readonly deletionPolicy?: 'MirrorPrune' | 'Delete' | 'WaitForTermination' | 'Orphan';
  };
}

/** When a kind is ready; the expressions are CEL over the object. */
export interface HealthCheck {
  readonly apiVersion: string;
  readonly kind: string;
  readonly current: string;
  readonly inProgress?: string;
  readonly failed?: string;
}

/** One environment as a release of the chart. */
export interface HelmRelease {
  readonly apiVersion: 'helm.toolkit.fluxcd.io/v2';
  readonly kind: 'HelmRelease';
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly interval: string;
    readonly timeout: string;
    readonly releaseName: string;
    readonly targetNamespace: string;
    /** Where Helm keeps the release, for `helm list`. */
    readonly storageNamespace: string;
    readonly chart?: { readonly spec: ChartTemplate };
    readonly chartRef?: { readonly kind: 'OCIRepository'; readonly name: string };
    readonly values?: JsonObject;
    readonly install: { readonly createNamespace?: boolean; readonly remediation: { readonly retries: number } };
    readonly upgrade: {
      readonly remediation: {
        readonly retries: number;
        readonly remediateLastFailure: boolean;
        readonly strategy: 'rollback' | 'uninstall';
      };
    };
    readonly test?: { readonly enable: boolean };
    readonly driftDetection: {
      readonly mode: 'enabled' | 'warn' | 'disabled';
      readonly ignore?: readonly DriftRule[];
    };
    readonly healthCheckExprs?: readonly HealthCheck[];
  };
}

/** Where the tags of an image are looked for. */
export interface ImageRepository {
  readonly apiVersion: 'image.toolkit.fluxcd.io/v1';
  readonly kind: 'ImageRepository';
  readonly metadata: ObjectMeta;
  /** The image without a tag. */
  readonly spec: { readonly image: string; readonly interval: string };
}

/** Which of the tags is taken. */
export interface ImagePolicy {
  readonly apiVersion: 'image.toolkit.fluxcd.io/v1';
  readonly kind: 'ImagePolicy';
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly imageRepositoryRef: { readonly name: string };
    /** A regular expression for the tags that are looked at. @default all */
    readonly filterTags?: { readonly pattern: string };
    readonly policy:
      { readonly semver: { readonly range: string } } | { readonly alphabetical: { readonly order: 'asc' } };
  };
}

/** Writes what policies take behind their markers, and commits it. */
export interface ImageUpdateAutomation {
  readonly apiVersion: 'image.toolkit.fluxcd.io/v1';
  readonly kind: 'ImageUpdateAutomation';
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly interval: string;
    readonly sourceRef: { readonly kind: 'GitRepository'; readonly name: string };
    readonly git: {
      readonly checkout: { readonly ref: GitReference };
      readonly commit: { readonly author: { readonly name: string; readonly email: string } };
      readonly push: { readonly branch: string };
    };
    readonly update: { readonly strategy: 'Setters'; readonly path: string };
  };
}

export interface ChartTemplate {
  /** A folder of the Git repository, or the name of a chart in a Helm repository. */
  readonly chart: string;
  /** Of a Helm repository only. */
  readonly version?: string;
  readonly sourceRef: { readonly kind: 'GitRepository' | 'HelmRepository'; readonly name: string };
  readonly reconcileStrategy: 'ChartVersion' | 'Revision';
  /** Relative to the source, in the order in which they are laid over each other; values.yaml is not among them by itself. */
  readonly valuesFiles: readonly string[];
}

export interface DriftRule {
  /** JSON pointers. */
  readonly paths: readonly string[];
  readonly target: Patch['target'];
}
