/*
 * The objects of Argo CD that are printed here, as far as their fields are used: `argoproj.io/v1alpha1`. A test holds every object to
 * the CustomResourceDefinitions, with unknown fields refused; these types refuse them when this program is compiled.
 *
 * Source: https://argo-cd.readthedocs.io/en/stable/operator-manual/application.yaml and .../project-specification
 */

export interface ObjectMeta {
  readonly name: string;
  readonly namespace: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  readonly finalizers?: readonly string[];
}

/** Who may deploy what from where to where. */
export interface AppProject {
  readonly apiVersion: 'argoproj.io/v1alpha1';
  readonly kind: 'AppProject';
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly description: string;
    readonly sourceRepos: readonly string[];
    readonly destinations: readonly Destination[];
    /** An empty list permits none. */
    readonly clusterResourceWhitelist: readonly (GroupKind & { readonly name: string })[];
    readonly namespaceResourceWhitelist: readonly GroupKind[];
  };
}

export interface GroupKind {
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
}

/** A namespace of a cluster that Argo CD knows, by the URL of its API server or by its name there. */
export type Destination =
  { readonly server: string; readonly namespace: string } | { readonly name: string; readonly namespace: string };

/** One environment of a system in one cluster. */
export interface Application {
  readonly apiVersion: 'argoproj.io/v1alpha1';
  readonly kind: 'Application';
  readonly metadata: ObjectMeta;
  readonly spec: ApplicationSpec;
}

export interface ApplicationSpec {
  readonly project: string;
  readonly destination: Destination;
  readonly source: ApplicationSource;
  readonly syncPolicy: SyncPolicy;
  readonly ignoreDifferences?: readonly IgnoredDifference[];
}

export interface ApplicationSource {
  readonly repoURL: string;
  /** A branch, tag or commit; of a chart its version; in an OCI registry a tag or digest. */
  readonly targetRevision: string;
  /** A folder of the repository; `.` for the whole of an OCI artifact. */
  readonly path?: string;
  /** Name of a chart in a Helm repository. */
  readonly chart?: string;
  readonly helm?: {
    readonly releaseName: string;
    /** Relative to the chart. */
    readonly valueFiles?: readonly string[];
  };
  readonly kustomize?: { readonly patches: readonly Patch[] };
}

/** A change to what kustomize builds. */
export interface Patch {
  /** YAML: a strategic merge or a list of JSON patch operations. */
  readonly patch: string;
  /** Which objects; each text is a regular expression for the whole. */
  readonly target: {
    readonly group?: string;
    readonly version?: string;
    readonly kind: string;
    readonly name?: string;
    readonly namespace?: string;
  };
}

export interface SyncPolicy {
  readonly automated: { readonly prune: boolean; readonly selfHeal: boolean };
  /** Labels of the namespace that `CreateNamespace=true` makes. */
  readonly managedNamespaceMetadata?: { readonly labels: { readonly [key: string]: string } };
  readonly retry: {
    readonly limit: number;
    readonly backoff: { readonly duration: string; readonly factor: number; readonly maxDuration: string };
  };
  readonly syncOptions: readonly string[];
}

export interface IgnoredDifference extends GroupKind {
  readonly name: string;
  readonly namespace?: string;
  readonly jsonPointers: readonly string[];
}

/** Applications made from one template. */
export interface ApplicationSet {
  readonly apiVersion: 'argoproj.io/v1alpha1';
  readonly kind: 'ApplicationSet';
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly goTemplate: true;
    readonly goTemplateOptions: readonly ['missingkey=error'];
    readonly generators: readonly { readonly list: { readonly elements: readonly object[] } }[];
    readonly syncPolicy: {
      readonly applicationsSync: 'create-update';
      readonly preserveResourcesOnDeletion: true;
    };
    readonly template: { readonly metadata: Omit<ObjectMeta, 'namespace'>; readonly spec: ApplicationSpec };
    /** A template of YAML that is laid over the Application. */
    readonly templatePatch?: string;
  };
}
