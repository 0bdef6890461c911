import type { ClusterObject } from './cluster-object';

/** A place where one object names another one. */
export interface Reference {
  readonly from: ClusterObject;
  /** Where the name stands. */
  readonly pointer: string;
  /** Kind and group of the object that is named, as `kindOf` gives it: `ConfigMap`, `Deployment.apps`. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** A key of the ConfigMap or Secret. */
  readonly key?: { readonly name: string; readonly pointer: string };
  /** The port of a Service, a number or a name. */
  readonly port?: { readonly value: string | number; readonly pointer: string };
  /** Whether the author has declared that the field is a reference. */
  readonly isDeclared?: boolean;
  /** Kubernetes goes on without the object. */
  readonly isOptional?: boolean;
}
