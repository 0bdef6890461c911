import type { ExternalKind, HookSpec } from '../manifest';
import type { JsonObject } from '../values';
import type { ResourceDefinition } from './custom-resources/resource-definition';

/** One object as it is checked: what the cluster would get, and where it comes from. */
export interface CheckedObject {
  readonly object: JsonObject;
  /** Path of the construct that made it; absent for objects read from a folder. */
  readonly construct?: string;
  /** Where it is written, for reports: `dist/sovd-webapp/local/40-backend-deployment.k8s.yaml`. */
  readonly file?: string;
  /** Line of the file on which the object begins. @default 1 */
  readonly line?: number;
  /** The line of the file on which a place of the object stands. @default the line on which the object begins */
  readonly lineOf?: (pointer: string) => number;
  readonly hook?: HookSpec;
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
] as const satisfies readonly ExternalKind[];

/** Something that exists although no object of the output makes it, and who says so. */
export interface External {
  readonly kind: ExternalKind;
  readonly name: string;
  /** The keys that a Secret or ConfigMap has. @default any */
  readonly keys?: readonly string[];
  readonly reason: string;
}

/** A rule that an object may break, and why. One that is no longer needed is an error itself. */
export interface Exception {
  readonly code: string;
  /** Path of the construct at or below which the rule may be broken; empty for the whole app. */
  readonly construct: string;
  readonly reason: string;
  /** Whether it holds for other systems too. @default false */
  readonly isShared?: boolean;
}

/** What is checked: all objects of one environment, and what the author declared. */
export interface CheckInput {
  readonly objects: readonly CheckedObject[];
  /** The workloads of the same chart in another release, in the same namespace. @default unknown */
  readonly twin?: readonly CheckedObject[];
  /** Kubernetes version whose API the objects must fit. @default 1.28 */
  readonly kubernetes?: string;
  /** Rules for production only apply where this is true. @default false */
  readonly isProduction?: boolean;
  readonly externals?: readonly External[];
  readonly exceptions?: readonly Exception[];
  /** The values that an operator must supply, as they stand in the objects until then. */
  readonly placeholders?: readonly string[];
  /** The custom resources that are known beside those that the objects define. @default none */
  readonly definitions?: readonly ResourceDefinition[];
  /** Values that look like a credential and are none. */
  readonly allowed?: readonly AllowedValue[];
}

/** A value that looks like a credential, and why it is none. */
export interface AllowedValue {
  readonly value: string;
  readonly reason: string;
}

export type Severity = 'error' | 'warning';

/** One thing that is wrong with an object. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  /** The object, as `apps/v1 Deployment shop/backend`. */
  readonly object: string;
  /** JSON pointer of the place in the object. */
  readonly pointer: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do. */
  readonly remedy?: string;
  readonly construct?: string;
  /** The line of the author's code that made the construct, as `main.ts:25:55`. */
  readonly at?: string;
  readonly file?: string;
  readonly line?: number;
}

/** One rule of the linker: looks at all objects of an environment at once. Its code stands in docs/rules.md. */
export interface Rule {
  readonly code: string;
  readonly severity: Severity;
  /** Why the rule is there, in one sentence, for docs/rules.md. */
  readonly why: string;
  /** What to do about a finding, in one sentence, for docs/rules.md. */
  readonly remedy: string;
  /** The places where the rule is broken. */
  check(input: CheckInput): readonly Breach[];
}

/** One place where a rule is broken. */
export interface Breach {
  readonly at: CheckedObject;
  readonly pointer: string;
  readonly message: string;
  /** @default the remedy of the rule */
  readonly remedy?: string;
}
