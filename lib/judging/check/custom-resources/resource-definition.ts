import type { StructuralSchema } from './structural-schema';

/** One version of a custom resource, as its definition tells it. */
export interface ResourceVersion {
  readonly name: string;
  /** Whether the API server takes objects of this version. */
  readonly isServed: boolean;
  readonly isDeprecated: boolean;
  /** What the API server says when an object of a deprecated version is applied. */
  readonly deprecationWarning?: string;
  /** Whether `status` is written apart, so that what an object brings in it is dropped. */
  readonly hasStatus: boolean;
  /** What objects of this version look like, read when it is first asked for. */
  readonly schema: StructuralSchema;
}

/** A kind that a CustomResourceDefinition adds to a cluster. */
export interface ResourceDefinition {
  readonly group: string;
  readonly kind: string;
  /** Name of the definition itself, as `widgets.example.org`. */
  readonly name: string;
  readonly isClusterScoped: boolean;
  readonly versions: readonly ResourceVersion[];
}
