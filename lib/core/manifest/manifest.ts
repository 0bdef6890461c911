import type { Expression, Tree } from '../values';
import type { HookSpec } from './traits';

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
  readonly comment?: string;
  /** The object holds data and outlives the release. */
  readonly retain?: boolean;
}
