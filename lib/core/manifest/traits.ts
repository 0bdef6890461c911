import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { DefinitionError, and, type Expression, type Tree } from '../values';
import { aCondition, aConstruct, aText, aTree, takes, wordOf } from '../values/argument';
import { callSite } from '../values/call-site';
import { anObject, objectIn } from './argument';
import type { GuardSaid } from './guards';
import type { DeclaredReference } from './references';

/** What authors say about a construct beside its fields. */
interface Traits {
  condition?: Expression<boolean>;
  phase?: Phase;
  hook?: HookSpec;
  comment?: string;
  readonly fieldComments: FieldComment[];
  retain?: boolean;
  isNamedByContent?: boolean;
  /** Whether it is there at all, once the chart is built. */
  isWanted?: () => boolean;
  readonly bindings: Bound[];
  readonly needs: Need[];
  readonly references: DeclaredReference[];
  /** What it requires of the values. They are asked for when the chart is complete. */
  readonly guards: (() => readonly GuardSaid[])[];
}

/** Something that must be ready before a construct. */
export interface Need {
  readonly on: IConstruct;
  /** Who waits: whoever applies the construct's objects, or its own pods. */
  readonly reason: 'author' | 'pods';
}

/** A comment at the end of the line of a field. */
export interface FieldComment {
  /** JSON pointer of the field. */
  readonly pointer: string;
  /** On one line, without the sign. */
  readonly text: string;
}

/** What is set at a JSON pointer of the finished object. */
export interface Bound {
  readonly pointer: string;
  readonly tree: Expression | Tree;
  /** The line of the author's code that says so, as `file:line:column`. */
  readonly at: () => string | undefined;
}

const traits = new WeakMap<IConstruct, Traits>();

/** The traits of a construct; empty ones where nothing was said. */
export function traitsOf(construct: IConstruct): Traits {
  let found = traits.get(construct);
  if (!found)
    traits.set(construct, (found = { bindings: [], fieldComments: [], needs: [], references: [], guards: [] }));
  return found;
}

/** The conditions of a construct and of all scopes around it up to the chart, outermost first. */
export const conditionOf = (construct: IConstruct, chart: IConstruct): Expression<boolean> | undefined =>
  allOf(conditionsOf(construct.node.scopes.slice(chart.node.scopes.length - 1)));

/**
 * Under which condition a construct of a chart is there where another one of the chart is, and what else is said holds; undefined where
 * that is always so.
 */
export function conditionBeside(
  construct: IConstruct,
  other: IConstruct,
  said?: Expression<boolean>,
): Expression<boolean> | undefined {
  const given = conditionsOf(other.node.scopes);
  const conditions = new Set([...(said ? [said] : []), ...conditionsOf(construct.node.scopes)]);
  return allOf([...conditions].filter((condition) => !given.includes(condition)));
}

const conditionsOf = (scopes: readonly IConstruct[]): Expression<boolean>[] => [
  ...new Set(scopes.flatMap((scope) => traitsOf(scope).condition ?? [])),
];

const allOf = (conditions: readonly Expression<boolean>[]): Expression<boolean> | undefined =>
  conditions.length > 0 ? and(...conditions) : undefined;

/** What is said of a construct that is one object, of that object; of any other, of all objects that come to be below it. */
export const subjectOf = (construct: IConstruct): IConstruct => objectIn(construct) ?? construct;

/** What was said of an object, or of the innermost scope around it of which something was said. */
const innermost = <K extends 'hook' | 'retain'>(object: IConstruct, chart: IConstruct, trait: K): Traits[K] =>
  object.node.scopes
    .slice(chart.node.scopes.length - 1)
    .map((scope) => traitsOf(scope)[trait])
    .findLast((said) => said !== undefined);

/** How an object of a chart takes part in the life of a release. */
export const hookOf = (object: IConstruct, chart: IConstruct): HookSpec | undefined => innermost(object, chart, 'hook');

/** Whether an object of a chart outlives its release. */
export const isRetained = (object: IConstruct, chart: IConstruct): boolean | undefined =>
  innermost(object, chart, 'retain');

/** Leaves an object out of all outputs unless the finished chart needs it. */
export const onlyWhere = (object: IConstruct, isWanted: () => boolean): void => {
  traitsOf(object).isWanted = isWanted;
};

const conditionTakes = {
  of: takes('Condition.of(construct)', aConstruct),
  when: takes('Condition.of(construct).when(condition)', aCondition),
};

/** Says under which condition a construct and all objects below it exist. Conditions of nested scopes are conjoined. */
export class Condition {
  static of(construct: IConstruct): Condition {
    conditionTakes.of(construct);
    return new Condition(construct);
  }

  private constructor(private readonly construct: IConstruct) {}

  /** The objects exist only where `condition` is true, and where every condition said before is. */
  when(condition: Expression<boolean>): void {
    conditionTakes.when(condition);
    const found = traitsOf(this.construct);
    found.condition = found.condition ? and(found.condition, condition) : condition;
  }
}

/** The events of a release at which Helm can run a hook. */
export const hookEvents = [
  'pre-install',
  'post-install',
  'pre-upgrade',
  'post-upgrade',
  'pre-rollback',
  'post-rollback',
  'pre-delete',
  'post-delete',
  'test',
] as const;
export type HookEvent = (typeof hookEvents)[number];

/** When Helm removes a hook's objects. */
export const deletePolicies = ['before-hook-creation', 'hook-succeeded', 'hook-failed'] as const;
export type DeletePolicy = (typeof deletePolicies)[number];

/** How an object takes part in a release's life cycle instead of being part of the release. */
export interface HookSpec {
  readonly events: readonly HookEvent[];
  /** Hooks of an event run in the order of their weights, lowest first. */
  readonly weight: number;
  readonly deletePolicies: readonly DeletePolicy[];
}

const hookTakes = {
  of: takes('Hook.of(construct)', aConstruct),
  on: takes('Hook.of(construct).on(...events)', aText),
  weight: takes('Hook.of(construct).weight(weight)', {
    words: 'a whole number',
    holds: (value) => typeof value === 'number',
  }),
  deleteWhen: takes('Hook.of(construct).deleteWhen(...policies)', aText),
};

/**
 * Makes an object a hook: one of cdk8s, the one that a construct of cdk8s-plus is, or, of a construct around several, each of
 * them.
 */
export class Hook {
  static of(construct: IConstruct): Hook {
    hookTakes.of(construct);
    return new Hook(subjectOf(construct));
  }

  private constructor(private readonly object: IConstruct) {}

  /**
   * @param events when the hook runs, beside those that were said before
   * @throws DefinitionError for an event that Helm does not know; Helm itself would silently drop the hook
   */
  on(...events: HookEvent[]): this {
    hookTakes.on(...events);
    const unknown = events.filter((event) => !hookEvents.includes(event));
    if (unknown.length > 0 || events.length === 0) {
      this.refuse(`"${unknown.join(', ')}" is not a hook event`, `Use one of: ${hookEvents.join(', ')}.`);
    }
    return this.set({ events: [...new Set([...(traitsOf(this.object).hook?.events ?? []), ...events])] });
  }

  /**
   * @param weight a whole number; hooks run from the lowest to the highest. Default 0
   * @throws DefinitionError for a fraction; Helm itself would silently take it as 0
   */
  weight(weight: number): this {
    hookTakes.weight(weight);
    if (!Number.isInteger(weight))
      this.refuse(`hook weight ${weight} is not a whole number`, 'Use an integer such as -5.');
    return this.set({ weight });
  }

  /**
   * When the object is removed. Default: before the next run, and once the event's hooks have all succeeded.
   *
   * @throws DefinitionError for a policy that Helm does not know
   */
  deleteWhen(...policies: DeletePolicy[]): this {
    hookTakes.deleteWhen(...policies);
    const unknown = policies.filter((policy) => !deletePolicies.includes(policy));
    if (unknown.length > 0 || policies.length === 0) {
      this.refuse(`"${unknown.join(', ')}" is not a delete policy`, `Use one of: ${deletePolicies.join(', ')}.`);
    }
    return this.set({ deletePolicies: policies });
  }

  private set(change: Partial<HookSpec>): this {
    const found = traitsOf(this.object);
    found.hook = {
      events: [],
      weight: 0,
      deletePolicies: ['before-hook-creation', 'hook-succeeded'],
      ...found.hook,
      ...change,
    };
    return this;
  }

  private refuse(message: string, remedy: string): never {
    // An App has no path, and the line of the call says more.
    const { path } = this.object.node;
    throw new DefinitionError([{ code: 'invalid-hook', ...(path !== '' && { construct: path }), message, remedy }]);
  }
}

/** When an object is applied, where objects are applied one file after another. */
export const phases = {
  namespace: 0,
  /** Accounts, configuration and where secrets come from. */
  configuration: 10,
  /** Databases and the like, on which the rest depends. */
  dependency: 20,
  /** What must succeed before the new version runs. */
  'pre-deploy': 30,
  workload: 40,
  /** Exposure, scaling, policies, monitoring. */
  operation: 50,
  /** What runs once all the rest is ready. */
  'post-deploy': 60,
} as const;
export type Phase = keyof typeof phases;

const phaseTakes = {
  of: takes('ApplyPhase.of(construct)', aConstruct),
  set: takes('ApplyPhase.of(construct).set(phase)', wordOf(Object.keys(phases))),
};

/** Says in which phase a construct and all objects below it are applied. Default: by kind. */
export class ApplyPhase {
  static of(construct: IConstruct): ApplyPhase {
    phaseTakes.of(construct);
    return new ApplyPhase(construct);
  }

  private constructor(private readonly construct: IConstruct) {}

  set(phase: Phase): void {
    phaseTakes.set(phase);
    traitsOf(this.construct).phase = phase;
  }
}

const bindingTakes = {
  of: takes('Binding.of(object)', anObject),
  set: takes('Binding.of(object).set(pointer, tree)', aText, aTree),
};

/** Puts an expression at a place that a construct cannot carry it to, such as a whole struct of an L1 or L2 object. */
export class Binding {
  static of(object: IConstruct): Binding {
    bindingTakes.of(object);
    return new Binding(subjectOf(object));
  }

  private constructor(private readonly object: IConstruct) {}

  /**
   * @param pointer JSON pointer into the finished object; maps on the way are made where they are missing, and `-` is the element
   * after the last of a list. No place is set twice
   */
  set(pointer: string, tree: Expression | Tree): this {
    bindingTakes.set(pointer, tree);
    traitsOf(this.object).bindings.push({ pointer, tree, at: callSite().at });
    return this;
  }
}

const retainTakes = takes('Retain.of(construct)', aConstruct);

/** Keeps an object, or all that a construct holds together, when the release is removed, since it holds data. */
export class Retain {
  static of(construct: IConstruct): Retain {
    retainTakes(construct);
    return new Retain(subjectOf(construct));
  }

  private constructor(private readonly object: IConstruct) {}

  /** Neither Helm nor Argo CD removes the object; whoever wants to be rid of the data deletes it by hand. */
  always(): void {
    traitsOf(this.object).retain = true;
  }
}

const contentTakes = takes('NamedByContent.of(job)', aConstruct);

/**
 * Ends the name of a Job of the release in a hash of what it does, the same in both outputs. A Job's template cannot change: so a
 * changed Job is another Job, which runs, and one that has not changed is left as it is. Engines remove the Job of the version
 * before. A Job that is a hook needs none of it.
 */
export class NamedByContent {
  static of(job: IConstruct): NamedByContent {
    contentTakes(job);
    const object = subjectOf(job);
    if (ApiObject.isApiObject(object) && object.kind === 'Job') return new NamedByContent(object);
    const { path } = job.node;
    throw new DefinitionError([
      {
        code: 'invalid-argument',
        ...(path !== '' && { construct: path }),
        message: `the construct of NamedByContent.of() is ${ApiObject.isApiObject(object) ? `a ${object.kind}` : 'no object'}, and not a Job`,
        remedy: 'Give it a Job: of a workload, its controller.',
      },
    ]);
  }

  private constructor(private readonly object: IConstruct) {}

  /** In every release, whatever its values. */
  always(): void {
    traitsOf(this.object).isNamedByContent = true;
  }
}

/** Whether the name of an object ends in a hash of its content. */
export const isNamedByContent = (object: IConstruct): boolean => traitsOf(object).isNamedByContent === true;
