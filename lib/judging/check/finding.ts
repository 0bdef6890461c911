import type { RuleLayer } from '../../core/manifest';
import type { ClusterObject, DeclaredExternal, ObjectSet } from '../../core/references/cluster-object';
import type { ResourceDefinition } from './custom-resources/resource-definition';

export { externalKinds, type DeclaredExternal } from '../../core/references/cluster-object';

/** One object as it is checked. */
export type CheckedObject = ClusterObject;

/** A rule that some objects may break, and why. One that is no longer needed is an error itself. */
export type DeclaredException = ExceptionReason & (ExceptionBelow | ExceptionFor);

interface ExceptionReason {
  readonly code: string;
  readonly reason: string;
  /** Whether it holds for other systems too. @default false */
  readonly isShared?: boolean;
}

/** Of a definition: for the objects of a construct. */
export interface ExceptionBelow {
  /** Path of the construct at or below which the rule may be broken; empty for the whole app. */
  readonly construct: string;
}

/** Of a folder: for the objects of that name, or those in these files. */
export interface ExceptionFor {
  /** Which objects, as findings name them: `apps/v1 Deployment shop/backend`; `*` stands for any characters. */
  readonly object?: string;
  /** Which files, as findings name them; `*` stands for any characters of a name, `**` for any folders. */
  readonly glob?: string;
  /** Where it is declared, as `chartwright.yaml:7`. */
  readonly declaredAt: string;
}

/** What is checked: all objects of one environment, and what the author declared. */
export interface CheckInput extends ObjectSet {
  readonly objects: readonly CheckedObject[];
  /** The workloads of the same chart in another release, in the same namespace. @default unknown */
  readonly twin?: readonly CheckedObject[];
  /** Kubernetes version whose API the objects must fit. @default 1.28 */
  readonly kubernetes?: string;
  /** Rules for production only apply where this is true. @default false */
  readonly isProduction?: boolean;
  readonly externals?: readonly DeclaredExternal[];
  readonly exceptions?: readonly DeclaredException[];
  /** What levels the rules have, the outermost layer first. @default strict */
  readonly rules?: readonly RuleLayer[];
  /** Whether all that the objects refer to is among them, or declared. @default true */
  readonly isComplete?: boolean;
  /** Where the objects come from, which tells what can be done about a finding. @default definition */
  readonly source?: 'definition' | 'folder';
  /** The values that an operator must supply, as they stand in the objects until then, and names that only look so. */
  readonly placeholders?: readonly string[];
  /** The custom resources that are known beside those that the objects define. @default none */
  readonly definitions?: readonly ResourceDefinition[];
  /** Values that look like a credential and are not one. */
  readonly harmless?: readonly HarmlessValue[];
}

/** A value that looks like a credential, and why it is not one. */
export interface HarmlessValue {
  readonly value: string;
  readonly reason: string;
}

export type Severity = 'error' | 'warning';

/**
 * What a rule asks.
 *
 * - `refused`: does kubectl or the API server refuse it?
 * - `cannot-work`: does Helm refuse it, or does the output itself prove that it cannot work although a cluster takes it?
 * - `closed-world`: is what it refers to in this output? Proves nothing where the output does not claim to be complete.
 * - `policy`: is it as it should be? Hardening, operations, style.
 *
 * The first two are correctness, which is always on.
 */
export type Question = 'refused' | 'cannot-work' | 'closed-world' | 'policy';

/** One thing that is wrong with an object. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly question: Question;
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
  /** Of a policy that nobody has asked for: reports for people sum these up by rule. @default false */
  readonly isAdvice?: boolean;
}

/** What shows what a rule is about: objects as YAML, in which `<300 KiB of text>` stands for such a text, or something else. */
export interface Examples {
  readonly valid: string;
  /** The same with what the rule finds. */
  readonly invalid: string;
  /** Kubernetes version of the examples; false where nobody declares one. @default the newest that is known */
  readonly kubernetes?: string | false;
  /** What it is written in. @default yaml */
  readonly language?: 'yaml' | 'ts' | 'console';
}

/** One rule of the linter: looks at all objects of an environment at once. Its code stands in docs/rules.md. */
export interface Rule {
  readonly code: string;
  readonly question: Question;
  /** How bad a breach is; of a policy, where policies are `strict`. */
  readonly severity: Severity;
  /** How bad a breach of a policy is where policies are as recommended. An error only for what loses data, leaks a secret or takes the service down. @default warning */
  readonly recommended?: Severity;
  /** Why the rule is there, in one sentence, for docs/rules.md. */
  readonly why: string;
  /** What to do about a finding, in one sentence, for docs/rules.md. */
  readonly remedy: string;
  /** What to do in a folder, where no definition can be changed. @default the remedy */
  readonly remedyInFolder?: string;
  /** For docs/rules.md. @default those in `examples/` */
  readonly examples?: Examples;
  /** Where it is written that this is so, for docs/rules.md. @default nowhere but here */
  readonly source?: string;
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
  /** What the rule asks here, where that is not the same at all places. Correctness only. @default the question of the rule */
  readonly question?: 'refused' | 'cannot-work';
  /** Less than the rule says, where the output does not prove the fault. @default the level of the rule */
  readonly severity?: 'warning';
}
