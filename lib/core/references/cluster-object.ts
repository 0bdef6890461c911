import type { DeclaredNeed, DeclaredReference, ExternalKind, HookSpec } from '../manifest';
import type { JsonObject } from '../values';

/** One object as a cluster gets it, and where it comes from. */
export interface ClusterObject {
  readonly object: JsonObject;
  /** Path of the construct that made it; absent for objects read from a folder. */
  readonly construct?: string;
  /** Where it is written, for reports: `dist/sovd-webapp/local/40-workload/40-backend-deployment.k8s.yaml`. */
  readonly file?: string;
  /** Line of the file on which the object begins. @default 1 */
  readonly line?: number;
  /** The line of the file on which a place of the object stands. @default the line on which the object begins */
  readonly lineOf?: (pointer: string) => number;
  readonly hook?: HookSpec;
  /** The place that it takes on its own in the order of application; see `phases`. */
  readonly place?: number;
  /** What the author says that it needs, beside what its fields name. @default nothing */
  readonly needs?: readonly DeclaredNeed[];
  /** What its fields name, as its author has declared for its kind. @default what is known of the kind */
  readonly references?: readonly DeclaredReference[];
}

/** Kinds of objects that somebody else may make. A `SecretStore` may be a ClusterSecretStore, a `Role` a ClusterRole. */
export const externalKinds = [
  'Secret',
  'ConfigMap',
  'ServiceAccount',
  'PersistentVolumeClaim',
  'Service',
  'SecretStore',
  'Role',
  'PriorityClass',
  'SecretProviderClass',
] as const satisfies readonly ExternalKind[];

/** Something that exists although no object of the output makes it, and who says so. */
export interface DeclaredExternal {
  /** One of `externalKinds`, or the word of any other kind. */
  readonly kind: string;
  readonly name: string;
  /** The keys that a Secret or ConfigMap has. @default any */
  readonly keys?: readonly string[];
  readonly reason: string;
}

/** Objects that come into one cluster together. */
export interface ObjectSet {
  readonly objects: readonly ClusterObject[];
  readonly externals?: readonly DeclaredExternal[];
}
