import type { Expression, Group, Overrides } from '../values';
import type { CommonValues } from './common-values';
import type { Tier } from './environment';
import type { RuleSettings } from './rule-levels';

/** What `Chart.yaml` says about a chart beside its name. */
export interface ChartMetadata {
  /** Version of the chart, as SemVer. */
  readonly version: string;
  /** Version of the application; images without a tag use it. */
  readonly appVersion: string;
  readonly description: string;
  /** The Kubernetes versions that the chart is for; its objects must fit the oldest of them. @default 1.28 and newer, and what only some of these have is a warning */
  readonly kubeVersion?: string;
  readonly home?: string;
  readonly icon?: string;
  readonly sources?: readonly string[];
  readonly keywords?: readonly string[];
  readonly maintainers?: readonly { readonly name: string; readonly email?: string; readonly url?: string }[];
  /** What changed in this version, for Artifact Hub. */
  readonly changes?: readonly {
    readonly kind: 'added' | 'changed' | 'fixed' | 'removed';
    readonly description: string;
  }[];
  /** SPDX identifier. @default Apache-2.0 */
  readonly license?: string;
  /** Documents about the application, for Artifact Hub and the chart's README. */
  readonly links?: readonly { readonly name: string; readonly url: string }[];
  /** Markdown that stands in the chart's README before the table of values: what to prepare, how to reach it. */
  readonly readme?: string;
}

/** Something to tell whoever installs the chart. */
export interface Note {
  readonly text: Expression<string>;
  readonly condition?: Expression<boolean>;
}

/** One place where the system runs. */
export interface Environment<S extends Group = Group> {
  /** @default the chart's name */
  readonly release?: string;
  /** @default the chart's name */
  readonly namespace?: string;
  /** What differs from the defaults. */
  readonly values: Overrides<S> & Overrides<CommonValues>;
  /**
   * Who would feel a failure. The rules about production hold where it is `production`; to the linter the others are the same.
   *
   * @default production where the name is `prod` or `production`, or begins with one of them and a dash (`prod-eu`); else test
   */
  readonly tier?: Tier;
  /**
   * The version of Kubernetes that its cluster has, `1.34` or `1.34.2`: what its plain output is for, and what it is checked against.
   * `--kubernetes` says another one.
   *
   * @default the oldest that `kubeVersion` of the chart takes, from 1.28 on
   */
  readonly kubernetes?: string;
  /** The APIs in its cluster beside those of Kubernetes, for `hasApi()` in its plain output. `--api-versions` adds to them. @default none */
  readonly apis?: readonly string[];
  /** Levels of the linter's rules here, laid over those of the chart. @default those of the chart */
  readonly rules?: RuleSettings;
}

/** An extra values file on top of an environment's, such as a size. */
export interface Profile<S extends Group = Group> {
  /** The environment that it is laid on. */
  readonly on: string;
  readonly description: string;
  readonly values: Overrides<S> & Overrides<CommonValues>;
}

/** The levels of the Pod Security Standards, from the least strict to the most. */
export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

/** What the plain output says of a namespace that the chart owns. */
export interface OwnNamespace {
  /** What the namespace refuses; `false` leaves that to the cluster. @default restricted */
  readonly podSecurity?: PodSecurityLevel | false;
}

export interface HelmChartProps<S extends Group> extends ChartMetadata {
  /** What a user of the chart may set. */
  readonly values: S;
  /** Where the system runs: each by its name, with what differs there from the defaults. */
  readonly environments: { readonly [name: string]: Environment<S> };
  /**
   * How objects are called: `full` begins each name with the release's full name; `wellKnown` calls them as people know
   * them (`api`, `postgres`) in the release that has the chart's own name, and puts the full name before that elsewhere.
   * `cdk8s` is for objects that a plain cdk8s chart of the same id has brought into a cluster: their names, and the labels by
   * which workloads of cdk8s-plus know their pods, stay as cdk8s makes them. These are the same in every release, so that a
   * namespace holds one release only. Workloads of this library are called as with `full`.
   *
   * @default full
   */
  readonly naming?: 'full' | 'wellKnown' | 'cdk8s';
  /** Leaves out the hash at the end of the names that cdk8s makes, as in its own charts; with `naming: 'cdk8s'`. @default false */
  readonly disableResourceNameHashes?: boolean;
  /**
   * Labels of all objects beside those that every chart has, as in cdk8s' own charts; not of pods. They are the default of the value
   * `commonLabels`, but for those that begin with `app.kubernetes.io/` or `helm.sh/`, which users cannot set.
   *
   * @default none
   */
  readonly labels?: { readonly [key: string]: string };
  /**
   * Whether the namespace of each environment is the chart's own. The plain YAML then begins with a Namespace object, which
   * `kubectl apply` needs; Helm makes the namespace by itself (`--create-namespace`). No object is made for a namespace
   * of the cluster (`default`, `kube-system` and whatever else begins with `kube-`), nor where the chart has one of its own.
   *
   * @default true, with the Pod Security level `restricted`
   */
  readonly ownsNamespace?: boolean | OwnNamespace;
  /** @default none */
  readonly profiles?: { readonly [name: string]: Profile<S> };
  /** Levels of the linter's rules. @default those around the chart, else `recommended` */
  readonly rules?: RuleSettings;
}
