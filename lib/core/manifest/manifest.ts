import type { Expression, Tree } from '../values';
import type { DeclaredReference } from './references';
import type { ImageUpdate } from './image-updates';
import type { FieldComment, HookSpec } from './traits';

/** Something that an object needs, as the author says. */
export interface DeclaredNeed {
  /** Path of the construct whose objects are needed. */
  readonly on: string;
  /**
   * - `author`: they must be ready before the object is applied.
   * - `pods`: the object's pods wait until they are ready.
   * - `dependency`: they are applied before it, as `node.addDependency` has it.
   */
  readonly reason: 'author' | 'pods' | 'dependency';
}

/** One Kubernetes object as both printers take it: fields with expressions among them. */
export interface Manifest {
  /** Path of the construct, for messages. */
  readonly construct: string;
  readonly apiVersion: string;
  readonly kind: string;
  /** Name of the file that holds the object, without number and extension: `backend-deployment`. */
  readonly file: string;
  /** Where it stands in the order of application; see `phases`. */
  readonly place: number;
  readonly object: { readonly [key: string]: Tree };
  /** The object exists only where this holds. Absent: always. */
  readonly condition?: Expression<boolean>;
  readonly hook?: HookSpec;
  /** What the author says that it needs, beside what its fields name. */
  readonly needs?: readonly DeclaredNeed[];
  /** What its fields name, as its author has declared for all objects of the kind. */
  readonly references?: readonly DeclaredReference[];
  /** Whether engines of GitOps are told how to treat it; a chart of cdk8s itself gets nothing that its author did not ask for. */
  readonly isForEngines?: boolean;
  /** Whether its place is the author's choice, and not only what its kind usually gets. */
  readonly isPlaced?: boolean;
  readonly comment?: string;
  /** Comments behind fields, in the plain output. */
  readonly fieldComments?: readonly FieldComment[];
  /** What programs may do with the image of its first container. */
  readonly imageUpdates?: readonly ImageUpdate[];
  /** The object holds data and outlives the release. */
  readonly retain?: boolean;
}
